#ifndef TENSORFLOW_LITE_MICRO_MICRO_PROFILER_INTERFACE_H_
#define TENSORFLOW_LITE_MICRO_MICRO_PROFILER_INTERFACE_H_

#include <stdint.h>

#include "tensorflow/lite/micro/compatibility.h"

namespace tflite {

// Told about each operator of each inference. Objects are never deleted through this interface.
class MicroProfilerInterface {
 public:
  virtual ~MicroProfilerInterface() = default;
  // `tag` is the name of the operator and outlives the profiler. Returns a handle for EndEvent.
  virtual uint32_t BeginEvent(const char* tag) = 0;
  virtual void EndEvent(uint32_t event_handle) = 0;

  TF_LITE_REMOVE_VIRTUAL_DELETE
};

namespace micro {
using tflite::MicroProfilerInterface;
}

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MICRO_PROFILER_INTERFACE_H_
