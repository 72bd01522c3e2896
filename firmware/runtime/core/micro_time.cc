#include "tensorflow/lite/micro/micro_time.h"

namespace tflite {

__attribute__((weak)) uint32_t ticks_per_second() { return 0; }
__attribute__((weak)) uint32_t GetCurrentTimeTicks() { return 0; }

}  // namespace tflite
