// LSL, LSR, ASR, ROR by a register (ARMv7-M A7.4.2, A7.7.11, A7.7.69, A7.7.71, A7.7.117).

#include "decode/decoder.h"
#include "decode/flow.h"
#include "isa/groups.h"
#include "isa/operand.h"

namespace vboard {
namespace {

// Value and carry of a shift by 1 to 255.
struct Shifted {
  uint32_t value, carry;
};

struct Lsl {
  static Shifted Of(uint32_t x, unsigned by) {
    if (by > 32) return {0, 0};
    const uint64_t wide = uint64_t{x} << by;
    return {static_cast<uint32_t>(wide), static_cast<uint32_t>(wide >> 32) & 1};
  }
};
struct Lsr {
  static Shifted Of(uint32_t x, unsigned by) {
    if (by > 32) return {0, 0};
    return {static_cast<uint32_t>(uint64_t{x} >> by), x >> (by - 1) & 1};
  }
};
struct Asr {
  static Shifted Of(uint32_t x, unsigned by) {
    const int64_t wide = static_cast<int32_t>(x);
    const unsigned count = by > 32 ? 32 : by;
    return {static_cast<uint32_t>(wide >> count), static_cast<uint32_t>(wide >> (count - 1)) & 1};
  }
};
struct Ror {
  static Shifted Of(uint32_t x, unsigned by) {
    const unsigned count = by & 31;
    const uint32_t value = x >> count | x << ((32 - count) & 31);
    return {value, value >> 31};
  }
};

template <typename Shift>
VB_HANDLER(ShiftByRegister) {
  const unsigned by = core.r[op->m] & 0xFF;
  if (by != 0) {
    core.r[op->d] = Shift::Of(core.r[op->n], by).value;
  } else {
    core.r[op->d] = core.r[op->n];
  }
  VB_NEXT();
}

template <typename Shift>
VB_HANDLER(ShiftByRegisterFlags) {
  const unsigned by = core.r[op->m] & 0xFF;
  uint32_t value = core.r[op->n];
  if (by != 0) {
    const Shifted shifted = Shift::Of(value, by);
    value = shifted.value;
    c = shifted.carry;
  }
  nz = core.r[op->d] = value;
  VB_NEXT();
}

constexpr Handler* kKeepFlags[] = {ShiftByRegister<Lsl>, ShiftByRegister<Lsr>, ShiftByRegister<Asr>,
                                   ShiftByRegister<Ror>};
constexpr Handler* kSetFlags[] = {ShiftByRegisterFlags<Lsl>, ShiftByRegisterFlags<Lsr>,
                                  ShiftByRegisterFlags<Asr>, ShiftByRegisterFlags<Ror>};

template <ShiftType kType>
Decoded T1(Decoder& decoder, uint32_t word) {
  const unsigned d = Bits(word, 2, 0);
  decoder.Emit((decoder.sets_flags() ? kSetFlags : kKeepFlags)[kType], d, d, Bits(word, 5, 3));
  return Decoded::kDone;
}

Decoded Wide(Decoder& decoder, uint32_t word) {
  const unsigned d = Bits(word, 11, 8), n = Bits(word, 19, 16), m = Bits(word, 3, 0);
  if (d == kPc || n == kPc || m == kPc) return Decoded::kUndefined;  // UNPREDICTABLE
  decoder.EmitResult((Bit(word, 20) ? kSetFlags : kKeepFlags)[Bits(word, 22, 21)], d, n, m);
  return Decoded::kDone;
}

constexpr Encoding kEncodings[] = {
    {"LSL (register) T1", "010000 0010 mmm ddd", kV6M, T1<kLsl>},
    {"LSR (register) T1", "010000 0011 mmm ddd", kV6M, T1<kLsr>},
    {"ASR (register) T1", "010000 0100 mmm ddd", kV6M, T1<kAsr>},
    {"ROR (register) T1", "010000 0111 mmm ddd", kV6M, T1<kRor>},

    {"LSL (register) T2", "11111010000Snnnn 1111dddd0000mmmm", kMainline, Wide},
    {"LSR (register) T2", "11111010001Snnnn 1111dddd0000mmmm", kMainline, Wide},
    {"ASR (register) T2", "11111010010Snnnn 1111dddd0000mmmm", kMainline, Wide},
    {"ROR (register) T2", "11111010011Snnnn 1111dddd0000mmmm", kMainline, Wide},
};

}  // namespace

EncodingTable ShiftEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
