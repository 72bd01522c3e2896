"""Sound as files of raw samples, for the models of audio inputs and outputs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path


class SampleFile:
    """A file of little-endian signed 16-bit samples, played `repeat` times (0: for ever), then silence."""

    def __init__(self, path: str, repeat: int = 1) -> None:
        """Read the file.

        Raises:
            FileNotFoundError: there is none.
        """
        data = Path(path).read_bytes()
        self._samples = [
            int.from_bytes(data[i : i + 2], "little", signed=True) for i in range(0, len(data) - 1, 2)
        ]
        rounds: Iterator[object] = itertools.count() if repeat == 0 else iter(range(repeat))
        self._iterator = (
            itertools.chain.from_iterable(self._samples for _ in rounds if self._samples)
            if self._samples
            else iter(())
        )

    def next(self) -> int:
        """The next sample, 0 after the last one."""
        return next(self._iterator, 0)
