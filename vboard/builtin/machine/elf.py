"""ELF images: segments to physical addresses, symbols, the lowest section for the VTOR guess."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vboard.builtin.machine.symbols import Symbol
from vboard.errors import VBoardError
from vboard.formats.elf_reader import (
    ALLOCATED,
    FUNCTION,
    GLOBAL,
    LABEL,
    LOAD,
    LOCAL,
    OBJECT,
    UNDEFINED,
    WEAK,
    ElfError,
    ElfFile,
    ElfSymbol,
)

_KINDS = (OBJECT, LABEL, FUNCTION)
_BINDINGS = {WEAK: 0, LOCAL: 2, GLOBAL: 3}
"""Kinds and bindings of symbols; of several with one range the last kind and the highest binding is shown."""
_MOST_ZEROS = 1 << 28
"""Largest zero-filled part of a segment: 256 MiB, the largest external memory of a Cortex-M board."""


class ImageError(VBoardError):
    """An image cannot be loaded; the text names the file and the reason."""


@dataclass(frozen=True)
class Segment:
    """Bytes of one loadable segment; `zeros` more bytes follow them."""

    physical: int
    virtual: int
    data: bytes
    zeros: int


@dataclass(frozen=True)
class Image:
    """What the engine takes from an ELF file."""

    segments: tuple[Segment, ...]
    symbols: tuple[Symbol, ...]
    entry: int
    lowest_section: int | None


def read_elf(path: Path) -> Image:
    """Read a 32-bit little-endian Arm executable.

    Raises:
        ImageError: the file is missing, no ELF, damaged or for another processor.
    """
    try:
        return _parse(ElfFile(path.read_bytes()), path)
    except OSError as error:
        raise ImageError(f"{path}: {error.strerror or error}") from None
    except (ElfError, MemoryError) as error:
        raise ImageError(f"{path}: not a usable ELF file: {error or type(error).__name__}") from None


def _parse(elf: ElfFile, path: Path) -> Image:
    if not elf.is_arm:
        what = f"{elf.machine_name} ({elf.bits} bit, {'little' if elf.little_endian else 'big'}-endian)"
        raise ImageError(f"{path}: expected a 32-bit little-endian Arm image, found {what}")
    segments = []
    for segment in elf.segments:
        if segment.kind != LOAD:
            continue
        if segment.offset + segment.stored > len(elf.content):
            raise ImageError(f"{path}: truncated: a segment ends behind the end of the file")
        data = elf.data(segment)
        zeros = max(0, segment.size - len(data))
        if zeros > _MOST_ZEROS:
            raise ImageError(f"{path}: a segment asks for {zeros} zero bytes, more than any board has")
        segments.append(Segment(segment.physical, segment.virtual, data, zeros))
    if not segments:
        raise ImageError(f"{path}: no loadable segment")
    allocated = [each.address for each in elf.sections if each.flags & ALLOCATED and each.kind]
    symbols = tuple(_symbol(each) for each in elf.symbols() if _is_shown(each))
    return Image(tuple(segments), symbols, elf.entry, min(allocated, default=None))


def _is_shown(symbol: ElfSymbol) -> bool:
    """Functions, objects and labels; those that begin with `$` tell code from data."""
    is_named = bool(symbol.name) and not symbol.name.startswith("$")
    return is_named and symbol.section != UNDEFINED and symbol.kind in _KINDS


def _symbol(symbol: ElfSymbol) -> Symbol:
    """Bit 0 of a Thumb function is no part of its address."""
    start = symbol.value & ~1 if symbol.kind == FUNCTION else symbol.value
    weight = 4 * _KINDS.index(symbol.kind) + _BINDINGS.get(symbol.binding, 1)
    return Symbol(start, start + symbol.size, symbol.name, weight)
