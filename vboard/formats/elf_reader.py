"""32-bit little-endian ELF files: segments, sections, symbols (System V ABI, chapters 4 and 5).

Every run reads an image before anything else happens, so only what firmware needs is here, and a file of ten
thousand symbols takes milliseconds. Damage of any kind is an `ElfError`.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

MAGIC = b"\x7fELF"
ARM = 40
EXECUTABLE = 2
LOAD = 1
CONTENTS, SYMBOLS, DYNAMIC_SYMBOLS = 1, 2, 11
ALLOCATED = 0x2
UNDEFINED = 0
LABEL, OBJECT, FUNCTION = 0, 1, 2
LOCAL, GLOBAL, WEAK = 0, 1, 2

_CLASS_32, _LITTLE = 1, 1
_HEADER = struct.Struct("<16sHHIIIIIHHHHHH")
_SEGMENT = struct.Struct("<8I")
_SECTION = struct.Struct("<10I")
_SYMBOL = struct.Struct("<IIIBBH")
_IDENTITY = 20
"""Bytes up to the machine's number, the same in all kinds of ELF files."""
_ESCAPED = 0xFFFF
"""A number of sections, or of one, that stands in section 0."""

_MACHINES = {
    3: "x86", 8: "MIPS", 20: "PowerPC", ARM: "ARM", 42: "Hitachi SH", 62: "x64", 83: "Atmel AVR 8-bit",
    94: "Tensilica Xtensa", 105: "Texas Instruments msp430", 183: "AArch64", 243: "RISC-V",
}  # fmt: skip
_KINDS = {0: "ET_NONE", 1: "ET_REL", EXECUTABLE: "ET_EXEC", 3: "ET_DYN", 4: "ET_CORE"}
T = TypeVar("T")


class ElfError(ValueError):
    """No ELF file, or a damaged one."""


class ElfSegment(NamedTuple):
    """A program header: kind, place in the file, addresses, bytes in the file and in memory."""

    kind: int
    offset: int
    virtual: int
    physical: int
    stored: int
    size: int


class ElfSection(NamedTuple):
    """A section header."""

    name: str
    kind: int
    flags: int
    address: int
    offset: int
    size: int
    link: int
    stride: int


class ElfSymbol(NamedTuple):
    """An entry of a symbol table."""

    name: str
    value: int
    size: int
    kind: int
    binding: int
    section: int


def _checked(read: Callable[[Any], T]) -> Callable[[Any], T]:
    """Headers and tables beyond the end of the file are damage."""

    def guarded(elf: Any) -> T:
        try:
            return read(elf)
        except (struct.error, IndexError, OverflowError) as error:
            raise ElfError("a table ends behind the end of the file") from error

    return guarded


class ElfFile:
    """An ELF file of any kind; all but its identity is read for 32-bit little-endian ones alone.

    Args:
        content: the file.

    Raises:
        ElfError: also from the properties, where what they read is damaged.
    """

    def __init__(self, content: bytes) -> None:
        if not content.startswith(MAGIC):
            raise ElfError("Magic number does not match")
        if len(content) < _IDENTITY:
            raise ElfError("the header ends behind the end of the file")
        self.content = content
        self.bits = 32 if content[4] == _CLASS_32 else 64
        self.little_endian = content[5] == _LITTLE
        order = "little" if self.little_endian else "big"
        self.kind = int.from_bytes(content[16:18], order)  # type: ignore[arg-type]
        self.machine = int.from_bytes(content[18:20], order)  # type: ignore[arg-type]

    @property
    def machine_name(self) -> str:
        """The processor, as people call it."""
        return _MACHINES.get(self.machine, f"machine {self.machine}")

    @property
    def kind_name(self) -> str:
        """The kind, as the ABI calls it."""
        return _KINDS.get(self.kind, str(self.kind))

    @property
    def is_arm(self) -> bool:
        """Whether it is 32-bit little-endian Arm."""
        return self.bits == 32 and self.little_endian and self.machine == ARM

    @cached_property
    @_checked
    def _header(self) -> tuple[Any, ...]:
        return _HEADER.unpack_from(self.content)

    @property
    def entry(self) -> int:
        """Where execution begins."""
        return int(self._header[4])

    @cached_property
    @_checked
    def segments(self) -> tuple[ElfSegment, ...]:
        """All program headers."""
        start, stride, count = self._header[5], self._header[9], self._header[10]
        fields = (_SEGMENT.unpack_from(self.content, start + stride * number) for number in range(count))
        return tuple(ElfSegment(*each[:6]) for each in fields)

    @cached_property
    @_checked
    def sections(self) -> tuple[ElfSection, ...]:
        """All section headers."""
        start, stride, count, names = (self._header[at] for at in (6, 11, 12, 13))
        if not start:
            return ()
        first = _SECTION.unpack_from(self.content, start)
        count = count or first[5]
        names = first[6] if names == _ESCAPED else names
        if stride * count > len(self.content):
            raise ElfError("more sections than the file has room for")
        rows = [_SECTION.unpack_from(self.content, start + stride * number) for number in range(count)]
        texts = self._stored(rows[names][4], rows[names][5]) if count else b""
        return tuple(
            ElfSection(_text(texts, name), kind, flags, address, offset, size, link, stride)
            for name, kind, flags, address, offset, size, link, _, _, stride in rows
        )

    def section(self, name: str) -> ElfSection | None:
        """The first section of that name."""
        return next((each for each in self.sections if each.name == name), None)

    def data(self, part: ElfSegment | ElfSection) -> bytes:
        """What the file holds of a part: less than its size where the file ends before."""
        return self._stored(part.offset, part.stored if isinstance(part, ElfSegment) else part.size)

    def symbols(self) -> Iterator[ElfSymbol]:
        """The entries of all symbol tables.

        Raises:
            ElfError: a damaged table.
        """
        for table in self.sections:
            if table.kind not in (SYMBOLS, DYNAMIC_SYMBOLS):
                continue
            if table.stride < _SYMBOL.size or table.link >= len(self.sections):
                raise ElfError(f"section {table.name}: damaged symbol table")
            texts = self.data(self.sections[table.link])
            content = self.data(table)
            for at in range(0, len(content) - table.stride + 1, table.stride):
                name, value, size, info, _, section = _SYMBOL.unpack_from(content, at)
                yield ElfSymbol(_text(texts, name), value, size, info & 0xF, info >> 4, section)

    def find_symbols(self, *names: str) -> dict[str, ElfSymbol]:
        """The first symbol of each of these names that there is."""
        found: dict[str, ElfSymbol] = {}
        for symbol in self.symbols():
            if symbol.name in names:
                found.setdefault(symbol.name, symbol)
        return found

    def _stored(self, offset: int, size: int) -> bytes:
        return self.content[offset : offset + size]


def _text(texts: bytes, at: int) -> str:
    """A string of a string table; empty beyond it."""
    end = texts.find(b"\0", at)
    return texts[at : end if end >= 0 else len(texts)].decode("utf-8", "replace")
