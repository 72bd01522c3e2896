"""DMA.STM32G0DMA: DMA controller with channels, STM32F0, F1, F3, G0, L4 (RM0008 rev 21, section 13.4).

As Renode 1.16.1 models it:
- a transfer takes no time; memory-to-memory and memory-to-peripheral run inside the write of EN and copy
  CNDTR bytes, whatever the sizes (silicon: items); from a peripheral each request moves one item;
- EN reads 0, and a read of CCR clears it;
- clearing one flag of a channel clears all; there are no error flags; a reset leaves the channels alone.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.dma_engine import SIZE_WIDTHS, End, UnalignedSizeError, copy
from vboard.builtin.peripherals.register_map import (
    Field,
    Mode,
    Register,
    RegisterMap,
    RegisterPeripheral,
    Tag,
    reserved,
)
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int

FIRST_CHANNEL, CHANNEL_STEP = 0x08, 0x14


class Channel:
    """Registers CCR CNDTR CPAR CMAR of one channel (numbered from 0 here) and its transfer."""

    def __init__(self, parent: STM32G0DMA, number: int) -> None:
        self._parent = parent
        self.half = False
        self.complete = False
        self._count_written = 0
        self._peripheral_at = 0
        self._memory_at = 0
        base = FIRST_CHANNEL + CHANNEL_STEP * number
        self.ccr = Register(
            base,
            "CCR",
            [
                Field("EN", 0, status=lambda: 0, write=self._enable_written),
                Field("TCIE", 1),
                Field("HTIE", 2),
                Tag("TEIE", 3),
                Field("DIR", 4),
                Field("CIRC", 5),
                Field("PINC", 6),
                Field("MINC", 7),
                Field("PSIZE", 8, 2),
                Field("MSIZE", 10, 2),
                Tag("PL", 12, 2),
                Field("MEM2MEM", 14),
                reserved(15, 17),
            ],
            written=parent.update,
        )
        self._cndtr = Register(
            base + 4, "CNDTR", [Field("NDT", 0, 16, write=self._count_set), reserved(16, 16)]
        )
        self._cpar = Register(base + 8, "CPAR", [Field("PA", 0, 32, write=self._peripheral_set)])
        self._cmar = Register(base + 12, "CMAR", [Field("MA", 0, 32, write=self._memory_set)])
        self.registers = [self.ccr, self._cndtr, self._cpar, self._cmar]

    def request(self) -> bool:
        """A peripheral asks for a transfer; False when the channel is disabled or has no data left."""
        if not self.ccr["EN"] or not self._cndtr["NDT"]:
            return False
        self._transfer()
        return True

    def clear(self) -> None:
        """Clear all flags."""
        self.half = self.complete = False

    def _enable_written(self, value: int) -> None:
        if value and (self.ccr["MEM2MEM"] or self.ccr["DIR"]):
            self._transfer()

    def _count_set(self, value: int) -> None:
        self._count_written = value

    def _peripheral_set(self, value: int) -> None:
        self._peripheral_at = value

    def _memory_set(self, value: int) -> None:
        self._memory_at = value

    def _transfer(self) -> None:
        ccr = self.ccr
        peripheral = End(self._peripheral_at, SIZE_WIDTHS[ccr["PSIZE"]], bool(ccr["PINC"]))
        memory = End(self._memory_at, SIZE_WIDTHS[ccr["MSIZE"]], bool(ccr["MINC"]))
        left = self._cndtr["NDT"]
        if ccr["DIR"]:
            # reads from the start addresses, as Renode does, not from where circular mode stands
            source = End(self._cmar.value, memory.width, memory.increment)
            destination = End(self._cpar.value, peripheral.width, peripheral.increment)
            self._parent.copy(source, destination, left)
            left = 0
            self.half = self.complete = True
        else:
            moved = left if ccr["MEM2MEM"] else max(memory.width, peripheral.width)
            left = 0 if ccr["MEM2MEM"] else left - 1
            # before the copy, whose accesses may raise the next request
            self._cndtr["NDT"] = left
            self._peripheral_at = peripheral.after(moved)
            self._memory_at = memory.after(moved)
            self._parent.copy(peripheral, memory, moved)
            self.half = left <= self._count_written // 2
            self.complete = left == 0
        self._cndtr["NDT"] = left
        if ccr["CIRC"] and not ccr["MEM2MEM"] and left == 0:
            self._cndtr["NDT"] = self._count_written
            self._peripheral_at = self._cpar.value
            self._memory_at = self._cmar.value


@renode_type("DMA.STM32G0DMA")
class STM32G0DMA(RegisterPeripheral):
    """Inputs 1 to n are the channels' requests, outputs 0 to n - 1 their interrupts."""

    size = 0x100

    def __init__(self, env: Environment, numberOfChannels: Int) -> None:
        super().__init__(env)
        self._lines = [GPIO() for _ in range(numberOfChannels)]
        self._channels = [Channel(self, i) for i in range(numberOfChannels)]
        status: list[Field | Tag] = []
        clear: list[Field | Tag] = []
        for i in range(numberOfChannels):
            status += self._status_fields(i)
            clear += self._clear_fields(i)
        selection = [Tag(f"C{i + 1}S", 4 * i, 4) for i in range(7)]
        self._controller = [
            Register(0x00, "ISR", status),
            Register(0x04, "IFCR", clear, written=self.update),
            Register(0xA8, "CSELR", [*selection, reserved(28, 4)]),
        ]
        channel_registers = [r for channel in self._channels for r in channel.registers]
        self.registers = RegisterMap(self, [*self._controller, *channel_registers])

    def _status_fields(self, i: int) -> list[Field | Tag]:
        channel = self._channels[i]
        return [
            Field(f"GIF{i}", 4 * i, 1, Mode.R, status=lambda: int(channel.half or channel.complete)),
            Field(f"TCIF{i}", 4 * i + 1, 1, Mode.R, status=lambda: int(channel.complete)),
            Field(f"HTIF{i}", 4 * i + 2, 1, Mode.R, status=lambda: int(channel.half)),
            Tag(f"TEIF{i}", 4 * i + 3),
        ]

    def _clear_fields(self, i: int) -> list[Field | Tag]:
        def clear(value: int) -> None:
            if value:
                self._channels[i].clear()

        names = (f"CGIF{i}", f"CTCIF{i}", f"CHTIF{i}")
        fields = [Field(name, 4 * i + j, 1, Mode.W, write=clear) for j, name in enumerate(names)]
        return [*fields, Tag(f"CTEIF{i}", 4 * i + 3)]

    def numbered_outputs(self) -> dict[int, GPIO]:
        return dict(enumerate(self._lines))

    def Reset(self) -> None:
        for register in self._controller:
            register.value = register.reset_value

    special_reads = frozenset[int]()
    special_writes = frozenset[int]()

    def read32(self, offset: int) -> int:
        if self._is_known(offset):
            return super().read32(offset)
        self._log_unknown("read from", offset)
        return 0

    def write32(self, offset: int, value: int) -> None:
        if self._is_known(offset):
            super().write32(offset, value)
        else:
            self._log_unknown("write to", offset)

    def _is_known(self, offset: int) -> bool:
        end = FIRST_CHANNEL + CHANNEL_STEP * len(self._channels)
        return offset in self.registers or FIRST_CHANNEL <= offset < end

    def _log_unknown(self, access: str, offset: int) -> None:
        channel = (offset - FIRST_CHANNEL) // CHANNEL_STEP
        verb = access.split()[0]
        self.log(
            LogLevel.ERROR,
            f"Could not {access} offset 0x{offset:X} nor {verb} {access.split()[1]} channel {channel}, "
            f"the channel has to be in range 0-{len(self._channels)}",
        )

    def OnGPIO(self, number: int, value: bool) -> None:
        """A peripheral requests (rising edge) a transfer on channel `number`, from 1."""
        if not 1 <= number <= len(self._channels):
            self.log(
                LogLevel.ERROR,
                f"Channel number {number} is out of range, must be in [1; {len(self._channels)}]",
            )
        elif value:
            self.log(LogLevel.DEBUG, f"DMA peripheral request on channel {number}")
            if self._channels[number - 1].request():
                self.update()
            else:
                self.log(
                    LogLevel.WARNING,
                    f"DMA peripheral request on channel {number} ignored - channel is disabled "
                    "or has data count set to 0",
                )

    def copy(self, source: End, destination: End, count: int) -> None:
        """Copy `count` bytes on the system bus, or as many items where the bytes fill no whole items."""
        try:
            copy(self.env.bus, source, destination, count)
        except UnalignedSizeError:
            self.warn_of_renode_fault("a transfer of a part of an item throws ArgumentException")
            for i in range(count):
                item = self.env.bus.read(source.after(i * source.width), source.width)
                item &= (1 << 8 * destination.width) - 1
                self.env.bus.write(destination.after(i * destination.width), destination.width, item)

    def update(self) -> None:
        """Drive the interrupt lines from flags and enables."""
        for line, channel in zip(self._lines, self._channels, strict=True):
            ccr = channel.ccr
            line.Set(bool((channel.complete and ccr["TCIE"]) or (channel.half and ccr["HTIE"])))
