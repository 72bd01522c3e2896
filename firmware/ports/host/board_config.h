// Memory that applications may use on a computer, whose pointers take twice the bytes.
#ifndef FIRMWARE_PORTS_HOST_BOARD_CONFIG_H_
#define FIRMWARE_PORTS_HOST_BOARD_CONFIG_H_

#include <stddef.h>
#include <stdint.h>

constexpr size_t kBoardArenaBytes = 256 * 1024;
constexpr uint32_t kAudioRingSamples = 16384;  // 1024 ms

#endif  // FIRMWARE_PORTS_HOST_BOARD_CONFIG_H_
