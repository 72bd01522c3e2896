// Memory that applications may use on this board.
#ifndef FIRMWARE_BOARDS_BLUEPILL_BOARD_CONFIG_H_
#define FIRMWARE_BOARDS_BLUEPILL_BOARD_CONFIG_H_

#include <stddef.h>
#include <stdint.h>

constexpr size_t kBoardArenaBytes = 7 * 1024;
constexpr uint32_t kAudioRingSamples = 2048;  // 128 ms: longer than an inference

#endif  // FIRMWARE_BOARDS_BLUEPILL_BOARD_CONFIG_H_
