"""I2C.RenesasRA_IIC: I2C bus interface as master (RA6M5 user manual, section 31).

A byte takes no time, but for an address, which takes as long as one at 100 kHz about.
"""

from __future__ import annotations

import enum
from collections import deque

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, reads, status, writes, written
from vboard.builtin.peripherals.serial_slaves import I2CSlave
from vboard.builtin.registry import renode_type

ADDRESS_TIME = 100_000
"""Nanoseconds."""
READ_AHEAD = 24
"""Bytes that a slave is asked for at once: some give a whole answer to one read alone."""
START, STOP, NACKF, RDRF, TEND, TDRE = (1 << bit for bit in range(2, 8))
TEN_BITS = 0b11110


class Phase(enum.Enum):
    """Where a transfer is."""

    IDLE = enum.auto()
    ADDRESS = enum.auto()
    SEND = enum.auto()
    RECEIVE = enum.auto()


@renode_type("I2C.RenesasRA_IIC")
class RenesasRA_IIC(TablePeripheral):
    """Outputs ReceiveIRQ and TransmitIRQ, which pulse, TransmitEndIRQ, ErrorOrEventIRQ."""

    size = 0x20
    widths = frozenset({1})
    register_width = 1
    ReceiveIRQ: GPIO
    TransmitIRQ: GPIO
    TransmitEndIRQ: GPIO
    ErrorOrEventIRQ: GPIO
    missing = "slave mode, addresses of ten bits, arbitration, time-outs, bit rate, wake-up"
    table = """
        0x00   ICCR1 = 0x1F : LINES 5:0 -, IICRST 6, ICE 7
        0x01   ICCR2        : ST 1, RS 2, SP 3, TRS 5 r, MST 6 r, BBSY 7 r
        0x02   ICMR1 = 0x08 : BC 2:0 -, BCWP 3 -, CKS 6:4 -, MTWP 7 -
        0x03   ICMR2 = 0x06 : TMOS 0 -, TMOL 1 -, TMOH 2 -, SDDL 6:4 -, DLCS 7 -
        0x04   ICMR3        : NF 1:0 -, ACKBR 2 -, ACKBT 3, ACKWP 4, RDRFS 5 -, WAIT 6 -, SMBS 7 -
        0x05   ICFER = 0x72 : ENABLE 7:0 -
        0x06   ICSER = 0x09 : ENABLE 7:0 -
        0x07   ICIER        : TMOIE 0 -, ALIE 1 -, ENABLES 7:2
        0x08   ICSR1        : FLAGS 7:0 -
        0x09   ICSR2        : TMOF 0 -, AL 1 -, FLAGS 7:2 rw0c
        0x0A+2 SARL[3]      : SVA 7:0 -
        0x0B+2 SARU[3]      : FS 0 -, SVA 2:1 -
        0x10   ICBRL = 0xFF : BRL 4:0 -
        0x11   ICBRH = 0xFF : BRH 4:0 -
        0x12   ICDRT        : w
        0x13   ICDRR        : r
        0x16   ICWUR = 0x10 : WU 7:0 -
        0x17   ICWUR2 = 0xFD : WU 2:0 -
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.slaves: dict[int, I2CSlave] = {}
        self._set_idle()

    def _set_idle(self) -> None:
        self._phase = Phase.IDLE
        self._slave: I2CSlave | None = None
        self._last_byte = False
        self._to_send = bytearray()
        self._received: deque[int] = deque()

    def Reset(self) -> None:
        super().Reset()
        self._set_idle()

    @written("ICCR1")
    def _reset_bus(self) -> None:
        control = self.named["ICCR1"]
        if not control["IICRST"]:
            return
        enabled = control["ICE"]
        if enabled:
            for name in ("ICCR2", "ICSR1", "ICSR2"):
                self.named[name].value = self.named[name].reset_value
            self._set_idle()
            self._update()
        else:
            self.Reset()
        control["IICRST"], control["ICE"] = 1, enabled

    @changes("ICMR3.ACKBT")
    def _acknowledge_bit(self, value: int) -> None:
        if not self.named["ICMR3"]["ACKWP"]:
            self.log(LogLevel.WARNING, "ICMR3.ACKBT is write-protected (ACKWP)")
            self.named["ICMR3"]["ACKBT"] = 1 - value

    @status("ICCR2.TRS")
    def _transmits(self) -> int:
        return int(self._phase is not Phase.RECEIVE)

    @status("ICCR2.MST", "ICCR2.BBSY")
    def _busy(self) -> int:
        return int(self._phase is not Phase.IDLE)

    @changes("ICCR2.ST")
    def _start_asked(self, on: int) -> None:
        if not on:
            return
        if not self.named["ICCR1"]["ICE"]:
            self.log(LogLevel.ERROR, "ICCR2.ST is set while ICCR1.ICE is 0: there is no start condition")
        elif self._phase is not Phase.IDLE:
            self.log(LogLevel.WARNING, "ICCR2.ST is set while the bus is busy: there is no start condition")
            self.named["ICCR2"]["ST"] = 0
        else:
            self._start()

    @changes("ICCR2.RS")
    def _restart_asked(self, on: int) -> None:
        if on and not self.named["ICCR1"]["ICE"]:
            self.log(LogLevel.ERROR, "ICCR2.RS is set while ICCR1.ICE is 0: there is no start condition")
            self.named["ICCR2"]["RS"] = 0
        elif on and self._phase is not Phase.RECEIVE:
            self._restart()

    @changes("ICCR2.SP")
    def _stop_asked(self, on: int) -> None:
        if on and self._phase is not Phase.RECEIVE:
            self._stop()

    def _flag(self, on: int = 0, off: int = 0) -> None:
        flags = self.named["ICSR2"]
        flags.value = (flags.value | on) & ~off
        self._update()

    def _start(self) -> None:
        self._phase = Phase.ADDRESS
        self.named["ICCR2"]["ST"] = 0
        self._flag(START | TDRE, STOP)

    def _stop(self) -> None:
        if self._slave is not None:
            if self._to_send:
                self._slave.Write(bytes(self._to_send))
            self._slave.FinishTransmission()
        self._set_idle()
        self.named["ICMR3"]["ACKBT"] = self.named["ICCR2"]["SP"] = 0
        self._flag(STOP, START | TDRE | TEND)

    def _restart(self) -> None:
        self._stop()
        self.named["ICCR2"]["RS"] = 0
        self._start()

    @writes("ICDRT.ICDRT")
    def _send(self, value: int) -> None:
        self._flag(off=TDRE | TEND)
        if self._phase is Phase.ADDRESS:
            self.env.clock.schedule_in(ADDRESS_TIME, lambda: self._address(value))
        elif self._phase is Phase.SEND:
            self._to_send.append(value)
            self._flag(TDRE | TEND)
        else:
            self.log(LogLevel.ERROR, f"ICDRT is written (0x{value:X}) while nothing is to be sent")

    def _address(self, value: int) -> None:
        if self._phase is not Phase.ADDRESS:
            return
        self._slave = None if value >> 3 == TEN_BITS else self.slaves.get(value >> 1)
        if self._slave is None:
            self.log(LogLevel.ERROR, f"No device at address 0x{value >> 1:X}")
            self._flag(NACKF)
        elif value & 1:
            self._phase = Phase.RECEIVE
            self._received.append(0)  # what the first read gives, which starts the reception
            self._flag(RDRF)
        else:
            self._phase = Phase.SEND
            self._flag(TDRE | TEND)

    @reads("ICDRR.ICDRR")
    def _receive(self) -> int:
        self._flag(off=RDRF)
        if self._phase is not Phase.RECEIVE or self._slave is None:
            self.log(LogLevel.ERROR, "ICDRR is read while nothing is received")
            return 0
        if not self._received:
            self._received.extend(self._slave.Read(READ_AHEAD))
        if not self._received:
            self._flag(NACKF)
            return 0
        data = self._received.popleft()
        if self._last_byte:
            if self.named["ICCR2"]["RS"]:
                self._restart()
            else:
                self._stop()
        else:
            self._last_byte = bool(self.named["ICMR3"]["ACKBT"])
            self._flag(RDRF)
        return data

    @written("ICIER", "ICSR2")
    def _update(self) -> None:
        pending = self.named["ICSR2"].value & self.named["ICIER"].value
        if pending & RDRF:
            self.ReceiveIRQ.Blink()
        if pending & TDRE:
            self.TransmitIRQ.Blink()
        self.TransmitEndIRQ.Set(bool(pending & TEND))
        self.ErrorOrEventIRQ.Set(bool(pending & (START | STOP | NACKF)))
