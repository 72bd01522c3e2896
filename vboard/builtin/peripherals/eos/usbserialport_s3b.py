"""UART.USBSerialPort_S3B: USB serial port (EOS S3 technical reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import reads, status, writes
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt


@renode_type("UART.USBSerialPort_S3B")
class USBSerialPort_S3B(QueuedUART):
    """Registers."""

    size = 0x100
    table = """
        0x000  DEVICE_ID     = 0xA5BD
        0x004  REVISION      = 0x200
        0x010  USB_PID       = 0x6141
        0x040  RX_AVAILABLE           : AVAILABLE 0 r
        0x044  RX_DATA                : RX_DATA 7:0 r
        0x080  TX_READY      = 0x1    : READY 0 r
        0x084  TX_DATA                : TX_DATA 7:0 w
    """

    @property
    def BaudRate(self) -> UInt:
        """115200, as Renode answers."""
        return 115_200

    @reads("RX_DATA.RX_DATA")
    def _receive(self) -> int:
        return self.take()

    @writes("TX_DATA.TX_DATA")
    def _send(self, value: int) -> None:
        self.transmit(value)

    @status("RX_AVAILABLE.AVAILABLE")
    def _available(self) -> int:
        return int(bool(self.received))
