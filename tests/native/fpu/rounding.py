"""Numbers, NaNs and rounding of the manual's pseudocode, in exact rational arithmetic.

ARMv7-M Architecture Reference Manual (DDI 0403E) A2.5.4 to A2.5.6. Names are the manual's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

IOC, DZC, OFC, UFC, IXC, IDC = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 7
FZ, DN, AHP = 1 << 24, 1 << 25, 1 << 26
NEAREST, PLUS, MINUS, ZERO, TIE_AWAY = range(5)
FIELDS = {16: (5, 10), 32: (8, 23), 64: (11, 52)}
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
    e, f = FIELDS[n]
    return sign << (n - 1) | ((1 << e) - 1) << f


def FPDefaultNaN(n: int) -> int:
    _, f = FIELDS[n]
    return FPInfinity(0, n) | 1 << (f - 1)


def FPMaxNormal(sign: int, n: int) -> int:
    e, f = FIELDS[n]
    return sign << (n - 1) | ((1 << e) - 2) << f | (1 << f) - 1


def FPZero(sign: int, n: int) -> int:
    return sign << (n - 1)


def FPUnpack(fpval: int, n: int, fpscr: Status) -> Unpacked:
    e, f = FIELDS[n]
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
    _, f = FIELDS[n]
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
    e, f = FIELDS[n]
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


def rounded_sum(value: Fraction, n: int, fpscr: Status) -> int:
    return FPZero(1 if fpscr.rmode == MINUS else 0, n) if value == 0 else FPRound(value, n, fpscr)


def invalid(n: int, fpscr: Status) -> int:
    fpscr.raises(IOC)
    return FPDefaultNaN(n)
