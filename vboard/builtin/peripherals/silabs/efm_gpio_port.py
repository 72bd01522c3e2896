"""GPIOPort.EFMGPIOPort: GPIO port of the EFM32 (EFM32HG reference manual, section 25.5).

As Renode 1.16.1 models it: DOUTSET, DOUTCLR and DOUTTGL drive the pins and cannot be read;
nothing else is there.
"""

from __future__ import annotations

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.output_latch import LatchOp, OutputLatch
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, writes
from vboard.builtin.registry import renode_type

PORT_BYTES = 0x24
PORTS = 6
PINS = 16


@renode_type("GPIOPort.EFMGPIOPort")
class EFMGPIOPort(TablePeripheral):
    """Lines 16 p + n are pin n of port p."""

    size = 0x140
    line_count = PORTS * PINS
    missing = "inputs, pin modes, external interrupts"
    table = f"""
        0x010+{PORT_BYTES} DOUTSET[{PORTS}] : PINS 15:0 w
        0x014+{PORT_BYTES} DOUTCLR[{PORTS}] : PINS 15:0 w
        0x018+{PORT_BYTES} DOUTTGL[{PORTS}] : PINS 15:0 w
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._latches = [OutputLatch(self.lines[PINS * p : PINS * p + PINS]) for p in range(PORTS)]
        for port, latch in enumerate(self._latches):
            for name, op in (("SET", LatchOp.SET), ("CLR", LatchOp.CLEAR), ("TGL", LatchOp.TOGGLE)):
                self.named[f"DOUT{name}{port}"].drives("PINS", latch, op)

    def Reset(self) -> None:
        super().Reset()
        for latch in self._latches:
            latch.bits = 0

    def OnGPIO(self, number: int, value: bool) -> None:
        """Inputs are not modelled."""
        self.log(LogLevel.WARNING, f"Input {number} is not modelled")

    def _put(self, port: int, bits: int) -> None:
        self._latches[port].bits = bits
        for pin in range(PINS):
            self.lines[PINS * port + pin].Set(bool(bits >> pin & 1))

    @writes("DOUTSET.PINS")
    def _set(self, port: int, mask: int) -> None:
        self._put(port, self._latches[port].bits | mask)

    @writes("DOUTCLR.PINS")
    def _clear(self, port: int, mask: int) -> None:
        self._put(port, self._latches[port].bits & ~mask)

    @writes("DOUTTGL.PINS")
    def _toggle(self, port: int, mask: int) -> None:
        self._put(port, self._latches[port].bits ^ mask)
