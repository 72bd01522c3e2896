"""GPIOPort.RenesasDA14_GPIO: two ports of 16 pins (DA1459x data sheet, section "GPIO registers").

As in Renode 1.16.1 a pin's mode keeps its direction and pull alone.
"""

from __future__ import annotations

from vboard.builtin.machine.output_latch import LatchOp, OutputLatch, Undriven
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes
from vboard.builtin.registry import renode_type

PORTS, PINS = 2, 16
OUTPUT = 3  # Px_MODE.PUPD; 0 input, 1 pull-up, 2 pull-down


@renode_type("GPIOPort.RenesasDA14_GPIO")
class RenesasDA14_GPIO(TablePeripheral):
    """Lines in and out 0-31: those of port 1 begin at 16."""

    size = 0x200
    line_count = PORTS * PINS
    missing = "functions, open drain, pad power, wake-up"
    table = f"""
        0x00  DATA[{PORTS}]                  : DATA 15:0
        0x08  SET[{PORTS}]                   : SET 15:0 w
        0x10  RESET[{PORTS}]                 : RESET 15:0 w
        0x18  MODE[{PORTS * PINS}]   = 0x200 : PID 5:0 -, PUPD 9:8, PPOD 10 -
        0xA0  PADPWR[{PORTS}]                : CTRL 15:0
        0xA8  CLK_SEL                        : FUNC_CLOCK_SEL 2:0 -, FUNC_CLOCK_EN 3 -
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._levels = 0
        ports = [self.lines[first : first + PINS] for first in range(0, PORTS * PINS, PINS)]
        self._latches = [OutputLatch(lines) for lines in ports]
        for port, latch in enumerate(self._latches):
            latch.driven = 0
            self.named[f"SET{port}"].drives("SET", latch, LatchOp.SET, Undriven.STORED)
            self.named[f"RESET{port}"].drives("RESET", latch, LatchOp.CLEAR, Undriven.STORED)

    def Reset(self) -> None:
        for latch in self._latches:
            latch.bits = latch.driven = 0
        self._levels = 0
        super().Reset()

    def OnGPIO(self, number: int, value: bool) -> None:
        """The outside drives pin `number`; a number that there is not is ignored, as in Renode."""
        if 0 <= number < PORTS * PINS:
            self._levels = self._levels | 1 << number if value else self._levels & ~(1 << number)

    @status("DATA.DATA")
    def _data(self, port: int) -> int:
        latch = self._latches[port]
        inputs = self._levels >> PINS * port & 0xFFFF
        return latch.bits & latch.driven | inputs & ~latch.driven & 0xFFFF

    @writes("DATA.DATA")
    def _write_data(self, port: int, value: int) -> None:
        self._put(port, value)

    @writes("SET.SET")
    def _set(self, port: int, mask: int) -> None:
        self._put(port, self._latches[port].bits | mask)

    @writes("RESET.RESET")
    def _reset(self, port: int, mask: int) -> None:
        self._put(port, self._latches[port].bits & ~mask)

    @writes("MODE.PUPD")
    def _mode(self, pin: int, mode: int) -> None:
        latch, bit = self._latches[pin // PINS], 1 << pin % PINS
        latch.driven = latch.driven | bit if mode == OUTPUT else latch.driven & ~bit
        self._put(pin // PINS, latch.bits)

    def _put(self, port: int, value: int) -> None:
        latch = self._latches[port]
        latch.bits = value
        for pin in range(PINS):
            if latch.driven >> pin & 1:
                self.lines[port * PINS + pin].Set(bool(value >> pin & 1))
