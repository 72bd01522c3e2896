"""Samples of three axes that a script feeds and a driver reads, one after the other."""

from __future__ import annotations

import re
from collections import deque
from pathlib import Path
from typing import NamedTuple


class Vector(NamedTuple):
    """A quantity along three axes."""

    x: float
    y: float
    z: float


class VectorSamples:
    """A queue of samples. What was taken last stays until there is another.

    Attributes:
        current: the sample taken last, or what a script set.
    """

    def __init__(self) -> None:
        self.current = Vector(0.0, 0.0, 0.0)
        self._waiting: deque[Vector] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def clear(self) -> None:
        """Forget all samples."""
        self._waiting.clear()
        self.current = Vector(0.0, 0.0, 0.0)

    def feed(self, sample: Vector, repeat: int = 1) -> None:
        """Append a sample `repeat` times."""
        self._waiting.extend([sample] * repeat)

    def feed_file(self, path: str) -> None:
        """Append the samples of a text file: three numbers a line, with spaces, commas or semicolons between.

        What follows `#` is a comment.

        Raises:
            FileNotFoundError: there is no such file.
            ValueError: a line is no sample.
        """
        for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
            words = [word for word in re.split(r"[\s,;]+", line.partition("#")[0]) if word]
            if not words:
                continue
            try:
                self._waiting.append(Vector(*map(float, words)))
            except (TypeError, ValueError):
                raise ValueError(f"{path}:{number}: expected three numbers; got {line.strip()!r}") from None

    def take(self) -> Vector:
        """The next sample, which becomes the current one; without one the current one again."""
        if self._waiting:
            self.current = self._waiting.popleft()
        return self.current


def signed_word(value: float) -> bytes:
    """A measured value as a signed 16-bit word, the lower byte first; it saturates."""
    return min(max(round(value), -0x8000), 0x7FFF).to_bytes(2, "little", signed=True)
