// Floating point arithmetic of FPv4-SP and FPv5 on bit patterns.
//
// Each function is one function of the manual's pseudocode (ARMv7-M A2.5, ARMv8-M E2.1.149 and on),
// takes the operands as the registers hold them and reads the modes from `fpscr`, to which it adds
// the cumulative flags. All is integer arithmetic: the same bits on every host.
//
// `Format` is Single or Double; conversions also know Half. FPSCR.FZ does not apply to Half.
#ifndef VBOARD_NATIVE_FPU_FPU_H_
#define VBOARD_NATIVE_FPU_FPU_H_

#include <cstdint>

#include "fpu/format.h"
#include "fpu/fpscr.h"

namespace vboard::fpu {

template <class Format>
using FpBits = typename Format::Bits;

// -- sign (FPAbs, FPNeg): no modes, no flags, NaNs included -------------------------------------

template <class Format>
constexpr FpBits<Format> Abs(FpBits<Format> operand) {
  return static_cast<FpBits<Format>>(operand & ~Format::kSign);
}

template <class Format>
constexpr FpBits<Format> Neg(FpBits<Format> operand) {
  return static_cast<FpBits<Format>>(operand ^ Format::kSign);
}

// -- arithmetic.cc (FPAdd, FPSub, FPMul, FPDiv, FPSqrt) -----------------------------------------

template <class Format>
FpBits<Format> Add(FpBits<Format> op1, FpBits<Format> op2, Fpscr& fpscr);
template <class Format>
FpBits<Format> Sub(FpBits<Format> op1, FpBits<Format> op2, Fpscr& fpscr);
template <class Format>
FpBits<Format> Mul(FpBits<Format> op1, FpBits<Format> op2, Fpscr& fpscr);
template <class Format>
FpBits<Format> Div(FpBits<Format> op1, FpBits<Format> op2, Fpscr& fpscr);
template <class Format>
FpBits<Format> Sqrt(FpBits<Format> operand, Fpscr& fpscr);

// -- fused.cc (FPMulAdd): addend + op1 * op2, rounded once --------------------------------------

template <class Format>
FpBits<Format> MulAdd(FpBits<Format> addend, FpBits<Format> op1, FpBits<Format> op2, Fpscr& fpscr);

// -- compare.cc (FPCompare, FPMaxNum, FPMinNum) -------------------------------------------------

// The comparison's N Z C V in bits 3 to 0. A signalling NaN is an invalid operation; a quiet one
// is when `signalling` (VCMPE).
template <class Format>
uint32_t Compare(FpBits<Format> op1, FpBits<Format> op2, bool signalling, Fpscr& fpscr);

template <class Format>
FpBits<Format> MaxNum(FpBits<Format> op1, FpBits<Format> op2, Fpscr& fpscr);
template <class Format>
FpBits<Format> MinNum(FpBits<Format> op1, FpBits<Format> op2, Fpscr& fpscr);

// -- integral.cc (FPRoundInt, FPToFixed, FixedToFP) ---------------------------------------------

// Rounds to an integral value. `exact` (VRINTX) reports an inexact result.
template <class Format>
FpBits<Format> RoundInt(FpBits<Format> operand, Rounding rounding, bool exact, Fpscr& fpscr);

// A number with `fraction_bits` (0 to `width`) fraction bits, saturated to `width` (16 or 32) bits;
// the caller extends it from there. NaNs give 0.
template <class Format>
uint32_t ToFixed(FpBits<Format> operand, int width, int fraction_bits, bool is_unsigned,
                 Rounding rounding, Fpscr& fpscr);

// `value` / 2^`fraction_bits`; `value` was extended from its width.
template <class Format>
FpBits<Format> FromFixed(int64_t value, int fraction_bits, Rounding rounding, Fpscr& fpscr);

// -- convert.cc (FPHalfToSingle, FPSingleToHalf, FPSingleToDouble and so on) --------------------

// From one format to another; FPSCR.AHP chooses the alternative half precision.
template <class To, class From>
FpBits<To> Convert(FpBits<From> operand, Fpscr& fpscr);

}  // namespace vboard::fpu

#endif  // VBOARD_NATIVE_FPU_FPU_H_
