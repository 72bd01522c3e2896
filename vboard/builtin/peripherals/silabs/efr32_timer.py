"""Timers.EFR32_Timer: timer/counter (EFR32xG1 reference manual, section 19.5).

As Renode 1.16.1 models it: CNT is what was written, whether the timer runs or not.
"""

from __future__ import annotations

import enum
from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, writes
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong


class TimerWidth(enum.Enum):
    """Bits of the counter."""

    Bit16 = 16
    Bit32 = 32


@renode_type("Timers.EFR32_Timer")
class EFR32_Timer(TablePeripheral):
    """Output IRQ: up while an enabled flag is set."""

    size = 0x400
    IRQ: GPIO
    effects = ("IFS sets IF", "IFC clears IF")
    interrupts: ClassVar = {"IRQ": "IF & IEN"}
    missing = "counting, compare and capture"
    table = """
        0x000  CTRL                : MODE 1:0, SYNC 3 -, OSMEN 4, QDM 5, DEBUGRUN 6 -, DMACLRACT 7,
                RISEA 9:8 -, FALLA 11:10 -, X2CNT 13, CLKSEL 17:16 -, PRESC 27:24, ATI 28 -, RSSCOIST 29
        0x004  CMD                 : START 0 w, STOP 1 w
        0x008  STATUS              : RUNNING 0 r, DIR 1 r, TOPBV 2 r, CCVBV0 8 r, CCVBV1 9 r, CCVBV2 10 r,
                CCVBV3 11 r, ICV0 16 r, ICV1 17 r, ICV2 18 r, ICV3 19 r, CCPOL0 24 r, CCPOL1 25 r,
                CCPOL2 26 r, CCPOL3 27 r
        0x00C  IF                  : OF 0 r, UF 1 r, DIRCHG 2 r, CC0 4 r, CC1 5 r, CC2 6 r, CC3 7 r,
                ICBOF0 8 r, ICBOF1 9 r, ICBOF2 10 r, ICBOF3 11 r
        0x010  IFS                 : OF 0 w, UF 1 w, DIRCHG 2 w, CC0 4 w, CC1 5 w, CC2 6 w, CC3 7 w,
                ICBOF0 8 w, ICBOF1 9 w, ICBOF2 10 w, ICBOF3 11 w
        0x014  IFC                 : OF 0 w, UF 1 w, DIRCHG 2 w, CC0 4 w, CC1 5 w, CC2 6 w, CC3 7 w,
                ICBOF0 8 w, ICBOF1 9 w, ICBOF2 10 w, ICBOF3 11 w
        0x018  IEN                 : OF 0, UF 1, DIRCHG 2, CC0 4, CC1 5, CC2 6, CC3 7, ICBOF0 8, ICBOF1 9,
                ICBOF2 10, ICBOF3 11, RESERVED3 3
        0x01C  TOP        = 0xFFFF : TOP 15:0 -
        0x020  TOPB                : TOPB 15:0 -
        0x024  CNT                 : CNT 15:0
        0x02C  LOCK                : TIMERLOCKKEY 15:0 -
        0x030  ROUTEPEN            : CC0PEN 0 -, CC1PEN 1 -, CC2PEN 2 -, CC3PEN 3 -, CDTI0PEN 8 -,
                CDTI1PEN 9 -, CDTI2PEN 10 -
        0x034  ROUTELOC0           : CC0LOC 5:0 -, CC1LOC 13:8 -, CC2LOC 21:16 -, CC3LOC 29:24 -
        0x03C  ROUTELOC2           : CDTI0LOC 5:0, CDTI1LOC 13:8, CDTI2LOC 21:16
        0x060  CC0_CTRL            : MODE 1:0 -, OUTINV 2 -, COIST 4 -, CMOA 9:8 -, COFOA 11:10 -,
                CUFOA 13:12 -, PRSSEL 19:16 -, ICEDGE 25:24 -, ICEVCTRL 27:26 -, PRSCONF 28 -, INSEL 29 -,
                FILT 30 -
        0x064  CC0_CCV             : CCV 15:0 -
        0x068  CC0_CCVP            : CCVP 15:0 r
        0x06C  CC0_CCVB            : CCVB 15:0 -
        0x070  CC1_CTRL            : MODE 1:0 -, OUTINV 2 -, COIST 4 -, CMOA 9:8 -, COFOA 11:10 -,
                CUFOA 13:12 -, PRSSEL 19:16 -, ICEDGE 25:24 -, ICEVCTRL 27:26 -, PRSCONF 28 -, INSEL 29 -,
                FILT 30 -
        0x074  CC1_CCV             : CCV 15:0 -
        0x078  CC1_CCVP            : CCVP 15:0 r
        0x07C  CC1_CCVB            : CCVB 15:0 -
        0x080  CC2_CTRL            : MODE 1:0 -, OUTINV 2 -, COIST 4 -, CMOA 9:8 -, COFOA 11:10 -,
                CUFOA 13:12 -, PRSSEL 19:16 -, ICEDGE 25:24 -, ICEVCTRL 27:26 -, PRSCONF 28 -, INSEL 29 -,
                FILT 30 -
        0x084  CC2_CCV             : CCV 15:0 -
        0x088  CC2_CCVP            : CCVP 15:0 r
        0x08C  CC2_CCVB            : CCVB 15:0 -
        0x090  CC3_CTRL            : MODE 1:0 -, OUTINV 2 -, COIST 4 -, CMOA 9:8 -, COFOA 11:10 -,
                CUFOA 13:12 -, PRSSEL 19:16 -, ICEDGE 25:24 -, ICEVCTRL 27:26 -, PRSCONF 28 -, INSEL 29 -,
                FILT 30 -
        0x094  CC3_CCV             : CCV 15:0 -
        0x098  CC3_CCVP            : CCVP 15:0 r
        0x09C  CC3_CCVB            : CCVB 15:0 -
        0x0A0  DTCTRL              : DTEN 0 -, DTDAS 1 -, DTIPOL 2 -, DTCINV 3 -, DTPRSSEL 7:4 -, DTAR 9 -,
                DTFATS 10 -, DTPRSEN 24 -
        0x0A4  DTTIME              : DTPRESC 3:0 -, DTRISET 13:8 -, DTFALLT 21:16 -
        0x0A8  DTFC                : DTPRS0FSEL 3:0, DTPRS1FSEL 11:8, DTFA 17:16, DTPRS0FEN 24,
                DTPRS1FEN 25, DTDBGFEN 26, DTLOCKUPFEN 27
        0x0AC  DTOGEN              : DTOGCC0EN 0, DTOGCC1EN 1, DTOGCC2EN 2, DTOGCDTI0EN 3, DTOGCDTI1EN 4,
                DTOGCDTI2EN 5
        0x0B0  DTFAULT             : DTPRS0F 0 r, DTPRS1F 1 r, DTDBGF 2 r, DTLOCKUPF 3 r
        0x0B4  DTFAULTC            : DTPRS0FC 0 w, DTPRS1FC 1 w, DTDBGFC 2 w, TLOCKUPFC 3 w
        0x0B8  DTLOCK              : LOCKKEY 15:0
    """

    def __init__(self, env: Environment, frequency: ULong, width: TimerWidth) -> None:
        """Create the timer.

        Args:
            frequency: Hz of the high-frequency peripheral clock.
            width: bits of the counter.
        """
        super().__init__(env)
        self._running = False

    @changes("CTRL.MODE")
    def _set_mode(self, mode: int) -> None:
        self.named["STATUS"]["DIR"] = mode >> 1

    @writes("CMD.START")
    def _start(self, value: int) -> None:
        self._running = self._running or bool(value)

    @writes("CMD.STOP")
    def _stop(self, value: int) -> None:
        self._running = self._running and not value
