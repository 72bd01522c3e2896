"""IRQControllers.STM32WBA_EXTI: external interrupts and events (RM0493 rev 2, section 19.6).

The layout is that of STM32G0, L5 and U5 too. Renode 1.16.1 lets masked lines through and keeps what
is written to the pending registers; here both are as in the manual.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO, GPIOReceiver, InputMask
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, writes
from vboard.builtin.peripherals.stm32.exti_bank import ExtiBank
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int

CONFIGURABLE = 0x0001_FFFF
"""Lines 0 to 16 have edges and pending bits."""

PORTS = 8
PINS = 16


class PortInput:
    """Where the pins of a port arrive: `exti#port@pin` in a platform description.

    EXTICR selects one port a line.
    """

    def __init__(self, exti: STM32WBA_EXTI, port: int) -> None:
        self._exti = exti
        self._port = port

    def OnGPIO(self, number: int, value: bool) -> None:
        """Pin `number` changed."""
        if self._exti.selected_port(number) == self._port:
            self._exti.OnGPIO(number, value)


@renode_type("IRQControllers.STM32WBA_EXTI")
class STM32WBA_EXTI(TablePeripheral):
    """Inputs and outputs 0 to numberOfOutputLines - 1; local receivers are the ports."""

    missing = "events, security"
    table = """
        0x00    RTSR1       : RT 16:0
        0x04    FTSR1       : FT 16:0
        0x08    SWIER1      : SWI 16:0 w
        0x0C    RPR1        : RPIF 23:0 rw1c
        0x10    FPR1        : FPIF 23:0 rw1c
        0x14    SECCFGR1    : SEC 31:0 -
        0x18    PRIVCFGR1   : PRIV 31:0 -
        0x60    EXTICR[4]   : rw
        0x70    LOCKR       : LOCK 0 -
        0x80    IMR1        : IM 31:0
        0x84    EMR1        : EM 31:0 -
    """

    def __init__(self, env: Environment, numberOfOutputLines: Int = 17) -> None:
        """Create the controller.

        Args:
            numberOfOutputLines: number of lines.
        """
        super().__init__(env)
        self.lines = [GPIO() for _ in range(numberOfOutputLines)]
        self._ports = [PortInput(self, port) for port in range(PORTS)]
        self._bank = ExtiBank(
            first=0,
            configurable=CONFIGURABLE,
            mask=self.named["IMR1"],
            rising_edges=self.named["RTSR1"],
            falling_edges=self.named["FTSR1"],
            rising=self.named["RPR1"],
            falling=self.named["FPR1"],
            drive=self._drive,
        )

    def local_receiver(self, index: int) -> GPIOReceiver | None:
        return self._ports[index] if 0 <= index < PORTS else None

    def selected_port(self, line: int) -> int | None:
        """The port whose pin `line` feeds this line."""
        if not 0 <= line < PINS:
            return None
        return self.named[f"EXTICR{line // 4}"].value >> 8 * (line % 4) & 0xFF

    def _drive(self, line: int, value: bool) -> None:
        if line < len(self.lines):
            self.lines[line].Set(value)

    def input_mask(self, number: int) -> InputMask | None:
        """What masks an input."""
        return self._bank.input_mask(number) if 0 <= number < len(self.lines) else None

    def OnGPIO(self, number: int, value: bool) -> None:
        """The input of line `number` changed."""
        if not 0 <= number < len(self.lines):
            self.log(LogLevel.ERROR, f"GPIO number {number} is out of range [0; {len(self.lines)})")
            return
        self._bank.level(number, value)

    @writes("SWIER1.SWI")
    def _trigger(self, bits: int) -> None:
        self._bank.trigger(bits)

    @writes("RPR1.RPIF")
    def _acknowledge_rising(self, bits: int) -> None:
        self._bank.acknowledge(self.named["RPR1"], bits)

    @writes("FPR1.FPIF")
    def _acknowledge_falling(self, bits: int) -> None:
        self._bank.acknowledge(self.named["FPR1"], bits)
