"""DMA.STM32DMA: DMA controller with streams, STM32F2, F4, F7 (RM0385 rev 8, section 8.5).

As Renode 1.16.1 models it: a transfer takes no time; memory-to-memory and memory-to-peripheral run inside
the write of EN; from a peripheral each request moves one item, or a FIFO threshold of bytes when DMDIS is
set. EN stays set at the end. There is no half-transfer or error flag, no circular or double-buffer mode.
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
    tags,
)
from vboard.builtin.registry import renode_type

STREAMS = 8
FLAG_BASES = (0, 6, 16, 22)  # bit of FEIF of streams 0-3 in LISR, 4-7 in HISR
FIFO_BYTES = 16
TO_MEMORY, TO_PERIPHERAL, MEMORY_TO_MEMORY, RESERVED = range(4)  # SxCR.DIR


class Stream:
    """Registers SxCR to SxFCR of one stream and its transfers."""

    def __init__(self, parent: STM32DMA, number: int) -> None:
        self._parent = parent
        self._number = number
        self.IRQ = GPIO()
        self.complete = False
        self._done = 0  # bytes of the current transfer
        base = 0x10 + 0x18 * number
        self._cr = Register(
            base,
            f"S{number}CR",
            [
                Field("EN", 0, write=self._enable_written),
                *tags(1, "DMEIE TEIE HTIE"),
                Field("TCIE", 4),
                Tag("PFCTRL", 5),
                Field("DIR", 6, 2),
                Tag("CIRC", 8),
                Field("PINC", 9),
                Field("MINC", 10),
                Field("PSIZE", 11, 2),
                Field("MSIZE", 13, 2),
                Tag("PINCOS", 15),
                Tag("PL", 16, 2),
                *tags(18, "DBM CT TRBUFF"),
                Tag("PBURST", 21, 2),
                Tag("MBURST", 23, 2),
                reserved(25, 7),
            ],
        )
        self._ndtr = Register(base + 0x04, f"S{number}NDTR", [Field("NDT", 0, 16), reserved(16, 16)])
        self._par = Register(base + 0x08, f"S{number}PAR", [Field("PAR", 0, 32)])
        self._m0ar = Register(base + 0x0C, f"S{number}M0AR", [Field("M0A", 0, 32)])
        m1ar = Register(base + 0x10, f"S{number}M1AR", [Tag("M1A", 0, 32)])
        self._fcr = Register(
            base + 0x14,
            f"S{number}FCR",
            [
                Field("FTH", 0, 2),
                Field("DMDIS", 2),
                Tag("FS", 3, 3),
                reserved(6, 1),
                Tag("FEIE", 7),
                reserved(8, 24),
            ],
        )
        self.registers = [self._cr, self._ndtr, self._par, self._m0ar, m1ar, self._fcr]

    def reset(self) -> None:
        """Forget the transfer; the registers are reset with the controller's."""
        self._done = 0
        self.complete = False
        self.IRQ.Unset()

    def update(self) -> None:
        """Drive the interrupt line."""
        self.IRQ.Set(bool(self.complete and self._cr["TCIE"]))

    def request(self) -> None:
        """A peripheral asks for a transfer."""
        if not self._cr["EN"]:
            self._warn(
                f"Attempting to perform a transfer on disabled DMA stream {self._number}. Ignoring request"
            )
        elif self._cr["DIR"] == TO_MEMORY:
            self._transfer()

    def _enable_written(self, value: int) -> None:
        if value and self._cr["DIR"] != TO_MEMORY:
            self._transfer()

    def _warn(self, message: str) -> None:
        self._parent.log(LogLevel.WARNING, message)

    def _transfer(self) -> None:
        _cr, left, direction = self._cr, self._ndtr["NDT"], self._cr["DIR"]
        if left == 0 or direction == RESERVED:
            cause = "no data to send" if left == 0 else "direction set as Reserved"
            self._warn(f"Attempting to create DMA request with {cause}. Ignoring operation.")
            self._warn("Error in DMA configuration detected. Ignoring transfer request.")
            return
        peripheral = self._end(self._par.value, "PSIZE", "PINC")
        memory = self._end(self._m0ar.value, "MSIZE", "MINC")
        if direction == TO_MEMORY:
            threshold = (self._fcr["FTH"] + 1) * FIFO_BYTES // 4
            count = threshold if self._fcr["DMDIS"] else peripheral.width
        else:
            count = left * (memory if direction == MEMORY_TO_MEMORY else peripheral).width
        unit = peripheral.width if direction == TO_MEMORY else memory.width
        left = max(0, left - count // unit)
        # before the copy, whose accesses may raise the next request
        self._ndtr["NDT"] = left
        self._done += count
        ends = (memory, peripheral) if direction == TO_PERIPHERAL else (peripheral, memory)
        self._parent.copy(*ends, count)
        if left == 0:
            self.complete = True
            self._done = 0
            self._parent.update()

    def _end(self, base: int, size: str, increment: str) -> End:
        if self._cr[size] == 3:
            self._warn("Trying to cast Reserved (0x3) DataSize to TransferType. Defaulting to Byte.")
        moves = bool(self._cr[increment])
        return End(base + (self._done if moves else 0), SIZE_WIDTHS[self._cr[size]], moves)


@renode_type("DMA.STM32DMA")
class STM32DMA(RegisterPeripheral):
    """Inputs 0-7 are the streams' requests, outputs 0-7 their interrupts."""

    size = 0x400

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._streams = [Stream(self, i) for i in range(STREAMS)]
        stream_registers = [r for stream in self._streams for r in stream.registers]
        self.registers = RegisterMap(
            self,
            [
                Register(0x00, "LISR", self._flags(0, clearing=False)),
                Register(0x04, "HISR", self._flags(4, clearing=False)),
                Register(0x08, "LIFCR", self._flags(0, clearing=True)),
                Register(0x0C, "HIFCR", self._flags(4, clearing=True)),
                *stream_registers,
            ],
        )

    def _flags(self, first: int, clearing: bool) -> list[Field | Tag]:
        """Fields of a status or a flag-clear register for streams first to first + 3."""
        prefix = "C" if clearing else ""
        fields: list[Field | Tag] = [reserved(12, 4), reserved(28, 4)]
        for i, bit in enumerate(FLAG_BASES):
            number = first + i
            fields += [
                Tag(f"{prefix}FEIF{number}", bit),
                Tag(f"RESERVED {bit + 1}", bit + 1),
                *tags(bit + 2, " ".join(f"{prefix}{name}{number}" for name in ("DMEIF", "TEIF", "HTIF"))),
                self._clear_field(number, bit + 5) if clearing else self._status_field(number, bit + 5),
            ]
        return fields

    def _status_field(self, number: int, bit: int) -> Field:
        stream = self._streams[number]
        return Field(f"TCIF{number}", bit, 1, Mode.R, status=lambda: int(stream.complete))

    def _clear_field(self, number: int, bit: int) -> Field:
        def clear(value: int) -> None:
            if value:
                self._streams[number].complete = False
                self.update()

        return Field(f"CTCIF{number}", bit, 1, Mode.W, write=clear)

    def numbered_outputs(self) -> dict[int, GPIO]:
        return {i: stream.IRQ for i, stream in enumerate(self._streams)}

    def Reset(self) -> None:
        super().Reset()
        for stream in self._streams:
            stream.reset()

    def OnGPIO(self, number: int, value: bool) -> None:
        """A peripheral requests (rising edge) a transfer on stream `number`."""
        if not 0 <= number < STREAMS:
            self.log(
                LogLevel.WARNING,
                f"Attempted to signal DMA stream {number}. Maximum value is {STREAMS - 1}",
            )
        elif value:
            self._streams[number].request()

    def copy(self, source: End, destination: End, count: int) -> None:
        """Copy `count` bytes on the system bus; an impossible size is logged."""
        try:
            copy(self.env.bus, source, destination, count)
        except UnalignedSizeError as error:
            self.log(LogLevel.ERROR, str(error))

    def update(self) -> None:
        """Drive all interrupt lines."""
        for stream in self._streams:
            stream.update()
