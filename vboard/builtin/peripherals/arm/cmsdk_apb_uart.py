"""UART.CMSDK_APB_UART: CMSDK APB UART (Arm CMSDK technical reference manual, section 4.3).

As in Renode CTRL and BAUDDIV survive a reset, and the port works whether it is enabled or not.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Bits, Environment
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import reads, writes, written
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte, UInt, ULong


@renode_type("UART.CMSDK_APB_UART")
class CMSDK_APB_UART(QueuedUART):
    """Outputs RxInterrupt, TxInterrupt."""

    RxInterrupt: GPIO
    TxInterrupt: GPIO
    table = """
        0x000  DATA      : DATA 7:0
        0x004  STATE     : TXFULL 0 r, RXFULL 1 r, TXOVERRUN 2 rw1c, RXOVERRUN 3 rw1c
        0x008  CTRL      : TXEN 0, RXEN 1, TXIE 2, RXIE 3
        0x00C  INTSTATUS : TX 0 rw1c, RX 1 rw1c, TXOVERRUN 2 rw1c, RXOVERRUN 3 rw1c
        0x010  BAUDDIV   : BAUDDIV 7:0
        0xFD0  RFD0
        0xFD4  RFD4
        0xFD8  RFD8
        0xFDC  RFDC
        0xFE0  RFE0
        0xFE4  RFE4
        0xFE8  RFE8
        0xFEC  RFEC
        0xFF0  RFF0
        0xFF4  RFF4
        0xFF8  RFF8
        0xFFC  RFFC
    """

    def __init__(self, env: Environment, frequency: ULong = 24_000_000) -> None:
        """Create the port.

        Args:
            frequency: Hz of the module's clock.
        """
        super().__init__(env)
        self._frequency = frequency

    @reads("DATA.DATA")
    def _receive(self) -> int:
        return self.take()

    @writes("DATA.DATA")
    def _send(self, value: int) -> None:
        self.transmit(value)

    @property
    def BaudRate(self) -> UInt:
        """Bits per second: the clock divided by BAUDDIV."""
        divider = self.named["BAUDDIV"].value
        return self._frequency // divider if divider else 0

    @property
    def StopBits(self) -> Bits:
        """None, as Renode answers."""
        return Bits["None"]

    def Reset(self) -> None:
        kept = {name: self.named[name].value for name in ("CTRL", "BAUDDIV")}
        super().Reset()
        for name, value in kept.items():
            self.named[name].value = value

    def transmit(self, byte: int) -> None:
        super().transmit(byte)
        if self.named["CTRL"]["TXIE"]:
            self.named["INTSTATUS"]["TX"] = 1
        self.update()

    def WriteChar(self, value: Byte) -> None:
        super().WriteChar(value)
        if self.named["CTRL"]["RXIE"]:
            self.named["INTSTATUS"]["RX"] = 1
        self.update()

    @written("INTSTATUS")
    def update(self) -> None:
        self.named["STATE"]["RXFULL"] = int(bool(self.received))
        self.TxInterrupt.Set(bool(self.named["INTSTATUS"]["TX"]))
        self.RxInterrupt.Set(bool(self.named["INTSTATUS"]["RX"]))
