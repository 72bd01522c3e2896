"""Video.STM32LTDC: LCD-TFT display controller (RM0090 rev 19, section 16.7).

Registers alone: nothing is shown, no line is counted.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral
from vboard.builtin.registry import renode_type


@renode_type("Video.STM32LTDC")
class STM32LTDC(TablePeripheral):
    """Outputs IRQ (default) and ErrorIRQ."""

    size = 0xC00
    default_gpio = "IRQ"
    IRQ: GPIO
    ErrorIRQ: GPIO
    table = """
        0x008      SSCR                 : VSH 9:0, HSW 26:16
        0x00C      BPCR                 : AVBP 10:0, AHBP 27:16
        0x010      AWCR                 : AAH 10:0, AAW 27:16
        0x014      TWCR                 : TOTALH 10:0, TOTALW 26:16
        0x018      GCR         = 0x2220 : LTDCEN 0, DBW 6:4 r, DGW 10:8 r, DRW 14:12 r, DEN 16, PCPOL 28,
                DEPOL 29, VSPOL 30, HSPOL 31
        0x024      SRCR                 : IMR 0, VBR 1
        0x02C      BCCR                 : BC 23:0
        0x034      IER                  : LIE 0, FUIE 1, TERRIE 2, RRIE 3
        0x038      ISR                  : LIF 0 r, FUIF 1 r, TERRIF 2 r, RRIF 3 r
        0x03C      ICR                  : CLIF 0 w, CFUIF 1 w, CTERRIF 2 w, CRRIF 3 w
        0x040      LIPCR                : LIPOS 10:0
        0x044      CPSR                 : CYPOS 15:0 r, CXPOS 31:16 r
        0x084+128  LCR[2]               : LEN 0, COLKEN 1, CLUTEN 4
        0x088+128  LWHPCR[2]            : WHSTPOS 11:0, WHSPPOS 27:16
        0x08C+128  LWVPCR[2]            : WVSTPOS 10:0, WVSPPOS 26:16
        0x090+128  LCKCR[2]             : CKBLUE 7:0, CKGREEN 15:8, CKRED 23:16
        0x094+128  LPFCR[2]             : PF 2:0
        0x098+128  LCACR[2]    = 0xFF   : CONSTA 7:0
        0x09C+128  LDCCR[2]             : rw
        0x0A0+128  LBFCR[2]    = 0x607  : BF2 2:0, BF1 10:8
        0x0AC+128  LCFBAR[2]            : rw
        0x0B0+128  LCFBLR[2]            : CFBLL 12:0, CFBP 28:16
        0x0B4+128  LCFBLNR[2]           : CFBLNBR 10:0
        0x0C4+128  LCLUTWR[2]           : w
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.FramesPerVirtualSecond = 25
