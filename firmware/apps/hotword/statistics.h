// What the application costs, for the "stats" line.
#ifndef FIRMWARE_APPS_HOTWORD_STATISTICS_H_
#define FIRMWARE_APPS_HOTWORD_STATISTICS_H_

#include <stdint.h>

// The cheapest of the occurrences since the last report: one that no interrupt prolonged.
class Cost {
 public:
  void Add(uint32_t cycles) {
    if (count_ == 0 || cycles < least_) least_ = cycles;
    ++count_;
  }
  uint32_t least() const { return least_; }
  uint32_t count() const { return count_; }
  void Clear() { count_ = least_ = 0; }

 private:
  uint32_t least_ = 0;
  uint32_t count_ = 0;
};

struct Statistics {
  Cost inference;
  Cost slice;

  // Prints one line and starts anew. `samples_lost` and `line_errors` are totals since start.
  void Report(uint32_t audio_ms, uint32_t samples_lost, uint32_t line_errors);
};

#endif  // FIRMWARE_APPS_HOTWORD_STATISTICS_H_
