#include "kernels/typed_registration.h"

#include "tensorflow/lite/micro/micro_log.h"

namespace tflite {

TypeSet KindOf(TfLiteType type) {
  if (type == kTfLiteInt8 || type == kTfLiteUInt8) return kInt8Kinds;
  if (type == kTfLiteInt16) return kInt16Kinds;
  return type == kTfLiteFloat32 ? kFloatKinds : 0;
}

TfLiteStatus CheckType(TfLiteType type, TypeSet registered, TypeSet supported) {
  const TypeSet kind = KindOf(type);
  if ((kind & registered) != 0) return kTfLiteOk;
  if ((kind & supported) == 0) return RefuseType(type);
  MicroPrintf("%s: not linked: add Register_..._%s() or TYPES=all", TfLiteTypeGetName(type),
              TfLiteTypeGetName(type));
  return kTfLiteError;
}

}  // namespace tflite
