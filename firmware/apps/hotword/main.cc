// Hears "yes" and "no" in the audio that arrives on the board's audio port.
#include "apps/common/banner.h"
#include "apps/common/console.h"
#include "apps/hotword/arena.h"
#include "apps/hotword/audio_input.h"
#include "apps/hotword/audio_source.h"
#include "apps/hotword/classifier.h"
#include "apps/hotword/listener.h"
#include "apps/hotword/model.h"
#include "apps/hotword/responder.h"
#include "apps/hotword/runtime_log.h"
#include "apps/hotword/statistics.h"
#include "boards/board.h"
#include "tensorflow/lite/schema/schema_generated.h"

namespace {

AudioInput g_audio;
Listener g_listener;
Responder g_responder(board::kDescription.leds);
Statistics g_statistics;

// Feeds all waiting samples to the front end; returns the number of new slices. When inference is
// slower than the audio, several slices wait here and share the next inference.
int TakeSlices() {
  static uint32_t cycles;  // spent on the slice that is being gathered
  int slices = 0;
  // A full second at most, so that a sender that is faster than the board cannot starve inference.
  while (slices < Spectrogram::kSlices) {
    const AudioInput::Samples samples = g_audio.Front();
    if (samples.count == 0) break;
    bool ready = false;
    const uint32_t start = board::Cycles();
    const size_t taken = g_listener.Take(samples.data, samples.count, &ready);
    cycles += board::Cycles() - start;
    g_audio.Drop(taken);
    if (!ready) continue;
    g_statistics.slice.Add(cycles);
    cycles = 0;
    ++slices;
  }
  return slices;
}

void Classify(Classifier* classifier) {
  uint8_t scores[Labels::kMost];
  g_responder.InferenceStarts();
  const uint32_t start = board::Cycles();
  const bool ok = classifier->Run(g_listener.spectrogram(), scores);
  g_statistics.inference.Add(board::Cycles() - start);
  g_responder.InferenceEnds();
  if (!ok) console::Fatal("inference failed: ", runtime_log::First());

  const Labels& labels = classifier->labels();
  RecognizeCommands::Result word;
  if (g_listener.Hear(scores, labels.count(), &word))
    g_responder.Respond(word, labels.name(word.label), g_listener.HeardMs());
}

// "listening for yes, no"
void PrintWords(const Labels& labels) {
  for (int label = kFirstWord; label < labels.count(); ++label)
    console::Print(label == kFirstWord ? "listening for " : ", ", labels.name(label));
  console::Print("\n");
}

void ReportStatistics() {
  g_statistics.Report(g_listener.AudioMs(), g_audio.lost(), board::AudioLineErrors());
}

void ReportLosses() {
  static uint32_t reported;
  const uint32_t lost = g_audio.lost();
  if (lost == reported) return;
  console::Print("WARNING: audio overrun, ", lost - reported, " samples lost\n");
  reported = lost;
}

}  // namespace

int main() {
  StartBoard("hotword");
  if (tflite::VerifyModel(g_model, g_model_size) != kTfLiteOk) {
    console::Fatal("corrupt model ", kModelName, " of ", g_model_size,
                   " bytes: ", runtime_log::First());
  }
  Classifier classifier(g_model, g_arena, kArenaBytes);
  const char* failure = classifier.Prepare();
  if (failure != nullptr) {
    console::Fatal("model ", kModelName, " with an arena of ", kArenaBytes, " bytes: ", failure);
  }
  g_listener.Reset(classifier.format());
  console::Print("model: ", kModelName, ", ", g_model_size, " bytes, arena ",
                 classifier.arena_used(), " of ", kArenaBytes, " bytes\n");
  console::Print("audio: s16 mono ", frontend::kSampleRateHz, " Hz ");
  audio_source::PrintName();
  console::Print(", ring of ", AudioInput::kCapacity / Listener::kSamplesPerMs, " ms\n");
  audio_source::Start(&g_audio);
  g_responder.Ready();
  PrintWords(classifier.labels());

  uint32_t reported_seconds = 0;
  for (;;) {
    if (TakeSlices() != 0) {
      Classify(&classifier);
      ReportLosses();
      const uint32_t seconds = g_listener.AudioMs() / 1000;
      if (seconds != reported_seconds) ReportStatistics();
      reported_seconds = seconds;
    } else {
      board::WaitForInterrupt();
    }
    g_responder.Tick();
    if (board::TakeButtonPress()) {
      console::Print("button\n");
      ReportStatistics();
    }
  }
}
