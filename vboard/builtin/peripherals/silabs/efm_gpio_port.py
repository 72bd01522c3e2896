"""GPIOPort.EFMGPIOPort: GPIO port of the EFM32 (EFM32HG reference manual, section 25.5).

As Renode 1.16.1 models it: DOUTSET, DOUTCLR and DOUTTGL drive the pins and cannot be read;
nothing else is there.
"""

from __future__ import annotations

from vboard.builtin.machine.log import LogLevel
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

    def OnGPIO(self, number: int, value: bool) -> None:
        """Inputs are not modelled."""
        self.log(LogLevel.WARNING, f"Input {number} is not modelled")

    def _pins(self, port: int, mask: int) -> list[int]:
        return [PINS * port + pin for pin in range(PINS) if mask >> pin & 1]

    @writes("DOUTSET.PINS")
    def _set(self, port: int, mask: int) -> None:
        for pin in self._pins(port, mask):
            self.lines[pin].Set()

    @writes("DOUTCLR.PINS")
    def _clear(self, port: int, mask: int) -> None:
        for pin in self._pins(port, mask):
            self.lines[pin].Unset()

    @writes("DOUTTGL.PINS")
    def _toggle(self, port: int, mask: int) -> None:
        for pin in self._pins(port, mask):
            self.lines[pin].Set(not self.lines[pin].IsSet)
