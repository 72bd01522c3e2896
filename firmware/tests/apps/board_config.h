// Small sizes, so that tests reach the limits quickly.
#ifndef FIRMWARE_TESTS_APPS_BOARD_CONFIG_H_
#define FIRMWARE_TESTS_APPS_BOARD_CONFIG_H_

#include <stddef.h>
#include <stdint.h>

constexpr size_t kBoardArenaBytes = 8 * 1024;
constexpr uint32_t kAudioRingSamples = 13;

#endif  // FIRMWARE_TESTS_APPS_BOARD_CONFIG_H_
