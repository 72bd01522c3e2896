// The instructions of the DSP extension that the micro kernels use. Host tests have a header of the
// same name with the same functions in plain C++.
#ifndef RUNTIME_KERNELS_DSP_DSP_INSTRUCTIONS_H_
#define RUNTIME_KERNELS_DSP_DSP_INSTRUCTIONS_H_

#include <stdint.h>
#include <string.h>

namespace tflite {

// Four bytes at any address.
inline uint32_t LoadWord(const void* p) {
  uint32_t word;
  memcpy(&word, p, 4);
  return word;
}

// Both halves the same number.
inline uint32_t PackSame(int x) {
  return (static_cast<uint32_t>(x) & 0xFFFF) | static_cast<uint32_t>(x) << 16;
}

// Bytes 0 and 2 (or 1 and 3) with their signs, as 16-bit halves.
inline uint32_t Bytes02(uint32_t x) {
  uint32_t result;
  asm("sxtb16 %0, %1" : "=r"(result) : "r"(x));
  return result;
}
inline uint32_t Bytes13(uint32_t x) {
  uint32_t result;
  asm("sxtb16 %0, %1, ror #8" : "=r"(result) : "r"(x));
  return result;
}

// The same, added to the halves of `base`.
inline uint32_t AddBytes02(uint32_t base, uint32_t x) {
  uint32_t result;
  asm("sxtab16 %0, %1, %2" : "=r"(result) : "r"(base), "r"(x));
  return result;
}
inline uint32_t AddBytes13(uint32_t base, uint32_t x) {
  uint32_t result;
  asm("sxtab16 %0, %1, %2, ror #8" : "=r"(result) : "r"(base), "r"(x));
  return result;
}

// (bottom half of a, bottom half of b), (top of a, top of b).
inline uint32_t PackBottom(uint32_t a, uint32_t b) {
  uint32_t result;
  asm("pkhbt %0, %1, %2, lsl #16" : "=r"(result) : "r"(a), "r"(b));
  return result;
}
inline uint32_t PackTop(uint32_t a, uint32_t b) {
  uint32_t result;
  asm("pkhtb %0, %1, %2, asr #16" : "=r"(result) : "r"(b), "r"(a));
  return result;
}

// sum + products of both halves, of the bottom halves, of the top halves.
inline int32_t MultiplyPairs(uint32_t a, uint32_t b, int32_t sum) {
  asm("smlad %0, %1, %2, %0" : "+r"(sum) : "r"(a), "r"(b));
  return sum;
}
inline int32_t MultiplyBottom(uint32_t a, uint32_t b, int32_t sum) {
  asm("smlabb %0, %1, %2, %0" : "+r"(sum) : "r"(a), "r"(b));
  return sum;
}
inline int32_t MultiplyTop(uint32_t a, uint32_t b, int32_t sum) {
  asm("smlatt %0, %1, %2, %0" : "+r"(sum) : "r"(a), "r"(b));
  return sum;
}

}  // namespace tflite

#endif  // RUNTIME_KERNELS_DSP_DSP_INSTRUCTIONS_H_
