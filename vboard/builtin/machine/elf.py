"""ELF images: segments to physical addresses, symbols, the lowest section for the VTOR guess."""

from __future__ import annotations

import functools
import io
from pathlib import Path
from typing import NamedTuple

from elftools.common.exceptions import ELFError
from elftools.construct import ConstructError
from elftools.elf.constants import SH_FLAGS
from elftools.elf.elffile import ELFFile
from elftools.elf.sections import SymbolTableSection

from vboard.builtin.machine.symbols import Symbol
from vboard.errors import VBoardError

_KINDS = ("STT_OBJECT", "STT_NOTYPE", "STT_FUNC")
_BINDINGS = {"STB_WEAK": 0, "STB_LOCAL": 2, "STB_GLOBAL": 3}
"""Kinds and bindings of symbols; of several with one range the last kind and the highest binding is shown."""
_MOST_KEPT = 1 << 22
"""Largest file, in bytes, whose contents are kept: each test of a suite loads its image anew."""
_MOST_ZEROS = 1 << 28
"""Largest zero-filled part of a segment: 256 MiB, the largest external memory of a Cortex-M board."""


class ImageError(VBoardError):
    """An image cannot be loaded; the text names the file and the reason."""


class Segment(NamedTuple):
    """Bytes of one loadable segment; `zeros` more bytes follow them."""

    physical: int
    virtual: int
    data: bytes
    zeros: int


class Image(NamedTuple):
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
        data = path.read_bytes()
        return _kept_image(data, path) if len(data) <= _MOST_KEPT else _image(data, path)
    except OSError as error:
        raise ImageError(f"{path}: {error.strerror or error}") from None
    except (ELFError, ConstructError, ValueError, KeyError, IndexError, AttributeError, TypeError,
            OverflowError, MemoryError, UnicodeDecodeError, AssertionError) as error:  # fmt: skip
        raise ImageError(f"{path}: not a usable ELF file: {error or type(error).__name__}") from None


def _image(data: bytes, path: Path) -> Image:
    return _parse(ELFFile(io.BytesIO(data)), path)


_kept_image = functools.lru_cache(maxsize=8)(_image)


def _parse(elf: ELFFile, path: Path) -> Image:
    if elf.elfclass != 32 or not elf.little_endian or elf["e_machine"] != "EM_ARM":
        raise ImageError(f"{path}: expected a 32-bit little-endian Arm image, found {elf['e_machine']}")
    size = elf.stream_len
    segments = []
    for segment in elf.iter_segments("PT_LOAD"):
        if segment["p_filesz"] and segment["p_offset"] + segment["p_filesz"] > size:
            raise ImageError(f"{path}: truncated: a segment ends behind the end of the file")
        data = segment.data()
        zeros = max(0, segment["p_memsz"] - len(data))
        if zeros > _MOST_ZEROS:
            raise ImageError(f"{path}: a segment asks for {zeros} zero bytes, more than any board has")
        segments.append(Segment(segment["p_paddr"], segment["p_vaddr"], data, zeros))
    if not segments:
        raise ImageError(f"{path}: no loadable segment")
    symbols: list[Symbol] = []
    lowest: int | None = None
    for section in elf.iter_sections():
        if section["sh_flags"] & SH_FLAGS.SHF_ALLOC and section["sh_type"] != "SHT_NULL":
            address = section["sh_addr"]
            lowest = address if lowest is None else min(lowest, address)
        if isinstance(section, SymbolTableSection):
            symbols += _symbols(section)
    return Image(tuple(segments), tuple(symbols), elf["e_entry"], lowest)


def _symbols(table: SymbolTableSection) -> list[Symbol]:
    """Functions, objects and labels; bit 0 of a Thumb function is no part of its address."""
    result = []
    for symbol in table.iter_symbols():
        kind = symbol["st_info"]["type"]
        if not symbol.name or symbol["st_shndx"] == "SHN_UNDEF" or symbol.name.startswith("$"):
            continue
        if kind not in _KINDS:
            continue
        start = symbol["st_value"] & ~1 if kind == "STT_FUNC" else symbol["st_value"]
        weight = 4 * _KINDS.index(kind) + _BINDINGS.get(symbol["st_info"]["bind"], 1)
        result.append(Symbol(start, start + symbol["st_size"], symbol.name, weight))
    return result
