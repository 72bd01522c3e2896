"""Listeners and recordings for tests: here, so that other processes can import them."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vboard.evaluation.clips import RATE, Samples
from vboard.evaluation.listeners import Cost, Heard
from vboard.evaluation.scoring import Line
from vboard.player.audio import SAMPLE_BYTES


@dataclass(frozen=True)
class LoudListener:
    """Hears "yes" at the end of everything loud. Dies in the first stream, until `died` is there."""

    died: Path | None = None

    def identity(self) -> str:
        return "loud"

    def hear(self, samples: Samples) -> Heard:
        if self.died is not None and not self.died.exists():
            self.died.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        loud = np.abs(samples.astype(np.int32)) > 3000
        ends = np.flatnonzero(loud[:-1] & ~loud[1:])
        last = [
            int(end)
            for end, behind in zip(ends, [*ends[1:], len(samples)], strict=True)
            if behind - end > 4000
        ]
        lines = [Line("yes", 200, end * 1000 // RATE) for end in last]
        return Heard(lines, Cost(len(samples) * 62_500, len(samples) * 62_500, len(samples), 0, 0))


def write_tone(path: Path, hertz: float, seconds: float = 0.4) -> None:
    """A recording of a second with a tone in its middle."""
    import wave

    time = np.arange(round(seconds * RATE)) / RATE
    samples = np.zeros(RATE, "<i2")
    samples[4000 : 4000 + len(time)] = 12000 * np.sin(2 * np.pi * hertz * time)
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(SAMPLE_BYTES)
        writer.setframerate(RATE)
        writer.writeframes(samples.tobytes())


def write_words(folder: Path) -> Path:
    """Two voices of three words."""
    for number, word in enumerate(("yes", "no", "up")):
        for voice in range(2):
            write_tone(folder / word / f"voice{voice}_nohash_0.wav", 300 + 200 * number + 50 * voice)
    return folder
