"""I2C.STM32F4_I2C: inter-integrated circuit of STM32F1, F2, F4 (RM0008 rev 21, section 26.6).

As Renode 1.16.1 models it: master with 7-bit addresses; a write reaches the slave as one block at the stop or
repeated start, a read takes one byte from the slave when the address is sent. Status that silicon sets
after a byte time comes when time next advances. DR takes byte accesses, the other registers do not.
"""

from __future__ import annotations

import enum
from collections import deque

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import (
    Field,
    Mode,
    Register,
    RegisterMap,
    RegisterPeripheral,
)
from vboard.builtin.peripherals.serial_slaves import I2CSlave
from vboard.builtin.peripherals.unhandled import log_unhandled_read, log_unhandled_write
from vboard.builtin.registry import renode_type

DR = 0x10
STORED = ((0x08, "OAR1", 0), (0x0C, "OAR2", 0), (0x1C, "CCR", 0), (0x20, "TRISE", 2), (0x24, "FLTR", 0))
"""Registers that only store: offset, name, reset value."""


class State(enum.Enum):
    """Phase of a transfer."""

    IDLE = "Idle"
    AWAITING_ADDRESS = "AwaitingAddress"
    AWAITING_DATA = "AwaitingData"


@renode_type("I2C.STM32F4_I2C")
class STM32F4_I2C(RegisterPeripheral):
    """Outputs EventInterrupt and ErrorInterrupt.

    Attributes:
        slaves: devices by 7-bit address.
    """

    size = 0x400
    widths = frozenset({1, 2, 4})

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.slaves: dict[int, I2CSlave] = {}
        self._slave: I2CSlave | None = None
        self._state = State.IDLE
        self._to_send = bytearray()
        self._received: deque[int] = deque()
        self.EventInterrupt = GPIO()
        self.ErrorInterrupt = GPIO()
        self._cr1 = Register(
            0x00,
            "CR1",
            [
                Field("SWRST", 15, write=self._reset_written),
                Field("STOP", 9, 1, Mode.R, write=self._stop_written),
                Field("START", 8, 1, Mode.R, write=self._start_written),
                Field("PE", 0, write=self._enable_written),
                Field("ACK", 10),
            ],
        )
        self._cr2 = Register(
            0x04,
            "CR2",
            [
                Field("FREQ", 0, 6),
                Field("ITERREN", 8),
                Field("ITEVTEN", 9, change=self._soon),
                Field("ITBUFEN", 10, change=self._soon),
            ],
        )
        self._sr1 = Register(
            0x14,
            "SR1",
            [
                Field("SB", 0, mode=Mode.R),
                Field("ADDR", 1, mode=Mode.R),
                Field("BTF", 2, mode=Mode.R),
                Field("RXNE", 6, 1, Mode.R, status=lambda: int(bool(self._received))),
                Field("TXE", 7, mode=Mode.R),
                Field("AF", 10, mode=Mode.RW0C, change=lambda _: self._update()),
            ],
        )
        self._sr2 = Register(0x18, "SR2", [Field("MSL", 0, mode=Mode.R), Field("TRA", 2, mode=Mode.R)])
        self.registers = RegisterMap(
            self,
            [
                self._cr1,
                self._cr2,
                Register(DR, "DR", [Field("DR", 0, 8, read=self._read_data, write=self._write_data)]),
                self._sr1,
                self._sr2,
                *(Register(o, name, [Field(name, 0, 32)], reset) for o, name, reset in STORED),
            ],
        )

    def Reset(self) -> None:
        self._state = State.IDLE
        self.EventInterrupt.Unset()
        self.ErrorInterrupt.Unset()
        super().Reset()

    special_reads = frozenset({DR, 0x18})
    special_writes = frozenset({DR})
    direct_widths = frozenset({2, 4})

    def read(self, offset: int, width: int) -> int:
        if width == 1:
            if offset != DR:
                log_unhandled_read(self, offset)
                return 0
            self._sr1["BTF"] = 0
            self._update()
        value = super().read(offset, width)
        if offset == self._sr1.offset and self._sr1["AF"]:
            self._sr1["AF"] = 0  # cleared by the read that shows it
            self._update()
        elif offset == self._sr2.offset:
            self._sr1["ADDR"] = 0
            self._update()
        return value

    def write(self, offset: int, width: int, value: int) -> None:
        if width == 1 and offset == DR:
            self.registers.write(DR, value)
        elif width == 1:
            log_unhandled_write(self, offset, value)
        else:
            super().write(offset, width, value)

    def _reset_written(self, value: int) -> None:
        if value:
            self.Reset()

    def _enable_written(self, value: int) -> None:
        if not value:
            self._cr1["ACK"] = self._sr2["MSL"] = self._sr2["TRA"] = 0
            self._sr1["AF"] = self._sr1["TXE"] = self._sr1["BTF"] = 0
            self._update()

    def _start_written(self, value: int) -> None:
        if not value:
            return
        self._deliver()  # repeated start
        self._sr2["TRA"] = self._sr1["TXE"] = self._sr1["BTF"] = 0
        self._sr1["SB"] = 1
        if self._state is not State.AWAITING_ADDRESS:
            self._state = State.AWAITING_ADDRESS
            self._sr2["MSL"] = 1
            self._update()

    def _stop_written(self, value: int) -> None:
        if value:
            self._deliver()
            self._state = State.IDLE
            self._sr1["BTF"] = self._sr1["TXE"] = 0
            self._update()

    def _deliver(self) -> None:
        if self._slave is not None and self._to_send:
            data = bytes(self._to_send)
            self._to_send.clear()
            self._slave.Write(data)

    def _read_data(self) -> int:
        value = 0
        if self._received:
            value = self._received.popleft()
        else:
            self.log(LogLevel.WARNING, "Tried to read from an empty fifo")
        self._sr1["BTF"] = int(bool(self._received))
        self._update()
        return value

    def _write_data(self, value: int) -> None:
        self._sr1["BTF"] = 0
        self._update()
        if self._state is State.AWAITING_ADDRESS:
            self._address(value >> 1, reading=bool(value & 1))
        elif self._state is State.AWAITING_DATA:
            self._to_send.append(value)
            self.env.clock.schedule(self.env.clock.now, self._byte_sent)
        else:
            self.log(
                LogLevel.WARNING,
                f"Writing {value} to DataRegister in unsupported state {self._state.value}.",
            )

    def _address(self, address: int, reading: bool) -> None:
        self._sr1["SB"] = 0
        slave = self.slaves.get(address)
        if slave is None:
            self._state = State.IDLE
            self._sr1["AF"] = 1
            self._sr1.define_access(host_reads=True)
        else:
            self._slave = slave
            self._sr1["ADDR"] = 1
            self._sr2["TRA"] = int(not reading)
            if reading:
                self._received = deque(slave.Read(1))
                self._sr1["BTF"] = 1
            else:
                self._state = State.AWAITING_DATA
                self._to_send.clear()
                self._sr1["TXE"] = 1
        self._soon()

    def _byte_sent(self) -> None:
        self._sr1["TXE"] = self._sr1["BTF"] = 1
        self._update()

    def _soon(self, _: int = 0) -> None:
        self.env.clock.schedule(self.env.clock.now, self._update)

    def _update(self) -> None:
        sr1, cr2 = self._sr1, self._cr2
        event = sr1["SB"] or sr1["ADDR"] or sr1["BTF"]
        buffer = cr2["ITBUFEN"] and (sr1["TXE"] or bool(self._received))
        self.EventInterrupt.Set(bool(cr2["ITEVTEN"] and (event or buffer)))
        self.ErrorInterrupt.Set(bool(cr2["ITERREN"] and sr1["AF"]))
        sr1.define_access(host_reads=bool(sr1["AF"]))  # the read that shows AF clears it
