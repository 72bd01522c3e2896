// Memory that applications may use.
#ifndef FIRMWARE_PORTS_ARDUINO_BOARD_CONFIG_H_
#define FIRMWARE_PORTS_ARDUINO_BOARD_CONFIG_H_

#include <stddef.h>
#include <stdint.h>

constexpr size_t kBoardArenaBytes = 16 * 1024;
constexpr uint32_t kAudioRingSamples = 4096;  // 256 ms

#endif  // FIRMWARE_PORTS_ARDUINO_BOARD_CONFIG_H_
