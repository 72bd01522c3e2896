// With profiler, recording interpreter and names of namespace tflite::micro.
#include <string.h>

#include "programs.h"
#include "sums.h"
#include "tensorflow/lite/core/c/common.h"
#include "tensorflow/lite/micro/micro_common.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_log.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"
#include "tensorflow/lite/micro/micro_profiler.h"
#include "tensorflow/lite/micro/micro_resource_variable.h"
#include "tensorflow/lite/micro/micro_time.h"
#include "tensorflow/lite/micro/micro_utils.h"
#include "tensorflow/lite/micro/recording_micro_interpreter.h"
#include "tensorflow/lite/micro/system_setup.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace {

using OpResolver = tflite::micro::MicroMutableOpResolver<4>;

TfLiteStatus RegisterOps(OpResolver& op_resolver) {
  TF_LITE_ENSURE_STATUS(op_resolver.AddFullyConnected());
  TF_LITE_ENSURE_STATUS(op_resolver.AddSoftmax());
  TF_LITE_ENSURE_STATUS(op_resolver.AddReshape(tflite::Register_RESHAPE()));
  TF_LITE_ENSURE_STATUS(op_resolver.AddCustom("Sums", RegisterSums()));
  return kTfLiteOk;
}

// In static memory, as a microcontroller has it.
constexpr int kTensorArenaSize = 8192;
alignas(16) uint8_t tensor_arena[kTensorArenaSize];
tflite::SizedMicroProfiler<16> profiler;

}  // namespace

int ProgramOfToday(const uint8_t* model_data, const uint8_t* input, size_t input_bytes,
                   uint8_t* output, size_t output_bytes) {
  tflite::InitializeTarget();
  const tflite::Model* model = ::tflite::GetModel(model_data);
  if (model->version() != TFLITE_SCHEMA_VERSION) return kTfLiteError;
  OpResolver op_resolver;
  TF_LITE_ENSURE_STATUS(RegisterOps(op_resolver));

  auto* allocator = tflite::RecordingMicroAllocator::Create(tensor_arena, kTensorArenaSize);
  tflite::RecordingMicroInterpreter interpreter(
      model, op_resolver, allocator, tflite::MicroResourceVariables::Create(allocator, 1),
      &profiler);
  TF_LITE_ENSURE_STATUS(interpreter.AllocateTensors());
  TfLiteTensor* in = interpreter.input(0);
  if (in->bytes != input_bytes) return kTfLiteError;
  memcpy(interpreter.typed_input_tensor<int8_t>(0), input, input_bytes);
  profiler.ClearEvents();
  TF_LITE_ENSURE_STATUS(interpreter.Invoke());
  profiler.Log();
  profiler.LogCsv();
  profiler.LogTicksPerTagCsv();
  interpreter.GetMicroAllocator().PrintAllocations();
  MicroPrintf("%u ms", static_cast<unsigned>(tflite::TicksToMs(1000)));
  memcpy(output, interpreter.output(0)->data.raw, output_bytes);
  return interpreter.Reset();
}
