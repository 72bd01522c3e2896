"""The operations of the manual's pseudocode in exact rational arithmetic: an oracle for the native functions.

ARMv7-M Architecture Reference Manual (DDI 0403E) A2.5, with FPMaxNum, FPMinNum and FPRoundInt of the
ARMv8-M one (DDI 0553) E2.1. Names are the manual's. Slow, and as close to the text as Python allows.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from tests.native.fpu.rounding import (
    AHP,
    DN,
    DZC,
    FIELDS,
    INFINITY,
    IOC,
    IXC,
    MINUS,
    NEAREST,
    PLUS,
    QNAN,
    SNAN,
    TIE_AWAY,
    ZERO,
    ZERO_TYPE,
    FPDefaultNaN,
    FPInfinity,
    FPProcessNaN,
    FPProcessNaNs,
    FPRound,
    FPUnpack,
    FPZero,
    Status,
    invalid,
    rounded_sum,
)


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
            return invalid(n, fpscr)
        return FPInfinity(sign1 if type1 == INFINITY else sign2, n)
    if type1 == type2 == ZERO_TYPE and sign1 == sign2:
        return FPZero(sign1, n)
    return rounded_sum(value1 + value2, n, fpscr)


def FPSub(op1: int, op2: int, n: int, fpscr: Status) -> int:
    return FPAdd(op1, op2, n, fpscr, subtract=True)


def FPMul(op1: int, op2: int, n: int, fpscr: Status) -> int:
    type1, sign1, value1 = FPUnpack(op1, n, fpscr)
    type2, sign2, value2 = FPUnpack(op2, n, fpscr)
    nan = FPProcessNaNs([(type1, op1), (type2, op2)], n, fpscr)
    if nan is not None:
        return nan
    if {type1, type2} == {INFINITY, ZERO_TYPE}:
        return invalid(n, fpscr)
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
        return invalid(n, fpscr)
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
        return invalid(n, fpscr)
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
        return invalid(n, fpscr)
    if nan is not None:
        return nan
    sign_p = sign1 ^ sign2
    inf_p = INFINITY in (type1, type2)
    zero_p = ZERO_TYPE in (type1, type2)
    if bad_product or (type_a == INFINITY and inf_p and sign_a != sign_p):
        return invalid(n, fpscr)
    if type_a == INFINITY or inf_p:
        return FPInfinity(sign_a if type_a == INFINITY else sign_p, n)
    if type_a == ZERO_TYPE and zero_p and sign_a == sign_p:
        return FPZero(sign_a, n)
    return rounded_sum(value_a + value1 * value2, n, fpscr)


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
        _, f = FIELDS[source]
        _, g = FIELDS[target]
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
