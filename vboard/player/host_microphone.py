"""This machine's microphone as sound for a virtual board."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterator
from pathlib import Path

from vboard.errors import RunFailedError
from vboard.player.audio import RATE, SAMPLE_BYTES

NAME = "mic"
"""What stands for it where a recording is expected."""
PATIENCE = 5.0
"""Seconds of the host without a sample after which the microphone has gone."""
KEPT = RATE * SAMPLE_BYTES
"""Bytes that wait at most: a second. What a stopped board did not hear is forgotten."""


def is_microphone(path: Path) -> bool:
    """Whether a user means the microphone, not a file of that name."""
    return str(path) == NAME and not path.exists()


class Microphone:
    """What the microphone hears, in step with the host's clock.

    Args:
        blocks: samples as they come; a thread of its own waits for them.
    """

    duration = None

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._queue: queue.Queue[bytes | None] = queue.Queue()
        self._waiting = b""
        self._ended = False
        threading.Thread(target=self._listen, args=(blocks,), daemon=True).start()

    def _listen(self, blocks: Iterator[bytes]) -> None:
        with contextlib.suppress(Exception):  # whatever ends the stream, the board hears silence from then on
            for block in blocks:
                self._queue.put(block)
        self._queue.put(None)

    def read(self, count: int) -> bytes:
        """The next `count` bytes; silence behind the end of the stream.

        Raises:
            RunFailedError: the microphone delivers nothing.
        """
        self._collect()
        while len(self._waiting) < count and not self._ended:
            try:
                self._take(self._queue.get(timeout=PATIENCE))
            except queue.Empty:
                raise RunFailedError(f"the microphone delivered nothing for {PATIENCE:g} s") from None
        data, self._waiting = self._waiting[:count], self._waiting[count:]
        return data + bytes(count - len(data))

    def _collect(self) -> None:
        while True:
            try:
                self._take(self._queue.get_nowait())
            except queue.Empty:
                break
        self._waiting = (
            self._waiting[max(0, len(self._waiting) - KEPT) :] if not self._ended else self._waiting
        )

    def _take(self, block: bytes | None) -> None:
        if block is None:
            self._ended = True
        else:
            self._waiting += block


def open_microphone() -> Microphone:
    """The default microphone.

    Raises:
        VBoardError: there is none, or no package to read it with.
    """
    from vboard.player import streaming

    return Microphone(streaming.microphone())
