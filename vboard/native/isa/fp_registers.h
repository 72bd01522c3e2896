// Floating point registers as instructions name them, and what decode functions of the floating
// point groups share.

#ifndef VBOARD_NATIVE_ISA_FP_REGISTERS_H_
#define VBOARD_NATIVE_ISA_FP_REGISTERS_H_

#include <cstdint>
#include <cstring>
#include <type_traits>

#include "decode/decoder.h"
#include "decode/flow.h"
#include "fpu/fpu.h"

namespace vboard {

// S<index> or D<index>.
template <class Format>
inline fpu::FpBits<Format> ReadFp(const Core& core, unsigned index) {
  if constexpr (std::is_same_v<Format, fpu::Double>) {
    return static_cast<uint64_t>(core.fp.s[2 * index + 1]) << 32 | core.fp.s[2 * index];
  } else {
    return static_cast<fpu::FpBits<Format>>(core.fp.s[index]);
  }
}
template <class Format>
inline void WriteFp(Core& core, unsigned index, fpu::FpBits<Format> value) {
  if constexpr (std::is_same_v<Format, fpu::Double>) {
    core.fp.s[2 * index] = static_cast<uint32_t>(value);
    core.fp.s[2 * index + 1] = static_cast<uint32_t>(value >> 32);
  } else {
    core.fp.s[index] = value;
  }
}

// The handlers of an operation in both precisions.
struct FpHandlers {
  Handler* single;
  Handler* twice;
  Handler* Of(bool is_double) const { return is_double ? twice : single; }
};

// A register field: four bits from `low` on, and bit `extra`, which is the lowest bit of a single
// precision register's number and the highest of a double precision one's.
inline unsigned FpRegister(uint32_t word, unsigned low, unsigned extra, bool is_double) {
  const unsigned field = word >> low & 0xF;
  const unsigned bit = Bit(word, extra);
  return is_double ? bit << 4 | field : field << 1 | bit;
}
inline unsigned Fd(uint32_t word, bool is_double) { return FpRegister(word, 12, 22, is_double); }
inline unsigned Fn(uint32_t word, bool is_double) { return FpRegister(word, 16, 7, is_double); }
inline unsigned Fm(uint32_t word, bool is_double) { return FpRegister(word, 0, 5, is_double); }

// sz: whether the instruction is one of double precision.
inline bool IsDouble(uint32_t word) { return Bit(word, 8) != 0; }

// Whether the core has the precision. What it does not have is the coprocessor's row to refuse.
inline bool HasPrecision(const Decoder& decoder, bool is_double) {
  return !is_double || decoder.model().Has(kFpDouble);
}
// Whether a register exists: there is no D16 to D31.
inline bool Exists(unsigned index, bool is_double) { return !is_double || index < 16; }

// Emits an operation with the registers that are in use: `d`, `n` and `m`, 0 for none.
inline Decoded EmitFp(Decoder& decoder, const FpHandlers& handlers, bool is_double, unsigned d,
                      unsigned n, unsigned m, uint32_t imm = 0) {
  if (!HasPrecision(decoder, is_double) || !Exists(d, is_double) || !Exists(n, is_double) ||
      !Exists(m, is_double)) {
    return Decoded::kSeeOther;
  }
  decoder.NeedFp();
  decoder.Emit(handlers.Of(is_double), d, n, m, imm);
  return Decoded::kDone;
}

}  // namespace vboard

#endif  // VBOARD_NATIVE_ISA_FP_REGISTERS_H_
