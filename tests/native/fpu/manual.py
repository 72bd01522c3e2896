"""The pseudocode of the manual in exact rational arithmetic: an oracle for the native functions.

ARMv7-M Architecture Reference Manual (DDI 0403E) A2.5, with FPMaxNum, FPMinNum and FPRoundInt of the
ARMv8-M one (DDI 0553) E2.1. Names are the manual's. Slow, and as close to the text as Python allows.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

IOC, DZC, OFC, UFC, IXC, IDC = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 7
FZ, DN, AHP = 1 << 24, 1 << 25, 1 << 26
NEAREST, PLUS, MINUS, ZERO, TIE_AWAY = range(5)
_FIELDS = {16: (5, 10), 32: (8, 23), 64: (11, 52)}
_HUGE = Fraction(2) ** 1000000

NONZERO, ZERO_TYPE, INFINITY, QNAN, SNAN = "nonzero", "zero", "infinity", "qnan", "snan"


@dataclass
class Status:
    """FPSCR."""

    value: int

    @property
    def rmode(self) -> int:
        return self.value >> 22 & 3

    def has(self, bit: int) -> bool:
        return bool(self.value & bit)

    def raises(self, flag: int) -> None:
        """FPProcessException without traps."""
        self.value |= flag


Unpacked = tuple[str, int, Fraction]


def FPInfinity(sign: int, n: int) -> int:
    e, f = _FIELDS[n]
    return sign << (n - 1) | ((1 << e) - 1) << f


def FPDefaultNaN(n: int) -> int:
    _, f = _FIELDS[n]
    return FPInfinity(0, n) | 1 << (f - 1)


def FPMaxNormal(sign: int, n: int) -> int:
    e, f = _FIELDS[n]
    return sign << (n - 1) | ((1 << e) - 2) << f | (1 << f) - 1


def FPZero(sign: int, n: int) -> int:
    return sign << (n - 1)


def FPUnpack(fpval: int, n: int, fpscr: Status) -> Unpacked:
    e, f = _FIELDS[n]
    sign = fpval >> (n - 1) & 1
    exp = fpval >> f & ((1 << e) - 1)
    frac = fpval & ((1 << f) - 1)
    minimum = 2 - (1 << (e - 1))
    value: Fraction
    if exp == 0:
        if frac == 0 or (fpscr.has(FZ) and n != 16):
            kind, value = ZERO_TYPE, Fraction(0)
            if frac != 0:
                fpscr.raises(IDC)
        else:
            kind, value = NONZERO, Fraction(2) ** minimum * Fraction(frac, 1 << f)
    elif exp == (1 << e) - 1 and not (n == 16 and fpscr.has(AHP)):
        if frac == 0:
            kind, value = INFINITY, _HUGE
        else:
            kind, value = (QNAN if frac >> (f - 1) else SNAN), Fraction(0)
    else:
        kind, value = NONZERO, Fraction(2) ** (exp - 1 + minimum) * (1 + Fraction(frac, 1 << f))
    return kind, sign, -value if sign else value


def FPProcessNaN(kind: str, op: int, n: int, fpscr: Status) -> int:
    _, f = _FIELDS[n]
    if kind == SNAN:
        op |= 1 << (f - 1)
        fpscr.raises(IOC)
    return FPDefaultNaN(n) if fpscr.has(DN) else op


def FPProcessNaNs(operands: list[tuple[str, int]], n: int, fpscr: Status) -> int | None:
    for wanted in (SNAN, QNAN):
        for kind, op in operands:
            if kind == wanted:
                return FPProcessNaN(kind, op, n, fpscr)
    return None


def _round_up(rounding: int, error: Fraction, odd: bool, sign: int) -> bool:
    half = Fraction(1, 2)
    return {
        NEAREST: error > half or (error == half and odd),
        PLUS: error != 0 and sign == 0,
        MINUS: error != 0 and sign == 1,
        ZERO: False,
        TIE_AWAY: error >= half,
    }[rounding]


def FPRound(value: Fraction, n: int, fpscr: Status, rounding: int | None = None) -> int:
    """`value` is not zero."""
    rounding = fpscr.rmode if rounding is None else rounding
    e, f = _FIELDS[n]
    minimum_exp = 2 - (1 << (e - 1))
    sign = 1 if value < 0 else 0
    mantissa = abs(value)
    exponent = mantissa.numerator.bit_length() - mantissa.denominator.bit_length()
    if Fraction(2) ** exponent > mantissa:
        exponent -= 1
    mantissa /= Fraction(2) ** exponent
    assert 1 <= mantissa < 2
    if fpscr.has(FZ) and n != 16 and exponent < minimum_exp:
        fpscr.raises(UFC)
        return FPZero(sign, n)
    biased_exp = max(exponent - minimum_exp + 1, 0)
    if biased_exp == 0:
        mantissa /= Fraction(2) ** (minimum_exp - exponent)
    int_mant = math.floor(mantissa * (1 << f))
    error = mantissa * (1 << f) - int_mant
    if biased_exp == 0 and error != 0:
        fpscr.raises(UFC)
    overflow_to_inf = rounding in (NEAREST, TIE_AWAY) or rounding == (MINUS if sign else PLUS)
    if _round_up(rounding, error, bool(int_mant & 1), sign):
        int_mant += 1
        if int_mant == 1 << f:
            biased_exp = 1
        if int_mant == 1 << (f + 1):
            biased_exp += 1
            int_mant >>= 1
    if n != 16 or not fpscr.has(AHP):
        if biased_exp >= (1 << e) - 1:
            result = FPInfinity(sign, n) if overflow_to_inf else FPMaxNormal(sign, n)
            fpscr.raises(OFC)
            error = Fraction(1)
        else:
            result = sign << (n - 1) | biased_exp << f | int_mant & ((1 << f) - 1)
    elif biased_exp >= 1 << e:
        result = sign << (n - 1) | (1 << (n - 1)) - 1
        fpscr.raises(IOC)
        error = Fraction(0)
    else:
        result = sign << (n - 1) | biased_exp << f | int_mant & ((1 << f) - 1)
    if error != 0:
        fpscr.raises(IXC)
    return result


def _sum(value: Fraction, n: int, fpscr: Status) -> int:
    return FPZero(1 if fpscr.rmode == MINUS else 0, n) if value == 0 else FPRound(value, n, fpscr)


def _invalid(n: int, fpscr: Status) -> int:
    fpscr.raises(IOC)
    return FPDefaultNaN(n)


def FPNeg(op: int, n: int) -> int:
    return op ^ 1 << (n - 1)


def FPAbs(op: int, n: int) -> int:
    return op & ~(1 << (n - 1))


def FPAdd(op1: int, op2: int, n: int, fpscr: Status, subtract: bool = False) -> int:
    type1, sign1, value1 = FPUnpack(op1, n, fpscr)
    type2, sign2, value2 = FPUnpack(op2, n, fpscr)
    nan = FPProcessNaNs([(type1, op1), (type2, op2)], n, fpscr)
    if nan is not None:
        return nan
    if subtract:
        sign2, value2 = 1 - sign2, -value2
    if INFINITY in (type1, type2):
        if type1 == type2 and sign1 != sign2:
            return _invalid(n, fpscr)
        return FPInfinity(sign1 if type1 == INFINITY else sign2, n)
    if type1 == type2 == ZERO_TYPE and sign1 == sign2:
        return FPZero(sign1, n)
    return _sum(value1 + value2, n, fpscr)


def FPSub(op1: int, op2: int, n: int, fpscr: Status) -> int:
    return FPAdd(op1, op2, n, fpscr, subtract=True)


def FPMul(op1: int, op2: int, n: int, fpscr: Status) -> int:
    type1, sign1, value1 = FPUnpack(op1, n, fpscr)
    type2, sign2, value2 = FPUnpack(op2, n, fpscr)
    nan = FPProcessNaNs([(type1, op1), (type2, op2)], n, fpscr)
    if nan is not None:
        return nan
    if {type1, type2} == {INFINITY, ZERO_TYPE}:
        return _invalid(n, fpscr)
    if INFINITY in (type1, type2):
        return FPInfinity(sign1 ^ sign2, n)
    if ZERO_TYPE in (type1, type2):
        return FPZero(sign1 ^ sign2, n)
    return FPRound(value1 * value2, n, fpscr)


def FPDiv(op1: int, op2: int, n: int, fpscr: Status) -> int:
    type1, sign1, value1 = FPUnpack(op1, n, fpscr)
    type2, sign2, value2 = FPUnpack(op2, n, fpscr)
    nan = FPProcessNaNs([(type1, op1), (type2, op2)], n, fpscr)
    if nan is not None:
        return nan
    if type1 == type2 and type1 in (INFINITY, ZERO_TYPE):
        return _invalid(n, fpscr)
    if type1 == INFINITY or type2 == ZERO_TYPE:
        if type1 != INFINITY:
            fpscr.raises(DZC)
        return FPInfinity(sign1 ^ sign2, n)
    if type1 == ZERO_TYPE or type2 == INFINITY:
        return FPZero(sign1 ^ sign2, n)
    return FPRound(value1 / value2, n, fpscr)


def FPSqrt(op: int, n: int, fpscr: Status) -> int:
    kind, sign, value = FPUnpack(op, n, fpscr)
    if kind in (QNAN, SNAN):
        return FPProcessNaN(kind, op, n, fpscr)
    if kind == ZERO_TYPE:
        return FPZero(sign, n)
    if sign:
        return _invalid(n, fpscr)
    if kind == INFINITY:
        return FPInfinity(0, n)
    # 80 bits of the root, and half a bit more when there is a rest: rounds like the root itself.
    scale = 160 + 2 * max(0, value.denominator.bit_length())
    scaled = value * (1 << scale)
    root = math.isqrt(math.floor(scaled))
    exact = Fraction(root) if root * root == scaled else root + Fraction(1, 2)
    return FPRound(exact / (1 << scale // 2), n, fpscr)


def FPMulAdd(addend: int, op1: int, op2: int, n: int, fpscr: Status) -> int:
    type_a, sign_a, value_a = FPUnpack(addend, n, fpscr)
    type1, sign1, value1 = FPUnpack(op1, n, fpscr)
    type2, sign2, value2 = FPUnpack(op2, n, fpscr)
    nan = FPProcessNaNs([(type_a, addend), (type1, op1), (type2, op2)], n, fpscr)
    bad_product = {type1, type2} == {INFINITY, ZERO_TYPE}
    if type_a == QNAN and bad_product:
        return _invalid(n, fpscr)
    if nan is not None:
        return nan
    sign_p = sign1 ^ sign2
    inf_p = INFINITY in (type1, type2)
    zero_p = ZERO_TYPE in (type1, type2)
    if bad_product or (type_a == INFINITY and inf_p and sign_a != sign_p):
        return _invalid(n, fpscr)
    if type_a == INFINITY or inf_p:
        return FPInfinity(sign_a if type_a == INFINITY else sign_p, n)
    if type_a == ZERO_TYPE and zero_p and sign_a == sign_p:
        return FPZero(sign_a, n)
    return _sum(value_a + value1 * value2, n, fpscr)


def FPCompare(op1: int, op2: int, n: int, quiet_nan_exc: bool, fpscr: Status) -> int:
    type1, _, value1 = FPUnpack(op1, n, fpscr)
    type2, _, value2 = FPUnpack(op2, n, fpscr)
    kinds = {type1, type2}
    if kinds & {SNAN, QNAN}:
        if SNAN in kinds or quiet_nan_exc:
            fpscr.raises(IOC)
        return 0b0011
    if value1 == value2:
        return 0b0110
    return 0b1000 if value1 < value2 else 0b0010


def _extreme(op1: int, op2: int, n: int, maximum: bool, fpscr: Status) -> int:
    """FPMax and FPMin."""
    type1, sign1, value1 = FPUnpack(op1, n, fpscr)
    type2, sign2, value2 = FPUnpack(op2, n, fpscr)
    nan = FPProcessNaNs([(type1, op1), (type2, op2)], n, fpscr)
    if nan is not None:
        return nan
    first = value1 > value2 if maximum else value1 < value2
    kind, sign, value = (type1, sign1, value1) if first else (type2, sign2, value2)
    if kind == INFINITY:
        return FPInfinity(sign, n)
    if kind == ZERO_TYPE:
        return FPZero(sign1 & sign2 if maximum else sign1 | sign2, n)
    return FPRound(value, n, fpscr)


def _extreme_number(op1: int, op2: int, n: int, maximum: bool, fpscr: Status) -> int:
    type1, _, _ = FPUnpack(op1, n, fpscr)
    type2, _, _ = FPUnpack(op2, n, fpscr)
    if type1 == QNAN and type2 != QNAN:
        op1 = FPInfinity(1 if maximum else 0, n)
    elif type1 != QNAN and type2 == QNAN:
        op2 = FPInfinity(1 if maximum else 0, n)
    return _extreme(op1, op2, n, maximum, fpscr)


def FPMaxNum(op1: int, op2: int, n: int, fpscr: Status) -> int:
    return _extreme_number(op1, op2, n, True, fpscr)


def FPMinNum(op1: int, op2: int, n: int, fpscr: Status) -> int:
    return _extreme_number(op1, op2, n, False, fpscr)


def _round_down_up(value: Fraction, rounding: int) -> tuple[int, Fraction]:
    """The integer that FPToFixed and FPRoundInt choose, and the error of rounding down."""
    result = math.floor(value)
    error = value - result
    half = Fraction(1, 2)
    up = {
        NEAREST: error > half or (error == half and result & 1 == 1),
        PLUS: error != 0,
        MINUS: False,
        ZERO: error != 0 and result < 0,
        TIE_AWAY: error > half or (error == half and result >= 0),
    }[rounding]
    return result + up, error


def FPToFixed(op: int, n: int, m: int, fraction: int, unsigned: bool, rounding: int, fpscr: Status) -> int:
    kind, _, value = FPUnpack(op, n, fpscr)
    if kind in (SNAN, QNAN):
        fpscr.raises(IOC)
    result, error = _round_down_up(value * (1 << fraction), rounding)
    low, high = (0, (1 << m) - 1) if unsigned else (-(1 << (m - 1)), (1 << (m - 1)) - 1)
    saturated = min(max(result, low), high)
    if saturated != result:
        fpscr.raises(IOC)
    elif error != 0:
        fpscr.raises(IXC)
    return saturated & ((1 << m) - 1)


def FixedToFP(value: int, n: int, fraction: int, rounding: int, fpscr: Status) -> int:
    if value == 0:
        return FPZero(0, n)
    return FPRound(Fraction(value, 1 << fraction), n, fpscr, rounding)


def FPRoundInt(op: int, n: int, rounding: int, exact: bool, fpscr: Status) -> int:
    kind, sign, value = FPUnpack(op, n, fpscr)
    if kind in (SNAN, QNAN):
        return FPProcessNaN(kind, op, n, fpscr)
    if kind == INFINITY:
        return FPInfinity(sign, n)
    if kind == ZERO_TYPE:
        return FPZero(sign, n)
    result, error = _round_down_up(value, rounding)
    packed = FPZero(sign, n) if result == 0 else FPRound(Fraction(result), n, fpscr, ZERO)
    if exact and error != 0:
        fpscr.raises(IXC)
    return packed


def FPConvert(op: int, source: int, target: int, fpscr: Status) -> int:
    """FPHalfToSingle, FPSingleToHalf, FPSingleToDouble and the others."""
    kind, sign, value = FPUnpack(op, source, fpscr)
    alternative = target == 16 and fpscr.has(AHP)
    if kind in (SNAN, QNAN):
        if kind == SNAN or alternative:
            fpscr.raises(IOC)
        if alternative:
            return FPZero(sign, target)
        if fpscr.has(DN):
            return FPDefaultNaN(target)
        _, f = _FIELDS[source]
        _, g = _FIELDS[target]
        fraction = op & ((1 << (f - 1)) - 1)  # below the quiet bit
        fraction = fraction << (g - f) if g > f else fraction >> (f - g)
        return sign << (target - 1) | FPDefaultNaN(target) | fraction
    if kind == INFINITY:
        if alternative:
            fpscr.raises(IOC)
            return sign << 15 | 0x7FFF
        return FPInfinity(sign, target)
    if kind == ZERO_TYPE:
        return FPZero(sign, target)
    return FPRound(value, target, fpscr)


Function = Callable[[int, int, int, int, Status], int]

OPERATIONS: dict[str, Function] = {
    "Add": lambda n, a, b, c, s: FPAdd(a, b, n, s),
    "Sub": lambda n, a, b, c, s: FPSub(a, b, n, s),
    "Mul": lambda n, a, b, c, s: FPMul(a, b, n, s),
    "Div": lambda n, a, b, c, s: FPDiv(a, b, n, s),
    "Sqrt": lambda n, a, b, c, s: FPSqrt(a, n, s),
    "Abs": lambda n, a, b, c, s: FPAbs(a, n),
    "Neg": lambda n, a, b, c, s: FPNeg(a, n),
    "MulAdd": lambda n, a, b, c, s: FPMulAdd(c, a, b, n, s),
    "Compare": lambda n, a, b, c, s: FPCompare(a, b, n, False, s),
    "CompareSignalling": lambda n, a, b, c, s: FPCompare(a, b, n, True, s),
    "MaxNum": lambda n, a, b, c, s: FPMaxNum(a, b, n, s),
    "MinNum": lambda n, a, b, c, s: FPMinNum(a, b, n, s),
    "RoundInt": lambda n, a, b, c, s: FPRoundInt(a, n, b, bool(c), s),
    "ToFixed": lambda n, a, b, c, s: FPToFixed(a, n, c >> 8 & 0xFF, c & 0xFF, bool(c >> 16 & 1), b, s),
    "FromFixed": lambda n, a, b, c, s: FixedToFP(a - (a >> 63 << 64), n, c, b, s),
    "FromHalf": lambda n, a, b, c, s: FPConvert(a, 16, n, s),
    "ToHalf": lambda n, a, b, c, s: FPConvert(a, n, 16, s),
    "ToOther": lambda n, a, b, c, s: FPConvert(a, n, 96 - n, s),
}
"""By the names of the native library: (width, a, b, c, status) to the result."""
