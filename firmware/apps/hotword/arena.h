// Working memory of the interpreter. An image has one of the arena*.cc files.
#ifndef FIRMWARE_APPS_HOTWORD_ARENA_H_
#define FIRMWARE_APPS_HOTWORD_ARENA_H_

#include <stddef.h>
#include <stdint.h>

extern uint8_t g_arena[];
extern const size_t kArenaBytes;

#endif  // FIRMWARE_APPS_HOTWORD_ARENA_H_
