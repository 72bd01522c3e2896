#ifndef FIRMWARE_APPS_COMMON_BANNER_H_
#define FIRMWARE_APPS_COMMON_BANNER_H_

// Starts the board and prints what runs where: application, board, clock, build and memory. Stops
// with a FATAL line when a clock does not start.
void StartBoard(const char* application);

#endif  // FIRMWARE_APPS_COMMON_BANNER_H_
