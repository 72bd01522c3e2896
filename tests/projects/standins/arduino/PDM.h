// The microphone's library of the Arduino core for nRF52 boards.
#ifndef TESTS_STANDIN_PDM_H_
#define TESTS_STANDIN_PDM_H_

#include <stddef.h>

struct PDMClass {
  int begin(int channels, int rate);
  int available();
  int read(void* buffer, size_t size);
  void onReceive(void (*function)());
};
extern PDMClass PDM;

#endif  // TESTS_STANDIN_PDM_H_
