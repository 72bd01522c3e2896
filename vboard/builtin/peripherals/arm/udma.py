"""DMA.UDMA: micro direct memory access controller PL230 (CC2538 user's guide SWRU319, chapter 10).

A transfer takes no time. As in Renode 1.16.1 a request moves all items of a channel's control structure,
whatever its mode, and any write to CHIS ends the interrupt.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, reads, status, writes, written
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int

ALTERNATE = 0x200
"""Bytes from the primary control structures to the alternate ones."""
STRUCTURE = 0x10
SOURCE_END, DESTINATION_END, CONTROL = 0x0, 0x4, 0x8
MODE_AND_SIZE = 0x3FF7
STOPPED = 0
NO_INCREMENT = 3
RESERVED_SIZE = 3


@renode_type("DMA.UDMA")
class UDMA(TablePeripheral):
    """Output IRQ: a transfer was completed."""

    IRQ: GPIO
    effects = tuple(f"{name}CLR clears {name}SET" for name in ("USEBURST", "REQMASK", "ENA", "ALT", "PRIO"))
    missing = "requests of peripherals, ping-pong and scatter-gather, bursts, priorities, bus errors"
    table = """
        0x000  STAT        : STAT 31:0 -
        0x004  CFG         : MASTEN 0 w
        0x008  CTLBASE     : rw
        0x00C  ALTBASE     : r
        0x010  WAITSTAT    : r
        0x014  SWREQ       : w
        0x018  USEBURSTSET : rw1s
        0x01C  USEBURSTCLR : w
        0x020  REQMASKSET  : rw1s
        0x024  REQMASKCLR  : w
        0x028  ENASET      : rw1s
        0x02C  ENACLR      : w
        0x030  ALTSET      : rw1s
        0x034  ALTCLR      : w
        0x038  PRIOSET     : rw1s
        0x03C  PRIOCLR     : w
        0x04C  ERRCLR      : ERRCLR 0 w
        0x500  CHASGN      : w
        0x504  CHIS        : rw1c
        0xFD0  PERIPHID4 = 0x04 : r
        0xFE0  PERIPHID0 = 0x30 : r
        0xFE4  PERIPHID1 = 0xB2 : r
        0xFE8  PERIPHID2 = 0x0B : r
        0xFEC  PERIPHID3        : r
        0xFF0  PCELLID0 = 0x0D  : r
        0xFF4  PCELLID1 = 0xF0  : r
        0xFF8  PCELLID2 = 0x05  : r
        0xFFC  PCELLID3 = 0xB1  : r
    """

    def __init__(self, env: Environment, numberOfChannels: Int = 32) -> None:
        """Create the controller.

        Args:
            numberOfChannels: channels that it has.
        """
        super().__init__(env)
        self._channels = numberOfChannels

    @status("ALTBASE.ALTBASE")
    def _alternate_base(self) -> int:
        return self.named["CTLBASE"].value + ALTERNATE

    @writes("SWREQ.SWREQ")
    def _request(self, channels: int) -> None:
        for channel in range(self._channels):
            if channels >> channel & 1:
                self._transfer(channel)

    def _transfer(self, channel: int) -> None:
        bus, base = self.env.bus, self.named["CTLBASE"].value
        if self.named["ALTSET"].value >> channel & 1:
            base += ALTERNATE
        structure = base + STRUCTURE * channel
        control = bus.read(structure + CONTROL, 4)
        if control & 7 != STOPPED:
            count = (control >> 4 & 0x3FF) + 1
            self._move(
                bus.read(structure + SOURCE_END, 4), bus.read(structure + DESTINATION_END, 4), control, count
            )
        bus.write(structure + CONTROL, 4, control & ~MODE_AND_SIZE)
        self.named["ENASET"].value &= ~(1 << channel)
        self.named["CHIS"].value |= 1 << channel
        self.IRQ.Set()

    def _move(self, source_end: int, destination_end: int, control: int, count: int) -> None:
        """Move items; both addresses are those of the last one."""
        width = 1 << (control >> 24 & 3) % RESERVED_SIZE
        source_step, destination_step = (
            0 if field == NO_INCREMENT else 1 << field for field in (control >> 26 & 3, control >> 30 & 3)
        )
        for left in range(count - 1, -1, -1):
            item = self.env.bus.read(source_end - left * source_step, width)
            self.env.bus.write(destination_end - left * destination_step, width, item)

    @written("CHIS")
    def _acknowledge(self) -> None:
        self.IRQ.Unset()

    @reads("PERIPHID2.PERIPHID2")
    def _identification_2(self) -> int:
        return self._identification(0x0B)

    @reads("PERIPHID3.PERIPHID3")
    def _identification_3(self) -> int:
        return self._identification(0)

    @reads("PCELLID1.PCELLID1")
    def _cell_1(self) -> int:
        return self._identification(0xF0)

    @reads("PCELLID2.PCELLID2")
    def _cell_2(self) -> int:
        return self._identification(0x05)

    @reads("PCELLID3.PCELLID3")
    def _cell_3(self) -> int:
        return self._identification(0xB1)

    def _identification(self, value: int) -> int:
        self.warn_of_renode_fault("an identification register throws IndexOutOfRangeException")
        return value
