"""Analog.AmbiqApollo4_ADC: converter of eight slots (Apollo4 SoC datasheet, chapter ADC).

The properties `Channel0Data` to `Channel11Data` are what a conversion puts into the FIFO: 20 bits, of which
the lower six are a fraction. A scan takes no time.
"""

from __future__ import annotations

from collections import deque
from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, reads, status, writes, written
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt

SLOTS, CHANNELS = 8, 12
FIFO_SIZE = 12
TRIGGER = 0x37
CNVCMP, SCNCMP, FIFOOVR1, FIFOOVR2 = (1 << n for n in range(4))
MOST = 0xF_FFFF
CONFIGURATION = (0x00, *range(0x0C, 0x2C, 4))
"""Registers that keep their value while the converter is on."""


def _channel(number: int) -> property:
    def get(self: AmbiqApollo4_ADC) -> UInt:
        return self.channels[number]

    def put(self: AmbiqApollo4_ADC, value: UInt) -> None:
        self.channels[number] = value & MOST

    return property(get, put, doc=f"What a conversion of channel {number} gives.")


@renode_type("Analog.AmbiqApollo4_ADC")
class AmbiqApollo4_ADC(TablePeripheral):
    """Output IRQ."""

    size = 0x294
    IRQ: GPIO
    effects = ("INTCLR clears INTSTAT", "INTSET sets INTSTAT")
    interrupts: ClassVar = {"IRQ": "INTSTAT & INTEN"}
    missing = "triggers, repeated scans, averaging, window and saturation comparators, gain, DMA"
    special_writes = frozenset(CONFIGURATION)
    special_reads = frozenset[int]()
    table = f"""
        0x000  CFG      : ADCEN 0, RPTEN 2 -, LPMODE 3 -, CKMODE 4 -, DFIFORDEN 12, TRIGSEL 18:16 -,
                TRIGPOL 19 -, RPTTRIGSEL 20 -, CLKSEL 25:24 -
        0x004  STAT     : PWDSTAT 0 -
        0x008  SWT      : SWT 7:0 w
        0x00C  SLCFG[{SLOTS}] : SLEN 0, WCEN 1 -, CHSEL 11:8, PRMODE 17:16 -, TRKCYC 23:18 -, ADSEL 26:24 -
        0x02C  WULIM    : ULIM 19:0 -
        0x030  WLLIM    : LLIM 19:0 -
        0x034  SCWLIM   : SCWLIMEN 0 -
        0x038  FIFO     : DATA 19:0 r, COUNT 27:20 r, SLOTNUM 30:28 r, RSVD 31 -
        0x03C  FIFOPR   : DATA 19:0 r, COUNT 27:20 r, SLOTNUMPR 30:28 r, RSVDPR 31 -
        0x040  INTTRIGTIMER : TIMERMAX 9:0 -, CLKDIV 18:16 -, TIMEREN 31 -
        0x060  ZXCFG    : ZXEN 0 -, ZXCHANSEL 4 -
        0x064  ZXLIM    : LZXC 11:0 -, UZXC 27:16 -
        0x068  GAINCFG  : PGACTRLEN 0 -, UPDATEMODE 4 -
        0x06C  GAIN     : LGA 6:0 -, HGADELTA 14:8 -, LGB 22:16 -, HGBDELTA 30:24 -
        0x0A4  SATCFG   : SATEN 0 -, SATCHANSEL 4 -
        0x0A8  SATLIM   : LSATC 11:0 -, USATC 27:16 -
        0x0AC  SATMAX = 0x00010001 : SATCAMAX 11:0 -, SATCBMAX 27:16 -
        0x0B0  SATCLR   : SATCACLR 0 -, SATCBCLR 1 -
        0x200  INTEN    : INTEN 11:0
        0x204  INTSTAT  : INTSTAT 11:0 r
        0x208  INTCLR   : INTCLR 11:0 w
        0x20C  INTSET   : INTSET 11:0 w
        0x240  DMATRIGEN : DFIFO75 0 -, DFIFOFULL 1 -
        0x244  DMATRIGSTAT : D75STAT 0 -, DFULLSTAT 1 -
        0x280  DMACFG   : DMAEN 0 -, DMADIR 2 -, DMAPRI 8 -, DMADYNPRI 9 -, DMAMSK 17 -, DPWROFF 18 -
        0x288  DMATOTCOUNT : TOTCOUNT 17:2 -
        0x28C  DMATARGADDR = 0x10000000 : LTARGADDR 27:0 -, UTARGADDR 31:28 -
        0x290  DMASTAT  : DMATIP 0 -, DMACPL 1 -, DMAERR 2 -
    """

    def __init__(self, env: Environment) -> None:
        self.channels = [0] * CHANNELS
        """What conversions give; a reset leaves it."""
        self._fifo: deque[tuple[int, int]] = deque()  # slot, data
        self._selected = [0] * SLOTS
        self._taken = 0, 0  # slot and level of the FIFO at the last read of FIFOPR
        super().__init__(env)

    (
        Channel0Data, Channel1Data, Channel2Data, Channel3Data, Channel4Data, Channel5Data,
        Channel6Data, Channel7Data, Channel8Data, Channel9Data, Channel10Data, Channel11Data,
    ) = map(_channel, range(CHANNELS))  # fmt: skip

    def Reset(self) -> None:
        self._fifo.clear()
        self._selected = [0] * SLOTS
        super().Reset()

    def write32(self, offset: int, value: int) -> None:
        stops = offset == 0 and not value & 1
        if offset in CONFIGURATION and self.named["CFG"]["ADCEN"] and not stops:
            self.log(LogLevel.WARNING, f"Ignored: a write to 0x{offset:X} while the converter is enabled")
        else:
            super().write32(offset, value)

    def ScanAllSlots(self) -> None:
        """Convert the channel of each enabled slot."""
        flags = self.named["INTSTAT"]
        for number in range(SLOTS):
            slot = self.named[f"SLCFG{number}"]
            if slot["SLEN"]:
                self._push(number, self.channels[slot["CHSEL"]])
                flags.value |= CNVCMP
        flags.value |= SCNCMP
        self.interrupt_lines.update()

    def _push(self, slot: int, data: int) -> None:
        if len(self._fifo) < FIFO_SIZE:
            self._fifo.append((slot, data))
        if len(self._fifo) >= FIFO_SIZE * 3 // 4:
            self.named["INTSTAT"].value |= FIFOOVR1
        if len(self._fifo) == FIFO_SIZE:
            self.named["INTSTAT"].value |= FIFOOVR2

    @written("CFG")
    def _configured(self) -> None:
        if not self.named["CFG"]["ADCEN"]:
            self._fifo.clear()

    @writes("SWT.SWT")
    def _trigger(self, value: int) -> None:
        if value == TRIGGER:
            self.ScanAllSlots()

    @writes("SLCFG.CHSEL")
    def _select(self, slot: int, value: int) -> None:
        if value < CHANNELS:
            self._selected[slot] = value
        else:
            self.log(LogLevel.ERROR, f"Slot {slot}: there is no channel {value}; it keeps the one before")
            self.named[f"SLCFG{slot}"]["CHSEL"] = self._selected[slot]

    @status("FIFO.DATA")
    def _first_data(self) -> int:
        return self._fifo[0][1] if self._fifo else 0

    @status("FIFO.SLOTNUM")
    def _first_slot(self) -> int:
        return self._fifo[0][0] if self._fifo else 0

    @status("FIFO.COUNT")
    def _level(self) -> int:
        return len(self._fifo)

    @written("FIFO")
    def _pop(self) -> None:
        if self._fifo:
            self._fifo.popleft()

    @reads("FIFOPR.DATA")
    def _pop_data(self) -> int:
        self._taken = 0, len(self._fifo)
        if not self.named["CFG"]["DFIFORDEN"] or not self._fifo:
            return 0
        slot, data = self._fifo.popleft()
        self._taken = slot, self._taken[1]
        return data

    @reads("FIFOPR.COUNT")
    def _popped_level(self) -> int:
        return self._taken[1]

    @reads("FIFOPR.SLOTNUMPR")
    def _popped_slot(self) -> int:
        return self._taken[0]
