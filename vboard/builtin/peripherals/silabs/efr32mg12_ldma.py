"""DMA.EFR32MG12_LDMA: linked DMA controller of the EFR32 Series 1 (EFR32xG14 reference manual, chapter 8)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_map import Register
from vboard.builtin.peripherals.register_table import writes
from vboard.builtin.peripherals.silabs.ldma import REQUEST_FIELDS, LinkedDMA, channel_rows
from vboard.builtin.registry import renode_type

USART0, USART1, USART2, USART3, LEUART0, I2C0, I2C1 = 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x14, 0x15
TXBL, TXEMPTY, TXBL_RIGHT = 1, 2, 4


@renode_type("DMA.EFR32MG12_LDMA")
class EFR32MG12_LDMA(LinkedDMA):
    """Eight channels; output IRQ."""

    size = 0x400
    effects = ("IFS.DONE sets IF.DONE", "IFC.DONE clears IF.DONE")
    paced = {
        **dict.fromkeys((USART0, USART2, LEUART0), (TXBL, TXEMPTY)),
        **dict.fromkeys((USART1, USART3), (TXBL, TXEMPTY, TXBL_RIGHT)),
        **dict.fromkeys((I2C0, I2C1), (TXBL,)),
    }
    table = f"""
        0x000  CTRL      : SYNCPRSSETEN 7:0, SYNCPRSCLREN 15:8, NUMFIXED 26:24
        0x004  STATUS = 0x08100000 : ANYBUSY 0 r, ANYREQ 1 r, CHGRANT 5:3 r, CHERROR 10:8 r,
                FIFOLEVEL 20:16 r, CHNUM 28:24 r
        0x008  SYNC      : SYNCTRIG 7:0
        0x020  CHEN      : CHEN 7:0
        0x024  CHBUSY    : BUSY 7:0 r
        0x028  CHDONE    : CHDONE 7:0
        0x02C  DBGHALT   : DBGHALT 7:0 -
        0x030  SWREQ     : SWREQ 7:0 w
        0x034  REQDIS    : REQDIS 7:0
        0x038  REQPEND   : REQPEND 7:0 r
        0x03C  LINKLOAD  : LINKLOAD 7:0 w
        0x040  REQCLEAR  : REQCLEAR 7:0 w
        0x060  IF        : DONE 7:0 r, ERROR 31 r
        0x064  IFS       : DONE 7:0 w, ERROR 31 w
        0x068  IFC       : DONE 7:0 w, ERROR 31 w
        0x06C  IEN       : DONE 7:0, ERROR 31 -
        0x080+0x30 CH_REQSEL[8] : {REQUEST_FIELDS}
        {channel_rows(0x084, 8)}
    """

    @property
    def synchronisation(self) -> int:
        return self.named["SYNC"].value

    @synchronisation.setter
    def synchronisation(self, bits: int) -> None:
        self.named["SYNC"].value = bits

    def request_register(self, index: int) -> Register:
        return self.named[f"CH_REQSEL{index}"]

    def enables(self) -> Register:
        return self.named["CHEN"]

    @writes("CHEN.CHEN", "SYNC.SYNCTRIG")
    def _look(self, _: int) -> None:
        self.run(~0)

    @writes("CH_REQSEL.SOURCESEL")
    def _selected(self, index: int, _: int) -> None:
        self.channels[index].run()
