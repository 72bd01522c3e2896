// The application without a board, as a shared library: what evaluation and tests call.
#include <stdarg.h>

#include <new>

#include "apps/hotword/classifier.h"
#include "apps/hotword/listener.h"
#include "apps/hotword/runtime_log.h"

namespace {

constexpr size_t kArenaBytes = 256 * 1024;

struct Host {
  Host(const uint8_t* model, uint8_t* arena) : classifier(model, arena, kArenaBytes) {}
  Listener listener;
  Classifier classifier;
};

// A line of the console.
struct HostLine {
  int32_t label;
  int32_t score;
  uint32_t time_ms;
};

// Takes samples; `infer` writes the scores of each slice and returns false when it failed.
template <typename Infer>
int Hear(Listener* listener, int labels, const int16_t* samples, size_t count, HostLine* lines,
         Infer infer) {
  int found = 0;
  while (count != 0) {
    bool ready = false;
    const size_t taken = listener->Take(samples, count, &ready);
    samples += taken;
    count -= taken;
    if (!ready) continue;
    uint8_t scores[Labels::kMost];
    if (!infer(scores)) return -1;
    RecognizeCommands::Result word;
    if (!listener->Hear(scores, labels, &word) || word.label == kUnknown) continue;
    lines[found++] = {word.label, word.score, listener->HeardMs()};
  }
  return found;
}

}  // namespace

extern "C" {

size_t hotword_state_bytes() { return sizeof(Host) + 16 + kArenaBytes; }

// Starts in `state`, which has hotword_state_bytes() bytes, aligned to 16. Returns nullptr, or what
// is wrong with the model.
const char* hotword_start(void* state, const uint8_t* model, size_t model_bytes) {
  runtime_log::Clear();
  if (tflite::VerifyModel(model, model_bytes) != kTfLiteOk) return runtime_log::First();
  auto* arena = static_cast<uint8_t*>(state) + (sizeof(Host) + 15) / 16 * 16;
  Host* host = new (state) Host(model, arena);
  const char* failure = host->classifier.Prepare();
  if (failure == nullptr) host->listener.Reset(host->classifier.format());
  return failure;
}

int hotword_labels(const void* state) {
  return static_cast<const Host*>(state)->classifier.labels().count();
}

const char* hotword_label(const void* state, int label) {
  return static_cast<const Host*>(state)->classifier.labels().name(label);
}

// Hears samples, with an inference after each slice as on a board that keeps up. Writes the lines
// to `lines`, which has room for a line a slice, and the scores of each inference, one a label, to
// `scores` unless it is null. Returns the number of lines; -1 when an inference failed.
int hotword_hear(void* state, const int16_t* samples, size_t count, HostLine* lines,
                 uint8_t* scores) {
  Host* host = static_cast<Host*>(state);
  const int labels = host->classifier.labels().count();
  return Hear(&host->listener, labels, samples, count, lines, [&](uint8_t* all) {
    if (!host->classifier.Run(host->listener.spectrogram(), all)) return false;
    for (int label = 0; scores != nullptr && label < labels; ++label) *scores++ = all[label];
    return true;
  });
}

// What the recogniser makes of the scores that hotword_hear wrote for these samples, at another
// threshold.
int hotword_recognise(const int16_t* samples, size_t count, const uint8_t* scores, int labels,
                      int threshold, HostLine* lines) {
  RecognizeCommands::Settings settings;
  settings.detection_threshold = static_cast<uint8_t>(threshold);
  Listener listener(settings);
  listener.Reset(Spectrogram::Format::kInt8);
  return Hear(&listener, labels, samples, count, lines, [&](uint8_t* all) {
    for (int label = 0; label < labels; ++label) all[label] = *scores++;
    return true;
  });
}

// The threshold that the application has.
int hotword_threshold() { return RecognizeCommands::Settings().detection_threshold; }

}  // extern "C"
