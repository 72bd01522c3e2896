// A button without an interrupt: the application asks, and contacts that bounce count once.
#ifndef FIRMWARE_BOARDS_COMMON_POLLED_BUTTON_H_
#define FIRMWARE_BOARDS_COMMON_POLLED_BUTTON_H_

#include "boards/board.h"

namespace board {

class PolledButton {
 public:
  // True once for each press. `is_down` is asked every 10 ms at most; a press that follows an
  // accepted one within 50 ms is a bounce.
  template <typename IsDown>
  bool Take(IsDown is_down) {
    constexpr uint32_t kSampleMs = 10, kBounceMs = 50;
    const uint32_t now = Milliseconds();
    if (now - sampled_ms_ < kSampleMs) return false;
    sampled_ms_ = now;
    const bool was_down = down_;
    down_ = is_down();
    if (!down_ || was_down || now - accepted_ms_ < kBounceMs) return false;
    accepted_ms_ = now;
    return true;
  }

 private:
  uint32_t sampled_ms_ = 0;
  uint32_t accepted_ms_ = 0u - 50u;
  bool down_ = false;
};

}  // namespace board

#endif  // FIRMWARE_BOARDS_COMMON_POLLED_BUTTON_H_
