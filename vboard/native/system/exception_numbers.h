// Exceptions by number (ARMv7-M B1.5.2): line i of the interrupt controller is exception 16 + i.

#ifndef VBOARD_NATIVE_SYSTEM_EXCEPTION_NUMBERS_H_
#define VBOARD_NATIVE_SYSTEM_EXCEPTION_NUMBERS_H_

#include <cstdint>

namespace vboard {

enum ExceptionNumber : unsigned {
  kThread = 0,
  kReset = 1,
  kNmi = 2,
  kHardFault = 3,
  kMemManage = 4,
  kBusFault = 5,
  kUsageFault = 6,
  kSvCall = 11,
  kDebugMonitor = 12,
  kPendSv = 14,
  kSysTick = 15,
  kFirstLine = 16,
};
constexpr unsigned kLines = 512;  // as many as Renode's controller has, whatever the chip
constexpr unsigned kExceptions = kFirstLine + kLines;

// A set of exceptions: bits in words of 32, the system exceptions in the first one.
class ExceptionSet {
 public:
  static constexpr unsigned kWords = 1 + kLines / 32;

  bool Has(unsigned number) const { return (words_[WordOf(number)] & BitOf(number)) != 0; }
  void Add(unsigned number) { words_[WordOf(number)] |= BitOf(number); }
  void Remove(unsigned number) { words_[WordOf(number)] &= ~BitOf(number); }
  void Clear() {
    for (uint32_t& word : words_) word = 0;
  }

  uint32_t word(unsigned index) const { return words_[index]; }
  // Lines 32 * index and on.
  uint32_t lines(unsigned index) const { return words_[1 + index]; }
  uint32_t& lines(unsigned index) { return words_[1 + index]; }
  uint32_t& system() { return words_[0]; }

  // The exception that a bit of a word stands for.
  static unsigned NumberOf(unsigned index, unsigned bit) {
    return index == 0 ? bit : kFirstLine + 32 * (index - 1) + bit;
  }

 private:
  static unsigned WordOf(unsigned number) {
    return number < kFirstLine ? 0 : 1 + (number - kFirstLine) / 32;
  }
  static uint32_t BitOf(unsigned number) {
    return 1u << (number < kFirstLine ? number : (number - kFirstLine) % 32);
  }
  uint32_t words_[kWords] = {};
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_SYSTEM_EXCEPTION_NUMBERS_H_
