// SignedSatQ and UnsignedSatQ (ARMv7-M D5.4.9).

#ifndef VBOARD_NATIVE_ISA_SATURATION_H_
#define VBOARD_NATIVE_ISA_SATURATION_H_

#include <cstdint>

#include "isa/pure.h"

namespace vboard {

// To 1 to 32 bits.
inline Sticky SignedSaturate(int64_t value, unsigned bits) {
  const int64_t limit = int64_t{1} << (bits - 1);
  if (value >= limit) return {static_cast<uint32_t>(limit - 1), true};
  if (value < -limit) return {static_cast<uint32_t>(-limit), true};
  return {static_cast<uint32_t>(value), false};
}

// To 0 to 32 bits.
inline Sticky UnsignedSaturate(int64_t value, unsigned bits) {
  const int64_t limit = int64_t{1} << bits;
  if (value >= limit) return {static_cast<uint32_t>(limit - 1), true};
  if (value < 0) return {0, true};
  return {static_cast<uint32_t>(value), false};
}

}  // namespace vboard

#endif  // VBOARD_NATIVE_ISA_SATURATION_H_
