"""UF2, the format of drag-and-drop boot loaders (Microsoft, "USB Flashing Format", https://github.com/microsoft/uf2)."""

from __future__ import annotations

import struct

from vboard.errors import VBoardError

MAGIC = struct.pack("<II", 0x0A324655, 0x9E5D5157)
_END_MAGIC = 0x0AB16F30
BLOCK = 512
_HEADER = struct.Struct("<8I")
_LARGEST_PAYLOAD = 476
_NOT_MAIN_FLASH = 0x00000001
_FILE_CONTAINER = 0x00001000


class Uf2Error(VBoardError):
    """The file is damaged; the text names the block."""


def parse_uf2(content: bytes) -> list[tuple[int, bytes]]:
    """Addresses and bytes of the blocks that go to the main flash, in the order of the file.

    Raises:
        Uf2Error: a block is cut off, has no magic numbers, or a size that no block has.
    """
    chunks: list[tuple[int, bytes]] = []
    for number, position in enumerate(range(0, len(content), BLOCK)):
        block = content[position : position + BLOCK]
        if len(block) < BLOCK:
            raise Uf2Error(f"block {number} has {len(block)} of {BLOCK} bytes")
        _, _, flags, address, size, _, _, _ = _HEADER.unpack_from(block)
        if not block.startswith(MAGIC) or struct.unpack_from("<I", block, BLOCK - 4)[0] != _END_MAGIC:
            raise Uf2Error(f"block {number} has no magic numbers")
        if size > _LARGEST_PAYLOAD:
            raise Uf2Error(f"block {number} claims {size} bytes, expected at most {_LARGEST_PAYLOAD}")
        if not flags & (_NOT_MAIN_FLASH | _FILE_CONTAINER):
            chunks.append((address, block[_HEADER.size : _HEADER.size + size]))
    return chunks
