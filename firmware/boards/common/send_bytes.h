// Sends bytes through a UART's data register, waiting for each.
#ifndef FIRMWARE_BOARDS_COMMON_SEND_BYTES_H_
#define FIRMWARE_BOARDS_COMMON_SEND_BYTES_H_

#include <stddef.h>
#include <stdint.h>

#include "boards/common/cortex_m.h"

namespace board {

// Writes each byte of `text` to the register at `data` when `ready` returns true. The rest is lost
// when a transmitter never takes a byte: a frame takes 87 us at 115,200 baud, far less than the
// polls do.
template <typename Ready>
void SendBytes(const char* text, size_t length, uint32_t data, Ready ready) {
  constexpr uint32_t kPolls = 100'000;
  for (size_t i = 0; i < length; ++i) {
    if (!cortex_m::WaitFor(ready, kPolls)) return;
    cortex_m::Register(data) = static_cast<uint8_t>(text[i]);
  }
}

}  // namespace board

#endif  // FIRMWARE_BOARDS_COMMON_SEND_BYTES_H_
