"""Which instruction computes what: the table by which processors are compared with the native functions."""

from __future__ import annotations

from dataclasses import dataclass

from tests.native.fpu import manual
from tests.native.fpu.rounding import MINUS, NEAREST, PLUS, TIE_AWAY, ZERO

_ROUNDINGS = (TIE_AWAY, NEAREST, PLUS, MINUS)
"""In the order of the letters A, N, P, M."""
_FIXED = ((16, 1), (16, 8), (16, 16), (32, 1), (32, 17), (32, 32))
"""Widths and fraction bits of fixed point numbers."""

FROM_FPSCR = 9
"""A rounding mode that is RMode of each row's FPSCR."""


@dataclass(frozen=True)
class Instruction:
    """An instruction on a in d1, b in d2 and c in d3 (or their low words), with its result in d0.

    Attributes:
        text: assembly.
        name: function of the native library.
        width: 32 or 64.
        rounding: second parameter of the function where that is a rounding mode.
        option: third parameter where that is a number.
        result_bits: bits of d0 that the result has; 0: N Z C V of FPSCR are the result.
        sign_extended: the result's bits 31 to 0, or 63 to 0, repeat its sign.
    """

    text: str
    name: str
    width: int
    rounding: int | None = None
    option: int | None = None
    result_bits: int = 32
    sign_extended: bool = False

    @property
    def double(self) -> bool:
        """Whether it takes double precision hardware."""
        return self.width == 64 or ".f64" in self.text

    @property
    def prepared(self) -> tuple[str, str]:
        """What d0 holds before: the addend, or the operand of a conversion in place, or 0 under a half."""
        if self.name == "ToHalf":
            return "s4", "s5"
        return ("s2", "s3") if self.text.startswith("vcvt") else ("s6", "s7")


def _arithmetic(width: int) -> list[Instruction]:
    register, first, second = ("s0", "s2", "s4") if width == 32 else ("d0", "d1", "d2")
    table = [
        Instruction(f"{mnemonic}.f{width} {register},{first},{second}", name, width, result_bits=width)
        for mnemonic, name in (("vadd", "Add"), ("vsub", "Sub"), ("vmul", "Mul"), ("vdiv", "Div"),
                               ("vfma", "MulAdd"), ("vmaxnm", "MaxNum"), ("vminnm", "MinNum"))
    ]  # fmt: skip
    table += [
        Instruction(f"{mnemonic}.f{width} {register},{first}", name, width, result_bits=width)
        for mnemonic, name in (("vsqrt", "Sqrt"), ("vabs", "Abs"), ("vneg", "Neg"))
    ]
    table += [
        Instruction(f"{mnemonic}.f{width} {first},{second}", name, width, result_bits=0)
        for mnemonic, name in (("vcmp", "Compare"), ("vcmpe", "CompareSignalling"))
    ]
    for letter, rounding in zip("anpmzrx", (*_ROUNDINGS, ZERO, FROM_FPSCR, FROM_FPSCR), strict=True):
        text = f"vrint{letter}.f{width} {register},{first}"
        table.append(Instruction(text, "RoundInt", width, rounding, int(letter == "x"), width))
    return table


def _conversions(width: int) -> list[Instruction]:
    register, source = ("s0", "s2") if width == 32 else ("d0", "d1")
    table = []
    for letter, rounding in zip(("", *"ranpm"), (ZERO, FROM_FPSCR, *_ROUNDINGS), strict=True):
        for sign in "su":
            option = 32 << 8 | (sign == "u") << 16
            text = f"vcvt{letter}.{sign}32.f{width} s0,{source}"
            table.append(Instruction(text, "ToFixed", width, rounding, option))
    for sign in "su":
        text = f"vcvt.f{width}.{sign}32 {register},s2"
        table.append(Instruction(text, f"From{sign.upper()}32", width, FROM_FPSCR, 0, width))
        for size, fraction in _FIXED:
            text = f"{sign}{size}.f{width} {register},{register},#{fraction}"
            option = fraction | size << 8 | (sign == "u") << 16
            table.append(Instruction(f"vcvt.{text}", "ToFixed", width, ZERO, option, width, sign == "s"))
            text = f"f{width}.{sign}{size} {register},{register},#{fraction}"
            name = f"From{sign.upper()}{size}"
            table.append(Instruction(f"vcvt.{text}", name, width, NEAREST, fraction, width))
    other = 96 - width
    target = "d0" if other == 64 else "s0"
    table.append(
        Instruction(f"vcvt.f{other}.f{width} {target},{source}", "ToOther", width, result_bits=other)
    )
    table.append(Instruction(f"vcvtb.f16.f{width} s0,{source}", "ToHalf", width, result_bits=16))
    table.append(Instruction(f"vcvtb.f{width}.f16 {register},s2", "FromHalf", width, result_bits=width))
    return table


INSTRUCTIONS = [row for width in (32, 64) for row in (*_arithmetic(width), *_conversions(width))]
assert {i.name for i in INSTRUCTIONS} >= set(manual.OPERATIONS) - {"FromFixed"}
