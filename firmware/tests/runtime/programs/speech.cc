// Two models take turns in one arena: the first one makes a feature row of each window of sound,
// the second one classifies all rows.
#include <string.h>

#include "programs.h"
#include "tensorflow/lite/core/c/common.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_log.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace {

constexpr int kRows = 49;
constexpr int kRowSize = 40;
constexpr int kSamples = 480;

constexpr size_t kArenaSize = 24 * 1024;
alignas(16) uint8_t g_arena[kArenaSize];
int8_t g_features[kRows][kRowSize];

using PreprocessorOperators = tflite::MicroMutableOpResolver<9>;
using ClassifierOperators = tflite::MicroMutableOpResolver<5>;

TfLiteStatus RegisterOps(PreprocessorOperators& operators) {
  TF_LITE_ENSURE_STATUS(operators.AddWindow());
  TF_LITE_ENSURE_STATUS(operators.AddFftAutoScale());
  TF_LITE_ENSURE_STATUS(operators.AddRfft(tflite::tflm_signal::Register_RFFT_INT16()));
  TF_LITE_ENSURE_STATUS(operators.AddEnergy());
  TF_LITE_ENSURE_STATUS(operators.AddFilterBank());
  TF_LITE_ENSURE_STATUS(operators.AddFilterBankSquareRoot());
  TF_LITE_ENSURE_STATUS(operators.AddFilterBankSpectralSubtraction());
  TF_LITE_ENSURE_STATUS(operators.AddPCAN());
  return operators.AddFilterBankLog();
}

TfLiteStatus RegisterOps(ClassifierOperators& operators) {
  TF_LITE_ENSURE_STATUS(operators.AddReshape());
  TF_LITE_ENSURE_STATUS(operators.AddConv2D());
  TF_LITE_ENSURE_STATUS(operators.AddAveragePool2D());
  TF_LITE_ENSURE_STATUS(operators.AddFullyConnected());
  return operators.AddSoftmax();
}

// 666 feature units span the 256 values.
int8_t Quantize(int feature) {
  const int value = (feature * 256 + 333) / 666 - 128;
  return static_cast<int8_t>(value < -128 ? -128 : value > 127 ? 127 : value);
}

TfLiteStatus MakeFeatures(const uint8_t* model_data, const int16_t* windows) {
  const tflite::Model* model = tflite::GetModel(model_data);
  if (model->version() != TFLITE_SCHEMA_VERSION) return kTfLiteError;
  PreprocessorOperators operators;
  TF_LITE_ENSURE_STATUS(RegisterOps(operators));
  tflite::MicroInterpreter interpreter(model, operators, g_arena, kArenaSize);
  TF_LITE_ENSURE_STATUS(interpreter.AllocateTensors());
  TfLiteTensor* input = interpreter.input(0);
  if (input->bytes != kSamples * sizeof(int16_t)) return kTfLiteError;
  for (int row = 0; row < kRows; ++row) {
    memcpy(interpreter.typed_input_tensor<int16_t>(0), windows + row * kSamples, input->bytes);
    TF_LITE_ENSURE_STATUS(interpreter.Invoke());
    const int16_t* features = interpreter.typed_output_tensor<int16_t>(0);
    for (int i = 0; i < kRowSize; ++i) g_features[row][i] = Quantize(features[i]);
  }
  return kTfLiteOk;
}

TfLiteStatus Classify(const uint8_t* model_data, uint8_t* scores, size_t score_bytes) {
  ClassifierOperators operators;
  TF_LITE_ENSURE_STATUS(RegisterOps(operators));
  tflite::MicroInterpreter interpreter(tflite::GetModel(model_data), operators, g_arena,
                                       kArenaSize);
  TF_LITE_ENSURE_STATUS(interpreter.AllocateTensors());
  TfLiteTensor* input = interpreter.input(0);
  if (input->bytes != sizeof(g_features)) return kTfLiteError;
  memcpy(input->data.int8, g_features, sizeof(g_features));
  TF_LITE_ENSURE_STATUS(interpreter.Invoke());
  if (interpreter.output(0)->bytes != score_bytes) return kTfLiteError;
  memcpy(scores, interpreter.output(0)->data.raw, score_bytes);
  return kTfLiteOk;
}

}  // namespace

int ProgramOfSpeech(const uint8_t* preprocessor, const uint8_t* classifier, const int16_t* windows,
                    uint8_t* scores, size_t score_bytes) {
  TF_LITE_ENSURE_STATUS(MakeFeatures(preprocessor, windows));
  return Classify(classifier, scores, score_bytes);
}
