// The C types, also by the names that they have in namespace tflite::micro.
#ifndef TENSORFLOW_LITE_MICRO_MICRO_COMMON_H_
#define TENSORFLOW_LITE_MICRO_MICRO_COMMON_H_

#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/c/common.h"

namespace tflite {
namespace micro {
using ::TfLiteContext;
using ::TfLiteEvalTensor;
using ::TfLiteIntArray;
using ::TfLiteNode;
using ::TfLiteStatus;
using ::TfLiteTensor;
using ::TfLiteType;
using ::TFLMInferenceRegistration;
using ::TFLMRegistration;
}  // namespace micro
}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MICRO_COMMON_H_
