"""SPI.STM32H7_QuadSPI: SPI controller (RM0433)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("SPI.STM32H7_QuadSPI")
class STM32H7_QuadSPI(RegisterFile):
    """Output IRQ."""

    IRQ: GPIO
    table = """
        0x000  CR    : EN 0, ABORT 1, DMAEN 2, TCEN 3 -, SSHIFT 4 -, DFM 6 -, FSEL 7, FTHRES 12:8, TEIE 16,
                TCIE 17, FTIE 18, SMIE 19, TOIE 20 -, APMS 22, PMM 23, PRESCALER 31:24 -
        0x004  DCR   : CKMODE 0 -, CSHT 10:8, FSIZE 20:16
        0x008  SR    : TEF 0 r, TCF 1 r, FTF 2, SMF 3 r, TOF 4 r, BUSY 5 r, FLEVEL 13:8 r
        0x00C  FCR   : CTEF 0 -, CTCF 1 -, CSMF 3 -, CTOF 4 -
        0x010  DLR   : rw
        0x014  CCR   : INSTRUCTION 7:0, IMODE 9:8, ADMODE 11:10, ADSIZE 13:12, ABMODE 15:14, ABSIZE 17:16,
                DCYC 22:18 -, DMODE 25:24, FMODE 27:26, SIOO 28 -, DHHC 30 -, DDRM 31
        0x018  AR    : rw
        0x01C  ABR   : rw
        0x020  DR    : DATA 31:0 -
        0x024  PSMKR : rw
        0x028  PSMAR : rw
        0x02C  PIR   : INTERVAL 15:0
        0x030  LPTR  : TIMEOUT 15:0 -
    """
