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


class Tape:
    """Recordings that are added while it runs, with silence between them and behind the last."""

    duration = None

    def __init__(self, clips: Sequence[Clip] = ()) -> None:
        self._waiting = join_clips(clips)

    def add(self, clip: Clip) -> None:
        """Play one more: at once, or behind what is playing."""
        gap = bytes(GAP * RATE // SECOND * SAMPLE_BYTES) if self._waiting else b""
        self._waiting += gap + clip.pcm

    def read(self, count: int) -> bytes:
        data, self._waiting = self._waiting[:count], self._waiting[count:]
        return data + bytes(count - len(data))
