"""What the GPIO models of the EFR32 families share: ports of pins with modes, and external interrupts.

EFR32xG1 reference manual, section 31.5; EFR32xG24 reference manual, section 24.6. As Renode 1.16.1 models it,
DIN shows inputs alone, and DOUT shows pins alone whose mode is not "disabled".
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.output_latch import LatchOp, LatchView, OutputLatch, Undriven
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes, written

PINS = 16
LINES = 16
"""External interrupts."""

EVEN = 0x5555
PORT_NIBBLES = 8
"""Fields of EXTIPSELL and EXTIPINSELL."""


class EFR32GPIO(TablePeripheral):
    """Lines in and out 16 p + n are pin n of port p; EvenIRQ and OddIRQ are the external interrupts."""

    ports = 6
    EvenIRQ: GPIO
    OddIRQ: GPIO

    def __init__(self, env: Environment) -> None:
        self._levels = [0] * self.ports
        super().__init__(env)
        self._latches = [OutputLatch(self.lines[PINS * p : PINS * p + PINS]) for p in range(self.ports)]
        for port, latch in enumerate(self._latches):
            latch.driven = 0
            output = self.named[f"DOUT{port}"]
            output.shows("DOUT", latch, LatchView.DRIVEN_BITS)
            output.drives("DOUT", latch, LatchOp.REPLACE, Undriven.STORED)

    def Reset(self) -> None:
        self._levels = [0] * self.ports
        for latch in self._latches:
            latch.bits = 0
        super().Reset()
        for port, latch in enumerate(self._latches):
            latch.driven = self._enabled(port)

    def OnGPIO(self, number: int, value: bool) -> None:
        """The outside drives pin `number` % 16 of port `number` // 16."""
        if not 0 <= number < PINS * self.ports:
            self.beyond_pins(number)
            return
        port, pin = divmod(number, PINS)
        bit = 1 << pin
        if bool(self._levels[port] & bit) == value:
            return
        self._levels[port] ^= bit
        edges = self.named["EXTIRISE" if value else "EXTIFALL"].value
        for line in range(LINES):
            if edges >> line & 1 and self._source(line) == (port, pin):
                self.named["IF"].value |= 1 << line
        self.update()

    def beyond_pins(self, number: int) -> None:
        """An input that is not there was driven."""
        self.log(LogLevel.WARNING, f"There are lines 0 to {PINS * self.ports - 1}; got {number}")

    def _source(self, line: int) -> tuple[int, int]:
        """Port and pin of an external interrupt."""
        half, shift = "LH"[line // PORT_NIBBLES], 4 * (line % PORT_NIBBLES)
        port = self.named[f"EXTIPSEL{half}"].value >> shift & 0xF
        pin = self.named[f"EXTIPINSEL{half}"].value >> shift & 3
        return port, (line & ~3) + pin

    def _enabled(self, port: int) -> int:
        """Pins of a port whose mode is not "disabled"."""
        modes = self.named[f"MODEL{port}"].value | self.named[f"MODEH{port}"].value << 32
        return sum(1 << pin for pin in range(PINS) if modes >> 4 * pin & 0xF)

    @writes("DOUT.DOUT")
    def write_output(self, port: int, value: int) -> None:
        """Set the output latch of a port."""
        self._latches[port].bits = value
        self._drive(port)

    def toggle_output(self, port: int, mask: int) -> None:
        """Toggle bits of the output latch of a port."""
        self.write_output(port, self._latches[port].bits ^ mask)

    @status("DIN.DIN")
    def _inputs(self, port: int) -> int:
        return self._levels[port]

    @written("MODEL", "MODEH")
    def _drive(self, port: int) -> None:
        enabled = self._latches[port].driven = self._enabled(port)
        for pin in range(PINS):
            if enabled >> pin & 1:
                self.lines[PINS * port + pin].Set(bool(self._latches[port].bits >> pin & 1))

    def pending(self) -> int:
        """External interrupts that raise the lines."""
        return self.named["IF"].value & self.named["IEN"].value & 0xFFFF

    def update(self) -> None:
        """Drive the interrupt lines."""
        pending = self.pending()
        self.EvenIRQ.Set(bool(pending & EVEN))
        self.OddIRQ.Set(bool(pending & ~EVEN))
