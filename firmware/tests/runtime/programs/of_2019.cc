// With SimpleTensorAllocator; operators one by one, or all.
#include <string.h>

#include "programs.h"
#include "tensorflow/lite/experimental/micro/kernels/all_ops_resolver.h"
#include "tensorflow/lite/experimental/micro/micro_error_reporter.h"
#include "tensorflow/lite/experimental/micro/micro_interpreter.h"
#include "tensorflow/lite/experimental/micro/micro_mutable_op_resolver.h"
#include "tensorflow/lite/schema/schema_generated.h"
#include "tensorflow/lite/version.h"

namespace tflite {
namespace ops {
namespace micro {
TfLiteRegistration* Register_DEPTHWISE_CONV_2D();
TfLiteRegistration* Register_FULLY_CONNECTED();
TfLiteRegistration* Register_SOFTMAX();
}  // namespace micro
}  // namespace ops
}  // namespace tflite

namespace {

int Run(const tflite::OpResolver& resolver, const uint8_t* model_data, const uint8_t* input_data,
        size_t input_bytes, uint8_t* output_data, size_t output_bytes) {
  tflite::MicroErrorReporter micro_error_reporter;
  tflite::ErrorReporter* error_reporter = &micro_error_reporter;
  const tflite::Model* model = ::tflite::GetModel(model_data);
  if (model->version() != TFLITE_SCHEMA_VERSION) {
    error_reporter->Report(
        "Model provided is schema version %d not equal to supported version %d.\n",
        static_cast<int>(model->version()), TFLITE_SCHEMA_VERSION);
    return kTfLiteError;
  }
  const int tensor_arena_size = 10 * 1024;
  static uint8_t tensor_arena[tensor_arena_size];
  tflite::SimpleTensorAllocator tensor_allocator(tensor_arena, tensor_arena_size);
  tflite::MicroInterpreter interpreter(model, resolver, &tensor_allocator, error_reporter);
  if (interpreter.initialization_status() != kTfLiteOk) return kTfLiteError;

  TfLiteTensor* model_input = interpreter.input(0);
  if (model_input->type != kTfLiteUInt8 || model_input->bytes != input_bytes) {
    error_reporter->Report("Bad input tensor parameters in model");
    return kTfLiteError;
  }
  memcpy(model_input->data.uint8, input_data, input_bytes);
  const TfLiteStatus invoke_status = interpreter.Invoke();
  if (invoke_status != kTfLiteOk) {
    error_reporter->Report("Invoke failed");
    return kTfLiteError;
  }
  // By its number, as well as by its place among the outputs.
  const size_t number = static_cast<size_t>(interpreter.outputs().Get(0));
  if (number >= interpreter.tensors_size()) return kTfLiteError;
  if (interpreter.tensor(number)->data.uint8 != interpreter.output(0)->data.uint8) {
    return kTfLiteError;
  }
  memcpy(output_data, interpreter.output(0)->data.uint8, output_bytes);
  return interpreter.error_reporter() == error_reporter ? kTfLiteOk : kTfLiteError;
}

}  // namespace

int ProgramOf2019(const uint8_t* model, const uint8_t* input, size_t input_bytes, uint8_t* output,
                  size_t output_bytes) {
  static tflite::MicroMutableOpResolver micro_mutable_op_resolver;
  static bool registered = false;
  if (!registered) {
    micro_mutable_op_resolver.AddBuiltin(tflite::BuiltinOperator_DEPTHWISE_CONV_2D,
                                         tflite::ops::micro::Register_DEPTHWISE_CONV_2D());
    micro_mutable_op_resolver.AddBuiltin(tflite::BuiltinOperator_FULLY_CONNECTED,
                                         tflite::ops::micro::Register_FULLY_CONNECTED(), 1, 3);
    micro_mutable_op_resolver.AddBuiltin(tflite::BuiltinOperator_SOFTMAX,
                                         tflite::ops::micro::Register_SOFTMAX());
    registered = true;
  }
  return Run(micro_mutable_op_resolver, model, input, input_bytes, output, output_bytes);
}

int ProgramOf2019WithAllOps(const uint8_t* model, const uint8_t* input, size_t input_bytes,
                            uint8_t* output, size_t output_bytes) {
  static tflite::ops::micro::AllOpsResolver resolver;
  return Run(resolver, model, input, input_bytes, output, output_bytes);
}
