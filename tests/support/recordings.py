"""Recordings made of a sine."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path


def write_wav(
    path: Path, rate: int = 16_000, channels: int = 1, seconds: float = 0.5, hertz: float = 440.0
) -> Path:
    """A sine of half amplitude, the same in all channels."""
    frames = bytearray()
    for n in range(int(rate * seconds)):
        value = round(16_000 * math.sin(2 * math.pi * hertz * n / rate))
        frames += struct.pack("<h", value) * channels
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes(bytes(frames))
    return path
