"""CAN.STMCAN: basic extended CAN (RM0090 rev 19, section 32.9).

A frame that is sent counts as acknowledged at once, in any mode; where nothing is connected the last error
code tells it. Loopback mode receives what it sends and nothing else, silent mode sends nothing out. Mailboxes
and filter banks keep their contents over a reset, as in Renode 1.16.1. Where that one accepts other frames
than the filters say, shows no filter match index, or fails at a frame without data, the manual is followed
with a warning.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.can_bus import CANController, CANMessageFrame, length_of_code
from vboard.builtin.peripherals.register_table import TablePeripheral, writes, written
from vboard.builtin.peripherals.stm32.bxcan_filters import (
    BANKS,
    EXTENDED_SHIFT,
    IDE,
    RTR,
    STANDARD_SHIFT,
    Bank,
    accepted_by_renode,
    matches,
)
from vboard.builtin.registry import renode_type

MAILBOXES = 3
FIFOS, FIFO_DEPTH = 2, 3
LINE_TRANSMIT, LINE_FIFO, LINE_STATUS = 0, 1, 3
TIMING_AT_RESET = 0x0123_0000
FILTERS = range(0x200, 0x320)
LEC_BIT_DOMINANT, LEC_BY_SOFTWARE = 5, 7
_FIFO_REGISTERS = ("RIR", "RDTR", "RDLR", "RDHR")


class _Received(NamedTuple):
    """A frame in the layout of a FIFO's registers."""

    identifier: int
    length: int
    low: int
    high: int


