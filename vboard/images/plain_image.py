"""Images that are no ELF: Intel HEX, S-records, UF2 and plain binary files.

Boards, debuggers and a Renode load ELF files; so the bytes are kept as one in the cache, by their content.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from vboard.errors import VBoardError
from vboard.formats import suffixes, uf2
from vboard.formats.elf_writer import write_elf
from vboard.formats.records import RecordFile, parse_hex, parse_srecord
from vboard.paths import cache_folder

LARGEST = 256 << 20
"""Bytes: no microcontroller holds more, so such a file is another kind of thing."""
_HEX_LINE = re.compile(rb":[0-9A-Fa-f]{10}")
_S_LINE = re.compile(rb"S[0-9][0-9A-Fa-f]{6}")

Chunks = list[tuple[int, bytes]]


def is_binary(path: Path) -> bool:
    """Whether a file says nothing of its address: plain bytes, to judge by its name."""
    return path.suffix.lower() in suffixes.BINARY


def read_chunks(path: Path, content: bytes, base: int | None) -> Chunks | None:
    """Addresses and bytes of an image, ascending and joined; None for a file that is no image.

    Args:
        base: address of a plain binary file.

    Raises:
        VBoardError: damaged, empty, or plain bytes without an address.
    """
    suffix = path.suffix.lower()
    try:
        if content.startswith(uf2.MAGIC):
            chunks = uf2.parse_uf2(content)
        elif _HEX_LINE.match(content) or suffix in suffixes.HEX:
            chunks = parse_hex(_lines(content)).chunks
        elif _S_LINE.match(content) or suffix in suffixes.SRECORD:
            chunks = parse_srecord(_lines(content)).chunks
        elif suffix in suffixes.UF2:
            raise VBoardError("no UF2 block")
        elif is_binary(path):
            if base is None:
                raise VBoardError("a binary file says no address: --base ADDRESS")
            chunks = [(base, content)]
        else:
            return None
    except VBoardError as error:
        raise VBoardError(f"{path}: {' '.join(str(error).split())}") from error
    chunks = RecordFile([(address, data) for address, data in chunks if data]).joined()
    if not chunks:
        raise VBoardError(f"{path}: has nothing to load")
    return chunks


def _lines(content: bytes) -> list[str]:
    return [line for line in content.decode("ascii", errors="replace").splitlines() if line.strip()]


def as_elf(path: Path, chunks: Chunks) -> Path:
    """The ELF file of these bytes in the cache.

    Raises:
        VBoardError: the cache cannot be written.
    """
    import hashlib  # with all of OpenSSL

    lowest = chunks[0][1]
    entry = int.from_bytes(lowest[4:8], "little") if len(lowest) >= 8 else chunks[0][0]
    content = write_elf(chunks, entry)
    digest = hashlib.sha256(content).hexdigest()[:16]
    kept = cache_folder() / "images" / digest / f"{path.stem}.elf"
    if kept.is_file() and kept.stat().st_size == len(content):
        return kept
    partial = kept.with_suffix(f".{os.getpid()}")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        partial.replace(kept)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise VBoardError(
            f"{kept.parent}: {reason} (VBOARD_CACHE names another folder for what is kept)"
        ) from error
    return kept
