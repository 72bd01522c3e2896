#include "apps/hotword/classifier.h"

#include "apps/hotword/runtime_log.h"
#include "tensorflow/lite/schema/schema_generated.h"

Classifier::Classifier(const uint8_t* model, uint8_t* arena, size_t arena_bytes)
    : model_(tflite::GetModel(model)), interpreter_(model_, resolver_, arena, arena_bytes) {}

const char* Classifier::RegisterOperators() {
  const bool ok =
      resolver_.AddConv2D() == kTfLiteOk && resolver_.AddDepthwiseConv2D() == kTfLiteOk &&
      resolver_.AddAveragePool2D() == kTfLiteOk && resolver_.AddMaxPool2D() == kTfLiteOk &&
      resolver_.AddFullyConnected() == kTfLiteOk && resolver_.AddReshape() == kTfLiteOk &&
      resolver_.AddSoftmax() == kTfLiteOk;
  return ok ? nullptr : "the operator table is too small";
}

const char* Classifier::Prepare() {
  const char* failure = RegisterOperators();
  if (failure == nullptr) failure = labels_.Read(model_);
  if (failure != nullptr) return failure;
  if (interpreter_.AllocateTensors() != kTfLiteOk) return runtime_log::First();

  if (interpreter_.inputs_size() != 1 || interpreter_.outputs_size() != 1)
    return "the model has not one input and one output";
  const TfLiteTensor* input = interpreter_.input(0);
  const TfLiteTensor* output = interpreter_.output(0);
  if (input->type != kTfLiteInt8 && input->type != kTfLiteUInt8)
    return "the model's input is neither int8 nor uint8";
  if (output->type != input->type) return "the model's output has another type than its input";
  // One byte an element, whatever the rank: [1, 1960] and [1, 49, 40, 1] are the same bytes.
  if (input->bytes != Spectrogram::kElements) return "the model's input has not 49 x 40 elements";
  if (output->bytes != static_cast<size_t>(labels_.count()))
    return "the model has not one output for each label";
  format_ = input->type == kTfLiteInt8 ? Spectrogram::Format::kInt8 : Spectrogram::Format::kUint8;
  return nullptr;
}

bool Classifier::Run(const Spectrogram& spectrogram, uint8_t scores[Labels::kMost]) {
  spectrogram.CopyTo(interpreter_.input(0)->data.uint8);
  if (interpreter_.Invoke() != kTfLiteOk) return false;
  // Flipping the top bit of an int8 score maps -128..127 to 0..255.
  const uint8_t flip = format_ == Spectrogram::Format::kInt8 ? 0x80 : 0;
  for (int label = 0; label < labels_.count(); ++label)
    scores[label] = interpreter_.output(0)->data.uint8[label] ^ flip;
  return true;
}
