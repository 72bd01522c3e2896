"""I2C.STM32F7_I2C: inter-integrated circuit of STM32F0, F3, F7, G0, L4 (RM0385 rev 8, section 30.7).

As Renode 1.16.1 models it: master; a transfer takes no time; a write reaches the slave as one block of
NBYTES; an address that nobody has is logged and gives no NACKF; timing, PEC and errors are tags.
Slave mode, which Renode has, is not modelled.
"""

from __future__ import annotations

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
    Tag,
    reserved,
    tags,
)
from vboard.builtin.peripherals.serial_slaves import I2CSlave
from vboard.builtin.registry import renode_type


@renode_type("I2C.STM32F7_I2C")
class STM32F7_I2C(RegisterPeripheral):
    """Outputs EventInterrupt and ErrorInterrupt (which stays low).

    Attributes:
        slaves: devices by address.
    """

    size = 0x400

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.slaves: dict[int, I2CSlave] = {}
        self._slave: I2CSlave | None = None
        self._address = 0
        self._master = False
        self._to_send = bytearray()
        self._received: deque[int] = deque()
        self._transmit_ready = False  # ISR.TXIS
        self.EventInterrupt = GPIO()
        self.ErrorInterrupt = GPIO()
        self.DmaReceive = GPIO()
        self._cr1 = Register(
            0x00,
            "CR1",
            [
                Field("PE", 0, write=self._enable_written),
                Field("TXIE", 1),
                Field("RXIE", 2),
                Field("ADDRIE", 3),
                Field("NACKIE", 4),
                Field("STOPIE", 5),
                Field("TCIE", 6),
                Field("ERRIE", 7),
                Tag("DNF", 8, 4),
                Tag("ANFOFF", 12),
                reserved(13, 1),
                *tags(14, "TXDMAEN RXDMAEN SBC"),
                Field("NOSTRETCH", 17),
                *tags(18, "WUPEN GCEN SMBHEN SMBDEN ALERTEN PECEN"),
                reserved(24, 8),
            ],
            written=self._update,
        )
        self._cr2 = Register(
            0x04,
            "CR2",
            [
                Field("SADD", 0, 10),
                Field("RD_WRN", 10),
                Field("ADD10", 11),
                Tag("HEAD10R", 12),
                Field("START", 13),
                Field("STOP", 14),
                Tag("NACK", 15),
                Field("NBYTES", 16, 8),
                Field("RELOAD", 24),
                Field("AUTOEND", 25),
                Tag("PECBYTE", 26),
                reserved(27, 5),
            ],
            written=self._control_written,
        )
        self._isr = Register(
            0x18,
            "ISR",
            [
                Field("TXE", 0, status=lambda: int(not self._to_send), write=self._txe_written),
                Field("TXIS", 1, status=lambda: int(self._transmit_ready), write=self._txis_written),
                Field("RXNE", 2, 1, Mode.R, status=lambda: int(bool(self._received))),
                Field("ADDR", 3, mode=Mode.R),
                Tag("NACKF", 4),
                Field("STOPF", 5, mode=Mode.R),
                Field("TC", 6, mode=Mode.R),
                Field("TCR", 7, mode=Mode.R),
                *tags(8, "BERR ARLO OVR PECERR TIMEOUT ALERT"),
                reserved(14, 1),
                Tag("BUSY", 15),
                Field("DIR", 16, mode=Mode.R),
                Tag("ADDCODE", 17, 7),
                reserved(24, 8),
            ],
            reset=1,
            written=self._update,
        )
        icr = Register(
            0x1C,
            "ICR",
            [
                reserved(0, 3),
                Field("ADDRCF", 3, 1, Mode.W1C),
                Tag("NACKCF", 4),
                Field("STOPCF", 5, 1, Mode.W1C, write=self._stop_acknowledged),
                Tag("RESERVED 7-6", 6, 2),
                *tags(8, "BERRCF ARLOCF OVRCF PECCF TIMOUTCF ALERTCF"),
                reserved(14, 18),
            ],
            written=self._update,
        )
        self.registers = RegisterMap(
            self,
            [
                self._cr1,
                self._cr2,
                Register(
                    0x08,
                    "OAR1",
                    [
                        Field("OA1", 0, 10),
                        Field("OA1MODE", 10),
                        reserved(11, 4),
                        Field("OA1EN", 15),
                        reserved(16, 16),
                    ],
                ),
                Register(
                    0x0C,
                    "OAR2",
                    [
                        reserved(0, 1),
                        Field("OA2", 1, 7),
                        Field("OA2MSK", 8, 3),
                        reserved(11, 4),
                        Field("OA2EN", 15),
                        reserved(16, 16),
                    ],
                ),
                Register(
                    0x10,
                    "TIMINGR",
                    [
                        Tag("SCLL", 0, 8),
                        Tag("SCLH", 8, 8),
                        Tag("SDADEL", 16, 4),
                        Tag("SCLDEL", 20, 4),
                        reserved(24, 4),
                        Tag("PRESC", 28, 4),
                    ],
                ),
                self._isr,
                icr,
                Register(
                    0x24, "RXDR", [Field("RXDATA", 0, 8, Mode.R, read=self._read_data), reserved(9, 23)]
                ),
                Register(0x28, "TXDR", [Field("TXDATA", 0, 8, write=self._write_data), reserved(9, 23)]),
            ],
        )

    def Reset(self) -> None:
        super().Reset()
        self._to_send.clear()
        self._received.clear()
        self._address = 0
        self._master = self._transmit_ready = False
        self.EventInterrupt.Unset()
        self.ErrorInterrupt.Unset()

    def _enable_written(self, value: int) -> None:
        if not value:
            self._isr["STOPF"] = self._isr["TC"] = self._isr["TCR"] = 0
            self._transmit_ready = False

    def _control_written(self) -> None:
        cr2 = self._cr2
        start, stop = cr2["START"], cr2["STOP"]
        cr2["START"] = cr2["STOP"] = 0
        if start and stop:
            self.log(LogLevel.WARNING, "Setting START and STOP at the same time, ignoring the transfer")
        elif start:
            self._start_transfer()
        elif stop:
            self._stop_transfer()
        if not start and cr2["NBYTES"] and self._master and self._isr["TCR"] and self._slave is not None:
            if cr2["RD_WRN"]:
                self._received.extend(self._slave.Read(cr2["NBYTES"]))
            self._isr["TCR"] = 0
        self._update()

    def _start_transfer(self) -> None:
        cr2 = self._cr2
        self._master = True
        self._isr["TC"] = 0
        self._received.clear()
        self._address = cr2["SADD"] if cr2["ADD10"] else cr2["SADD"] >> 1 & 0x7F
        self._slave = self.slaves.get(self._address)
        if self._slave is None:
            self.log(LogLevel.WARNING, f"Unknown slave at address {self._address}.")
            return
        self._transmit_ready = not cr2["RD_WRN"]
        if cr2["RD_WRN"]:
            self._received.extend(self._slave.Read(cr2["NBYTES"]))

    def _stop_transfer(self) -> None:
        self._master = False
        self._isr["STOPF"] = 1
        if self._slave is not None:
            self._slave.FinishTransmission()

    def _read_data(self) -> int:
        if not self._received:
            self.log(LogLevel.WARNING, "Receive buffer underflow!")
            return 0
        value = self._received.popleft()
        if not self._received:
            self._transfer_complete()
        return value

    def _write_data(self, value: int) -> None:
        if self._master and self._slave is None:
            self.log(
                LogLevel.WARNING,
                f"Trying to send byte {value} to an unknown slave with address {self._address}.",
            )
            return
        self._to_send.append(value)
        if self._master and self._slave is not None and len(self._to_send) == self._cr2["NBYTES"]:
            data = bytes(self._to_send)
            self._to_send.clear()
            self._slave.Write(data)
            self._transfer_complete()

    def _transfer_complete(self) -> None:
        """NBYTES bytes have been transferred."""
        cr2 = self._cr2
        if cr2["AUTOEND"]:
            self._stop_transfer()
        elif not cr2["RELOAD"]:
            self._isr["TC"] = 1
        if cr2["RELOAD"]:
            self._isr["TCR"] = 1
        else:
            self._transmit_ready = False
        self._update()

    def _txe_written(self, value: int) -> None:
        if value:
            self._to_send.clear()

    def _txis_written(self, value: int) -> None:
        if self._cr1["NOSTRETCH"]:
            self._transmit_ready = bool(value and self._cr1["TXIE"])

    def _stop_acknowledged(self, value: int) -> None:
        if value:
            self._isr["STOPF"] = 0

    def _update(self) -> None:
        cr1, isr = self._cr1, self._isr
        self.EventInterrupt.Set(
            bool(
                (cr1["TCIE"] and (isr["TC"] or isr["TCR"]))
                or (cr1["TXIE"] and self._transmit_ready)
                or (cr1["RXIE"] and self._cr2["RD_WRN"] and self._received)
                or (cr1["STOPIE"] and isr["STOPF"])
            )
        )
