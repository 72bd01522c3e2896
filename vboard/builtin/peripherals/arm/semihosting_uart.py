"""UART.SemihostingUart: the console behind `bkpt 0xAB` (Arm "Semihosting for AArch32 and AArch64").

Registered on a core, which calls `semihosting` when it meets the breakpoint. As in Renode 1.16.1 only
the character calls exist; every other operation returns 0. The object's name is `sysbus.cpu.x`.
"""

from __future__ import annotations

from collections import deque

from vboard.builtin.peripherals.base import UART, Bits, Environment, Parity
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte, UInt

SYS_WRITEC = 0x03
SYS_WRITE0 = 0x04
SYS_READC = 0x07


@renode_type("UART.SemihostingUart")
class SemihostingUart(UART):
    """Registered at `@ cpu`."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._typed: deque[int] = deque()

    def Reset(self) -> None:
        self._typed.clear()

    def WriteChar(self, value: Byte) -> None:
        self._typed.append(value)

    def semihosting(self, operation: int, parameter: int) -> int:
        """Do one call.

        Args:
            operation: r0 at the breakpoint.
            parameter: r1, the address of a character (WRITEC) or of a zero-ended text (WRITE0).

        Returns:
            The new r0.
        """
        bus = self.env.bus
        if operation == SYS_WRITEC:
            if byte := bus.read(parameter, 1):
                self.transmit(byte)
        elif operation == SYS_WRITE0:
            address = parameter
            while (byte := bus.read(address, 1)) != 0:
                self.transmit(byte)
                address = (address + 1) & 0xFFFF_FFFF
        elif operation == SYS_READC:
            return self.SemihostingGetByte()
        return 0

    def SemihostingGetByte(self) -> Byte:
        """Take the oldest typed byte, 0 when there is none."""
        return self._typed.popleft() if self._typed else 0

    def SemihostingWriteString(self, s: str) -> None:
        """Transmit a text of 8-bit characters."""
        for character in s:
            self.transmit(ord(character))

    @property
    def BaudRate(self) -> UInt:
        return 9600

    @property
    def StopBits(self) -> Bits:
        return Bits["None"]

    @property
    def ParityBit(self) -> Parity:
        return Parity["None"]
