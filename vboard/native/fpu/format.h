// Half, single and double precision as bit patterns (ARMv7-M A2.5.2, ARMv8-M B2.3).
#ifndef VBOARD_NATIVE_FPU_FORMAT_H_
#define VBOARD_NATIVE_FPU_FORMAT_H_

#include <cstdint>

namespace vboard::fpu {

template <class BitsType, int kFraction, int kExponent>
struct Format {
  using Bits = BitsType;
  static constexpr int kFractionBits = kFraction;
  static constexpr int kExponentBits = kExponent;
  static constexpr int kBits = 1 + kExponent + kFraction;
  static constexpr int kBias = (1 << (kExponent - 1)) - 1;
  static constexpr int kMinimumExponent = 1 - kBias;  // of a normal number
  static constexpr int kOnesExponent = (1 << kExponent) - 1;

  static constexpr Bits kSign = static_cast<Bits>(Bits{1} << (kBits - 1));
  static constexpr Bits kFractionMask = static_cast<Bits>((Bits{1} << kFraction) - 1);
  static constexpr Bits kInfinity =
      static_cast<Bits>(static_cast<Bits>(kOnesExponent) << kFraction);
  static constexpr Bits kQuiet = static_cast<Bits>(Bits{1} << (kFraction - 1));
  static constexpr Bits kDefaultNan = static_cast<Bits>(kInfinity | kQuiet);
  static constexpr Bits kMaximum = static_cast<Bits>(kInfinity - 1);  // largest finite number

  static constexpr Bits Signed(bool negative, Bits magnitude) {
    return static_cast<Bits>((negative ? kSign : Bits{0}) | magnitude);
  }
  static constexpr bool Negative(Bits bits) { return (bits & kSign) != 0; }
  static constexpr bool IsNan(Bits bits) {
    return static_cast<Bits>(bits & static_cast<Bits>(~kSign)) > kInfinity;
  }
  static constexpr bool IsSignallingNan(Bits bits) { return IsNan(bits) && (bits & kQuiet) == 0; }
  static constexpr bool IsQuietNan(Bits bits) { return IsNan(bits) && (bits & kQuiet) != 0; }
};

using Half = Format<uint16_t, 10, 5>;
using Single = Format<uint32_t, 23, 8>;
using Double = Format<uint64_t, 52, 11>;

}  // namespace vboard::fpu

#endif  // VBOARD_NATIVE_FPU_FORMAT_H_
