"""CAN.MCAN: CAN controller (M_CAN; RM0433 rev 8, section 56.5).

Initialisation, protected fields and interrupt lines are as Renode 1.16.1 models them: CCE holds only while
INIT does, and fields that need both refuse other writes. A frame that is sent counts as acknowledged at once;
there are no bit times and no errors, so buffers that are requested together go out in the order of their
identifiers and the Tx FIFO in its own. Restricted mode and bus monitoring leave requests pending.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import writes, written
from vboard.builtin.peripherals.stm32.mcan_node import CONTROL_AT_RESET, MCANNode
from vboard.builtin.peripherals.stm32.mcan_ram import MessageRam
from vboard.builtin.peripherals.stm32.mcan_receiver import Receiver
from vboard.builtin.peripherals.stm32.mcan_transmitter import Transmitter
from vboard.builtin.registry import renode_type

MRAF = 1 << 17
"""Flag of IR: an access of the message RAM failed."""


@renode_type("CAN.MCAN")
class MCAN(MCANNode):
    """Outputs Calibration, Line0, Line1: flags of IR that IE enables, on the line that ILS selects."""

    size = 0x400
    missing = "bit timing, errors, time stamps and time-outs, debug messages"
    Calibration: GPIO
    Line0: GPIO
    Line1: GPIO
    table = """
        0x000  CREL  = 0x33191121 : DAY 7:0 -, MON 15:8 -, YEAR 19:16 -, SUBSTEP 23:20 -, STEP 27:24 -,
                REL 31:28 -
        0x004  ENDN  = 0x87654321 : ETV 31:0 -
        0x008  CUST
        0x00C  DBTP  = 0xA33      : DSJW 3:0 -, DTSEG2 7:4 -, DTSEG1 12:8 -, DBRP 20:16 -, TDC 23 -
        0x010  TEST               : LBCK 4, TX 6:5 -, RX 7 -
        0x014  RWD                : WDC 7:0 -, WDV 15:8 -
        0x018  CCCR  = 0x1        : INIT 0, CCE 1, ASM 2, CSA 3, CSR 4, MON 5, DAR 6, TEST 7, FDOE 8,
                BRSE 9, RESERVED10 10, RESERVED11 11, PXHD 12, EFBI 13, TXP 14, NISO 15
        0x01C  NBTP  = 0x6000A03  : NTSEG2 6:0 -, NTSEG1 15:8 -, NBRP 24:16 -, NSJW 31:25 -
        0x020  TSCC               : TSS 1:0 -, TCP 19:16 -
        0x024  TSCV               : TSC 15:0 -
        0x028  TOCC  = 0xFFFF0000 : ETOC 0 -, TOS 2:1 -, TOP 31:16 -
        0x02C  TOCV  = 0xFFFF     : TOC 15:0 -
        0x030  R030
        0x034  R034
        0x038  R038
        0x03C  R03C
        0x040  ECR                : TEC 7:0 -, REC 14:8 -, RP 15 -, CEL 23:16 -
        0x044  PSR   = 0x707      : LEC 2:0 r, ACT 4:3 r, EP 5 -, EW 6 -, BO 7 -, DLEC 10:8 -, RESI 11 -,
                RBRS 12 -, RFDF 13 r, PXE 14 -, TDCV 22:16 -
        0x048  TDCR               : TDCF 6:0 -, TDCO 14:8 -
        0x050  IR                 : FLAGS 29:0 rw1c
        0x054  IE                 : FLAGS 29:0
        0x058  ILS                : FLAGS 29:0
        0x05C  ILE                : EINT0 0, EINT1 1
        0x080  GFC                : RRFE 0, RRFS 1, ANFE 3:2, ANFS 5:4
        0x084  SIDFC              : FLSSA 15:2, LSS 23:16
        0x088  XIDFC              : FLESA 15:2, LSE 22:16
        0x090  XIDAM = 0x1FFFFFFF : EIDM 28:0
        0x094  HPMS               : BIDX 5:0 r, MSI 7:6 r, FIDX 14:8 r, FLST 15 r
        0x098  NDAT1              : rw1c
        0x09C  NDAT2              : rw1c
        0x0A0  RXF0C              : F0SA 15:2, F0S 22:16, F0WM 30:24, F0OM 31
        0x0A4  RXF0S              : F0FL 6:0 r, F0GI 13:8 r, F0PI 21:16 r, F0F 24 r, RF0L 25 r
        0x0A8  RXF0A              : F0AI 5:0
        0x0AC  RXBC               : RBSA 15:2
        0x0B0  RXF1C              : F1SA 15:2, F1S 22:16, F1WM 30:24, F1OM 31
        0x0B4  RXF1S              : F1FL 6:0 r, F1GI 13:8 r, F1PI 21:16 r, F1F 24 r, RF1L 25 r, DMS 31:30 r
        0x0B8  RXF1A              : F1AI 5:0
        0x0BC  RXESC              : F0DS 2:0, F1DS 6:4, RBDS 10:8
        0x0C0  TXBC               : TBSA 15:2, NDTB 21:16, TFQS 29:24, TFQM 30
        0x0C4  TXFQS              : TFFL 5:0 r, TFGI 12:8 r, TFQPI 20:16 r, TFQF 21 r
        0x0C8  TXESC              : TBDS 2:0
        0x0CC  TXBRP              : r
        0x0D0  TXBAR              : w
        0x0D4  TXBCR              : w
        0x0D8  TXBTO              : r
        0x0DC  TXBCF              : r
        0x0E0  TXBTIE             : rw
        0x0E4  TXBCIE             : rw
        0x0F0  TXEFC              : EFSA 15:2, EFS 21:16, EFWM 29:24
        0x0F4  TXEFS              : EFFL 5:0 r, EFGI 12:8 r, EFPI 20:16 r, EFF 24 r, TEFL 25 r
        0x0F8  TXEFA              : EFAI 4:0
    """

    def __init__(self, env: Environment, messageRAM: Peripheral | None = None) -> None:
        """Create the controller, which is not connected.

        Args:
            messageRAM: where filters and messages lie.
        """
        self._control = CONTROL_AT_RESET
        super().__init__(env)
        ram = MessageRam(messageRAM, self._ram_failed)
        self._receiver = Receiver(self.named, ram, self._raise_flags)
        self._transmitter = Transmitter(
            self.named, ram, self._raise_flags, self.send_frame, self._receiver.accept
        )

    def Reset(self) -> None:
        super().Reset()
        self._control = CONTROL_AT_RESET

    @written("CCCR")
    def _control_written(self) -> None:
        control, before = self.named["CCCR"], self._control
        if not control["INIT"]:
            control["CCE"] = 0
        if control["CCE"] and not before >> 1 & 1:
            self._forget_messages()
        if not self._configurable:
            for name, bit in (("MON", 5), ("DAR", 6), ("TEST", 7)):
                old = before >> bit & 1
                if control[name] != old and (control[name] or name == "DAR"):
                    self._refuse_protected()
                    control[name] = old
        if not control["TEST"]:
            self.named["TEST"]["LBCK"] = 0
        self._control = control.value
        self._transmitter.send_pending()
        self._update()

    @writes("TEST.LBCK")
    def _loop_back(self, on: int) -> None:
        if not self._configurable and on:
            self._refuse_protected()
            self.named["TEST"]["LBCK"] = 0

    def _refuse_protected(self) -> None:
        self.log(LogLevel.WARNING, "Trying to write to protected field. Ignoring.")

    @written("TXBC")
    def _buffers_configured(self) -> None:
        self._transmitter.show_fifo()

    def _ram_failed(self, end: int) -> None:
        self.log(LogLevel.WARNING, f"The message RAM ends before 0x{end:X}")
        self._raise_flags(MRAF)

    # -- interrupts ----------------------------------------------------------------------------

    def _raise_flags(self, flags: int) -> None:
        self.named["IR"].value |= flags

    @written("IR", "IE", "ILS", "ILE", "TXBAR", "TXBCR")
    def _update(self) -> None:
        flags = self.named["IR"].value
        self._show_lost(flags)
        pending = flags & self.named["IE"].value
        second = self.named["ILS"].value
        enabled = self.named["ILE"]
        self.Line0.Set(bool(pending & ~second and enabled["EINT0"]))
        self.Line1.Set(bool(pending & second and enabled["EINT1"]))
