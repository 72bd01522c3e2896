"""The manual's rules of floating point, one line each (ARMv7-M DDI 0403E A2.5, ARMv8-M DDI 0553 B2.3)."""

from __future__ import annotations

import pytest

from tests.native.fpu.library import FpuLibrary
from tests.native.fpu.rounding import AHP, DN, DZC, FZ, IDC, IOC, IXC, OFC, UFC

_PLUS, _MINUS, _ZERO = 1 << 22, 2 << 22, 3 << 22
_ONE, _TWO, _INF, _MAX, _TINY, _LEAST = 0x3F800000, 0x40000000, 0x7F800000, 0x7F7FFFFF, 0x00800000, 0x1
_QNAN, _SNAN, _DEFAULT, _MINUS_ZERO = 0x7FC12345, 0x7F812345, 0x7FC00000, 0x80000000
_HALF, _QUARTER = 0x3F000000, 0x3E800000
_S32, _U32, _S16 = 32 << 8, 32 << 8 | 1 << 16, 16 << 8
_NEAREST_MODE, _PLUS_MODE, _ZERO_MODE, _AWAY_MODE = 0, 1, 3, 4

# rule, function, operands, modes -> result, flags
RULES = [
    # NaNs (A2.5.4)
    ("a signalling NaN becomes quiet, invalid", "Add", (_SNAN, _ONE), 0, _QNAN, IOC),
    ("a quiet NaN passes without a flag", "Add", (_QNAN, _ONE), 0, _QNAN, 0),
    ("the first of two quiet NaNs wins", "Mul", (0xFFC00001, _QNAN), 0, 0xFFC00001, 0),
    ("a signalling NaN wins over a quiet one before it", "Mul", (0xFFC00001, _SNAN), 0, _QNAN, IOC),
    ("the first of two signalling NaNs wins", "Div", (0xFF800001, _SNAN), 0, 0xFFC00001, IOC),
    ("DN: every NaN result is the default NaN", "Sub", (0xFFC00001, _ONE), DN, _DEFAULT, 0),
    ("DN: a signalling NaN is still invalid", "Sqrt", (_SNAN,), DN, _DEFAULT, IOC),
    ("the addend's NaN comes before the factors'", "MulAdd", (_QNAN, _ONE, 0x7FC00001), 0, 0x7FC00001, 0),
    ("a signalling factor before a quiet addend", "MulAdd", (_SNAN, _ONE, 0x7FC00001), 0, _QNAN, IOC),
    ("inf * 0 + quiet NaN: invalid, default NaN", "MulAdd", (_INF, 0, _QNAN), 0, _DEFAULT, IOC),
    ("negation keeps a signalling NaN", "Neg", (_SNAN,), DN, _SNAN | 1 << 31, 0),
    ("absolute value keeps a signalling NaN", "Abs", (_SNAN | 1 << 31,), DN, _SNAN, 0),
    # invalid operations and division by zero (A2.5.6)
    ("inf - inf", "Sub", (_INF, _INF), 0, _DEFAULT, IOC),
    ("inf * 0", "Mul", (_MINUS_ZERO, _INF), 0, _DEFAULT, IOC),
    ("0 / 0", "Div", (0, _MINUS_ZERO), 0, _DEFAULT, IOC),
    ("inf / inf", "Div", (_INF, _INF), 0, _DEFAULT, IOC),
    ("root of a negative number", "Sqrt", (_ONE | 1 << 31,), 0, _DEFAULT, IOC),
    ("root of minus zero is minus zero", "Sqrt", (_MINUS_ZERO,), 0, _MINUS_ZERO, 0),
    ("inf * 1 - inf", "MulAdd", (_INF, _ONE, _INF | 1 << 31), 0, _DEFAULT, IOC),
    ("x / 0 is infinite", "Div", (_ONE, _MINUS_ZERO), 0, _INF | 1 << 31, DZC),
    ("inf / 0 is no division by zero", "Div", (_INF, 0), 0, _INF, 0),
    # signs of zero
    ("x - x is plus zero", "Sub", (_ONE, _ONE), 0, 0, 0),
    ("x - x rounding down is minus zero", "Sub", (_ONE, _ONE), _MINUS, _MINUS_ZERO, 0),
    ("-0 + -0", "Add", (_MINUS_ZERO, _MINUS_ZERO), 0, _MINUS_ZERO, 0),
    ("0 + -0 rounding down", "Add", (0, _MINUS_ZERO), _MINUS, _MINUS_ZERO, 0),
    # rounding and overflow
    ("halfway goes to even, down", "Add", (_ONE, 0x33800000), 0, _ONE, IXC),
    ("halfway goes to even, up", "Add", (_ONE + 1, 0x33800000), 0, _ONE + 2, IXC),
    ("towards plus infinity", "Add", (_ONE, 0x0DA24260), _PLUS, _ONE + 1, IXC),
    ("towards minus infinity", "Sub", (_ONE, 0x0DA24260), _MINUS, _ONE - 1, IXC),
    ("towards zero", "Sub", (_ONE, 0x0DA24260), _ZERO, _ONE - 1, IXC),
    ("overflow to nearest", "Add", (_MAX, _MAX), 0, _INF, OFC | IXC),
    ("overflow towards zero", "Add", (_MAX, _MAX), _ZERO, _MAX, OFC | IXC),
    ("overflow of a negative number towards plus", "Mul", (_MAX, 0xFF7FFFFF), _PLUS, 0xFF7FFFFF, OFC | IXC),
    ("fused: one rounding", "MulAdd", (_ONE + 1, _ONE + 1, 0xBF800002), 0, 0x28800000, 0),
    # subnormal numbers and flush to zero (A2.5.3)
    ("an exact subnormal result has no flag", "Mul", (_TINY, _HALF), 0, 0x00400000, 0),
    ("an inexact subnormal result underflows", "Mul", (_TINY + 1, _HALF), 0, 0x00400000, UFC | IXC),
    ("tiny before rounding, though it rounds to normal", "Mul", (0x00FFFFFF, _HALF), 0, _TINY, UFC | IXC),
    ("FZ: tiny before rounding is zero", "Mul", (0x00FFFFFF, _HALF), FZ, 0, UFC),
    ("FZ: a tiny result is zero and not inexact", "Mul", (_TINY + 1, _HALF), FZ, 0, UFC),
    ("FZ: an exact tiny result is zero too", "Mul", (0x80800000, _HALF), FZ, _MINUS_ZERO, UFC),
    ("FZ: a subnormal operand is zero", "Add", (_LEAST | 1 << 31, 0), FZ, 0, IDC),
    ("FZ: division by a subnormal number", "Div", (_ONE, _LEAST), FZ, _INF, IDC | DZC),
    ("FZ: a NaN with a subnormal number", "Add", (_LEAST, _SNAN), FZ, _QNAN, IDC | IOC),
    ("FZ does not touch the sign's operations", "Neg", (_LEAST,), FZ, _LEAST | 1 << 31, 0),
    ("FZ: rounding a subnormal number to an integer", "RoundInt", (_LEAST, _PLUS_MODE, 1), FZ, 0, IDC),
    # comparisons (A2.5.5)
    ("equal", "Compare", (0, _MINUS_ZERO), 0, 0b0110, 0),
    ("less", "Compare", (_ONE | 1 << 31, _TINY), 0, 0b1000, 0),
    ("greater", "Compare", (_INF, _MAX), 0, 0b0010, 0),
    ("unordered, quiet", "Compare", (_QNAN, _ONE), 0, 0b0011, 0),
    ("unordered, signalling NaN", "Compare", (_ONE, _SNAN), 0, 0b0011, IOC),
    ("VCMPE: a quiet NaN is invalid", "CompareSignalling", (_QNAN, _ONE), 0, 0b0011, IOC),
    ("FZ: subnormal numbers are equal to zero", "Compare", (_LEAST, 0), FZ, 0b0110, IDC),
    # VMAXNM and VMINNM (ARMv8-M, IEEE 754-2008)
    ("a number wins over a quiet NaN", "MaxNum", (_QNAN, 0xFF800000), 0, 0xFF800000, 0),
    ("the minimum too", "MinNum", (_INF, _QNAN), 0, _INF, 0),
    ("two quiet NaNs: the first", "MinNum", (_QNAN, 0x7FC00001), 0, _QNAN, 0),
    ("a signalling NaN is an invalid operation", "MaxNum", (_ONE, _SNAN), 0, _QNAN, IOC),
    ("the maximum of zeros", "MaxNum", (_MINUS_ZERO, 0), 0, 0, 0),
    ("the minimum of zeros", "MinNum", (0, _MINUS_ZERO), 0, _MINUS_ZERO, 0),
    # integers
    ("VCVT truncates", "ToFixed", (0xC0600000, _ZERO_MODE, _S32), 0, 0xFFFFFFFD, IXC),
    ("ties away from zero", "ToFixed", (0xC0200000, _AWAY_MODE, _S32), 0, 0xFFFFFFFD, IXC),
    ("ties to even", "ToFixed", (0x40200000, _NEAREST_MODE, _S32), 0, 2, IXC),
    ("too large: saturated, invalid and not inexact", "ToFixed", (0x4F800000, 3, _S32), 0, 0x7FFFFFFF, IOC),
    ("negative to unsigned", "ToFixed", (_ONE | 1 << 31, 3, _U32), 0, 0, IOC),
    ("-0.5 to unsigned is zero, inexact", "ToFixed", (_HALF | 1 << 31, 3, _U32), 0, 0, IXC),
    ("a NaN is 0, invalid", "ToFixed", (_QNAN, 3, _S32), 0, 0, IOC),
    ("minus infinity saturates", "ToFixed", (0xFF800000, 3, _S16 | 8), 0, 0x8000, IOC),
    ("fixed point: fraction bits", "ToFixed", (_QUARTER, 3, _S16 | 8), 0, 0x40, 0),
    ("integer 0 is plus zero", "FromFixed", (0, 2, 0), _MINUS, 0, 0),
    ("VRINTX reports", "RoundInt", (_HALF, _NEAREST_MODE, 1), 0, 0, IXC),
    ("the other VRINT do not", "RoundInt", (_HALF, _NEAREST_MODE, 0), 0, 0, 0),
    ("the sign of a rounded zero stays", "RoundInt", (_HALF | 1 << 31, _PLUS_MODE, 0), 0, _MINUS_ZERO, 0),
    ("a large number is integral", "RoundInt", (0x4B000001, _ZERO_MODE, 1), 0, 0x4B000001, 0),
    # half precision (A2.5.2)
    ("overflow to infinity", "ToHalf", (0x47800000,), 0, 0x7C00, OFC | IXC),
    ("AHP: 65536 is a number", "ToHalf", (0x47800000,), AHP, 0x7C00, 0),
    ("AHP: too large saturates, invalid", "ToHalf", (0x48000000,), AHP, 0x7FFF, IOC),
    ("AHP: infinity saturates, invalid", "ToHalf", (_INF | 1 << 31,), AHP, 0xFFFF, IOC),
    ("AHP: a NaN is zero with its sign, invalid", "ToHalf", (_QNAN | 1 << 31,), AHP, 0x8000, IOC),
    ("the top of a NaN's fraction is kept", "ToHalf", (0xFFC12345,), 0, 0xFE09, 0),
    ("a signalling NaN becomes quiet", "ToHalf", (_SNAN,), 0, 0x7E09, IOC),
    ("DN: the default NaN", "ToHalf", (0xFFC12345,), DN, 0x7E00, 0),
    ("FZ: halves are never flushed", "ToHalf", (0x38000000,), FZ, 0x0200, 0),
    ("FZ: the single operand is", "ToHalf", (_LEAST,), FZ, 0, IDC),
    ("FZ: a subnormal half is a number", "FromHalf", (0x0001,), FZ, 0x33800000, 0),
    ("AHP: exponent 31 is a number", "FromHalf", (0x7C00,), AHP, 0x47800000, 0),
    ("infinity", "FromHalf", (0xFC00,), 0, 0xFF800000, 0),
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[0])
def test_rule(fpu: FpuLibrary, rule: tuple[str, str, tuple[int, ...], int, int, int]) -> None:
    _, name, operands, modes, result, flags = rule
    a, b, c = (*operands, 0, 0)[:3]
    assert fpu.one(name, 32, a, b, c, modes) == (result, modes | flags)


def test_flags_accumulate(fpu: FpuLibrary) -> None:
    """Operations add flags; only software clears them."""
    assert fpu.one("Add", 32, _ONE, 0x33800000, fpscr=IOC | IDC)[1] == IOC | IDC | IXC
    assert fpu.one("Add", 32, _ONE, _ONE, fpscr=0x9F)[1] == 0x9F


def test_nans_between_single_and_double(fpu: FpuLibrary) -> None:
    """FPConvertNaN: the fraction keeps its top bits."""
    assert fpu.one("ToOther", 32, _SNAN | 1 << 31) == (0xFFF82468A0000000, IOC)
    assert fpu.one("ToOther", 64, 0x7FF4000020000000) == (0x7FE00001, IOC)
    assert fpu.one("ToOther", 64, 0xFFF8000000000001) == (0xFFC00000, 0)
