// Floating point arithmetic: VADD, VSUB, VMUL, VDIV, the multiply-accumulate family, VSQRT, VABS,
// VNEG, VCMP, VMOV of constants and registers; FPv5: VSEL, VMAXNM, VMINNM (ARMv7-M A6.4, A7.7,
// ARMv8-M C2.4).

#include "isa/fp_registers.h"
#include "isa/groups.h"

namespace vboard {
namespace {

using fpu::Double;
using fpu::FpBits;
using fpu::Fpscr;
using fpu::Single;

template <class F>
using Binary = FpBits<F>(FpBits<F>, FpBits<F>, Fpscr&);

template <class F, Binary<F>* kFunction>
VB_HANDLER(TwoOperands) {
  WriteFp<F>(core, op->d, kFunction(ReadFp<F>(core, op->n), ReadFp<F>(core, op->m), core.fp.fpscr));
  VB_NEXT();
}

template <class F>
FpBits<F> NegatedProduct(FpBits<F> op1, FpBits<F> op2, Fpscr& fpscr) {
  return fpu::Neg<F>(fpu::Mul<F>(op1, op2, fpscr));
}

template <class F, bool kNegate>
FpBits<F> NegatedIf(FpBits<F> value) {
  return kNegate ? fpu::Neg<F>(value) : value;
}

// Product and sum, each rounded.
template <class F, bool kNegateAddend, bool kNegateProduct>
VB_HANDLER(MultiplyAccumulate) {
  const FpBits<F> product =
      fpu::Mul<F>(ReadFp<F>(core, op->n), ReadFp<F>(core, op->m), core.fp.fpscr);
  WriteFp<F>(core, op->d,
             fpu::Add<F>(NegatedIf<F, kNegateAddend>(ReadFp<F>(core, op->d)),
                         NegatedIf<F, kNegateProduct>(product), core.fp.fpscr));
  VB_NEXT();
}

// Product and sum, rounded once; a factor is negated before NaNs are looked at.
template <class F, bool kNegateAddend, bool kNegateFactor>
VB_HANDLER(FusedMultiplyAccumulate) {
  WriteFp<F>(core, op->d,
             fpu::MulAdd<F>(NegatedIf<F, kNegateAddend>(ReadFp<F>(core, op->d)),
                            NegatedIf<F, kNegateFactor>(ReadFp<F>(core, op->n)),
                            ReadFp<F>(core, op->m), core.fp.fpscr));
  VB_NEXT();
}

template <class F>
VB_HANDLER(SquareRoot) {
  WriteFp<F>(core, op->d, fpu::Sqrt<F>(ReadFp<F>(core, op->m), core.fp.fpscr));
  VB_NEXT();
}

template <class F>
VB_HANDLER(Absolute) {
  WriteFp<F>(core, op->d, fpu::Abs<F>(ReadFp<F>(core, op->m)));
  VB_NEXT();
}

template <class F>
VB_HANDLER(Negate) {
  WriteFp<F>(core, op->d, fpu::Neg<F>(ReadFp<F>(core, op->m)));
  VB_NEXT();
}

template <class F>
VB_HANDLER(Copy) {
  WriteFp<F>(core, op->d, ReadFp<F>(core, op->m));
  VB_NEXT();
}

// A constant whose lower half is 0; `imm` is its upper word, or all of a single precision one.
template <class F>
VB_HANDLER(Constant) {
  WriteFp<F>(core, op->d, static_cast<FpBits<F>>(op->imm) << (F::kBits - 32));
  VB_NEXT();
}

// VCMP and VCMPE with a register, or with zero. N Z C V go to FPSCR.
template <class F, bool kWithZero>
VB_HANDLER(Compare) {
  Fpscr& fpscr = core.fp.fpscr;
  const FpBits<F> second = kWithZero ? 0 : ReadFp<F>(core, op->m);
  const uint32_t nzcv = fpu::Compare<F>(ReadFp<F>(core, op->d), second, op->imm != 0, fpscr) << 28;
  fpscr.value = (fpscr.value & ~Fpscr::kConditions) | nzcv;
  VB_NEXT();
}

// VSEL: the flags are those of the APSR.
template <class F, unsigned kCondition>
VB_HANDLER(Choose) {
  const bool first = ConditionHolds(kCondition, nz, c, v);
  WriteFp<F>(core, op->d, ReadFp<F>(core, first ? op->n : op->m));
  VB_NEXT();
}

// -- decoding -----------------------------------------------------------------------------------

#define VB_BINARY(function) \
  FpHandlers { TwoOperands<Single, function<Single>>, TwoOperands<Double, function<Double>> }
#define VB_ACCUMULATE(form, addend, product) \
  FpHandlers { form<Single, addend, product>, form<Double, addend, product> }
#define VB_BOTH(form) \
  FpHandlers { form<Single>, form<Double> }

constexpr FpHandlers kAdd = VB_BINARY(fpu::Add), kSub = VB_BINARY(fpu::Sub),
                     kMul = VB_BINARY(fpu::Mul), kDiv = VB_BINARY(fpu::Div),
                     kNegatedMul = VB_BINARY(NegatedProduct), kMaxNum = VB_BINARY(fpu::MaxNum),
                     kMinNum = VB_BINARY(fpu::MinNum);
constexpr FpHandlers kMla = VB_ACCUMULATE(MultiplyAccumulate, false, false),
                     kMls = VB_ACCUMULATE(MultiplyAccumulate, false, true),
                     kNmla = VB_ACCUMULATE(MultiplyAccumulate, true, true),
                     kNmls = VB_ACCUMULATE(MultiplyAccumulate, true, false),
                     kFma = VB_ACCUMULATE(FusedMultiplyAccumulate, false, false),
                     kFms = VB_ACCUMULATE(FusedMultiplyAccumulate, false, true),
                     kFnma = VB_ACCUMULATE(FusedMultiplyAccumulate, true, true),
                     kFnms = VB_ACCUMULATE(FusedMultiplyAccumulate, true, false);
constexpr FpHandlers kSqrt = VB_BOTH(SquareRoot), kAbs = VB_BOTH(Absolute), kNeg = VB_BOTH(Negate),
                     kCopy = VB_BOTH(Copy), kConstant = VB_BOTH(Constant);
constexpr FpHandlers kCompare{Compare<Single, false>, Compare<Double, false>};
constexpr FpHandlers kCompareZero{Compare<Single, true>, Compare<Double, true>};
constexpr FpHandlers kSelect[] = {{Choose<Single, kEq>, Choose<Double, kEq>},
                                  {Choose<Single, kVs>, Choose<Double, kVs>},
                                  {Choose<Single, kGe>, Choose<Double, kGe>},
                                  {Choose<Single, kGt>, Choose<Double, kGt>}};

Decoded EmitThree(Decoder& decoder, uint32_t word, const FpHandlers& handlers) {
  const bool twice = IsDouble(word);
  return EmitFp(decoder, handlers, twice, Fd(word, twice), Fn(word, twice), Fm(word, twice));
}

template <const FpHandlers& kHandlers>
Decoded Three(Decoder& decoder, uint32_t word) {
  return EmitThree(decoder, word, kHandlers);
}

template <const FpHandlers& kHandlers>
Decoded Two(Decoder& decoder, uint32_t word) {
  const bool twice = IsDouble(word);
  return EmitFp(decoder, kHandlers, twice, Fd(word, twice), 0, Fm(word, twice));
}

// VFPExpandImm: sign, three bits of the exponent (the first one inverted and repeated), four bits
// of the fraction.
uint32_t ExpandConstant(uint32_t imm8, bool is_double) {
  const unsigned repeated = is_double ? 8 : 5;
  const uint32_t sign = Bit(imm8, 7) << 31;
  const uint32_t leading = Bit(imm8, 6) ? (1u << repeated) - 1 : 1u << repeated;
  return sign | (leading << 6 | Bits(imm8, 5, 0)) << (is_double ? 16 : 19);
}

Decoded VmovImmediateT1(Decoder& decoder, uint32_t word) {
  const bool twice = IsDouble(word);
  const uint32_t imm8 = Bits(word, 19, 16) << 4 | Bits(word, 3, 0);
  return EmitFp(decoder, kConstant, twice, Fd(word, twice), 0, 0, ExpandConstant(imm8, twice));
}

Decoded VcmpT1(Decoder& decoder, uint32_t word) {
  const bool twice = IsDouble(word);
  return EmitFp(decoder, kCompare, twice, Fd(word, twice), 0, Fm(word, twice), Bit(word, 7));
}

Decoded VcmpT2(Decoder& decoder, uint32_t word) {
  const bool twice = IsDouble(word);
  return EmitFp(decoder, kCompareZero, twice, Fd(word, twice), 0, 0, Bit(word, 7));
}

Decoded VselT1(Decoder& decoder, uint32_t word) {
  return EmitThree(decoder, word, kSelect[Bits(word, 21, 20)]);
}

constexpr Encoding kEncodings[] = {
    {"VMLA T1", "111011100d00nnnn dddd101sn0m0mmmm", kFp, Three<kMla>},
    {"VMLS T1", "111011100d00nnnn dddd101sn1m0mmmm", kFp, Three<kMls>},
    {"VNMLS T1", "111011100d01nnnn dddd101sn0m0mmmm", kFp, Three<kNmls>},
    {"VNMLA T1", "111011100d01nnnn dddd101sn1m0mmmm", kFp, Three<kNmla>},
    {"VMUL T1", "111011100d10nnnn dddd101sn0m0mmmm", kFp, Three<kMul>},
    {"VNMUL T1", "111011100d10nnnn dddd101sn1m0mmmm", kFp, Three<kNegatedMul>},
    {"VADD T1", "111011100d11nnnn dddd101sn0m0mmmm", kFp, Three<kAdd>},
    {"VSUB T1", "111011100d11nnnn dddd101sn1m0mmmm", kFp, Three<kSub>},
    {"VDIV T1", "111011101d00nnnn dddd101sn0m0mmmm", kFp, Three<kDiv>},
    {"VFNMS T1", "111011101d01nnnn dddd101sn0m0mmmm", kFp, Three<kFnms>},
    {"VFNMA T1", "111011101d01nnnn dddd101sn1m0mmmm", kFp, Three<kFnma>},
    {"VFMA T1", "111011101d10nnnn dddd101sn0m0mmmm", kFp, Three<kFma>},
    {"VFMS T1", "111011101d10nnnn dddd101sn1m0mmmm", kFp, Three<kFms>},

    {"VMOV (immediate) T1", "111011101d11iiii dddd101s0000iiii", kFp, VmovImmediateT1},
    {"VMOV (register) T1", "111011101d110000 dddd101s01m0mmmm", kFp, Two<kCopy>},
    {"VABS T1", "111011101d110000 dddd101s11m0mmmm", kFp, Two<kAbs>},
    {"VNEG T1", "111011101d110001 dddd101s01m0mmmm", kFp, Two<kNeg>},
    {"VSQRT T1", "111011101d110001 dddd101s11m0mmmm", kFp, Two<kSqrt>},
    {"VCMP, VCMPE T1", "111011101d110100 dddd101se1m0mmmm", kFp, VcmpT1},
    {"VCMP, VCMPE T2", "111011101d110101 dddd101se1000000", kFp, VcmpT2},

    {"VSEL T1", "111111100dccnnnn dddd101sn0m0mmmm", kFpV5, VselT1},
    {"VMAXNM T1", "111111101d00nnnn dddd101sn0m0mmmm", kFpV5, Three<kMaxNum>},
    {"VMINNM T1", "111111101d00nnnn dddd101sn1m0mmmm", kFpV5, Three<kMinNum>},
};

}  // namespace

EncodingTable FpDataEncodings() { return TableOf(kEncodings); }

}  // namespace vboard
