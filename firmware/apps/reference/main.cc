// Hears "yes" and "no" in a recording: the hotword application without a board.
//
//   hotword FILE     a .wav file (16 bits, mono, 16 kHz), or the samples alone (s16 little-endian)
//
// Prints a line a command and ends with status 0; 1 when the file cannot be used.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <vector>

#include "apps/hotword/classifier.h"
#include "apps/hotword/listener.h"
#include "apps/hotword/model.h"
#include "apps/hotword/runtime_log.h"
#include "frontend/frontend.h"

namespace {

alignas(16) uint8_t g_arena[10 * 1024];

std::vector<uint8_t> ReadFile(const char* path) {
  std::vector<uint8_t> bytes;
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) return bytes;
  uint8_t block[4096];
  while (const size_t count = std::fread(block, 1, sizeof(block), file)) {
    bytes.insert(bytes.end(), block, block + count);
  }
  std::fclose(file);
  return bytes;
}

uint32_t Word(const uint8_t* at) {
  return at[0] | at[1] << 8 | at[2] << 16 | static_cast<uint32_t>(at[3]) << 24;
}

// Leaves the samples of a RIFF file: its chunk "data". Other files are samples from the start.
bool TakeSamples(std::vector<uint8_t>* bytes) {
  if (bytes->size() < 12 || std::memcmp(bytes->data(), "RIFF", 4) != 0) return true;
  size_t at = 12;
  while (bytes->size() - at >= 8) {
    const uint8_t* chunk = bytes->data() + at;
    const size_t size = Word(chunk + 4);
    const size_t rest = bytes->size() - at - 8;
    if (std::memcmp(chunk, "fmt ", 4) == 0) {
      const bool fits = size >= 16 && rest >= 16 && Word(chunk + 8) == 0x00010001 &&
                        Word(chunk + 12) == frontend::kSampleRateHz && chunk[22] == 16;
      if (!fits) return false;
    }
    if (std::memcmp(chunk, "data", 4) == 0) {
      bytes->erase(bytes->begin(), bytes->begin() + static_cast<std::ptrdiff_t>(at + 8));
      if (size < bytes->size()) bytes->resize(size);
      return true;
    }
    if (size > rest) return false;
    at += 8 + size + size % 2;
    if (at > bytes->size()) return false;
  }
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: hotword FILE\n");
    return 2;
  }
  std::vector<uint8_t> bytes = ReadFile(argv[1]);
  if (bytes.empty() || !TakeSamples(&bytes)) {
    std::fprintf(stderr, "%s: expected a .wav file of 16 bits, mono, 16 kHz\n", argv[1]);
    return 1;
  }
  if (tflite::VerifyModel(g_model, g_model_size) != kTfLiteOk) {
    std::fprintf(stderr, "model: %s\n", runtime_log::First());
    return 1;
  }
  Classifier classifier(g_model, g_arena, sizeof(g_arena));
  if (const char* failure = classifier.Prepare()) {
    std::fprintf(stderr, "model: %s\n", failure);
    return 1;
  }
  std::printf("model of %u bytes, arena %u of %u bytes\n", static_cast<unsigned>(g_model_size),
              static_cast<unsigned>(classifier.arena_used()),
              static_cast<unsigned>(sizeof(g_arena)));

  static Listener listener;
  listener.Reset(classifier.format());
  const Labels& labels = classifier.labels();
  const size_t samples = bytes.size() / 2;
  for (size_t i = 0; i < samples; ++i) {
    const int16_t sample = static_cast<int16_t>(bytes[2 * i] | bytes[2 * i + 1] << 8);
    bool ready = false;
    listener.Take(&sample, 1, &ready);
    if (!ready) continue;
    uint8_t scores[Labels::kMost];
    if (!classifier.Run(listener.spectrogram(), scores)) {
      std::fprintf(stderr, "inference: %s\n", runtime_log::First());
      return 1;
    }
    RecognizeCommands::Result heard;
    if (!listener.Hear(scores, labels.count(), &heard) || heard.label == kUnknown) continue;
    std::printf("Heard %s (%d) @%ums\n", labels.name(heard.label), heard.score,
                static_cast<unsigned>(listener.HeardMs()));
  }
  return 0;
}
