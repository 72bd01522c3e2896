"""Small ELF files, made byte by byte (System V ABI, chapter 4), so that tests need no compiler."""

from __future__ import annotations

import struct

ARM, X86_64 = 40, 62
EXECUTABLE, RELOCATABLE = 2, 1
LOAD = 1


def make_elf(
    segments: list[tuple[int, int, bytes, int]],
    machine: int = ARM,
    kind: int = EXECUTABLE,
) -> bytes:
    """A 32-bit little-endian ELF. Segments: load address, run address, contents, size in memory."""
    header_size, entry_size = 52, 32
    offset = header_size + entry_size * len(segments)
    table, contents = b"", b""
    for load, run, data, size in segments:
        table += struct.pack("<8I", LOAD, offset + len(contents), run, load, len(data), size, 5, 4)
        contents += data
    identification = b"\x7fELF\x01\x01\x01" + bytes(9)
    header = identification + struct.pack(
        "<HHIIIIIHHHHHH", kind, machine, 1, 0x08000001, header_size, 0, 0x05000000,
        header_size, entry_size, len(segments), 40, 0, 0,
    )  # fmt: skip
    return header + table + contents


def make_firmware() -> bytes:
    """An image of 16 bytes that fits every board."""
    return make_elf([(0x08000000, 0x08000000, bytes(16), 16)])
