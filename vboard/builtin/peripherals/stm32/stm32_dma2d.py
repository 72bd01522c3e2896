"""DMA.STM32DMA2D: Chrom-ART accelerator (RM0090 rev 19, section 11.5).

Fills and copies of 8, 16, 24 or 32 bit pixels, done within the write to CR. Conversion and blending copy the
foreground without change. Renode 1.16.1 throws on many values of the format registers.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.register_table import TablePeripheral, writes, written
from vboard.builtin.registry import renode_type

OUTPUT_BYTES = (4, 3, 2, 2, 2)
INPUT_BYTES = (4, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1)
MEMORY_TO_MEMORY, CONVERT, BLEND, REGISTER_TO_MEMORY = range(4)
TRANSFER_COMPLETE = 1 << 1
FORMATS = len(INPUT_BYTES)


@renode_type("DMA.STM32DMA2D")
class STM32DMA2D(TablePeripheral):
    """Output IRQ."""

    size = 0xC00
    IRQ: GPIO
    table = """
        0x000  CR      : START 0, SUSP 1, ABORT 2, TEIE 8, TCIE 9, TWIE 10, CAEIE 11, CTCIE 12, CEIE 13,
                MODE 17:16
        0x004  ISR     : FLAGS 5:0 r
        0x008  IFCR    : CTEIF 0, CTCIF 1 w, CTWIF 2, CAECIF 3, CCTCIF 4, CCEIF 5
        0x00C  FGMAR   : rw
        0x010  FGOR    : LO 13:0
        0x014  BGMAR   : rw
        0x018  BGOR    : LO 13:0
        0x01C  FGPFCCR : CM 3:0, CCM 4, START 5 w, CS 15:8, AM 17:16, ALPHA 31:24
        0x020  FGCOLR  : BLUE 7:0, GREEN 15:8, RED 23:16
        0x024  BGPFCCR : CM 3:0, CCM 4, START 5 w, CS 15:8, AM 17:16, ALPHA 31:24
        0x028  BGCOLR  : BLUE 7:0, GREEN 15:8, RED 23:16
        0x02C  FGCMAR  : rw
        0x030  BGCMAR  : rw
        0x034  OPFCCR  : CM 2:0
        0x038  OCOLR   : rw
        0x03C  OMAR    : rw
        0x040  OOR     : LO 13:0
        0x044  NLR     : NL 15:0, PL 29:16
    """

    @writes("CR.START")
    def _start(self, value: int) -> None:
        if not value:
            return
        self.named["CR"]["START"] = 0
        mode = self.named["CR"]["MODE"]
        width = OUTPUT_BYTES[min(self.named["OPFCCR"].value, len(OUTPUT_BYTES) - 1)]
        if mode == REGISTER_TO_MEMORY:
            self._copy_lines(width, None)
        else:
            if mode != MEMORY_TO_MEMORY:
                self.log(LogLevel.WARNING, "Pixels are copied without conversion or blending")
            elif self.named["FGPFCCR"]["CM"] < FORMATS:
                width = INPUT_BYTES[self.named["FGPFCCR"]["CM"]]
            self._copy_lines(width, self.named["FGMAR"].value)
        self.named["ISR"].value |= TRANSFER_COMPLETE

    def _copy_lines(self, width: int, source: int | None) -> None:
        bus, color = self.env.bus, self.named["OCOLR"].value
        lines, pixels = self.named["NLR"]["NL"], self.named["NLR"]["PL"]
        target = self.named["OMAR"].value
        for _ in range(lines):
            for i in range(pixels * width):
                data = color >> 8 * (i % width) & 0xFF if source is None else bus.read(source + i, 1)
                bus.write(target + i, 1, data)
            target += (pixels + self.named["OOR"].value) * width
            if source is not None:
                source += (pixels + self.named["FGOR"].value) * width

    @writes("IFCR.CTCIF")
    def _clear(self, value: int) -> None:
        if value:
            self.named["ISR"].value &= ~TRANSFER_COMPLETE

    @written("CR", "IFCR")
    def _update(self) -> None:
        complete = self.named["ISR"].value & TRANSFER_COMPLETE
        self.IRQ.Set(bool(complete and self.named["CR"]["TCIE"]))

    @written("FGPFCCR", "FGCOLR", "BGPFCCR", "BGCOLR", "NLR")
    def _format_written(self) -> None:
        formats = self.named["FGPFCCR"]["CM"], self.named["BGPFCCR"]["CM"]
        if max(formats) >= FORMATS:
            self.warn_of_renode_fault("a reserved color mode throws ArgumentException")
