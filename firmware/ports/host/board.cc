// A computer as a board: the console is standard output, audio comes from standard input (a .wav
// file or the samples alone), which leaves nothing for the console to read; there are no LEDs. Time
// is what the audio says, so that two runs are equal.
#include "boards/board.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

namespace board {
namespace {

constexpr uint32_t kBytesPerMs = 32;   // s16 at 16 kHz
constexpr uint32_t kSilenceMs = 1000;  // behind the end: an application that waits for it reports

AudioByteHandler g_audio_handler;
MicrophoneHandler g_microphone_handler;
uint32_t g_milliseconds;
uint32_t g_silence_ms;

// Two bytes are a sample.
void PutMicrophoneByte(uint8_t byte) {
  static uint16_t low;
  static bool is_high;
  if (is_high) g_microphone_handler(static_cast<int16_t>(byte << 8 | low));
  low = byte;
  is_high = !is_high;
}

// Leaves the samples of a RIFF file: what is behind the header of its chunk "data".
void SkipHeader() {
  unsigned char header[12];
  const size_t got = std::fread(header, 1, sizeof(header), stdin);
  if (got == sizeof(header) && std::memcmp(header, "RIFF", 4) == 0) {
    unsigned char chunk[8];
    while (std::fread(chunk, 1, sizeof(chunk), stdin) == sizeof(chunk)) {
      if (std::memcmp(chunk, "data", 4) == 0) return;
      unsigned long size =
          chunk[4] | chunk[5] << 8 | chunk[6] << 16 | static_cast<unsigned long>(chunk[7]) << 24;
      for (size += size % 2; size != 0 && std::getchar() != EOF; --size) {
      }
    }
    return;
  }
  for (size_t i = 0; i < got; ++i) g_audio_handler(header[i]);
}

}  // namespace

const Description kDescription = {
    "this computer", "standard input", 0, 1'000'000, {-1, -1, -1, -1, -1}};

MemoryUse GetMemoryUse() { return {}; }

const char* Init() {
#ifdef _WIN32
  _setmode(_fileno(stdin), _O_BINARY);
#endif
  return nullptr;
}

void ConsoleWrite(const char* text, size_t length) {
  for (size_t i = 0; i < length; ++i)
    if (text[i] != '\r') std::putchar(text[i]);
}

int ConsoleRead() { return -1; }

void StartAudio(AudioByteHandler handler) {
  g_audio_handler = handler;
  SkipHeader();
}

// The same input.
void StartMicrophone(MicrophoneHandler handler) {
  g_microphone_handler = handler;
  StartAudio(PutMicrophoneByte);
}

uint32_t AudioLineErrors() { return 0; }
uint32_t Milliseconds() { return g_milliseconds; }
uint32_t Cycles() { return 0; }

int LedCount() { return 0; }
void SetLed(int, bool) {}
bool TakeButtonPress() { return false; }

// A millisecond of audio; the end of the input ends the program.
void WaitForInterrupt() {
  ++g_milliseconds;
  if (g_audio_handler == nullptr) {
    if (g_milliseconds > kSilenceMs) std::exit(0);
    return;
  }
  for (uint32_t i = 0; i < kBytesPerMs; ++i) {
    int byte = std::getchar();
    if (byte == EOF) {
      if (++g_silence_ms > kSilenceMs * kBytesPerMs) std::exit(0);
      byte = 0;
    }
    g_audio_handler(static_cast<uint8_t>(byte));
  }
}

void Halt() {
  std::fflush(stdout);
  std::exit(1);
}

}  // namespace board
