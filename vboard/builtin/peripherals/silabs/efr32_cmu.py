"""Miscellaneous.EFR32_CMU: clock management unit of Series 1 (EFR32xG1 reference manual, section 10).

An oscillator is ready while it is on; the high-frequency clock is what HFCLKSEL asked for at once.
"""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import TablePeripheral, status, written
from vboard.builtin.registry import renode_type

HFRCO = 1
OSCILLATORS = ("HFRCO", "HFXO", "AUXHFRCO", "LFRCO", "LFXO")


@renode_type("Miscellaneous.EFR32_CMU")
class EFR32_CMU(TablePeripheral):
    """No outputs."""

    size = 0x200
    missing = "frequencies, gates of clocks, calibration, interrupts"
    table = """
        0x000  CTRL                 = 0x300000   : CLKOUTSEL0 3:0, CLKOUTSEL1 8:5, WSHFLE 16, HFPERCLKEN 20
        0x010  HFRCOCTRL            = 0xB1481F3C : TUNING 6:0, FINETUNING 13:8, FREQRANGE 20:16,
                CMPBIAS 23:21, LDOHP 24, CLKDIV 26:25, FINETUNINGEN 27, VREFTC 31:28
        0x014  R014
        0x018  AUXHFRCOCTRL                      : TUNING 6:0, FINETUNING 13:8, FREQRANGE 20:16,
                CMPBIAS 23:21, LDOHP 24, CLKDIV 26:25, FINETUNINGEN 27, VREFTC 31:28
        0x020  LFRCOCTRL                         : TUNING 8:0 -, ENVREF 16 -, ENCHOP 17 -, ENDEM 18 -,
                TIMEOUT 25:24 -, GMCCURTUNE 31:28 -
        0x024  HFXOCTRL                          : MODE 0 -, PEAKDETSHUNTOPTMODE 5:4 -, LOWPOWER 8 -,
                XTI2GND 9 -, XTO2GND 10 -, LFTIMEOUT 26:24 -, AUTOSTARTEM0EM1 28 -, AUTOSTARTSELEM0EM1 29 -
        0x028  HFXOCTRL1            = 0x240      : PEAKDETTHR 2:0, REGLVL 6:4, XTIBIASEN 9
        0x02C  HFXOSTARTUPCTRL                   : IBTRIMXOCORE 6:0 -, CTUNE 19:11 -, RESERVED0 27:21 -,
                RESERVED1 31:28 -
        0x030  HFXOSTEADYSTATECTRL  = 0xA30AAD09 : IBTRIMXOCORE 6:0, REGISH 10:7, CTUNE 19:11,
                REGSELILOW 25:24, PEAKDETEN 26, REGISHUPPER 31:28
        0x034  HFXOTIMEOUTCTRL      = 0x26667    : STARTUPTIMEOUT 3:0, STEADYTIMEOUT 7:4, RESERVED2 11:8,
                PEAKDETTIMEOUT 15:12, SHUNTOPTTIMEOUT 19:16
        0x038  LFXOCTRL                          : TUNING 6:0, MODE 9:8, GAIN 12:11, HIGHAMPL 14, AGC 15,
                CUR 17:16, BUFCUR 20, TIMEOUT 26:24
        0x03C  ULFRCOCTRL                        : TUNING 5:0, MODE 11:10, RESTRIM 17:16
        0x044  R044
        0x050  CALCTRL                           : UPSEL 2:0, DOWNSEL 6:4, CONT 8, PRSUPSEL 19:16,
                PRSDOWNSEL 27:24
        0x054  CALCNT                            : CALCNT 19:0 -
        0x060  OSCENCMD                          : HFRCOEN 0 w, HFRCODIS 1 w, HFXOEN 2 w, HFXODIS 3 w,
                AUXHFRCOEN 4 w, AUXHFRCODIS 5 w, LFRCOEN 6 w, LFRCODIS 7 w, LFXOEN 8 w, LFXODIS 9 w
        0x064  CMD                               : CALSTART 0 w, CALSTOP 1 w, HFXOPEAKDETSTART 4 w,
                HFXOSHUNTOPTSTART 5 w
        0x070  DBGCLKSEL                         : DBG 0
        0x074  HFCLKSEL                          : HF 2:0 w
        0x080  LFACLKSEL                         : LFA 2:0
        0x084  LFBCLKSEL                         : LFB 2:0
        0x088  LFECLKSEL                         : LFE 2:0
        0x090  STATUS               = 0xC10000   : HFRCOENS 0 r, HFRCORDY 1 r, HFXOENS 2 r, HFXORDY 3 r,
                AUXHFRCOENS 4 r, AUXHFRCORDY 5 r, LFRCOENS 6 r, LFRCORDY 7 r, LFXOENS 8 r, LFXORDY 9 r,
                CALRDY 16 r, HFXOREQ 21 r, HFXOPEAKDETRDY 22 r, HFXOSHUNTOPTRDY 23 r, HFXOAMPHIGH 24 r,
                HFXOAMPLOW 25 r, HFXOREGILOW 26 r
        0x094  HFCLKSTATUS          = 0x1        : SELECTED 2:0 r
        0x09C  HFXOTRIMSTATUS       = 0x500      : IBTRIMXOCORE 6:0 r, REGISH 10:7 r
        0x0A0  IF                                : HFRCORDY 0 r, HFXORDY 1 r, LFRCORDY 2 r, LFXORDY 3 r,
                AUXHFRCORDY 4 r, CALRDY 5 r, CALOF 6 r, HFXODISERR 8 r, HFXOAUTOSW 9 r, HFXOPEAKDETERR 10 r,
                HFXOPEAKDETRDY 11 r, HFXOSHUNTOPTRDY 12 r, HFRCODIS 13 r, LFTIMEOUTERR 14 r, CMUERR 31 r
        0x0A4  IFS                               : HFRCORDY 0 w, HFXORDY 1 w, LFRCORDY 2 w, LFXORDY 3 w,
                AUXHFRCORDY 4 w, CALRDY 5 w, CALOF 6 w, HFXODISERR 8 w, HFXOAUTOSW 9 w, HFXOPEAKDETERR 10 w,
                HFXOPEAKDETRDY 11 w, HFXOSHUNTOPTRDY 12 w, HFRCODIS 13 w, LFTIMEOUTERR 14 w, CMUERR 31 w
        0x0A8  IFC                               : HFRCORDY 0 w, HFXORDY 1 w, LFRCORDY 2 w, LFXORDY 3 w,
                AUXHFRCORDY 4 w, CALRDY 5 w, CALOF 6 w, HFXODISERR 8 w, HFXOAUTOSW 9 w, HFXOPEAKDETERR 10 w,
                HFXOPEAKDETRDY 11 w, HFXOSHUNTOPTRDY 12 w, HFRCODIS 13 w, LFTIMEOUTERR 14 w, CMUERR 31 w
        0x0AC  IEN                               : HFRCORDY 0, HFXORDY 1, LFRCORDY 2, LFXORDY 3,
                AUXHFRCORDY 4, CALRDY 5, CALOF 6, HFXODISERR 8, HFXOAUTOSW 9, HFXOPEAKDETERR 10,
                HFXOPEAKDETRDY 11, HFXOSHUNTOPTRDY 12, HFRCODIS 13, LFTIMEOUTERR 14, CMUERR 31
        0x0B0  HFBUSCLKEN0                       : LE 0, CRYPTO 1, GPIO 2, PRS 3, LDMA 4, GPCRC 5
        0x0B8  R0B8
        0x0C0  HFPERCLKEN0                       : TIMER0 0 -, TIMER1 1 -, USART0 2 -, USART1 3 -,
                ACMP0 4 -, ACMP1 5 -, CRYOTIMER 6 -, I2C0 7 -, ADC0 8 -, IDAC0 9 -
        0x0C8  HFRADIOCLKEN0 : PROTIMER 0, RFSENSE 1, RAC 2, FRC 3, CRC 4, SYNTH 5, MODEM 6, AGC 7
        0x0CC  R0CC
        0x0D0  R0D0
        0x0E0  LFACLKEN0                         : LETIMER0 0 -
        0x0E8  LFBCLKEN0                         : LEUART0 0
        0x0F0  LFECLKEN0                         : RTCC 0
        0x100  HFPRESC                           : PRESC 12:8 -, HFCLKLEPRESC 24 -
        0x108  HFCOREPRESC                       : PRESC 16:8
        0x10C  HFPERPRESC                        : PRESC 16:8 -
        0x114  HFEXPPRESC                        : PRESC 12:8
        0x120  LFAPRESC0                         : LETIMER0 3:0
        0x128  LFBPRESC0                         : LEUART0 1:0
        0x130  LFEPRESC0                         : RTCC 3:0 r
        0x138  R138
        0x140  SYNCBUSY                          : LFACLKEN0 0 r, LFAPRESC0 2 r, LFBCLKEN0 4 r,
                LFBPRESC0 6 r, LFECLKEN0 16 r, LFEPRESC0 18 r, HFRCOBSY 24 r, AUXHFRCOBSY 25 r,
                LFRCOBSY 26 r, LFRCOVREFBSY 27 r, HFXOBSY 28 r, LFXOBSY 29 r
        0x144  FREEZE                            : REGFREEZE 0
        0x150  PCNTCTRL                          : PCNT0CLKEN 0 -, PCNT0CLKSEL 1 -
        0x158  R158
        0x15C  ADCCTRL                           : ADC0CLKSEL 5:4, ADC0CLKINV 8
        0x170  ROUTEPEN                          : CLKOUT0PEN 0, CLKOUT1PEN 1
        0x174  ROUTELOC0                         : CLKOUT0LOC 5:0 -, CLKOUT1LOC 13:8 -
        0x180  LOCK                              : LOCKKEY 15:0
        0x188  R188                 = 0x3F0000
        0x190  R190
        0x194  R194
        0x198  R198
        0x1AC  R1AC
        0x1B0  R1B0
        0x1B4  R1B4
        0x1BC  R1BC
        0x1C4  R1C4
        0x1CC  R1CC
        0x1D4  R1D4
        0x1D8  R1D8
        0x1DC  R1DC
        0x1E0  R1E0
    """

    @written("OSCENCMD")
    def _switch_oscillators(self) -> None:
        command, state = self.named["OSCENCMD"], self.named["STATUS"]
        for name in OSCILLATORS:
            on = int((state[f"{name}ENS"] or command[f"{name}EN"]) and not command[f"{name}DIS"])
            state[f"{name}ENS"] = state[f"{name}RDY"] = on

    @status("HFCLKSTATUS.SELECTED")
    def _selected(self) -> int:
        return self.named["HFCLKSEL"]["HF"] or HFRCO
