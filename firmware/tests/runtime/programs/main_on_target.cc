// All programs in one image, to see that they link for a microcontroller.
#include <initializer_list>

#include "programs.h"
#include "tensorflow/lite/micro/debug_log.h"

extern "C" void DebugLog(const char*, va_list) {}

int main() {
  alignas(16) static const uint8_t model[16] = {};
  static uint8_t data[16];
  int failed = AddEveryOperator();
  for (Program program : {ProgramOfToday, ProgramOf2021, ProgramOf2019, ProgramOf2019WithAllOps}) {
    failed += program(model, data, 16, data, 16);
  }
  failed += ProgramOfSpeech(model, model, nullptr, data, sizeof(data));
  return failed;
}
