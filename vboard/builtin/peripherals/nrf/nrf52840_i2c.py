"""I2C.NRF52840_I2C: two-wire master without EasyDMA (nRF52840 PS, section 6.31, TWI).

Bytes take no time. BB, suspend and shortcuts have no effect, as in Renode 1.16.1.
"""

from __future__ import annotations

from collections import deque

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.nrf.events import EventPeripheral
from vboard.builtin.peripherals.register_table import reads, writes
from vboard.builtin.peripherals.serial_slaves import I2CSlave
from vboard.builtin.registry import renode_type

ADDRESS_NACK = 1 << 1
READ_AHEAD = 6  # bytes asked of a device at a time


@renode_type("I2C.NRF52840_I2C")
class NRF52840_I2C(EventPeripheral):
    """Output IRQ; devices are registered at their addresses."""

    table = """
        0x000  TASKS_STARTRX    : START 0 w
        0x008  TASKS_STARTTX    : START 0 w
        0x014  TASKS_STOP       : STOP 0 w
        0x01C  TASKS_SUSPEND    : SUSPEND 0 w
        0x020  TASKS_RESUME     : RESUME 0 w
        0x104  EVENTS_STOPPED   : STOPPED 0
        0x108  EVENTS_RXDREADY  : RXDREADY 0
        0x11C  EVENTS_TXDSENT   : TXDSENT 0
        0x124  EVENTS_ERROR     : ERROR 0
        0x138  EVENTS_BB        : BB 0 -
        0x148  EVENTS_SUSPENDED : SUSPENDED 0 -
        0x200  SHORTS           : BB_SUSPEND 0 -, BB_STOP 1 -
        0x304  INTENSET         : STOPPED 1, RXDREADY 2, TXDSENT 7, ERROR 9, BB 14 -, SUSPENDED 18 -
        0x308  INTENCLR         : STOPPED 1, RXDREADY 2, TXDSENT 7, ERROR 9, BB 14 -, SUSPENDED 18 -
        0x4C4  ERRORSRC         : OVERRUN 0 rw1c, ANACK 1 rw1c, DNACK 2 rw1c
        0x500  ENABLE           : ENABLE 3:0
        0x508  PSELSCL          : PIN 4:0 -, PORT 5 -, CONNECT 31 -
        0x50C  PSELSDA          : PIN 4:0 -, PORT 5 -, CONNECT 31 -
        0x518  RXD              : RXD 7:0 r
        0x51C  TXD              : TXD 7:0
        0x524  FREQUENCY        : FREQUENCY 31:0 -
        0x588  ADDRESS          : ADDRESS 6:0
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.slaves: dict[int, I2CSlave] = {}
        self._received: deque[int] = deque()
        self._to_send = bytearray()
        self._active: I2CSlave | None = None

    def Reset(self) -> None:
        self._received.clear()
        self._to_send.clear()
        self._active = None
        super().Reset()

    def _address(self) -> I2CSlave | None:
        self._flush()
        self._active = self.slaves.get(self.named["ADDRESS"].value)
        return self._active

    def _no_acknowledge(self) -> None:
        self.named["ERRORSRC"].value |= ADDRESS_NACK
        self.trigger("ERROR")

    def _flush(self) -> None:
        """Deliver what was written since the start condition."""
        if self._active is not None and self._to_send:
            self._active.Write(bytes(self._to_send))
        self._to_send.clear()

    @writes("TASKS_STARTTX.START")
    def _start_sending(self, value: int) -> None:
        if value:
            self._address()

    @writes("TASKS_STARTRX.START")
    def _start_receiving(self, value: int) -> None:
        if not value:
            return
        slave = self._address()
        if slave is None:
            self._no_acknowledge()
            return
        self._received.extend(slave.Read(READ_AHEAD))
        if self._received:
            self.trigger("RXDREADY")

    @reads("RXD.RXD")
    def _receive(self) -> int:
        data = self._received.popleft() if self._received else 0
        if self._received:
            self.trigger("RXDREADY")
        return data

    @writes("TXD.TXD")
    def _send(self, value: int) -> None:
        if self._active is None:
            self._no_acknowledge()
            return
        self._to_send.append(value)
        self.trigger("TXDSENT")

    @writes("TASKS_STOP.STOP")
    def _stop(self, value: int) -> None:
        if not value:
            return
        self._flush()
        if self._active is not None:
            self._active.FinishTransmission()
        self._active = None
        self._received.clear()
        self.trigger("STOPPED")
