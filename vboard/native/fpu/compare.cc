// FPCompare, FPMaxNum and FPMinNum.
#include "fpu/fpu.h"
#include "fpu/number.h"

namespace vboard::fpu {
namespace {

constexpr uint32_t kUnordered = 0x3;  // C V
constexpr uint32_t kEqual = 0x6;      // Z C
constexpr uint32_t kLess = 0x8;       // N
constexpr uint32_t kGreater = 0x2;    // C

// A subnormal as the operation sees it: zero when FZ is set (IDC).
template <class Format>
FpBits<Format> Flush(FpBits<Format> operand, Fpscr& fpscr) {
  const FpBits<Format> magnitude = Abs<Format>(operand);
  if (magnitude != 0 && magnitude <= Format::kFractionMask && fpscr.flush_to_zero()) {
    fpscr.Raise(kInputDenormal);
    return static_cast<FpBits<Format>>(operand & Format::kSign);
  }
  return operand;
}

// Whether a < b for bit patterns that are not NaNs; zeros of different sign are equal.
template <class Format>
bool IsLess(FpBits<Format> a, FpBits<Format> b) {
  const bool both_zero = Abs<Format>(static_cast<FpBits<Format>>(a | b)) == 0;
  if (Format::Negative(a) != Format::Negative(b)) {
    return Format::Negative(a) && !both_zero;
  }
  return Format::Negative(a) ? a > b : a < b;
}

// FPMax and FPMin after a lone quiet NaN has made place for the other operand. The zero of a
// maximum is negative only if both are, that of a minimum if one is: like the order of the
// patterns.
template <class Format>
FpBits<Format> Select(FpBits<Format> op1, FpBits<Format> op2, bool maximum, Fpscr& fpscr) {
  const FpBits<Format> a = Flush<Format>(op1, fpscr);
  const FpBits<Format> b = Flush<Format>(op2, fpscr);
  if (Format::IsNan(a) || Format::IsNan(b)) {
    return ProcessNans<Format>(op1, op2, fpscr);
  }
  if (Abs<Format>(static_cast<FpBits<Format>>(a | b)) == 0) {
    return static_cast<FpBits<Format>>(maximum ? a & b : a | b);
  }
  return IsLess<Format>(a, b) == maximum ? b : a;
}

template <class Format>
FpBits<Format> SelectNumber(FpBits<Format> op1, FpBits<Format> op2, bool maximum, Fpscr& fpscr) {
  // The infinity that never wins against a number (IEEE 754-2008 5.3.1).
  const FpBits<Format> loser = Format::Signed(maximum, Format::kInfinity);
  const bool quiet1 = Format::IsQuietNan(op1);
  const bool quiet2 = Format::IsQuietNan(op2);
  return Select<Format>(quiet1 && !quiet2 ? loser : op1, quiet2 && !quiet1 ? loser : op2, maximum,
                        fpscr);
}

}  // namespace

template <class Format>
uint32_t Compare(FpBits<Format> op1, FpBits<Format> op2, bool signalling, Fpscr& fpscr) {
  const FpBits<Format> a = Flush<Format>(op1, fpscr);
  const FpBits<Format> b = Flush<Format>(op2, fpscr);
  if (Format::IsNan(a) || Format::IsNan(b)) {
    if (signalling || Format::IsSignallingNan(a) || Format::IsSignallingNan(b)) {
      fpscr.Raise(kInvalidOperation);
    }
    return kUnordered;
  }
  if (IsLess<Format>(a, b)) {
    return kLess;
  }
  return IsLess<Format>(b, a) ? kGreater : kEqual;
}

template <class Format>
FpBits<Format> MaxNum(FpBits<Format> op1, FpBits<Format> op2, Fpscr& fpscr) {
  return SelectNumber<Format>(op1, op2, true, fpscr);
}

template <class Format>
FpBits<Format> MinNum(FpBits<Format> op1, FpBits<Format> op2, Fpscr& fpscr) {
  return SelectNumber<Format>(op1, op2, false, fpscr);
}

template uint32_t Compare<Single>(FpBits<Single>, FpBits<Single>, bool, Fpscr&);
template uint32_t Compare<Double>(FpBits<Double>, FpBits<Double>, bool, Fpscr&);
template FpBits<Single> MaxNum<Single>(FpBits<Single>, FpBits<Single>, Fpscr&);
template FpBits<Double> MaxNum<Double>(FpBits<Double>, FpBits<Double>, Fpscr&);
template FpBits<Single> MinNum<Single>(FpBits<Single>, FpBits<Single>, Fpscr&);
template FpBits<Double> MinNum<Double>(FpBits<Double>, FpBits<Double>, Fpscr&);

}  // namespace vboard::fpu
