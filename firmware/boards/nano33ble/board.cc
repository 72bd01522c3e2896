// Arduino Nano 33 BLE Sense: console UARTE0 (D1 P1.03 TX, D0 P1.10 RX), audio UARTE1 (D2 P1.11),
// orange LED P0.13 (lit when high), RGB LED P0.24, P0.16, P0.06 (lit when low), no button.
#include "boards/board.h"

#include "boards/common/cortex_m.h"
#include "boards/common/early_init.h"
#include "boards/common/microphone_interrupt.h"
#include "boards/common/vector_table.h"
#include "boards/nano33ble/registers.h"

namespace board {
namespace {

using cortex_m::Register;
using namespace nrf52840;

constexpr uint32_t kCoreClockHz = 64'000'000;

struct Led {
  unsigned pin;  // of port 0
  bool lit_when_high;
};
constexpr Led kLeds[] = {{13, true}, {24, false}, {16, false}, {6, false}};
constexpr unsigned kConsoleTx = 3, kConsoleRx = 10, kAudioRx = 11;  // of port 1

AudioByteHandler g_audio_handler;
volatile uint32_t g_line_errors;
// EasyDMA reaches RAM alone (section 6.34.1).
volatile uint8_t g_received;

constexpr uint32_t OnPort1(unsigned pin) { return 1u << 5 | pin; }

void ConfigurePin(uint32_t port, unsigned pin, uint32_t configuration) {
  Register(port + kPinConfig + 4 * pin) = configuration;
}

void SetUpPins() {
  for (const Led& led : kLeds) {
    Register(kPort0 + (led.lit_when_high ? kOutClear : kOutSet)) = 1u << led.pin;
    ConfigurePin(kPort0, led.pin, kPinOutput | kPinInputOff);
    // A port may keep levels of outputs only.
    Register(kPort0 + (led.lit_when_high ? kOutClear : kOutSet)) = 1u << led.pin;
  }
  Register(kPort1 + kOutSet) = 1u << kConsoleTx;
  ConfigurePin(kPort1, kConsoleTx, kPinOutput | kPinInputOff);
  // An open header pin reads as an idle line.
  ConfigurePin(kPort1, kConsoleRx, kPinInput | kPinPullUp);
  ConfigurePin(kPort1, kAudioRx, kPinInput | kPinPullUp);
}

void SetUpUart(uint32_t uarte, uint32_t transmit_pin, uint32_t receive_pin, uint32_t baud) {
  Register(uarte + kSelectTxd) = transmit_pin;
  Register(uarte + kSelectRxd) = receive_pin;
  Register(uarte + kBaudRate) = baud;
  Register(uarte + kEnable) = kUarteEnabled;
}

// A buffer of one byte, so that no byte waits for the next one. What arrives until reception starts
// again waits in the receiver.
void AudioInterrupt() {
  if (Register(kUarte1 + kErrorEvent) != 0) {
    Register(kUarte1 + kErrorEvent) = 0;
    Register(kUarte1 + kErrorSource) = Register(kUarte1 + kErrorSource);
    g_line_errors = g_line_errors + 1;
  }
  while (Register(kUarte1 + kEndReceive) != 0) {
    Register(kUarte1 + kEndReceive) = 0;
    const uint8_t byte = g_received;
    Register(kUarte1 + kStartReceive) = 1;
    g_audio_handler(byte);
  }
}

constexpr cortex_m::VectorTable<kIrqs> MakeVectors() {
  cortex_m::VectorTable<kIrqs> table;
  table.irq[kUarte1Irq] = AudioInterrupt;
  table.irq[kPdmIrq] = MicrophoneInterrupt;
  return table;
}

// VTOR wants 48 + 16 vectors aligned to the next power of two: 256 bytes.
__attribute__((section(".vectors"), used, aligned(256))) constexpr auto kVectors = MakeVectors();

const char* StartClocks() {
  Register(kIcacheConfig) = 1;
  Register(kHfclkStarted) = 0;
  Register(kStartHfclk) = 1;
  // The crystal starts within 1.5 ms (section 5.4.4); a poll takes at least 4 cycles of 16 ns.
  if (!cortex_m::WaitFor([] { return Register(kHfclkStarted) != 0; }, 50'000))
    return "the 32 MHz crystal does not oscillate";
  return nullptr;
}

}  // namespace

const Description kDescription = {
    "Nano 33 BLE Sense (nRF52840)", "UARTE1", 460800, kCoreClockHz, {-1, 0, 2, 1, 3}};

void EarlyInit() {
  cortex_m::EnableFpu();
  Register(cortex_m::kVtor) = reinterpret_cast<uint32_t>(&kVectors);
}

const char* Init() {
  const char* failure = StartClocks();
  SetUpPins();
  SetUpUart(kUarte0, OnPort1(kConsoleTx), OnPort1(kConsoleRx), kBaud115200);
  cortex_m::StartCycleCounter();
  cortex_m::StartTick(kCoreClockHz);
  cortex_m::EnableInterrupts();
  return failure;
}

void ConsoleWrite(const char* text, size_t length) {
  // 32 bytes take 2.8 ms at 115,200 baud, far less than the polls do.
  constexpr uint32_t kPolls = 200'000;
  static uint8_t buffer[32];
  while (length != 0) {
    size_t count = 0;
    for (; count < length && count < sizeof(buffer); ++count)
      buffer[count] = static_cast<uint8_t>(text[count]);
    Register(kUarte0 + kTransmitBuffer) = reinterpret_cast<uint32_t>(buffer);
    Register(kUarte0 + kTransmitSize) = count;
    Register(kUarte0 + kEndTransmit) = 0;
    cortex_m::SynchroniseData();
    Register(kUarte0 + kStartTransmit) = 1;
    if (!cortex_m::WaitFor([] { return Register(kUarte0 + kEndTransmit) != 0; }, kPolls)) return;
    text += count;
    length -= count;
  }
}

// As in AudioInterrupt, a buffer of one byte; the first call starts reception.
int ConsoleRead() {
  static volatile uint8_t received;
  static bool receiving;
  int byte = -1;
  if (!receiving) {
    receiving = true;
    Register(kUarte0 + kReceiveBuffer) = reinterpret_cast<uint32_t>(&received);
    Register(kUarte0 + kReceiveSize) = 1;
  } else if (Register(kUarte0 + kEndReceive) == 0) {
    return -1;
  } else {
    Register(kUarte0 + kEndReceive) = 0;
    byte = received;
  }
  Register(kUarte0 + kStartReceive) = 1;
  return byte;
}

void StartAudio(AudioByteHandler handler) {
  g_audio_handler = handler;
  SetUpUart(kUarte1, kDisconnected, OnPort1(kAudioRx), kBaud460800);
  Register(kUarte1 + kReceiveBuffer) = reinterpret_cast<uint32_t>(&g_received);
  Register(kUarte1 + kReceiveSize) = 1;
  Register(kUarte1 + kInterruptSet) = kEndReceiveInterrupt | kErrorInterrupt;
  cortex_m::EnableIrq(kUarte1Irq, 2);
  Register(kUarte1 + kStartReceive) = 1;
}

uint32_t AudioLineErrors() { return g_line_errors; }

int LedCount() { return static_cast<int>(sizeof(kLeds) / sizeof(kLeds[0])); }

void SetLed(int index, bool on) {
  if (index < 0 || index >= LedCount()) return;
  const Led& led = kLeds[index];
  Register(kPort0 + (on == led.lit_when_high ? kOutSet : kOutClear)) = 1u << led.pin;
}

bool TakeButtonPress() { return false; }

}  // namespace board
