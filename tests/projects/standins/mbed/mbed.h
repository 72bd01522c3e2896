// What Mbed OS 6 declares, as far as our port uses it.
#ifndef TESTS_STANDIN_MBED_H_
#define TESTS_STANDIN_MBED_H_

#include <chrono>
#include <stddef.h>
#include <stdint.h>

enum PinName { USBTX, USBRX, D0, D1, LED1, BUTTON1 };

extern "C" uint32_t us_ticker_read();

namespace mbed {

struct SerialBase {
  enum IrqType { RxIrq, TxIrq };
};

struct UnbufferedSerial : SerialBase {
  UnbufferedSerial(PinName tx, PinName rx, int baud);
  long write(const void* buffer, size_t size);
  long read(void* buffer, size_t size);
  bool readable();
  void attach(void (*function)(), IrqType type);
};

struct DigitalOut {
  DigitalOut(PinName pin, int value);
  DigitalOut& operator=(int value);
};

struct InterruptIn {
  explicit InterruptIn(PinName pin);
  void rise(void (*function)());
};

}  // namespace mbed

namespace rtos {
namespace ThisThread {
void sleep_for(std::chrono::milliseconds time);
}
}  // namespace rtos
using namespace rtos;

#endif  // TESTS_STANDIN_MBED_H_
