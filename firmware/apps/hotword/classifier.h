// The model with its interpreter: one second of features in, a score for each label out.
#ifndef FIRMWARE_APPS_HOTWORD_CLASSIFIER_H_
#define FIRMWARE_APPS_HOTWORD_CLASSIFIER_H_

#include <stddef.h>
#include <stdint.h>

#include "apps/hotword/labels.h"
#include "apps/hotword/spectrogram.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"

class Classifier {
 public:
  // `model` must have passed tflite::VerifyModel. Both memories must live as long as the
  // classifier.
  Classifier(const uint8_t* model, uint8_t* arena, size_t arena_bytes);

  // Plans the arena and checks that the model fits the application: one input of 49 x 40 int8 or
  // uint8 (any shape with these inner dimensions), one output of as many values as the
  // model has labels, of the same type. Returns nullptr, or what is wrong.
  const char* Prepare();

  const Labels& labels() const { return labels_; }
  Spectrogram::Format format() const { return format_; }
  size_t arena_used() const { return interpreter_.arena_used_bytes(); }

  // Returns false when the runtime reports an error. Scores are 0..255.
  bool Run(const Spectrogram& spectrogram, uint8_t scores[Labels::kMost]);

 private:
  using Resolver = tflite::MicroMutableOpResolver<7>;

  const char* RegisterOperators();

  const tflite::Model* const model_;
  Labels labels_;
  Resolver resolver_;
  tflite::MicroInterpreter interpreter_;
  Spectrogram::Format format_ = Spectrogram::Format::kInt8;
};

#endif  // FIRMWARE_APPS_HOTWORD_CLASSIFIER_H_
