// A board as the Arduino core gives it: Serial, Serial1 for audio, LED_BUILTIN. On a Nano 33 BLE
// Sense audio comes from its microphone, and the RGB LED shows what was heard.
#include "boards/board.h"

#include <Arduino.h>

#if defined(ARDUINO_ARDUINO_NANO33BLE)
#define BOARD_HAS_PDM 1
#include <PDM.h>
#endif

namespace board {
namespace {

constexpr uint32_t kConsoleBaud = 115200;
constexpr uint32_t kConsoleWaitMs = 3000;
#ifdef F_CPU
constexpr uint32_t kCoreClockHz = F_CPU;
#else
constexpr uint32_t kCoreClockHz = 1'000'000;  // cycles are microseconds
#endif

AudioByteHandler g_audio_handler;

#if defined(BOARD_HAS_PDM)
constexpr int kLeds[] = {LED_BUILTIN, LEDR, LEDG, LEDB};
constexpr bool kLitWhenLow[] = {false, true, true, true};
constexpr uint32_t kAudioBaud = 0;
constexpr const char* kAudioPort = "the microphone";
constexpr LedRoles kRoles = {-1, 0, 2, 1, 3};

void TakeSamples() {
  static uint8_t samples[512];
  const int bytes = PDM.read(samples, PDM.available());
  for (int i = 0; i < bytes; ++i) g_audio_handler(samples[i]);
}
#else
constexpr int kLeds[] = {LED_BUILTIN};
constexpr bool kLitWhenLow[] = {false};
constexpr uint32_t kAudioBaud = 921600;
constexpr const char* kAudioPort = "Serial1";
constexpr LedRoles kRoles = {};
#endif

}  // namespace

const Description kDescription = {"an Arduino board", kAudioPort, kAudioBaud, kCoreClockHz, kRoles};

MemoryUse GetMemoryUse() { return {}; }

const char* Init() {
  Serial.begin(kConsoleBaud);
  for (int led : kLeds) pinMode(led, OUTPUT);
  for (int i = 0; i < LedCount(); ++i) SetLed(i, false);
  // A console on USB begins when a computer opens it; without one the application starts all the
  // same.
  for (const uint32_t start = millis(); !Serial && millis() - start < kConsoleWaitMs;) {
  }
  return nullptr;
}

void ConsoleWrite(const char* text, size_t length) {
  Serial.write(reinterpret_cast<const uint8_t*>(text), length);
}

int ConsoleRead() { return Serial.available() > 0 ? Serial.read() : -1; }

void StartAudio(AudioByteHandler handler) {
  g_audio_handler = handler;
#if defined(BOARD_HAS_PDM)
  PDM.onReceive(TakeSamples);
  PDM.begin(1, 16000);
#else
  Serial1.begin(kAudioBaud);
#endif
}

uint32_t AudioLineErrors() { return 0; }
uint32_t Milliseconds() { return millis(); }
uint32_t Cycles() { return micros() * (kCoreClockHz / 1'000'000); }

int LedCount() { return static_cast<int>(sizeof(kLeds) / sizeof(kLeds[0])); }

void SetLed(int index, bool on) {
  if (index < 0 || index >= LedCount()) return;
  digitalWrite(kLeds[index], on != kLitWhenLow[index] ? HIGH : LOW);
}

bool TakeButtonPress() { return false; }

void WaitForInterrupt() {
#if !defined(BOARD_HAS_PDM)
  while (g_audio_handler != nullptr && Serial1.available() > 0)
    g_audio_handler(static_cast<uint8_t>(Serial1.read()));
#endif
  yield();
}

void Halt() {
  for (;;) yield();
}

}  // namespace board
