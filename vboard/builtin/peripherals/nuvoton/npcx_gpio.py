"""GPIOPort.NPCX_GPIO: a port of eight pins (NPCX9 register layout: one byte a register, section GPIO).

As Renode 1.16.1 models it, PDOUT takes only bits of pins that are outputs.
"""

from __future__ import annotations

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.output_latch import LatchOp, OutputLatch, Undriven
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes
from vboard.builtin.registry import renode_type

PINS = 8


@renode_type("GPIOPort.NPCX_GPIO")
class NPCX_GPIO(TablePeripheral):
    """Lines in and out 0-7."""

    register_width = 1
    line_count = PINS
    missing = "pulls, drive, locks"
    table = """
        0x0  PDOUT      : rw
        0x1  PDIN       : r
        0x2  PDIR       : rw
        0x3  PPULL      : PPULL 7:0 -
        0x4  PPUD       : PPUD 7:0 -
        0x5  PENVDD     : PENVDD 7:0 -
        0x6  PTYPE      : PTYPE 7:0 -
        0x7  PLOCK_CTL  : rw
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.latch = OutputLatch(self.lines)
        self.latch.driven = 0
        self.named["PDOUT"].shows("PDOUT", self.latch)
        self.named["PDOUT"].drives("PDOUT", self.latch, LatchOp.REPLACE, Undriven.CLEARED)
        self._levels = 0

    def Reset(self) -> None:
        self._levels = 0
        self.latch.bits = self.latch.driven = 0
        super().Reset()

    def OnGPIO(self, number: int, value: bool) -> None:
        """The outside drives pin `number`."""
        if not 0 <= number < PINS:
            self.log(LogLevel.WARNING, f"There are pins 0 to {PINS - 1}; got {number}")
            return
        self._levels = self._levels & ~(1 << number) | value << number

    @status("PDIN.PDIN")
    def _inputs(self) -> int:
        return self._levels

    @writes("PDIR.PDIR")
    def _directions(self, value: int) -> None:
        self.latch.driven = value

    @writes("PDOUT.PDOUT")
    def _output(self, value: int) -> None:
        outputs = self.latch.driven
        self.latch.bits = value & outputs
        for pin, line in enumerate(self.lines):
            if outputs >> pin & 1:
                line.Set(bool(value >> pin & 1))
