// What an application may ask of a board. Each folder beside this file implements it once.
#ifndef FIRMWARE_BOARDS_BOARD_H_
#define FIRMWARE_BOARDS_BOARD_H_

#include <stddef.h>
#include <stdint.h>

namespace board {

// Which LED shows what; -1: none does. On a board with one LED it shows all that is shown.
struct LedRoles {
  int ready = -1;     // the application waits for input
  int inference = 0;  // the network runs; a LED of its own changes with each inference instead
  int yes = 0;        // what was heard
  int no = -1;
  int unknown = -1;
};

// Fixed facts, for the boot banner and the responder.
struct Description {
  const char* name;        // board and part
  const char* audio_port;  // where audio bytes arrive
  uint32_t audio_baud;     // 8 data bits, no parity, 1 stop bit; 0: no UART
  uint32_t core_clock_hz;  // after Init
  LedRoles leds = {};
};
extern const Description kDescription;

// Memory of the part and what the image occupies, all in bytes.
struct MemoryUse {
  uint32_t flash_used;
  uint32_t flash_size;
  uint32_t ram_used;  // static data and the stack reserve
  uint32_t ram_size;
  uint32_t stack_peak;  // deepest stack use since reset
  uint32_t stack_size;
};
MemoryUse GetMemoryUse();

// Clocks, console, LEDs, button, millisecond tick and cycle counter. Returns nullptr, or the cause
// when a clock does not start; the console works in either case, from the internal oscillator.
const char* Init();

// Writes to the console (115200 8N1) and returns when the last byte is in the transmitter.
void ConsoleWrite(const char* text, size_t length);

// The next byte that came in on the console, -1 when none waits.
int ConsoleRead();

// Called in interrupt context for every byte that arrives.
using AudioByteHandler = void (*)(uint8_t byte);
void StartAudio(AudioByteHandler handler);

// Bytes that the audio port lost or received damaged (overrun, framing, noise) since StartAudio.
uint32_t AudioLineErrors();

// Called in interrupt context for every sample of 16 bits, about 16,000 a second. A board whose
// board.mk says MICROPHONE := yes has this, in a file of its own.
using MicrophoneHandler = void (*)(int16_t sample);
void StartMicrophone(MicrophoneHandler handler);

// Time since Init; wraps after 49 days.
uint32_t Milliseconds();

// Core clock cycles; wraps. On virtual boards an instruction takes one cycle.
uint32_t Cycles();

// LEDs are numbered from 0; a number that the board lacks is ignored.
int LedCount();
void SetLed(int index, bool on);

// True once for every press of the user button (always false on a board without one).
bool TakeButtonPress();

// Sleeps until an interrupt has been served; at the latest until the next millisecond.
void WaitForInterrupt();

// Stops for good, with every interrupt source off: the core sleeps and nothing wakes it.
[[noreturn]] void Halt();

}  // namespace board

#endif  // FIRMWARE_BOARDS_BOARD_H_
