"""I2C masters of Silicon Labs devices (EFM32HG reference manual, section 15.5): what their models share.

A transfer takes no time. As in Renode 1.16.1 an address that no device has is not answered by any flag.
"""

from __future__ import annotations

from collections import deque
from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, reads, writes, written
from vboard.builtin.peripherals.serial_slaves import I2CSlave

READ_AHEAD = 1
MISSING = "slave mode, arbitration, time-outs, bus errors"


class I2CMaster(TablePeripheral):
    """START, address and data through TXDATA and RXDATA; flags in IF.

    Attributes:
        IRQ: up while an enabled flag is set.
        free_after_write: TXBL after a write to TXDATA that nobody takes.
    """

    size = 0x400
    IRQ: GPIO
    missing = MISSING
    free_after_write: ClassVar[int] = 1

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.slaves: dict[int, I2CSlave] = {}
        self._slave: I2CSlave | None = None
        self._awaits_address = False
        self._reading = False
        self._to_send = bytearray()
        self._received: deque[int] = deque()

    def Reset(self) -> None:
        self._slave = None
        self._awaits_address = self._reading = False
        self._to_send.clear()
        self._received.clear()
        super().Reset()

    def _flag(self, *names: str) -> None:
        for name in names:
            self.named["IF"][name] = 1
        self._update()

    @writes("CMD.START")
    def _start(self, value: int) -> None:
        if value:
            self._deliver()
            self._awaits_address = True

    @writes("CMD.STOP")
    def _stop(self, value: int) -> None:
        if not value or self._slave is None:
            return
        self._deliver()
        self._slave.FinishTransmission()
        self._slave = None
        self._flag("MSTOP")

    @writes("CMD.ACK")
    def _acknowledge(self, value: int) -> None:
        if value and self._slave is not None and self._reading:
            self._fetch()

    def _deliver(self) -> None:
        if self._slave is not None and self._to_send:
            self._slave.Write(bytes(self._to_send))
        self._to_send.clear()

    def _fetch(self) -> None:
        assert self._slave is not None
        self._received.extend(self._slave.Read(READ_AHEAD))
        if self._received:
            self.named["STATUS"]["RXDATAV"] = 1
            self._flag("RXDATAV")

    @writes("TXDATA.TXDATA")
    def _send(self, value: int) -> None:
        if self._awaits_address:
            self._address(value)
        elif self._slave is not None and not self._reading:
            self._to_send.append(value)
            self._sent()
        else:
            self.named["STATUS"]["TXBL"] = self.free_after_write

    def _address(self, value: int) -> None:
        self._awaits_address = False
        self._slave = self.slaves.get(value >> 1)
        self._reading = bool(value & 1)
        if self._slave is None:
            self.log(LogLevel.WARNING, f"No device at address 0x{value >> 1:X}")
            self.named["STATUS"]["TXBL"] = self.free_after_write
            return
        self._sent()
        if self._reading:
            self._fetch()

    def _sent(self) -> None:
        self.named["STATUS"]["TXBL"] = self.named["STATUS"]["TXC"] = 1
        self._flag("ACK", "TXC", "TXBL")

    @reads("RXDATA.RXDATA")
    def _receive(self) -> int:
        data = self._received.popleft() if self._received else 0
        if not self._received:
            self.named["STATUS"]["RXDATAV"] = self.named["IF"]["RXDATAV"] = 0
            self._update()
        return data

    @written("IFC")
    def _clear_flags(self) -> None:
        self.named["IF"].value &= ~self.named["IFC"].value
        self._update()

    @written("IEN")
    def _update(self) -> None:
        self.IRQ.Set(bool(self.named["IF"].value & self.named["IEN"].value))
