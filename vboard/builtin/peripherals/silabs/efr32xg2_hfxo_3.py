"""Miscellaneous.SiLabs.EFR32xG2_HFXO_3: high-frequency crystal oscillator (EFR32xG24 reference manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import changes, status, written
from vboard.builtin.peripherals.silabs.series2_block import Oscillator
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt


@renode_type("Miscellaneous.SiLabs.EFR32xG2_HFXO_3")
class EFR32xG2_HFXO_3(Oscillator):
    """Output IRQ."""

    IRQ: GPIO
    KEY = 0x580E
    table = """
        0x000  IPVERSION        = 0x3        : IPVERSION 31:0 r
        0x004  TRIM             = 0x8770200  : VTRREG 9:8, VTRCORE 11:10, VTRCORETRIM 19:16, VTRREGTRIM 23:20,
                SHUNTLVL 27:24
        0x008  SWRST                         : SWRST 0 w, RESETTING 1 r
        0x00C  XOUTTRIM         = 0x44534    : VREGBIAS 2:0, VREGCORE 6:4, XOUT 15:8, VTRTC 18:16
        0x010  XTALCFG          = 0xBB00820  : COREBIASSTARTUPI 5:0, COREBIASSTARTUP 11:6,
                CTUNEXISTARTUP 15:12, CTUNEXOSTARTUP 19:16, TIMEOUTSTEADY 23:20, TIMEOUTCBLSB 27:24
        0x018  XTALCTRL         = 0x33C3C3C  : COREBIASANA 7:0, CTUNEXIANA 15:8, CTUNEXOANA 23:16,
                CTUNEFIXANA 25:24, COREDGENANA 27:26, SKIPCOREBIASOPT 31
        0x01C  XTALCTRL1        = 0x3C       : CTUNEXIBUFOUTANA 7:0
        0x020  CFG              = 0x10000000 : MODE 1:0, ENXIDCBIASANA 2, SQBUFSCHTRGANA 3, FORCELFTIMEOUT 28,
                FORCEHFTIMEOUT 29, DISFSM 31
        0x028  CTRL             = 0x7000040  : BUFOUTFREEZE 0, KEEPWARM 2, EM23ONDEMAND 3, FORCEXI2GNDANA 4,
                FORCEXO2GNDANA 5, FORCECTUNEMAX 6, PRSSTATUSSEL0 11:8, PRSSTATUSSEL1 15:12, FORCEEN 16,
                FORCEENPRS 17, FORCEENBUFOUT 18, DISONDEMAND 24, DISONDEMANDPRS 25, DISONDEMANDBUFOUT 26,
                FORCERAWCLK 31
        0x02C  PKDETCTRL1                    : NOTIMEOUTERR 0
        0x030  LOWPWRCTRL       = 0xC32F     : LOWPOWERMODE 3:0, SQBUFBIASRES 5:4, SQBUFBIAS 10:8,
                SHUNTBIAS 15:12, TIMEOUTWARM 18:16
        0x034  PKDETCTRL        = 0x81B78558 : rw
        0x038  INTERNALCTRL     = 0x9029F    : ENREG 4:0, SHORT 7:6, HIGHGM 9:8, SQBUF 12:10, ENCLK 20:16,
                INVCLK 26:22, VTR 31:28
        0x03C  INTERNALXOUTCTRL = 0x153      : XOUT 9:0
        0x040  BUFOUTTRIM       = 0x8        : VTRTRIMANA 3:0
        0x044  BUFOUTCTRL       = 0x643C15   : BUFOUT 23:0, ALLOWCOREBIASOPT 30, MINIMUMSTARTUPDELAY 31
        0x050  CMD                           : COREBIASOPT 0 w
        0x058  STATUS                        : RDY 0 r, COREBIASOPTRDY 1 r, PRSRDY 2 r, BUFOUTRDY 3 r,
                BUFOUTFROZEN 15 r, ENS 16 r, HWREQ 17 r, ISFORCED 18 r, ISWARM 19 r, PRSHWREQ 20 r,
                BUFOUTHWREQ 21 r, SYNCBUSY 30 r, LOCK 31 r
        0x05C  DBGSTATUS                     : PKDETSTATUS 0 r, STARTUPDONE 1 r, XOUTPKDETSTATUS 2 r
        0x070  IF                            : RDY 0, COREBIASOPTRDY 1, PRSRDY 2, FLAGS 31:3
        0x074  IEN                           : RDY 0, COREBIASOPTRDY 1, PRSRDY 2, FLAGS 31:3
        0x080  LOCK             = 0x580E     : LOCKKEY 15:0 w
    """

    def __init__(self, env: Environment, startupDelayTicks: UInt = 0) -> None:
        """Create the oscillator.

        Args:
            startupDelayTicks: delay of its start, none here.
        """
        super().__init__(env)

    @changes("CTRL.FORCEEN")
    def _forced(self, value: int) -> None:
        if value:
            self.named["IF"]["RDY"] = self.named["IF"]["COREBIASOPTRDY"] = 1
            self._update()

    @written("IF", "IEN")
    def _update(self) -> None:
        self.IRQ.Set(bool(self.named["IF"].value & self.named["IEN"].value))

    @status("STATUS.COREBIASOPTRDY", "STATUS.ISFORCED", "DBGSTATUS.STARTUPDONE")
    def _optimised(self) -> int:
        return self.named["CTRL"]["FORCEEN"]
