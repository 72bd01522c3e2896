"""DMA.STM32LDMA: DMA controller of STM32L1 and BDMA of STM32H7 (RM0038 rev 16, section 13.4).

As Renode 1.16.1 models it: a transfer takes no time and runs inside the write of EN, whatever its direction
and requests; EN, CIRC and MEM2MEM read 0; there are no half-transfer and error flags, and a reset leaves it
alone.
"""

from __future__ import annotations

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.dma_engine import SIZE_WIDTHS, End, UnalignedSizeError, copy
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes, written
from vboard.builtin.registry import renode_type

CHANNELS = 8
RESERVED_SIZE = 3


@renode_type("DMA.STM32LDMA")
class STM32LDMA(TablePeripheral):
    """Output n is the interrupt of channel n, from 0."""

    size = 0x400
    line_count = CHANNELS
    missing = "requests of peripherals, circular mode, half-transfer and error flags"
    table = f"""
        0x00        ISR               : FLAGS 31:0 r
        0x04        IFCR              : FLAGS 31:0 w
        0x08+0x14   CCR[{CHANNELS}]   : EN 0 w, TCIE 1, HTIE 2 -, TEIE 3, DIR 4, CIRC 5 w, PINC 6, MINC 7,
                PSIZE 9:8, MSIZE 11:10, PL 13:12, MEM2MEM 14 w
        0x0C+0x14   CNDTR[{CHANNELS}] : rw
        0x10+0x14   CPAR[{CHANNELS}]  : rw
        0x14+0x14   CMAR[{CHANNELS}]  : rw
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._complete = [False] * CHANNELS

    def Reset(self) -> None:
        """Nothing changes."""

    @status("CCR.PSIZE")
    def _peripheral_size(self, channel: int) -> int:
        return self._size(channel, "PSIZE")

    @status("CCR.MSIZE")
    def _memory_size(self, channel: int) -> int:
        return self._size(channel, "MSIZE")

    def _size(self, channel: int, field: str) -> int:
        """A size as it reads: the reserved one is 0."""
        size = self.named[f"CCR{channel}"][field]
        return 0 if size == RESERVED_SIZE else size

    @status("ISR.FLAGS")
    def _flags(self) -> int:
        return sum(0b11 << 4 * n for n, complete in enumerate(self._complete) if complete)

    @writes("IFCR.FLAGS")
    def _clear(self, mask: int) -> None:
        for channel in range(CHANNELS):
            if mask >> 4 * channel & 0b11:
                self._complete[channel] = False
                self._update(channel)

    @writes("CCR.EN")
    def _enable(self, channel: int, value: int) -> None:
        if not value:
            return
        control = self.named[f"CCR{channel}"]
        peripheral = End(
            self.named[f"CPAR{channel}"].value,
            SIZE_WIDTHS[self._size(channel, "PSIZE")],
            bool(control["PINC"]),
        )
        memory = End(
            self.named[f"CMAR{channel}"].value,
            SIZE_WIDTHS[self._size(channel, "MSIZE")],
            bool(control["MINC"]),
        )
        ends = (memory, peripheral) if control["DIR"] else (peripheral, memory)
        count = self.named[f"CNDTR{channel}"].value & 0xFFFF
        try:
            copy(self.env.bus, *ends, count * ends[0].width)
        except UnalignedSizeError as error:
            self.log(LogLevel.ERROR, str(error))
        self._complete[channel] = True
        self._update(channel)

    @written("CCR")
    def _update(self, channel: int) -> None:
        self.lines[channel].Set(bool(self._complete[channel] and self.named[f"CCR{channel}"]["TCIE"]))
