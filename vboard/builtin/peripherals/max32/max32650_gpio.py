"""GPIOPort.MAX32650_GPIO: port of up to 32 pins (MAX32650 user guide, chapter GPIO)."""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int

SET_CLEAR = ("EN", "OUT_EN", "INT_EN", "WAKE_EN")
"""Registers that have two more, which set and clear their bits."""


@renode_type("GPIOPort.MAX32650_GPIO")
class MAX32650_GPIO(TablePeripheral):
    """Lines in and out 0-31, IRQ, and WakeUpIRQ."""

    size = 0x400
    IRQ: GPIO
    WakeUpIRQ: GPIO
    effects = (
        *(f"{name}_SET sets {name}" for name in SET_CLEAR),
        *(f"{name}_CLR clears {name}" for name in SET_CLEAR),
        "INT_CLR clears INT_STAT",
    )
    interrupts: ClassVar = {"IRQ": "INT_STAT & INT_EN", "WakeUpIRQ": "INT_STAT & WAKE_EN"}
    missing = "both edges, pulls, drive strength, alternate functions"
    table = """
        0x00  EN    = 0xFFFFFFFF : rw
        0x04  EN_SET             : rw
        0x08  EN_CLR             : rw
        0x0C  OUT_EN = 0x8000000 : rw
        0x10  OUT_EN_SET         : rw
        0x14  OUT_EN_CLR         : rw
        0x18  OUT                : rw
        0x1C  OUT_SET            : rw
        0x20  OUT_CLR            : rw
        0x24  IN                 : r
        0x28  INT_MOD            : rw
        0x2C  INT_POL            : rw
        0x30  IN_EN = 0xFFFFFFFF : rw
        0x34  INT_EN             : rw
        0x38  INT_EN_SET         : rw
        0x3C  INT_EN_CLR         : rw
        0x40  INT_STAT           : r
        0x48  INT_CLR            : rw
        0x4C  WAKE_EN            : rw
        0x50  WAKE_EN_SET        : rw
        0x54  WAKE_EN_CLR        : rw
        0x5C  INT_DUAL_EDGE      : PINS 31:0 -
        0x60  PAD_CFG1           : PINS 31:0 -
        0x64  PAD_CFG2           : PINS 31:0 -
        0x68  EN1                : PINS 31:0 -
        0x6C  EN1_SET            : PINS 31:0 -
        0x70  EN1_CLR            : PINS 31:0 -
        0x74  EN2                : PINS 31:0 -
        0x78  EN2_SET            : PINS 31:0 -
        0x7C  EN2_CLR            : PINS 31:0 -
        0xB0  DS                 : PINS 31:0 -
        0xB4  DS1                : PINS 31:0 -
        0xB8  PS                 : PINS 31:0 -
        0xC0  VSSEL              : PINS 31:0 -
    """

    def __init__(self, env: Environment, numberOfPins: Int) -> None:
        """Create the port.

        Args:
            numberOfPins: pins that it has.
        """
        super().__init__(env)
        self.lines = [GPIO() for _ in range(numberOfPins)]
        self._levels = 0

    def Reset(self) -> None:
        super().Reset()
        self._levels = 0

    def OnGPIO(self, number: int, value: bool) -> None:
        """The outside drives pin `number`."""
        if not 0 <= number < len(self.lines):
            self.warn_of_renode_fault("an input beyond the pins throws IndexOutOfRangeException")
            return
        changed = bool(self._levels >> number & 1) != value
        self._level(number, value)
        active = bool(self.named["INT_POL"].value >> number & 1) == value
        by_edge = self.named["INT_MOD"].value >> number & 1
        if active and (changed or not by_edge):
            self.named["INT_STAT"].value |= 1 << number
            self.interrupt_lines.update()

    def _level(self, pin: int, value: bool) -> None:
        self._levels = self._levels | 1 << pin if value else self._levels & ~(1 << pin)

    def _drive(self, value: int, mask: int) -> None:
        driven = self.named["OUT_EN"].value & self.named["EN"].value
        if mask & ~driven:
            self.log(LogLevel.WARNING, f"Pins 0x{mask & ~driven:08X} are no enabled outputs and stay")
        for pin, line in enumerate(self.lines):
            if mask & driven & 1 << pin:
                self._level(pin, bool(value >> pin & 1))
                line.Set(bool(value >> pin & 1))

    @status("IN.IN")
    def _pins(self) -> int:
        return self._levels

    @status("OUT.OUT", "OUT_SET.OUT_SET", "OUT_CLR.OUT_CLR")
    def _driven(self) -> int:
        return self._levels & self.named["OUT_EN"].value

    @writes("OUT.OUT")
    def _put(self, value: int) -> None:
        self._drive(value, (1 << len(self.lines)) - 1)

    @writes("OUT_SET.OUT_SET")
    def _set(self, mask: int) -> None:
        self._drive(mask, mask)

    @writes("OUT_CLR.OUT_CLR")
    def _clear(self, mask: int) -> None:
        self._drive(0, mask)

    @status("EN_SET.EN_SET", "EN_CLR.EN_CLR")
    def _enabled(self) -> int:
        return self.named["EN"].value

    @status("OUT_EN_SET.OUT_EN_SET", "OUT_EN_CLR.OUT_EN_CLR")
    def _outputs(self) -> int:
        return self.named["OUT_EN"].value

    @status("INT_EN_SET.INT_EN_SET", "INT_EN_CLR.INT_EN_CLR")
    def _interrupts_enabled(self) -> int:
        return self.named["INT_EN"].value

    @status("WAKE_EN_SET.WAKE_EN_SET", "WAKE_EN_CLR.WAKE_EN_CLR")
    def _wakes(self) -> int:
        return self.named["WAKE_EN"].value

    @status("INT_CLR.INT_CLR")
    def _pending(self) -> int:
        return self.named["INT_STAT"].value
