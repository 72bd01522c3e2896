"""GPIOPort.IMXRT_GPIO: general-purpose input/output (i.MX RT1064 reference manual, section 12.5).

As Renode 1.16.1 models it: PSR shows inputs alone, and levels are looked at when ICR1 or ICR2 is written.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.output_latch import LatchOp, OutputLatch, Undriven
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes, written
from vboard.builtin.registry import renode_type

PINS = 32
LOW_LEVEL, HIGH_LEVEL, RISING, FALLING = range(4)  # ICRn
ALL_PINS = "DR_SET, DR_CLEAR and DR_TOGGLE change all outputs"


@renode_type("GPIOPort.IMXRT_GPIO")
class IMXRT_GPIO(TablePeripheral):
    """Lines in and out 0-31, and IRQ."""

    size = 0x90
    line_count = PINS
    IRQ: GPIO
    table = """
        0x00  DR        : rw
        0x04  GDIR      : rw
        0x08  PSR       : r
        0x0C  ICR1      : ICR[16] 1:0
        0x10  ICR2      : ICR[16] 1:0
        0x14  IMR       : rw
        0x18  ISR       : ISR 31:0 rw1c
        0x1C  EDGE_SEL  : rw
        0x84  DR_SET    : w
        0x88  DR_CLEAR  : w
        0x8C  DR_TOGGLE : w
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.latch = OutputLatch(self.lines)
        self.latch.driven = 0
        self.named["DR"].drives("DR", self.latch, LatchOp.REPLACE, Undriven.STORED)
        self._levels = 0

    def Reset(self) -> None:
        self._levels = self.latch.bits = self.latch.driven = 0
        super().Reset()

    def OnGPIO(self, number: int, value: bool) -> None:
        """The outside drives pin `number`."""
        if not 0 <= number < PINS:
            self.log(LogLevel.WARNING, f"There are pins 0 to {PINS - 1}; got {number}")
            return
        bit = 1 << number
        changed = bool(self._levels & bit) != value
        self._levels = self._levels | bit if value else self._levels & ~bit
        self._look_at(number, changed)
        self._update()

    def _look_at(self, pin: int, changed: bool) -> None:
        """Latch a pin's interrupt when its condition holds."""
        level = bool(self._levels >> pin & 1)
        kind = self.named["ICR1" if pin < 16 else "ICR2"][f"ICR{pin % 16}"]
        if self.named["EDGE_SEL"].value >> pin & 1:
            met = changed
        elif kind in (LOW_LEVEL, HIGH_LEVEL):
            met = level == (kind == HIGH_LEVEL)
        else:
            met = changed and level == (kind == RISING)
        if met:
            self.named["ISR"].value |= 1 << pin

    @written("ICR1", "ICR2")
    def _conditions(self) -> None:
        for pin in range(PINS):
            self._look_at(pin, changed=False)
        self._update()

    @written("IMR", "ISR")
    def _update(self) -> None:
        self.IRQ.Set(bool(self.named["ISR"].value & self.named["IMR"].value))

    @status("DR.DR")
    def _data(self) -> int:
        outputs = self.latch.driven
        return self.latch.bits & outputs | self._levels & ~outputs

    @status("PSR.PSR")
    def _pads(self) -> int:
        return self._levels

    def _drive(self) -> None:
        for pin, line in enumerate(self.lines):
            if self.latch.driven >> pin & 1:
                line.Set(bool(self.latch.bits >> pin & 1))

    @writes("DR.DR")
    def _put(self, value: int) -> None:
        self.latch.bits = value
        self._drive()

    @writes("GDIR.GDIR")
    def _directions(self, value: int) -> None:
        self.latch.driven = value
        self._drive()

    @writes("DR_SET.DR_SET")
    def _set(self, mask: int) -> None:
        self.warn_of_renode_fault(ALL_PINS)
        self._put(self.latch.bits | mask)

    @writes("DR_CLEAR.DR_CLEAR")
    def _clear(self, mask: int) -> None:
        self.warn_of_renode_fault(ALL_PINS)
        self._put(self.latch.bits & ~mask)

    @writes("DR_TOGGLE.DR_TOGGLE")
    def _toggle(self, mask: int) -> None:
        self.warn_of_renode_fault(ALL_PINS)
        self._put(self.latch.bits ^ mask)
