"""Linked DMA controller of the EFR32 Series 2 (EFR32xG24 reference manual, chapter 9).

Two regions: "ldma" has the controller, "ldmaxbar" the selection of requests.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import BusPeripheral, Environment
from vboard.builtin.peripherals.register_map import Register
from vboard.builtin.peripherals.register_table import writes
from vboard.builtin.peripherals.silabs.alias_registers import AliasPeripheral
from vboard.builtin.peripherals.silabs.ldma import REQUEST_FIELDS, LinkedDMA, channel_rows


class RequestSelection(AliasPeripheral):
    """A register a channel: source and signal."""

    def __init__(self, env: Environment, dma: Series2LDMA) -> None:
        self._dma = dma
        super().__init__(env)

    def register_table(self) -> str:
        return f"0x004 CH_REQSEL[{self._dma.channel_count}] : {REQUEST_FIELDS}"

    @writes("CH_REQSEL.SOURCESEL")
    def _selected(self, index: int, _: int) -> None:
        self._dma.run(1 << index)


class Series2LDMA(LinkedDMA, AliasPeripheral):
    """Output IRQ."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._selection = RequestSelection(env, self)

    def register_table(self) -> str:
        n = self.channel_count
        top = f"{n - 1}:0"
        return f"""
            0x004  EN         : EN 0
            0x008  CTRL       : NUMFIXED 28:24 -, CORERST 31 -
            0x00C  STATUS     : ANYBUSY 0 -, ANYREQ 1 -, CHGRANT 7:3 -, CHERROR 12:8 -, FIFOLEVEL 20:16 -,
                    CHNUM 28:24 -
            0x010  SYNCSWSET  : SYNCSWSET 7:0 w
            0x014  SYNCSWCLR  : SYNCSWCLR 7:0 w
            0x020  SYNCSTATUS : SYNCTRIG 7:0 r
            0x024  CHEN       : CHEN {top} w
            0x028  CHDIS      : CHDIS {top} w
            0x02C  CHSTATUS   : CHSTATUS {top} r
            0x030  CHBUSY     : BUSY {top} r
            0x034  CHDONE     : CHDONE {top}
            0x038  DBGHALT    : DBGHALT {top} -
            0x03C  SWREQ      : SWREQ {top} w
            0x040  REQDIS     : REQDIS {top}
            0x044  REQPEND    : REQPEND {top} -
            0x048  LINKLOAD   : LINKLOAD {top} w
            0x04C  REQCLEAR   : REQCLEAR {top} w
            0x050  IF         : DONE {top}, ERROR 31 -
            0x054  IEN        : DONE {top}, ERROR 31 -
            {channel_rows(0x05C, n)}
        """

    def bus_region(self, name: str) -> BusPeripheral:
        """The region that a `BusMultiRegistration` names.

        Raises:
            LookupError: there is no such region.
        """
        regions: dict[str, BusPeripheral] = {"ldma": self, "ldmaxbar": self._selection}
        if name not in regions:
            raise LookupError(f'No region "{name}" is available for {type(self).__name__}')
        return regions[name]

    def Reset(self) -> None:
        super().Reset()
        self._selection.Reset()

    @property
    def synchronisation(self) -> int:
        return self.named["SYNCSTATUS"].value

    @synchronisation.setter
    def synchronisation(self, bits: int) -> None:
        self.named["SYNCSTATUS"].value = bits

    def request_register(self, index: int) -> Register:
        return self._selection.named[f"CH_REQSEL{index}"]

    def enables(self) -> Register:
        return self.named["CHSTATUS"]

    @writes("SYNCSWSET.SYNCSWSET")
    def _set_synchronisation(self, bits: int) -> None:
        self.synchronisation |= bits
        self.run(~0)

    @writes("SYNCSWCLR.SYNCSWCLR")
    def _clear_synchronisation(self, bits: int) -> None:
        self.synchronisation &= ~bits
        self.run(~0)

    @writes("CHEN.CHEN")
    def _enable(self, channels: int) -> None:
        self.enables().value |= channels
        self.run(channels)

    @writes("CHDIS.CHDIS")
    def _disable(self, channels: int) -> None:
        self.enables().value &= ~channels
