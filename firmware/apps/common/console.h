// Text and numbers on the board's console, without a C library formatter.
#ifndef FIRMWARE_APPS_COMMON_CONSOLE_H_
#define FIRMWARE_APPS_COMMON_CONSOLE_H_

namespace console {

// '\n' becomes "\r\n".
void Put(const char* text);
void Put(unsigned number);
inline void Put(unsigned long number) { Put(static_cast<unsigned>(number)); }
inline void Put(int number) {
  if (number < 0) Put("-");
  Put(number < 0 ? 0u - static_cast<unsigned>(number) : static_cast<unsigned>(number));
}

// console::Print("arena: ", used, " of ", size, " bytes\n");
template <typename... Pieces>
void Print(Pieces... pieces) {
  (Put(pieces), ...);
}

// One line "FATAL: ..." and the end of the program.
[[noreturn]] void Stop();
template <typename... Pieces>
[[noreturn]] void Fatal(Pieces... pieces) {
  Print("FATAL: ", pieces..., "\n");
  Stop();
}

}  // namespace console

#endif  // FIRMWARE_APPS_COMMON_CONSOLE_H_
