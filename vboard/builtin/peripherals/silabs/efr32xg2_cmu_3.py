"""Miscellaneous.SiLabs.EFR32xG2_CMU_3: clock management unit (EFR32xG24 reference manual).

Clocks are selected at once, and a calibration ends when it begins, at a ratio of one.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import writes
from vboard.builtin.peripherals.silabs.series2_block import Series2Block
from vboard.builtin.registry import renode_type

WATCHDOG_KEY = 0x5257


@renode_type("Miscellaneous.SiLabs.EFR32xG2_CMU_3")
class EFR32xG2_CMU_3(Series2Block):
    """No outputs."""

    KEY = 0x93F7
    missing = "frequencies, gates of clocks, the effect of the locks"
    table = """
        0x000  IPVERSION = 0x3 : IPVERSION 31:0 r
        0x004  CTRL : RUNNINGDEBUGSEL 7:0, FORCEEM1PCLKEN 30, FORCECLKIN0 31
        0x008  STATUS = 0x1 : CALRDY 0 r, REQUESTDEBUG 15 r, RUNNINGDEBUG 16 r, ISFORCEDCLKIN0 17 r,
                WDOGLOCK 30 r, LOCK 31 r
        0x010  LOCK = 0x93F7 : LOCKKEY 15:0 w
        0x014  WDOGLOCK = 0x5257 : LOCKKEY 15:0 w
        0x020  IF : CALRDY 0, CALOF 1
        0x024  IEN : CALRDY 0, CALOF 1
        0x030  TEST : CLKOUTHIDDENSEL 4:0, REQDEBUGSEL0 23:16, REQDEBUGSEL1 31:24
        0x034  TESTHV : PLSDEBUGEN 0
        0x040  TESTCLKEN = 0xBC : rw
        0x050  CALCMD : CALSTART 0 w, CALSTOP 1 w
        0x054  CALCTRL : CALTOP 19:0, CONT 23, UPSEL 27:24, DOWNSEL 31:28
        0x058  CALCNT : CALCNT 19:0 r
        0x064  CLKEN0 : rw
        0x068  CLKEN1 : rw
        0x070  SYSCLKCTRL = 0x1 : CLKSEL 2:0, LSPCLKPRESC 8, PCLKPRESC 10, HCLKPRESC 15:12,
                RHCLKPRESC 16
        0x074  SECLKCTRL = 0x1 : CLKSEL 1:0, DISCON 31
        0x080  TRACECLKCTRL = 0x1 : CLKSEL 1:0, PRESC 5:4
        0x090  EXPORTCLKCTRL : CLKOUTSEL0 3:0, CLKOUTSEL1 11:8, CLKOUTSEL2 19:16, PRESC 28:24
        0x100  DPLLREFCLKCTRL : CLKSEL 1:0
        0x120  EM01GRPACLKCTRL = 0x1 : CLKSEL 2:0
        0x128  EM01GRPCCLKCTRL = 0x1 : CLKSEL 2:0
        0x140  EM23GRPACLKCTRL = 0x1 : CLKSEL 1:0
        0x160  EM4GRPACLKCTRL = 0x1 : CLKSEL 1:0
        0x180  IADCCLKCTRL = 0x1 : CLKSEL 1:0
        0x200  WDOG0CLKCTRL = 0x1 : CLKSEL 2:0
        0x208  WDOG1CLKCTRL = 0x1 : CLKSEL 2:0
        0x220  EUSART0CLKCTRL = 0x1 : CLKSEL 2:0
        0x230  SYNTHCLKCTRL = 0x1 : CLKSEL 1:0
        0x240  SYSRTC0CLKCTRL = 0x1 : CLKSEL 1:0
        0x250  LCDCLKCTRL = 0x1 : CLKSEL 1:0
        0x260  VDAC0CLKCTRL = 0x1 : CLKSEL 2:0
        0x270  PCNT0CLKCTRL = 0x1 : CLKSEL 1:0
        0x280  RADIOCLKCTRL : EN 0, FORCECLKENRADIO 1, DBGCLK 31
        0x284  DAPCLKCTRL = 0x1 : CLKSEL 1:0
        0x290  LESENSEHFCLKCTRL = 0x1 : CLKSEL 1:0
        0x294  VDAC1CLKCTRL = 0x1 : CLKSEL 2:0
    """

    def __init__(
        self, env: Environment, hfxo: Peripheral | None = None, dpll: Peripheral | None = None
    ) -> None:
        """Create the unit.

        Args:
            hfxo: the crystal oscillator, whose frequency has no effect here.
            dpll: the phase-locked loop, likewise.
        """
        super().__init__(env)

    @writes("WDOGLOCK.LOCKKEY")
    def _lock_watchdogs(self, value: int) -> None:
        self.named["STATUS"]["WDOGLOCK"] = int(value != WATCHDOG_KEY)

    @writes("CALCMD.CALSTART")
    def _calibrate(self, start: int) -> None:
        if start:
            self.named["CALCNT"]["CALCNT"] = self.named["CALCTRL"]["CALTOP"]
            self.named["IF"]["CALRDY"] = 1
