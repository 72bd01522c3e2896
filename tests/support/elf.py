"""Small ELF files, made byte by byte (System V ABI, chapter 4), so that tests need no compiler."""

from __future__ import annotations

import struct

ARM, X86_64 = 40, 62
EXECUTABLE, RELOCATABLE = 2, 1
LOAD = 1
CONTENTS, STRINGS, ZEROED = 1, 3, 8
ALLOCATED = 2


def make_elf(
    segments: list[tuple[int, int, bytes, int]],
    machine: int = ARM,
    kind: int = EXECUTABLE,
) -> bytes:
    """A 32-bit little-endian ELF. Segments: load address, run address, contents, size in memory.

    Each segment is one section, without a name: Renode looks for the vector table in the lowest one.
    """
    header_size, entry_size, section_size = 52, 32, 40
    offset = header_size + entry_size * len(segments)
    table, contents = b"", b""
    sections = bytes(section_size) + struct.pack("<10I", 0, STRINGS, 0, 0, offset, 1, 0, 0, 1, 0)
    contents = b"\0"  # the string table: one empty name
    for load, run, data, size in segments:
        at = offset + len(contents)
        table += struct.pack("<8I", LOAD, at, run, load, len(data), size, 5, 4)
        kind_of_section = CONTENTS if data else ZEROED
        sections += struct.pack("<10I", 0, kind_of_section, ALLOCATED, run, at, size, 0, 0, 4, 0)
        contents += data
    identification = b"\x7fELF\x01\x01\x01" + bytes(9)
    header = identification + struct.pack(
        "<HHIIIIIHHHHHH", kind, machine, 1, 0x08000001, header_size, offset + len(contents), 0x05000000,
        header_size, entry_size, len(segments), section_size, len(segments) + 2, 1,
    )  # fmt: skip
    return header + table + contents + sections


def make_firmware(flash: int = 0x08000000) -> bytes:
    """An image of 16 bytes that fits every board with flash at this address."""
    return make_elf([(flash, flash, bytes(16), 16)])
