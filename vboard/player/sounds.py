"""What a board's microphone hears: signed 16-bit samples, little endian, 16 kHz, read in pieces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from vboard.engine.events import MILLISECOND, SECOND
from vboard.player.audio import RATE, SAMPLE_BYTES, Clip

STEP = 20 * MILLISECOND
"""Audio is pushed in steps of one feature slice: 20 ms, 640 bytes."""
STEP_BYTES = STEP * RATE * SAMPLE_BYTES // SECOND
GAP = 2 * SECOND
"""Silence between two recordings and behind the last: the recogniser averages over 1000 ms."""


class Sound(Protocol):
    """Where samples come from."""

    @property
    def duration(self) -> int | None:
        """Virtual time (ns) after which there is nothing but silence; None where nobody knows."""

    def read(self, count: int) -> bytes:
        """The next `count` bytes; silence behind the end: a microphone never stops."""


def join_clips(clips: Sequence[Clip]) -> bytes:
    """The audio stream of a run: the recordings with silence between them, in whole steps."""
    gap = bytes(GAP * RATE // SECOND * SAMPLE_BYTES)
    stream = gap.join(clip.pcm for clip in clips)
    return stream + bytes(-len(stream) % STEP_BYTES)


class Recordings:
    """Recordings one after another."""

    def __init__(self, clips: Sequence[Clip]) -> None:
        self._stream = join_clips(clips)
        self._position = 0

    @property
    def duration(self) -> int:
        return len(self._stream) // STEP_BYTES * STEP

    def read(self, count: int) -> bytes:
        data = self._stream[self._position : self._position + count]
        self._position += count
        return data + bytes(count - len(data))
