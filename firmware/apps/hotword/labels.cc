#include "apps/hotword/labels.h"

#include <string.h>

const char* Labels::Parse(const char* text, uint32_t size) {
  int length = 0;
  count_ = 0;
  for (uint32_t i = 0; i <= size; ++i) {
    if (i < size && text[i] != '\n') {
      if (count_ == kMost) return "the model has more than 8 labels";
      if (length + 1 == kMostBytes) return "a label of the model is longer than 15 bytes";
      names_[count_][length++] = text[i];
      continue;
    }
    if (length == 0) continue;
    names_[count_++][length] = '\0';
    length = 0;
  }
  return count_ > kFirstWord ? nullptr : "the model's labels name no word";
}

const char* Labels::Read(const tflite::Model* model) {
  const auto* entries = model->metadata();
  for (uint32_t i = 0; entries != nullptr && i < entries->size(); ++i) {
    const auto* name = entries->Get(i)->name();
    if (name == nullptr || strcmp(name->c_str(), "labels") != 0) continue;
    const uint32_t buffer = entries->Get(i)->buffer();
    const auto* buffers = model->buffers();
    if (buffer >= buffers->size() || buffers->Get(buffer)->data() == nullptr) continue;
    const auto* data = buffers->Get(buffer)->data();
    return Parse(reinterpret_cast<const char*>(data->data()), data->size());
  }
  static const char kMicroSpeech[] = "silence\nunknown\nyes\nno";
  return Parse(kMicroSpeech, sizeof(kMicroSpeech) - 1);
}
