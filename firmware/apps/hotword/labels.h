// What the model tells apart, in the order of its outputs: silence, other words, then its words.
#ifndef FIRMWARE_APPS_HOTWORD_LABELS_H_
#define FIRMWARE_APPS_HOTWORD_LABELS_H_

#include <stdint.h>

#include "tensorflow/lite/schema/schema_generated.h"

enum Label { kSilence, kUnknown, kFirstWord };

class Labels {
 public:
  static constexpr int kMost = 8;
  static constexpr int kMostBytes = 16;  // of a name with its NUL

  // Reads the model's metadata "labels", a line a label. A model without it has the four of
  // micro_speech: silence, unknown, yes, no. Returns nullptr, or what is wrong.
  const char* Read(const tflite::Model* model);

  // The same from a text of `size` bytes.
  const char* Parse(const char* text, uint32_t size);

  int count() const { return count_; }
  const char* name(int label) const { return names_[label]; }

 private:
  int count_ = 0;
  char names_[kMost][kMostBytes];
};

#endif  // FIRMWARE_APPS_HOTWORD_LABELS_H_
