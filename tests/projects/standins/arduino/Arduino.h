// What an Arduino core declares, as far as our port uses it: compiled against, never run.
#ifndef TESTS_STANDIN_ARDUINO_H_
#define TESTS_STANDIN_ARDUINO_H_

#include <stddef.h>
#include <stdint.h>

#define HIGH 1
#define LOW 0
#define OUTPUT 1
#define LED_BUILTIN 13
#define LEDR 22
#define LEDG 23
#define LEDB 24
#define F_CPU 64000000

unsigned long millis();
unsigned long micros();
void pinMode(int pin, int mode);
void digitalWrite(int pin, int value);
void yield();

struct HardwareSerial {
  void begin(unsigned long baud);
  size_t write(const uint8_t* bytes, size_t count);
  int available();
  int read();
  explicit operator bool();
};
extern HardwareSerial Serial, Serial1;

#endif  // TESTS_STANDIN_ARDUINO_H_
