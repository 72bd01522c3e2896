"""CAN.STM32_FDCAN: FDCAN of STM32G0, G4, L5 (RM0440 rev 8, section 44), a type of newer Renodes.

An M_CAN whose message RAM has fixed places: 28 standard and 8 extended filters, three elements in each FIFO,
three Tx buffers of 64 bytes. What sends and receives is M_CAN's; the registers that this variant lacks are
constants to it, and its flags are renumbered.
"""

from __future__ import annotations

from collections.abc import Mapping

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.can_bus import CANController, CANMessageFrame
from vboard.builtin.peripherals.register import Register
from vboard.builtin.peripherals.register_map import Field
from vboard.builtin.peripherals.register_table import TablePeripheral, writes, written
from vboard.builtin.peripherals.stm32.mcan_ram import MessageRam
from vboard.builtin.peripherals.stm32.mcan_receiver import Receiver
from vboard.builtin.peripherals.stm32.mcan_transmitter import Transmitter
from vboard.builtin.peripherals.stm32.stm32_crc import STM32Series
from vboard.builtin.registry import renode_type

STANDARD_FILTERS, EXTENDED_FILTERS, FIFO0, FIFO1, EVENTS, BUFFERS = 0x000, 0x070, 0x0B0, 0x188, 0x260, 0x278
"""Places in the message RAM (figure "Message RAM configuration")."""
ELEMENTS = 3
SIZE_64 = 7
MRAF = 1 << 14
FLAGS = {0: 0, 2: 1, 3: 2, 4: 3, 6: 4, 7: 5, 8: 6, 9: 7, 10: 8, 11: 9, 12: 10, 14: 11, 15: 12, 17: 14}
"""Bits of IR by those of M_CAN; watermarks and Rx buffers do not exist."""
GROUPS = ((0, 2), (3, 5), (6, 8), (9, 12), (13, 15), (16, 17), (18, 23))
"""First and last flags of the groups that ILS puts on a line."""
CONTROL_AT_RESET = 1


def _constant(name: str, **fields: tuple[int, int, int]) -> Register:
    """A register that the variant fixes, from (bit, width, value) of each field."""
    register = Register(0, name, [Field(field, bit, width) for field, (bit, width, _) in fields.items()])
    for field, (_, _, value) in fields.items():
        register[field] = value
    return register


def _fixed_registers() -> dict[str, Register]:
    """M_CAN's registers of configuration, as this variant has them wired."""
    fifos = {
        f"RXF{n}C": _constant(
            f"RXF{n}C",
            **{
                f"F{n}SA": (2, 14, start >> 2),
                f"F{n}S": (16, 7, ELEMENTS),
                f"F{n}WM": (24, 7, 0),
                f"F{n}OM": (31, 1, 0),
            },
        )
        for n, start in enumerate((FIFO0, FIFO1))
    }
    return fifos | {
        "SIDFC": _constant("SIDFC", FLSSA=(2, 14, STANDARD_FILTERS >> 2), LSS=(16, 8, 0)),
        "XIDFC": _constant("XIDFC", FLESA=(2, 14, EXTENDED_FILTERS >> 2), LSE=(16, 7, 0)),
        "RXBC": _constant("RXBC", RBSA=(2, 14, 0)),
        "NDAT1": _constant("NDAT1", ND=(0, 32, 0xFFFF_FFFF)),
        "NDAT2": _constant("NDAT2", ND=(0, 32, 0xFFFF_FFFF)),
        "RXESC": _constant("RXESC", F0DS=(0, 3, SIZE_64), F1DS=(4, 3, SIZE_64), RBDS=(8, 3, SIZE_64)),
        "TXESC": _constant("TXESC", TBDS=(0, 3, SIZE_64)),
        "TXEFC": _constant("TXEFC", EFSA=(2, 14, EVENTS >> 2), EFS=(16, 6, ELEMENTS), EFWM=(24, 6, 0)),
        "TXBC": _constant(
            "TXBC", TBSA=(2, 14, BUFFERS >> 2), NDTB=(16, 6, 0), TFQS=(24, 6, ELEMENTS), TFQM=(30, 1, 0)
        ),
    }


