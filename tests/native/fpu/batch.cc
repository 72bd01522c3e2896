// The floating point functions over arrays, for tests in Python: one C function, operations by
// name.
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "fpu/fpu.h"

namespace {

using vboard::fpu::Double;
using vboard::fpu::Fpscr;
using vboard::fpu::Half;
using vboard::fpu::Rounding;
using vboard::fpu::Single;

struct Operands {
  uint64_t a, b, c;
};

using Operation = uint64_t (*)(const Operands&, Fpscr&);

template <class F>
typename F::Bits Low(uint64_t value) {
  return static_cast<typename F::Bits>(value);
}

template <class F>
struct Of {
  static uint64_t Add(const Operands& o, Fpscr& s) {
    return vboard::fpu::Add<F>(Low<F>(o.a), Low<F>(o.b), s);
  }
  static uint64_t Sub(const Operands& o, Fpscr& s) {
    return vboard::fpu::Sub<F>(Low<F>(o.a), Low<F>(o.b), s);
  }
  static uint64_t Mul(const Operands& o, Fpscr& s) {
    return vboard::fpu::Mul<F>(Low<F>(o.a), Low<F>(o.b), s);
  }
  static uint64_t Div(const Operands& o, Fpscr& s) {
    return vboard::fpu::Div<F>(Low<F>(o.a), Low<F>(o.b), s);
  }
  static uint64_t Sqrt(const Operands& o, Fpscr& s) { return vboard::fpu::Sqrt<F>(Low<F>(o.a), s); }
  static uint64_t Abs(const Operands& o, Fpscr&) { return vboard::fpu::Abs<F>(Low<F>(o.a)); }
  static uint64_t Neg(const Operands& o, Fpscr&) { return vboard::fpu::Neg<F>(Low<F>(o.a)); }
  static uint64_t MulAdd(const Operands& o, Fpscr& s) {
    return vboard::fpu::MulAdd<F>(Low<F>(o.c), Low<F>(o.a), Low<F>(o.b), s);
  }
  static uint64_t Compare(const Operands& o, Fpscr& s) {
    return vboard::fpu::Compare<F>(Low<F>(o.a), Low<F>(o.b), false, s);
  }
  static uint64_t CompareSignalling(const Operands& o, Fpscr& s) {
    return vboard::fpu::Compare<F>(Low<F>(o.a), Low<F>(o.b), true, s);
  }
  static uint64_t MaxNum(const Operands& o, Fpscr& s) {
    return vboard::fpu::MaxNum<F>(Low<F>(o.a), Low<F>(o.b), s);
  }
  static uint64_t MinNum(const Operands& o, Fpscr& s) {
    return vboard::fpu::MinNum<F>(Low<F>(o.a), Low<F>(o.b), s);
  }
  // b: rounding mode; c: whether an inexact result is reported.
  static uint64_t RoundInt(const Operands& o, Fpscr& s) {
    return vboard::fpu::RoundInt<F>(Low<F>(o.a), static_cast<Rounding>(o.b), o.c != 0, s);
  }
  // b: rounding mode; c: fraction bits, and from bit 8 on the width, from bit 16 on whether
  // unsigned.
  static uint64_t ToFixed(const Operands& o, Fpscr& s) {
    return vboard::fpu::ToFixed<F>(Low<F>(o.a), static_cast<int>(o.c >> 8 & 0xFF),
                                   static_cast<int>(o.c & 0xFF), (o.c >> 16 & 1) != 0,
                                   static_cast<Rounding>(o.b), s);
  }
  // a: the number, extended to 64 bits; b: rounding mode; c: fraction bits.
  static uint64_t FromFixed(const Operands& o, Fpscr& s) {
    return vboard::fpu::FromFixed<F>(static_cast<int64_t>(o.a), static_cast<int>(o.c),
                                     static_cast<Rounding>(o.b), s);
  }
};

template <class To, class From>
uint64_t Convert(const Operands& o, Fpscr& s) {
  return vboard::fpu::Convert<To, From>(Low<From>(o.a), s);
}

struct Entry {
  const char* name;
  Operation single;
  Operation twice;
};

#define BOTH(name) \
  { #name, Of < Single> ::name, Of < Double> ::name }

constexpr Entry kOperations[] = {
    BOTH(Add),
    BOTH(Sub),
    BOTH(Mul),
    BOTH(Div),
    BOTH(Sqrt),
    BOTH(Abs),
    BOTH(Neg),
    BOTH(MulAdd),
    BOTH(Compare),
    BOTH(CompareSignalling),
    BOTH(MaxNum),
    BOTH(MinNum),
    BOTH(RoundInt),
    BOTH(ToFixed),
    BOTH(FromFixed),
    // The width is that of the wider side, or of the source between single and double.
    {"FromHalf", Convert<Single, Half>, Convert<Double, Half>},
    {"ToHalf", Convert<Half, Single>, Convert<Half, Double>},
    {"ToOther", Convert<Double, Single>, Convert<Single, Double>},
};

}  // namespace

// Applies `name` to `count` operands of `width` bits. Returns 0, or 1 for an unknown operation.
extern "C" int FpuBatch(const char* name, int width, size_t count, const uint64_t* operands,
                        uint32_t* fpscr, uint64_t* results) {
  for (const Entry& entry : kOperations) {
    if (std::strcmp(entry.name, name) != 0) {
      continue;
    }
    const Operation operation = width == 32 ? entry.single : entry.twice;
    for (size_t i = 0; i < count; ++i) {
      Fpscr status{fpscr[i]};
      results[i] = operation({operands[3 * i], operands[3 * i + 1], operands[3 * i + 2]}, status);
      fpscr[i] = status.value;
    }
    return 0;
  }
  return 1;
}
