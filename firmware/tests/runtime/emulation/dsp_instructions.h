// Twin of kernels/convolution/dsp/dsp_instructions.h in plain C++ (Arm DDI 0403, chapter A7), for
// host tests.
#ifndef TESTS_RUNTIME_EMULATION_DSP_INSTRUCTIONS_H_
#define TESTS_RUNTIME_EMULATION_DSP_INSTRUCTIONS_H_

#include <stdint.h>
#include <string.h>

namespace tflite {

inline uint32_t LoadWord(const void* p) {
  uint32_t word;
  memcpy(&word, p, 4);
  return word;
}
inline uint32_t Halves(int bottom, int top) {
  return (static_cast<uint32_t>(bottom) & 0xFFFF) | static_cast<uint32_t>(top) << 16;
}
inline int Bottom(uint32_t x) { return static_cast<int16_t>(x & 0xFFFF); }
inline int Top(uint32_t x) { return static_cast<int16_t>(x >> 16); }
inline int ByteOf(uint32_t x, int i) { return static_cast<int8_t>(x >> (8 * i) & 0xFF); }

inline uint32_t PackSame(int x) { return Halves(x, x); }
inline uint32_t Bytes02(uint32_t x) { return Halves(ByteOf(x, 0), ByteOf(x, 2)); }
inline uint32_t Bytes13(uint32_t x) { return Halves(ByteOf(x, 1), ByteOf(x, 3)); }
inline uint32_t AddBytes02(uint32_t base, uint32_t x) {
  return Halves(Bottom(base) + ByteOf(x, 0), Top(base) + ByteOf(x, 2));
}
inline uint32_t AddBytes13(uint32_t base, uint32_t x) {
  return Halves(Bottom(base) + ByteOf(x, 1), Top(base) + ByteOf(x, 3));
}
inline uint32_t PackBottom(uint32_t a, uint32_t b) { return Halves(Bottom(a), Bottom(b)); }
inline uint32_t PackTop(uint32_t a, uint32_t b) { return Halves(Top(a), Top(b)); }
inline int32_t MultiplyPairs(uint32_t a, uint32_t b, int32_t sum) {
  return sum + Bottom(a) * Bottom(b) + Top(a) * Top(b);
}
inline int32_t MultiplyBottom(uint32_t a, uint32_t b, int32_t sum) {
  return sum + Bottom(a) * Bottom(b);
}
inline int32_t MultiplyTop(uint32_t a, uint32_t b, int32_t sum) { return sum + Top(a) * Top(b); }

}  // namespace tflite

#endif  // TESTS_RUNTIME_EMULATION_DSP_INSTRUCTIONS_H_