@renode_type("CAN.STMCAN")
class STMCAN(CANController, TablePeripheral):
    """Outputs 0-3: transmit, FIFO 0, FIFO 1, status change. Registered with a range."""

    size = None
    line_count = 4
    table = """
        0x000     MCR      = 0x10002    : INRQ 0, SLEEP 1, TXFP 2, RFLM 3, NART 4, AWUM 5, ABOM 6, TTCM 7,
                RESET 15 w, DBF 16
        0x004     MSR      = 0xC02      : INAK 0 r, SLAK 1 r, ERRI 2 rw1c, WKUI 3 rw1c, SLAKI 4 rw1c,
                TXM 8 r, RXM 9 r, SAMP 10 r, RX 11 r
        0x008     TSR      = 0x1C000000 : DONE0 3:0 rw1c, ABRQ0 7 w, DONE1 11:8 rw1c, ABRQ1 15 w,
                DONE2 19:16 rw1c, ABRQ2 23 w, CODE 25:24 r, TME 28:26 r, LOW 31:29 r
        0x00C     RF0R                  : FMP 1:0 r, FULL 3 rw1c, FOVR 4 rw1c, RFOM 5 w
        0x010     RF1R                  : FMP 1:0 r, FULL 3 rw1c, FOVR 4 rw1c, RFOM 5 w
        0x014     IER                   : TMEIE 0, FMPIE0 1, FFIE0 2, FOVIE0 3, FMPIE1 4, FFIE1 5, FOVIE1 6,
                EWGIE 8, EPVIE 9, BOFIE 10, LECIE 11, ERRIE 15, WKUIE 16, SLKIE 17
        0x018     ESR                   : EWGF 0 r, EPVF 1 r, BOFF 2 r, LEC 6:4, TEC 23:16, REC 31:24
        0x01C     BTR                   : BTR 31:0
        0x180+16  TIR[3]                : TXRQ 0, REST 31:1
        0x184+16  TDTR[3]               : rw
        0x188+16  TDLR[3]               : rw
        0x18C+16  TDHR[3]               : rw
        0x1B0+16  RIR[2]                : r
        0x1B4+16  RDTR[2]               : r
        0x1B8+16  RDLR[2]               : r
        0x1BC+16  RDHR[2]               : r
        0x200     FMR      = 0x2A1C0E01 : FINIT 0, LOW 7:1, CAN2SB 13:8, HIGH 31:14
        0x204     FM1R                  : rw
        0x20C     FS1R                  : rw
        0x214     FFA1R                 : rw
        0x21C     FA1R                  : FACT 27:0
        0x240+8   FR1[28]               : rw
        0x244+8   FR2[28]               : rw
    """

    def __init__(self, env: Environment, master: STMCAN | None = None) -> None:
        """Create the controller.

        Args:
            master: the controller that holds this one's filters.
        """
        self._fifos: tuple[deque[_Received], ...] = tuple(deque() for _ in range(FIFOS))
        self._timing = TIMING_AT_RESET
        self._master = master
        super().__init__(env)

    # -- reset and modes -----------------------------------------------------------------------

    def Reset(self) -> None:
        kept = {name: r.value for name, r in self.named.items() if self._keeps(r.offset)}
        self._timing = TIMING_AT_RESET
        for fifo in self._fifos:
            fifo.clear()
        super().Reset()
        for name, value in kept.items():
            self.named[name].value = value
        for number in range(FIFOS):
            self._show_first(number)

    @staticmethod
    def _keeps(offset: int) -> bool:
        return offset & ~0x3F == 0x180 or offset >= 0x240

    special_reads = special_writes = frozenset(FILTERS)

    def read32(self, offset: int) -> int:
        if self._master is not None and offset in FILTERS:
            self.log(
                LogLevel.WARNING,
                "Trying to read slave's filter registers, but the slave uses master's filter registers - "
                "reading from master instead.",
            )
            return self._master.read32(offset)
        return super().read32(offset)

    def write32(self, offset: int, value: int) -> None:
        if offset in FILTERS:
            if self._master is not None:
                self.log(
                    LogLevel.WARNING,
                    "Trying to access slave's filter registers, but the slave has to be configured via "
                    "master's filters. This change has no effect.",
                )
                return
            if not self._filter_writable(offset):
                return
        super().write32(offset, value)

    @written("MCR")
    def _control(self) -> None:
        mcr, msr = self.named["MCR"], self.named["MSR"]
        if mcr["RESET"]:
            self.Reset()
            return
        msr["INAK"] = mcr["INRQ"]
        asleep = int(bool(mcr["SLEEP"] and not mcr["INRQ"]))
        if asleep and not msr["SLAK"]:
            msr["SLAKI"] = 1
        msr["SLAK"] = asleep
        self.named["BTR"].value = self._timing if msr["INAK"] else 0
        self._update()

    @written("BTR")
    def _bit_timing(self) -> None:
        """It is there in initialisation mode alone."""
        timing = self.named["BTR"]
        if self.named["MSR"]["INAK"]:
            self._timing = timing.value
        else:
            timing.value = 0

    @property
    def _loops_back(self) -> bool:
        return bool(self._timing >> 30 & 1)

    @property
    def _is_silent(self) -> bool:
        return bool(self._timing >> 31 & 1)

    # -- sending -------------------------------------------------------------------------------

    @writes("TIR.TXRQ")
    def _transmit(self, mailbox: int, request: int) -> None:
        if not request:
            return
        tir = self.named[f"TIR{mailbox}"]
        tir["TXRQ"] = 0
        frame = self._frame_of(mailbox)
        if not self._is_silent:
            if self.is_connected:
                self._warn_of_length(frame)
                self.send_frame(frame)
            else:
                self.named["ESR"]["LEC"] = LEC_BIT_DOMINANT
        if self._loops_back:
            self._accept(frame)
        self.named["TSR"][f"DONE{mailbox}"] = 0b11  # RQCP, TXOK
        self._update()

    def _frame_of(self, mailbox: int) -> CANMessageFrame:
        tir = self.named[f"TIR{mailbox}"].value
        code = self.named[f"TDTR{mailbox}"].value & 0xF
        words = (self.named[f"{name}{mailbox}"].value for name in ("TDLR", "TDHR"))
        data = b"".join(word.to_bytes(4, "little") for word in words)
        remote, extended = bool(tir & RTR), bool(tir & IDE)
        return CANMessageFrame(
            tir >> (EXTENDED_SHIFT if extended else STANDARD_SHIFT),
            data[: length_of_code(code, fd=False)],
            extended,
            remote,
        )

    def _warn_of_length(self, frame: CANMessageFrame) -> None:
        if not frame.Data:
            self.warn_of_renode_fault("a CAN frame without data throws NullReferenceException")

    @written("TSR")
    def _transmit_status(self) -> None:
        """A completed request that is acknowledged takes its result along."""
        tsr = self.named["TSR"]
        for mailbox in range(MAILBOXES):
            if not tsr[f"DONE{mailbox}"] & 1:
                tsr[f"DONE{mailbox}"] = 0
        self._update()

    # -- receiving -----------------------------------------------------------------------------

    def OnFrameReceived(self, message: CANMessageFrame) -> None:
        mcr, msr = self.named["MCR"], self.named["MSR"]
        if mcr["SLEEP"]:
            if mcr["AWUM"]:
                mcr["SLEEP"] = msr["SLAK"] = 0
            msr["WKUI"] = 1
            self._update()
        elif not self._loops_back:
            self._accept(message)
            self._update()

    def _accept(self, frame: CANMessageFrame) -> None:
        """Put a frame into the FIFO of the first filter that matches."""
        rir = frame.extended_id << EXTENDED_SHIFT | frame.ExtendedFormat * IDE | frame.RemoteFrame * RTR
        banks = self._banks()
        found = min(matches(banks, rir), default=None)
        in_renode = {fifo for fifo, active, bank in banks if active and accepted_by_renode(bank, rir)}
        if in_renode != ({found.fifo} if found else set()):
            self.warn_of_renode_fault(
                "a CAN frame reaches other FIFOs than the manual says: masks of 16-bit filters are misread, "
                "and each FIFO with a matching filter gets it"
            )
        if found is None:
            return
        if found.number:
            self.warn_of_renode_fault("the filter match index of a received CAN frame reads 0")
        low, high = (int.from_bytes(frame.Data[i : i + 4], "little") for i in (0, 4))
        self._store(found.fifo, _Received(rir, len(frame.Data) | found.number << 8, low, high))

    def _banks(self) -> list[tuple[int, bool, Bank]]:
        """FIFO, whether active, and contents of this controller's banks."""
        named = (self._master or self).named
        border = named["FMR"]["CAN2SB"]
        own = range(border, BANKS) if self._master is not None else range(min(border, BANKS))
        active, lists = named["FA1R"].value, named["FM1R"].value
        wide, fifos = named["FS1R"].value, named["FFA1R"].value
        return [
            (
                fifos >> i & 1,
                bool(active >> i & 1),
                Bank(
                    named[f"FR1{i}"].value, named[f"FR2{i}"].value, bool(lists >> i & 1), bool(wide >> i & 1)
                ),
            )
            for i in own
        ]

    def _filter_writable(self, offset: int) -> bool:
        """Modes want FINIT; contents want it, or that their bank is not active."""
        if self.named["FMR"]["FINIT"] or offset in (0x200, 0x21C):
            return True
        bank = offset - 0x240 >> 3
        return bank >= 0 and not self.named["FA1R"].value >> bank & 1

    def _store(self, number: int, received: _Received) -> None:
        fifo, status = self._fifos[number], self.named[f"RF{number}R"]
        if len(fifo) == FIFO_DEPTH:
            status["FOVR"] = 1
            if self.named["MCR"]["RFLM"]:
                return
            self.warn_of_renode_fault("a CAN frame too many takes the oldest one's place, not the last one's")
            fifo.pop()
        fifo.append(received)
        if len(fifo) == FIFO_DEPTH:
            status["FULL"] = 1
        self._show_first(number)

    def _show_first(self, number: int) -> None:
        fifo = self._fifos[number]
        self.named[f"RF{number}R"]["FMP"] = len(fifo)
        first = fifo[0] if fifo else _Received(0, 0, 0, 0)
        for name, value in zip(_FIFO_REGISTERS, first, strict=True):
            self.named[f"{name}{number}"].value = value

    @writes("RF0R.RFOM")
    def _release_0(self, value: int) -> None:
        self._release(0, value)

    @writes("RF1R.RFOM")
    def _release_1(self, value: int) -> None:
        self._release(1, value)

    def _release(self, number: int, value: int) -> None:
        if value and self._fifos[number]:
            self._fifos[number].popleft()
            self._show_first(number)

    # -- interrupts ----------------------------------------------------------------------------

    @written("MSR", "RF0R", "RF1R", "IER", "ESR")
    def _update(self) -> None:
        ier, tsr, msr, esr = (self.named[name] for name in ("IER", "TSR", "MSR", "ESR"))
        done = any(tsr[f"DONE{i}"] & 1 for i in range(MAILBOXES))
        self.lines[LINE_TRANSMIT].Set(bool(ier["TMEIE"] and done))
        for number in range(FIFOS):
            status = self.named[f"RF{number}R"]
            flags = (("FMPIE", "FMP"), ("FFIE", "FULL"), ("FOVIE", "FOVR"))
            pending = any(ier[f"{enable}{number}"] and status[flag] for enable, flag in flags)
            self.lines[LINE_FIFO + number].Set(pending)
        error = esr["LEC"]
        status_flags = (
            ier["ERRIE"] and msr["ERRI"],
            ier["EWGIE"] and esr["EWGF"],
            ier["EPVIE"] and esr["EPVF"],
            ier["BOFIE"] and esr["BOFF"],
            ier["LECIE"] and 0 < error < LEC_BY_SOFTWARE,
            ier["SLKIE"] and msr["SLAKI"],
            ier["WKUIE"] and msr["WKUI"],
        )
        self.lines[LINE_STATUS].Set(any(status_flags))
