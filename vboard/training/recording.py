"""Recordings of one's own words, from a stream of sound: a prompt, then what was said, as wav files."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from vboard.errors import RunFailedError
from vboard.evaluation.clips import RATE, Samples, frame_levels

SECONDS = 2.0
"""How long it is listened for a word."""
AUDIBLE_RMS = 300.0
"""RMS of the loudest 10 ms of something that was said (of 32,768)."""
CLEAR_DB = 12.0
"""By which the loudest 10 ms stand out of the quietest."""
TRIES = 3


def record_words(
    steps: Iterator[bytes], words: Sequence[str], folder: Path, each: int, tell: Callable[[str], None]
) -> list[Path]:
    """Record every word `each` times into `folder/WORD/`. Files that are there stay as they are.

    Args:
        steps: sound as 16-bit little-endian samples at 16 kHz, in pieces of any size.
        tell: shows a prompt.

    Raises:
        RunFailedError: the stream ended, or nothing was said in three tries.
    """
    made = []
    for word in words:
        for number in range(1, each + 1):
            made.append(_save(_hear(steps, f"say '{word}' ({number} of {each})", tell), folder / word))
    return made


def _hear(steps: Iterator[bytes], prompt: str, tell: Callable[[str], None]) -> Samples:
    for _ in range(TRIES):
        tell(prompt)
        samples = _take(steps)
        levels = np.sqrt(frame_levels(samples))
        loudest, quietest = float(levels.max()), float(np.quantile(levels, 0.1))
        if loudest >= AUDIBLE_RMS and loudest >= quietest * 10 ** (CLEAR_DB / 20):
            return samples
        tell("nothing was heard; once more")
    raise RunFailedError(f"nothing was said in {TRIES} tries: is the microphone on? ({prompt})")


def _take(steps: Iterator[bytes]) -> Samples:
    """The next `SECONDS` of sound."""
    data = b""
    while len(data) < round(SECONDS * RATE) * 2:
        step = next(steps, None)
        if step is None:
            raise RunFailedError("the microphone's stream ended")
        data += step
    return np.frombuffer(data[: round(SECONDS * RATE) * 2], "<i2").astype(np.int16)


def _save(samples: Samples, folder: Path) -> Path:
    """As the first `recorded-N.wav` that is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while (path := folder / f"recorded-{number:03}.wav").exists():
        number += 1
    with wave.open(str(path), "wb") as writer:
        writer.setparams((1, 2, RATE, 0, "NONE", ""))
        writer.writeframes(samples.astype("<i2").tobytes())
    return path
