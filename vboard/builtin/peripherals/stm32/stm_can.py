"""CAN.STMCAN: basic extended CAN (RM0090 rev 19, section 32.9).

There is no bus: a frame that is sent counts as acknowledged at once; in loopback mode it arrives in FIFO 0
whatever the filters say. Mailboxes keep their contents over a reset, as in Renode 1.16.1.
"""

from __future__ import annotations

from collections import deque

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, writes, written
from vboard.builtin.registry import renode_type

MAILBOXES = 3
FIFO_DEPTH = 3
LINE_TRANSMIT, LINE_FIFO0 = 0, 1


@renode_type("CAN.STMCAN")
class STMCAN(TablePeripheral):
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
        0x01C     BTR                   : BRP 9:0, TS1 19:16, TS2 22:20, SJW 25:24, LBKM 30, SILM 31
        0x180+16  TIR[3]                : TXRQ 0, REST 31:1
        0x184+16  TDTR[3]               : rw
        0x188+16  TDLR[3]               : rw
        0x18C+16  TDHR[3]               : rw
        0x1B0+16  RIR[2]                : r
        0x1B4+16  RDTR[2]               : r
        0x1B8+16  RDLR[2]               : r
        0x1BC+16  RDHR[2]               : r
        0x200     FMR      = 0x2A1C0E01 : FINIT 0, CAN2SB 13:8
        0x204     FM1R                  : FBM 27:0
        0x20C     FS1R                  : FSC 27:0
        0x214     FFA1R                 : FFA 27:0
        0x21C     FA1R                  : FACT 27:0
        0x240+8   FR1[28]               : rw
        0x244+8   FR2[28]               : rw
    """

    def __init__(self, env: Environment, master: STMCAN | None = None) -> None:
        """Create the controller.

        Args:
            master: the controller that holds this one's filters.
        """
        self._fifo: deque[tuple[int, int, int, int]] = deque()
        super().__init__(env)

    def Reset(self) -> None:
        kept = {name: r.value for name, r in self.named.items() if r.offset & ~0x3F == 0x180}
        self._fifo.clear()
        super().Reset()
        for name, value in kept.items():
            self.named[name].value = value

    special_writes = frozenset({0x01C})

    def write32(self, offset: int, value: int) -> None:
        if offset == 0x01C and not self.named["MSR"]["INAK"]:
            return  # the bit timing is writable in initialisation mode alone
        super().write32(offset, value)

    @written("MCR")
    def _control(self) -> None:
        mcr, msr = self.named["MCR"], self.named["MSR"]
        if mcr["RESET"]:
            self.Reset()
            return
        msr["INAK"] = mcr["INRQ"]
        msr["SLAK"] = int(bool(mcr["SLEEP"] and not mcr["INRQ"]))

    @writes("TIR.TXRQ")
    def _transmit(self, mailbox: int, request: int) -> None:
        if not request:
            return
        tir = self.named[f"TIR{mailbox}"]
        tir["TXRQ"] = 0
        self.named["TSR"][f"DONE{mailbox}"] = 0b11  # RQCP, TXOK
        if self.named["BTR"]["LBKM"] and len(self._fifo) < FIFO_DEPTH:
            length = self.named[f"TDTR{mailbox}"].value & 0xF
            low, high = self.named[f"TDLR{mailbox}"].value, self.named[f"TDHR{mailbox}"].value
            self._fifo.append((tir.value & ~1, length, low, high))
            self._show_first()
        self._update()

    def _show_first(self) -> None:
        self.named["RF0R"]["FMP"] = len(self._fifo)
        names = ("RIR0", "RDTR0", "RDLR0", "RDHR0")
        for name, value in zip(names, self._fifo[0] if self._fifo else (0, 0, 0, 0), strict=True):
            self.named[name].value = value

    @writes("RF0R.RFOM")
    def _release(self, value: int) -> None:
        if value and self._fifo:
            self._fifo.popleft()
            self._show_first()

    @written("TSR", "RF0R", "IER")
    def _update(self) -> None:
        ier, tsr = self.named["IER"], self.named["TSR"]
        done = any(tsr[f"DONE{i}"] & 1 for i in range(MAILBOXES))
        self.lines[LINE_TRANSMIT].Set(bool(ier["TMEIE"] and done))
        self.lines[LINE_FIFO0].Set(bool(ier["FMPIE0"] and self._fifo))
