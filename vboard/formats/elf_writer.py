"""Plain bytes as an ELF file (System V ABI, chapter 4), for whatever loads and debugs ELF files."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_ARM = 40
_EXECUTABLE, _CURRENT, _LOAD, _CONTENTS, _STRINGS = 2, 1, 1, 1, 3
_ALLOCATED_CODE = 0x2 | 0x4
_READ_EXECUTE = 0x5
_EABI_5 = 0x05000000
_HEADER = struct.Struct("<16sHHIIIIIHHHHHH")
_SEGMENT = struct.Struct("<8I")
_SECTION = struct.Struct("<10I")
_NAMES = b"\0.flash\0.shstrtab\0"
_FLASH_NAME, _TABLE_NAME = 1, 8


def write_elf(chunks: Sequence[tuple[int, bytes]], entry: int) -> bytes:
    """A 32-bit little-endian executable for Arm whose segments and sections are the chunks.

    Args:
        chunks: addresses and bytes, in ascending order. The vector table is looked for at the lowest one.
        entry: where execution begins.
    """
    names_at = _HEADER.size + _SEGMENT.size * len(chunks)
    contents = bytearray(_NAMES + bytes(-len(_NAMES) % 4))
    segments, sections = b"", _SECTION.pack(*[0] * 10)
    for address, data in chunks:
        at = names_at + len(contents)
        segments += _SEGMENT.pack(_LOAD, at, address, address, len(data), len(data), _READ_EXECUTE, 4)
        sections += _SECTION.pack(
            _FLASH_NAME, _CONTENTS, _ALLOCATED_CODE, address, at, len(data), 0, 0, 4, 0
        )  # fmt: skip
        contents += data + bytes(-len(data) % 4)
    sections += _SECTION.pack(_TABLE_NAME, _STRINGS, 0, 0, names_at, len(_NAMES), 0, 0, 1, 0)
    header = _HEADER.pack(
        b"\x7fELF\x01\x01\x01" + bytes(9), _EXECUTABLE, _ARM, _CURRENT, entry, _HEADER.size,
        names_at + len(contents), _EABI_5, _HEADER.size, _SEGMENT.size, len(chunks), _SECTION.size,
        len(chunks) + 2, len(chunks) + 1,
    )  # fmt: skip
    return header + segments + bytes(contents) + sections
