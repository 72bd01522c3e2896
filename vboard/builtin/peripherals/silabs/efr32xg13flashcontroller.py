"""MTD.EFR32xg13FlashController: flash controller (EFR32xG1 reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("MTD.EFR32xg13FlashController")
class EFR32xg13FlashController(RegisterFile):
    """No outputs."""

    size = 0x800
    table = """
        0x000  CTRL         = 0x1       : ADDRFAULTEN 0 -, CLKDISFAULTEN 1 -, PWRUPONDEMAND 2 -,
                IFCREADCLEAR 3 -
        0x004  READCTRL     = 0x1000100 : IFCDIS 3 -, AIDIS 4 -, ICCDIS 5 -, PREFETCH 8 -, USEHPROT 9 -,
                MODE 25:24 -, SCBTP 28 -
        0x008  WRITECTRL                : WREN 0 -, IRQERASEABORT 1 -
        0x00C  WRITECMD                 : LADDRIM 0 w, ERASEPAGE 1 w, WRITEEND 2 w, WRITEONCE 3 w,
                WRITETRIG 4 w, ERASEABORT 5 w, ERASEMAIN0 8 w, CLEARWDATA 12 w
        0x010  ADDRB                    : rw
        0x018  WDATA                    : rw
        0x01C  STATUS       = 0x8       : BUSY 0 r, LOCKED 1 r, INVADDR 2 r, WDATAREADY 3 rw1c,
                WORDTIMEOUT 4 r, ERASEABORTED 5 r, PCRUNNING 6 r
        0x030  IF                       : ERASE 0 r, WRITE 1 r, CHOF 2 r, CMOF 3 r, PWRUPF 4 r, ICACHERR 5 r
        0x034  IFS                      : ERASE 0 w, WRITE 1 w, CHOF 2 w, CMOF 3 w, PWRUPF 4 w, ICACHERR 5 w
        0x038  IFC                      : ERASE 0 w, WRITE 1 w, CHOF 2 w, CMOF 3 w, PWRUPF 4 w, ICACHERR 5 w
        0x03C  IEN                      : ERASE 0, WRITE 1, CHOF 2, CMOF 3, PWRUPF 4, ICACHERR 5
        0x040  LOCK                     : LOCKKEY 0
        0x044  CACHECMD                 : INVCACHE 0 w, STARTPC 1 w, STOPPC 2 w
        0x048  CACHEHITS                : CACHEHITS 19:0 r
        0x04C  CACHEMISSES              : CACHEMISSES 19:0 r
        0x054  MASSLOCK                 : LOCKKEY 15:0 -
        0x05C  STARTUP                  : STDLY0 9:0 -, STDLY1 21:12 -, ASTWAIT 24 -, STWSEN 25 -,
                STWSAEN 26 -, STWS 30:28 -
        0x074  CMD                      : PWRUP 0 w
        0x090  R090
        0x094  R094
        0x098  R098
    """

    def __init__(self, env: Environment, flash: Peripheral | None = None) -> None:
        super().__init__(env)
