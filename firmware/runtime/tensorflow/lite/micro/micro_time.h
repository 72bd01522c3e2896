// A clock for profiles. The board defines both functions; without them (they are weak) time stands
// still at 0 and TicksToMs gives 0.
#ifndef TENSORFLOW_LITE_MICRO_MICRO_TIME_H_
#define TENSORFLOW_LITE_MICRO_MICRO_TIME_H_

#include <stdint.h>

namespace tflite {

uint32_t ticks_per_second();
uint32_t GetCurrentTimeTicks();

inline uint32_t TicksToMs(int32_t ticks) {
  const uint32_t per_second = ticks_per_second();
  const float milliseconds = 1000.0f * static_cast<float>(ticks);
  return per_second != 0
             ? static_cast<uint32_t>(milliseconds / static_cast<float>(per_second) + 0.5f)
             : 0;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MICRO_TIME_H_
