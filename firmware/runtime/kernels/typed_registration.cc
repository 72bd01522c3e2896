#include "kernels/typed_registration.h"

#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {

TfLiteStatus RefuseKind(TfLiteType type, TypeSet supported) {
  if ((KindOf(type) & supported) == 0) return RefuseType(type);
  MicroPrintf("%s: register ..._%s() or build with TYPES=all", TfLiteTypeGetName(type),
              TfLiteTypeGetName(type));
  return kTfLiteError;
}

}  // namespace tflite
