"""RIFF files: is the sound of a wav whole? (Multimedia Programming Interface and Data Specifications 1.0)"""

from __future__ import annotations

import struct
from pathlib import Path

_HEADER, _CHUNK = 12, 8
_FORMAT = struct.Struct("<HHIIH")
"""Of a `fmt ` chunk: format, channels, frames a second, bytes a second, bytes a frame."""


def is_cut(path: Path) -> bool:
    """Whether a wav's samples end in the middle of a frame, one sample of each channel.

    Files of other kinds are none of this function's business: False. Raises OSError.
    """
    content = path.read_bytes()
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        return False
    at, frame = _HEADER, 0
    while at + _CHUNK <= len(content):
        kind, size = struct.unpack_from("<4sI", content, at)
        at += _CHUNK
        if kind == b"fmt " and at + _FORMAT.size <= len(content):
            frame = _FORMAT.unpack_from(content, at)[4]
        if kind == b"data":
            return frame > 0 and min(size, len(content) - at) % frame != 0
        at += size + size % 2  # chunks begin at even places
    return False
