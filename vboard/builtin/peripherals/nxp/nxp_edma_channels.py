"""DMA.NXP_eDMA_Channels: channels of the enhanced DMA controller (S32K3xx reference manual, eDMA).

As in Renode 1.16.1 a start by software or by another channel runs the whole major loop, and a request of a
peripheral one minor loop; half-words of the descriptor are accessed as such.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.nxp.edma_descriptor import Descriptor, ScatterError
from vboard.builtin.peripherals.nxp.nxp_edma import NXP_eDMA
from vboard.builtin.peripherals.register_map import Register
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes, written
from vboard.builtin.peripherals.unhandled import log_unhandled_read, log_unhandled_write
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int, Long, UInt

HALF_WORDS = (0x24, 0x34, 0x3C)
"""Words of a channel that are two registers."""


class Channel:
    """A channel as the management page and other channels see it; output IRQ."""

    def __init__(self, block: NXP_eDMA_Channels, index: int, number: int) -> None:
        self.IRQ = GPIO()
        self._block = block
        self._index = index
        self.number = number

    @property
    def errors(self) -> int:
        return self.register("CH_ES")["ERR_BITS"]

    @property
    def source(self) -> int:
        return self.register("CH_MUX")["SRC"] if self._block.has_multiplexer else 0

    def register(self, name: str) -> Register:
        """A register of the channel."""
        return self._block.named[f"{name}{self._index}"]

    def update(self) -> None:
        """Drive the interrupt line."""
        self.IRQ.Set(bool(self.register("CH_INT")["INT"]))

    def request(self) -> None:
        if self.register("CH_CSR").value & 0b11:  # ERQ, EARQ
            self._run(whole=False)

    def start(self) -> None:
        self._run(whole=True)

    def _run(self, whole: bool) -> None:
        if self._block.dma.Halt:
            return
        while self._run_minor_loop() and whole:
            pass
        self.update()

    def _run_minor_loop(self) -> bool:
        """Move NBYTES; tells whether the major loop goes on."""
        descriptor = Descriptor(self._block.env.bus, self.descriptor_words())
        errors = descriptor.errors()
        if errors:
            self._report(errors)
            return False
        self.register("CH_CSR")["DONE"] = 0
        descriptor.move()
        left = descriptor.count_down()
        if descriptor.interrupts_half_way(left):
            self.register("CH_INT")["INT"] = 1
        links = [descriptor.minor_link()] if left else []
        try:
            if not left:
                self._complete(descriptor)
                links = [descriptor.major_link()]
        except ScatterError as error:
            self._report(error.bit)
        self.store_descriptor(descriptor.words)
        for link in links:
            if link is not None:
                self._block.dma.link(link)
        return left > 0

    def _complete(self, descriptor: Descriptor) -> None:
        self.register("CH_CSR")["DONE"] = 1
        if descriptor.interrupts_at_end():
            self.register("CH_INT")["INT"] = 1
        if descriptor.disables_request():
            self.register("CH_CSR")["ERQ"] = 0
        descriptor.finish()

    def _report(self, errors: int) -> None:
        self.register("CH_ES")["ERR_BITS"] = errors
        self._block.dma.report_error(self.number)
        if self.register("CH_CSR")["EEI"]:
            self.register("CH_INT")["INT"] = 1

    def descriptor_words(self) -> list[int]:
        """The descriptor's eight words."""
        return [self.register(name).value for name in self._block.DESCRIPTOR]

    def store_descriptor(self, words: list[int]) -> None:
        """Set the descriptor's registers."""
        for name, word in zip(self._block.DESCRIPTOR, words, strict=True):
            self.register(name).value = word


