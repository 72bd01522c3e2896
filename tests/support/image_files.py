"""Images in the formats that tools make: GNU objcopy is the oracle, UF2 is written by its specification."""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path

import pytest

OBJCOPY = "arm-none-eabi-objcopy"
FORMATS = {".hex": "ihex", ".srec": "srec", ".bin": "binary"}


def convert(elf: Path, target: Path) -> Path:
    """Write `elf` in the format that the target's ending names; skips without the cross tools."""
    if shutil.which(OBJCOPY) is None:
        pytest.skip(f"no {OBJCOPY} (run 'make setup')")
    subprocess.run([OBJCOPY, "-O", FORMATS[target.suffix], elf, target], check=True)
    return target


def uf2_block(number: int, address: int, payload: bytes, flags: int = 0x2000) -> bytes:
    """One block of 512 bytes (https://github.com/microsoft/uf2, "File format")."""
    header = struct.pack(
        "<8I", 0x0A324655, 0x9E5D5157, flags, address, len(payload), number, 0, 0x5EE21072
    )  # fmt: skip
    return (header + payload).ljust(508, b"\0") + struct.pack("<I", 0x0AB16F30)


def as_uf2(base: int, content: bytes) -> bytes:
    """A file of blocks of 256 bytes."""
    pieces = range(0, len(content), 256)
    return b"".join(uf2_block(n, base + at, content[at : at + 256]) for n, at in enumerate(pieces))
