"""Members of memories."""

from __future__ import annotations

from pathlib import Path

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.memory import MappedMemory, Memory
from vboard.builtin.monitor.members import Facet, members_of
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.sequenced_file import move_away
from vboard.builtin.types import Byte, Int, Long, ReadFilePath, Short, ULong
from vboard.formats.records import parse_hex, parse_srecord

_SEGMENTS = 16
_SMALLEST_SEGMENT, _LARGEST_SEGMENT = 1 << 16, 16 << 20
"""How Renode cuts a memory: so many segments, each within these limits (bytes)."""


@members_of(Memory)
class MemoryMembers(Facet[Memory]):
    """Blocks of bytes at offsets from the beginning of the memory."""

    def ReadBytes(self, offset: Long, count: Int) -> list[Byte]:
        """Bytes from an offset on."""
        self._check(offset, count)
        return list(self.target.buffer[offset : offset + count])

    def WriteBytes(self, offset: Long, value: list[Byte]) -> None:
        """Write bytes."""
        self._check(offset, len(value))
        self.target.write_block(offset, bytes(value))

    def ZeroAll(self) -> None:
        """Write zeros everywhere."""
        self.target.write_block(0, bytes(self.target.Size))

    def ZeroRange(self, rangeStart: Long, rangeLength: Long) -> None:
        """Write zeros to a part."""
        self._check(rangeStart, rangeLength)
        self.target.write_block(rangeStart, bytes(rangeLength))

    def FillWithRepeatingData(self, data: list[Byte], size: Long | None = None) -> None:
        """Repeat bytes over the memory, or over its first `size` bytes."""
        if not data:
            raise CommandError("no bytes to repeat")
        length = self.target.Size if size is None else size
        self._check(0, length)
        pattern = bytes(data)
        self.target.write_block(0, (pattern * (length // len(pattern) + 1))[:length])

    def FillWithConstantDoubleWord(self, value: Int, size: Long | None = None) -> None:
        """Repeat 32 bits."""
        self.FillWithRepeatingData(list((value & 0xFFFFFFFF).to_bytes(4, "little")), size)

    def FillWithConstantWord(self, value: Short, size: Long | None = None) -> None:
        """Repeat 16 bits."""
        self.FillWithRepeatingData(list((value & 0xFFFF).to_bytes(2, "little")), size)

    def FillWithConstantByte(self, value: Byte, size: Long | None = None) -> None:
        """Repeat a byte."""
        self.FillWithRepeatingData([value], size)

    def WriteString(self, offset: Long, value: str) -> None:
        """Write the bytes of a text."""
        self.WriteBytes(offset, list(value.encode()))

    def LoadBinary(
        self, fileName: ReadFilePath, loadPoint: ULong, offset: Long = 0, size: ULong | None = None
    ) -> None:
        """Load a file as it is to an offset of the memory."""
        data = Path(fileName).read_bytes()[offset:]
        self.WriteBytes(loadPoint, list(data if size is None else data[:size]))

    def LoadHEX(self, fileName: ReadFilePath) -> None:
        """Load an Intel HEX file whose addresses are offsets of the memory."""
        for address, data in parse_hex(Path(fileName).read_text("ascii", "replace").splitlines()).joined():
            self.WriteBytes(address, list(data))

    def LoadSRecord(self, fileName: ReadFilePath) -> None:
        """Load S-records whose addresses are offsets of the memory."""
        lines = Path(fileName).read_text("ascii", "replace").splitlines()
        for address, data in parse_srecord(lines).joined():
            self.WriteBytes(address, list(data))

    def DumpBinary(self, fileName: str, offset: ULong = 0, size: Long | None = None) -> None:
        """Write the memory, or a part of it, to a file; an older one of that name is kept."""
        length = self.target.Size - offset if size is None else size
        self._check(offset, length)
        path = self.monitor.files.output(fileName)
        try:
            moved = move_away(path)
            path.write_bytes(self.target.buffer[offset : offset + length])
        except OSError as error:
            raise CommandError(f"Could not open {path}: {error.strerror}") from None
        if moved is not None:
            self.monitor.emulation.log.write(LogLevel.INFO, "", f"Old file {path} moved to {moved}")

    def _check(self, offset: int, count: int) -> None:
        if offset < 0 or count < 0 or offset + count > self.target.Size:
            end = offset + count
            raise CommandError(
                f"[0x{offset:X}, 0x{end:X}) is not inside the memory of {self.target.Size} bytes"
            )


@members_of(MappedMemory)
class MappedMemoryMembers(Facet[MappedMemory]):
    """How Renode divides a memory; here it is one piece."""

    @property
    def SegmentSize(self) -> Int:
        """Bytes of a segment."""
        proposed = min(_LARGEST_SEGMENT, max(_SMALLEST_SEGMENT, self.target.Size // _SEGMENTS))
        return -(-proposed // _SMALLEST_SEGMENT) * _SMALLEST_SEGMENT

    @property
    def SegmentCount(self) -> Int:
        """Number of segments."""
        return -(-self.target.Size // self.SegmentSize)