@renode_type("DMA.NXP_eDMA_Channels")
class NXP_eDMA_Channels(TablePeripheral):
    """A page a channel; interrupts leave by the controller."""

    DESCRIPTOR = ("SADDR", "SOFF_ATTR", "NBYTES", "SLAST", "DADDR", "DOFF_CITER", "DLAST", "CSR_BITER")
    widths = frozenset({2, 4})
    missing = "arbitration, access rights (XRDC), bandwidth control, end of packet"

    def __init__(
        self,
        env: Environment,
        dma: NXP_eDMA,
        count: UInt,
        firstChannel: Int = 0,
        channelSize: Long = 0x1000,
        hasMuxingRegisters: bool = True,
        xrdc: Peripheral | None = None,
        defaultMasterId: UInt = 1,
    ) -> None:
        """Create channels and tell the controller of them.

        Args:
            dma: the controller.
            count: channels here.
            firstChannel: number of the first one in the controller.
            channelSize: bytes from one channel to the next.
            hasMuxingRegisters: whether channels select their request by CH_MUX.
            xrdc: checks accesses; not modelled.
            defaultMasterId: what CH_SBR shows.
        """
        self.dma = dma
        self.has_multiplexer = hasMuxingRegisters
        self.size = channelSize * count
        self._count, self._step, self._master = count, channelSize, defaultMasterId
        super().__init__(env)
        self.channels = [Channel(self, i, firstChannel + i) for i in range(count)]
        self.dma.channels.update({firstChannel + i: channel for i, channel in enumerate(self.channels)})

    def register_table(self) -> str:
        def row(offset: int, name: str, fields: str) -> str:
            return f"0x{offset:02X}+0x{self._step:X} {name}[{self._count}] {fields}"

        rows = [
            row(0x00, "CH_CSR", ": ERQ 0, EARQ 1, EEI 2, EBW 3 -, DONE 30 rw1c, ACTIVE 31 r"),
            row(0x04, "CH_ES", ": ERR_BITS 7:0 r, ERR 31"),
            row(0x08, "CH_INT", ": INT 0 rw1c"),
            row(
                0x0C,
                "CH_SBR",
                f"= 0x{0x8000 | self._master:X} : MID 4:0 r, SEC 14 -, PAL 15 r, EMI 16, ATTR 19:17 -",
            ),
            row(0x10, "CH_PRI", ": APL 2:0, DPA 30, ECP 31"),
            row(0x20, "SADDR", ": rw"),
            row(0x24, "SOFF_ATTR", ": SOFF 15:0, DSIZE 18:16, DMOD 23:19, SSIZE 26:24, SMOD 31:27"),
            row(0x28, "NBYTES", ": rw"),
            row(0x2C, "SLAST", ": rw"),
            row(0x30, "DADDR", ": rw"),
            row(0x34, "DOFF_CITER", ": DOFF 15:0, CITER 31:16"),
            row(0x38, "DLAST", ": rw"),
            row(0x3C, "CSR_BITER", ": START 0, FLAGS 12:1, BWC 15:14, BITER 31:16"),
        ]
        if self.has_multiplexer:
            rows.append(row(0x14, "CH_MUX", ": SRC 6:0"))
        return "\n".join(rows)

    def Reset(self) -> None:
        super().Reset()
        for channel in self.channels:
            channel.IRQ.Unset()

    def _is_pair(self, offset: int, width: int) -> bool:
        return width == 4 and offset % self._step in HALF_WORDS

    def read(self, offset: int, width: int) -> int:
        if self._is_pair(offset, width):
            log_unhandled_read(self, offset)
            return 0
        return super().read(offset, width)

    def write(self, offset: int, width: int, value: int) -> None:
        if self._is_pair(offset, width):
            log_unhandled_write(self, offset, value)
        else:
            super().write(offset, width, value)

    @status("CH_ES.ERR")
    def _has_error(self, index: int) -> int:
        return int(self.channels[index].errors != 0)

    @writes("CH_ES.ERR")
    def _clear_error(self, index: int, value: int) -> None:
        if value:
            self.named[f"CH_ES{index}"]["ERR_BITS"] = 0

    @writes("CH_SBR.EMI")
    def _replicate(self, index: int, value: int) -> None:
        self.named[f"CH_SBR{index}"]["EMI"] = value & int(self.dma.replicates_master)

    @writes("CH_MUX.SRC?")
    def _select(self, index: int, value: int) -> None:
        if not value:
            return
        if not self.dma.has_all_channels():
            self.warn_of_renode_fault("CH_MUX throws NullReferenceException where channels are missing")
        own = self.channels[index]
        if any(c.source == value for c in self.dma.channels.values() if c is not own):
            self.log(LogLevel.WARNING, f"CH{own.number}: slot {value} belongs to another channel")

    @written("CH_INT")
    def _acknowledged(self, index: int) -> None:
        self.channels[index].update()

    @writes("CSR_BITER.START")
    def _start(self, index: int, value: int) -> None:
        if value:
            self.named[f"CSR_BITER{index}"]["START"] = 0
            self.channels[index].start()
