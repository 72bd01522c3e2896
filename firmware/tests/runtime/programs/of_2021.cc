// With an error reporter as fifth argument and every operator.
#include <string.h>

#include "programs.h"
#include "tensorflow/lite/micro/all_ops_resolver.h"
#include "tensorflow/lite/micro/micro_error_reporter.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/schema/schema_generated.h"
#include "tensorflow/lite/version.h"

int ProgramOf2021(const uint8_t* model_data, const uint8_t* input_data, size_t input_bytes,
                  uint8_t* output_data, size_t output_bytes) {
  static tflite::MicroErrorReporter micro_error_reporter;
  tflite::ErrorReporter* error_reporter = &micro_error_reporter;
  const tflite::Model* model = tflite::GetModel(model_data);
  if (model->version() != TFLITE_SCHEMA_VERSION) {
    TF_LITE_REPORT_ERROR(error_reporter, "Model provided is schema version %d not equal to %d.",
                         static_cast<int>(model->version()), TFLITE_SCHEMA_VERSION);
    return kTfLiteError;
  }
  static tflite::AllOpsResolver resolver;
  static uint8_t tensor_arena[8192];
  tflite::MicroInterpreter static_interpreter(model, resolver, tensor_arena, sizeof(tensor_arena),
                                              error_reporter);
  tflite::MicroInterpreter* interpreter = &static_interpreter;
  const TfLiteStatus allocate_status = interpreter->AllocateTensors();
  if (allocate_status != kTfLiteOk) {
    TF_LITE_REPORT_ERROR(error_reporter, "AllocateTensors() failed");
    return allocate_status;
  }
  memcpy(interpreter->input(0)->data.raw, input_data, input_bytes);
  const TfLiteStatus invoke_status = interpreter->Invoke();
  memcpy(output_data, interpreter->output(0)->data.raw, output_bytes);
  return invoke_status;
}
