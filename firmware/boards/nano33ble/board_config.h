// Memory that applications may use on this board.
#ifndef FIRMWARE_BOARDS_NANO33BLE_BOARD_CONFIG_H_
#define FIRMWARE_BOARDS_NANO33BLE_BOARD_CONFIG_H_

#include <stddef.h>
#include <stdint.h>

constexpr size_t kBoardArenaBytes = 32 * 1024;
constexpr uint32_t kAudioRingSamples = 16384;  // 1024 ms

#endif  // FIRMWARE_BOARDS_NANO33BLE_BOARD_CONFIG_H_
