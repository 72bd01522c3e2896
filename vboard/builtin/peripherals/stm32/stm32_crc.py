"""CRC.STM32_CRC: CRC calculation unit (RM0091 rev 9, section 13.4; RM0385 rev 8, section 12.4).

As Renode 1.16.1 models it: every write to CR starts the calculation over, whatever its bits; IDR is a tag.
A byte or half-word written to DR adds just these bytes; other narrow writes are unhandled.
"""

from __future__ import annotations

import enum

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import (
    Field,
    Mode,
    Register,
    RegisterMap,
    RegisterPeripheral,
    Tag,
    reserved,
)
from vboard.builtin.peripherals.unhandled import log_unhandled_write
from vboard.builtin.registry import renode_type

DR = 0x00
WIDTHS = (32, 16, 8, 7)
"""Bits of the polynomial by CR.POLYSIZE."""


class STM32Series(enum.Enum):
    """Families whose unit is modelled."""

    F0 = enum.auto()
    F4 = enum.auto()
    WBA = enum.auto()


def reverse(value: int, bits: int) -> int:
    """The lowest `bits` of `value` in opposite order."""
    return int(f"{value & (1 << bits) - 1:0{bits}b}"[::-1], 2)


@renode_type("CRC.STM32_CRC")
class STM32_CRC(RegisterPeripheral):
    """Most significant bit first; polynomial 0x04C11DB7 and start value 0xFFFFFFFF at reset."""

    size = 0x400
    widths = frozenset({1, 2, 4})

    def __init__(self, env: Environment, series: STM32Series, configurablePoly: bool = False) -> None:
        """Create the unit.

        Args:
            series: F4 has a fixed 32-bit CRC; the others have POLYSIZE, REV_IN, REV_OUT and INIT.
            configurablePoly: whether POL can be written.
        """
        super().__init__(env)
        full = series is not STM32Series.F4
        idr_bits = 32 if series is STM32Series.WBA else 8
        options: list[Field | Tag] = (
            [Field("POLYSIZE", 3, 2), Field("REV_IN", 5, 2), Field("REV_OUT", 7)]
            if full
            else [reserved(3, 5)]
        )
        self._full = full
        self._cr = Register(
            0x08,
            "CR",
            [Field("RESET", 0, status=lambda: 0), reserved(1, 2), *options, reserved(8, 24)],
            written=self._start,
        )
        self._init = Register(0x10, "INIT", [Field("INIT", 0, 32, Mode.RW if full else Mode.R)], 0xFFFF_FFFF)
        self._pol = Register(
            0x14,
            "POL",
            [Field("POL", 0, 32, Mode.RW if configurablePoly else Mode.R)],
            0x04C1_1DB7,
            written=self._start,
        )
        self.registers = RegisterMap(
            self,
            [
                Register(DR, "DR", [Field("DR", 0, 32, status=self._result, write=self._add_word)]),
                Register(0x04, "IDR", [Tag("IDR", 0, idr_bits)]),
                self._cr,
                self._init,
                self._pol,
            ],
        )
        self._crc = 0
        self._start()

    def Reset(self) -> None:
        super().Reset()
        self._start()

    special_reads = frozenset[int]()
    special_writes = frozenset[int]()
    direct_widths = frozenset({4})

    def read(self, offset: int, width: int) -> int:
        return self.registers.read(offset) & (1 << 8 * width) - 1

    def write(self, offset: int, width: int, value: int) -> None:
        if width == 4:
            self.registers.write(offset, value)
        elif offset == DR:
            self._add(value, width)
        else:
            log_unhandled_write(self, offset, value)

    def _option(self, name: str) -> int:
        return self._cr[name] if self._full else 0

    def _start(self) -> None:
        self._width = WIDTHS[self._option("POLYSIZE")]
        if self._pol.value >> self._width:
            self.warn_of_renode_fault(
                f"CRC of {self._width} bits with polynomial 0x{self._pol.value:X} throws ArgumentException"
            )
        self._crc = self._init.value & (1 << self._width) - 1

    def _result(self) -> int:
        return reverse(self._crc, self._width) if self._option("REV_OUT") else self._crc

    def _add_word(self, value: int) -> None:
        self._add(value, 4)

    def _add(self, value: int, count: int) -> None:
        """Add `count` bytes, after the reversal that REV_IN asks for (1 byte, 2 half-word, 3 word)."""
        if not self._full:
            self.warn_of_renode_fault("a write to DR of series F4 throws NullReferenceException")
        bits = 8 * count
        unit = min((bits, 8, 16, 32)[self._option("REV_IN")], bits)
        if self._option("REV_IN"):
            value = sum(reverse(value >> i, unit) << i for i in range(0, bits, unit))
        top = 1 << self._width - 1
        for i in reversed(range(bits)):
            feedback = bool(self._crc & top) != bool(value >> i & 1)
            self._crc = self._crc << 1 & (1 << self._width) - 1
            if feedback:
                self._crc ^= self._pol.value & (1 << self._width) - 1