@renode_type("CAN.STM32_FDCAN")
class STM32_FDCAN(CANController, TablePeripheral):
    """Outputs Int0, Int1: flags of IR that IE enables, on the line that ILS selects for their group."""

    size = 0x400
    missing = "bit timing, errors, time stamps and time-outs, the layout of STM32H7"
    Int0: GPIO
    Int1: GPIO
    table = """
        0x000  CREL   = 0x32141218
        0x004  ENDN   = 0x87654321
        0x00C  DBTP   = 0xA33      : DSJW 3:0, DTSEG2 7:4, DTSEG1 12:8, DBRP 20:16, TDC 23
        0x010  TEST                : LBCK 4, TX 6:5, RX 7 r
        0x014  RWD                 : WDC 7:0, WDV 15:8 r
        0x018  CCCR   = 0x1        : INIT 0, CCE 1, ASM 2, CSA 3 r, CSR 4, MON 5, DAR 6, TEST 7, FDOE 8,
                BRSE 9, PXHD 12, EFBI 13, TXP 14, NISO 15
        0x01C  NBTP   = 0x6000A03  : NTSEG2 6:0, NTSEG1 15:8, NBRP 24:16, NSJW 31:25
        0x020  TSCC                : TSS 1:0, TCP 19:16
        0x024  TSCV                : TSC 15:0 r
        0x028  TOCC   = 0xFFFF0000 : ETOC 0, TOS 2:1, TOP 31:16
        0x02C  TOCV   = 0xFFFF     : TOC 15:0 r
        0x040  ECR                 : TEC 7:0 r, REC 14:8 r, RP 15 r, CEL 23:16 r
        0x044  PSR    = 0x707      : LEC 2:0 r, ACT 4:3 r, EP 5 r, EW 6 r, BO 7 r, DLEC 10:8 r
        0x048  TDCR                : TDCF 6:0, TDCO 14:8
        0x050  IR                  : FLAGS 23:0 rw1c
        0x054  IE                  : FLAGS 23:0
        0x058  ILS                 : GROUPS 6:0
        0x05C  ILE                 : EINT0 0, EINT1 1
        0x080  RXGFC               : RRFE 0, RRFS 1, ANFE 3:2, ANFS 5:4, F1OM 8, F0OM 9, LSS 20:16, LSE 27:24
        0x084  XIDAM  = 0x1FFFFFFF : EIDM 28:0
        0x088  HPMS                : BIDX 2:0 r, MSI 7:6 r, FIDX 12:8 r, FLST 15 r
        0x090  RXF0S               : F0FL 3:0 r, F0GI 9:8 r, F0PI 17:16 r, F0F 24 r, RF0L 25 r
        0x094  RXF0A               : F0AI 2:0
        0x098  RXF1S               : F1FL 3:0 r, F1GI 9:8 r, F1PI 17:16 r, F1F 24 r, RF1L 25 r
        0x09C  RXF1A               : F1AI 2:0
        0x0C0  TXBC                : TFQM 24
        0x0C4  TXFQS  = 0x3        : TFFL 2:0 r, TFGI 9:8 r, TFQPI 17:16 r, TFQF 21 r
        0x0C8  TXBRP               : TRP 2:0 r
        0x0CC  TXBAR               : AR 2:0 w
        0x0D0  TXBCR               : CR 2:0 w
        0x0D4  TXBTO               : TO 2:0 r
        0x0D8  TXBCF               : CF 2:0 r
        0x0DC  TXBTIE              : TIE 2:0
        0x0E0  TXBCIE              : CFIE 2:0
        0x0E4  TXEFS               : EFFL 2:0 r, EFGI 9:8 r, EFPI 17:16 r, EFF 24 r, TEFL 25 r
        0x0E8  TXEFA               : EFAI 1:0
        0x100  CKDIV               : PDIV 3:0
    """

    def __init__(
        self,
        env: Environment,
        series: STM32Series | None = None,
        messageRam: Peripheral | None = None,
    ) -> None:
        """Create the controller, which is not connected.

        Args:
            series: accepted; the layout is that of G0, G4 and L5.
            messageRam: where filters and messages lie.
        """
        self._control = CONTROL_AT_RESET
        super().__init__(env)
        self._fixed = _fixed_registers()
        view: Mapping[str, Register] = self.named | self._fixed | {"GFC": self.named["RXGFC"]}
        ram = MessageRam(messageRam, self._ram_failed)
        self._receiver = Receiver(view, ram, self._raise_flags)
        self._transmitter = Transmitter(view, ram, self._raise_flags, self.send_frame, self._receiver.accept)

    def Reset(self) -> None:
        super().Reset()
        self._control = CONTROL_AT_RESET
        self._configure()

    @property
    def _configurable(self) -> bool:
        control = self.named["CCCR"]
        return bool(control["INIT"] and control["CCE"])

    @written("CCCR")
    def _control_written(self) -> None:
        """CCE holds only while INIT does; MON, DAR and TEST can be set while both do (44.4.6)."""
        control, before = self.named["CCCR"], self._control
        if not control["INIT"]:
            control["CCE"] = 0
        if not self._configurable:
            for name, bit in (("MON", 5), ("DAR", 6), ("TEST", 7)):
                control[name] &= before >> bit & 1
        if control["CCE"] and not before >> 1 & 1:
            self._receiver.clear()
            self._transmitter.clear()
        if not control["TEST"]:
            self.named["TEST"]["LBCK"] = 0
        control["CSA"] = control["CSR"]
        self._control = control.value
        self._transmitter.send_pending()
        self._update()

    @written("RXGFC", "TXBC")
    def _configure(self) -> None:
        """What is chosen in RXGFC and TXBC is in other registers of M_CAN."""
        policy, fixed = self.named["RXGFC"], self._fixed
        fixed["SIDFC"]["LSS"], fixed["XIDFC"]["LSE"] = min(policy["LSS"], 28), min(policy["LSE"], 8)
        fixed["RXF0C"]["F0OM"], fixed["RXF1C"]["F1OM"] = policy["F0OM"], policy["F1OM"]
        fixed["TXBC"]["TFQM"] = self.named["TXBC"]["TFQM"]
        self._transmitter.show_fifo()

    @writes("TXBAR.AR")
    def _request(self, buffers: int) -> None:
        if not self._configurable:
            self._transmitter.request(buffers)

    @writes("TXBCR.CR")
    def _cancel(self, buffers: int) -> None:
        self._transmitter.cancel(buffers)

    def OnFrameReceived(self, message: CANMessageFrame) -> None:
        control = self.named["CCCR"]
        if control["INIT"] or self._transmitter.loops_back:
            return
        if message.FDFormat and not control["FDOE"]:
            self.log(LogLevel.WARNING, f"FD frames are not enabled (CCCR.FDOE); lost {message}")
            return
        self._receiver.accept(message)
        self._update()

    @writes("RXF0A.F0AI")
    def _acknowledge_0(self, index: int) -> None:
        self._receiver.fifos[0].acknowledge(index)

    @writes("RXF1A.F1AI")
    def _acknowledge_1(self, index: int) -> None:
        self._receiver.fifos[1].acknowledge(index)

    @writes("TXEFA.EFAI")
    def _acknowledge_event(self, index: int) -> None:
        self._transmitter.events.acknowledge(index)

    def _ram_failed(self, end: int) -> None:
        self.log(LogLevel.WARNING, f"The message RAM ends before 0x{end:X}")
        self.named["IR"].value |= MRAF

    def _raise_flags(self, flags: int) -> None:
        self.named["IR"].value |= sum(1 << own for theirs, own in FLAGS.items() if flags >> theirs & 1)

    @written("IR", "IE", "ILS", "ILE", "TXBAR", "TXBCR")
    def _update(self) -> None:
        flags = self.named["IR"].value
        mcan_flags = sum(1 << theirs for theirs, own in FLAGS.items() if flags >> own & 1)
        for fifo in (*self._receiver.fifos, self._transmitter.events):
            fifo.show_lost(mcan_flags)
        pending, groups = flags & self.named["IE"].value, self.named["ILS"]["GROUPS"]
        second = sum(
            (1 << last + 1) - (1 << first) for i, (first, last) in enumerate(GROUPS) if groups >> i & 1
        )
        enabled = self.named["ILE"]
        self.Int0.Set(bool(pending & ~second and enabled["EINT0"]))
        self.Int1.Set(bool(pending & second and enabled["EINT1"]))
