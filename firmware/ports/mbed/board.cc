// A board as Mbed OS gives it: the console of the debug probe, audio on the serial port of pins D1
// and D0, LED1 and BUTTON1. Bare metal is enough.
#include "boards/board.h"

#include "mbed.h"

namespace board {
namespace {

constexpr uint32_t kAudioBaud = 921600;
constexpr uint32_t kCoreClockHz = 216'000'000;

mbed::UnbufferedSerial& Console() {
  static mbed::UnbufferedSerial console(USBTX, USBRX, 115200);
  return console;
}

mbed::UnbufferedSerial& Audio() {
  static mbed::UnbufferedSerial audio(D1, D0, static_cast<int>(kAudioBaud));
  return audio;
}

mbed::DigitalOut& Led() {
  static mbed::DigitalOut led(LED1, 0);
  return led;
}

mbed::InterruptIn& Button() {
  static mbed::InterruptIn button(BUTTON1);
  return button;
}

AudioByteHandler g_audio_handler;
volatile bool g_pressed;

void TakeBytes() {
  uint8_t byte;
  while (Audio().readable()) {
    Audio().read(&byte, 1);
    g_audio_handler(byte);
  }
}

void OnPress() { g_pressed = true; }

}  // namespace

const Description kDescription = {"STM32F746G Discovery (Mbed OS)", "D1, D0", kAudioBaud,
                                  kCoreClockHz};

MemoryUse GetMemoryUse() { return {}; }

const char* Init() {
  Console();
  SetLed(0, false);
  Button().rise(OnPress);
  return nullptr;
}

void ConsoleWrite(const char* text, size_t length) { Console().write(text, length); }

int ConsoleRead() {
  uint8_t byte;
  return Console().readable() && Console().read(&byte, 1) == 1 ? byte : -1;
}

void StartAudio(AudioByteHandler handler) {
  g_audio_handler = handler;
  Audio().attach(TakeBytes, mbed::SerialBase::RxIrq);
}

uint32_t AudioLineErrors() { return 0; }
uint32_t Milliseconds() { return static_cast<uint32_t>(us_ticker_read() / 1000); }
uint32_t Cycles() { return us_ticker_read() * (kCoreClockHz / 1'000'000); }

int LedCount() { return 1; }

void SetLed(int index, bool on) {
  if (index == 0) Led() = on ? 1 : 0;
}

bool TakeButtonPress() {
  const bool pressed = g_pressed;
  g_pressed = false;
  return pressed;
}

void WaitForInterrupt() { ThisThread::sleep_for(std::chrono::milliseconds(1)); }

void Halt() {
  for (;;) WaitForInterrupt();
}

}  // namespace board
