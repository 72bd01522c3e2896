"""Golden files of the operators as the tests read them (format: models.py; needs no oracle)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Invocation:
    """Bytes of each input, and of each output as another implementation computed it."""

    inputs: tuple[bytes, ...]
    outputs: tuple[bytes, ...]


@dataclass(frozen=True)
class Case:
    """A model, run once for each invocation, in sequence."""

    name: str
    model: bytes
    invocations: tuple[Invocation, ...]


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._content, self._at = content, 4

    def word(self) -> int:
        self._at += 4
        return int(struct.unpack_from("<I", self._content, self._at - 4)[0])

    def blob(self) -> bytes:
        size = self.word()
        self._at += size
        return self._content[self._at - size : self._at]

    def blobs(self) -> tuple[bytes, ...]:
        return tuple(self.blob() for _ in range(self.word()))


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a golden file."""
    reader = _Reader(path.read_bytes())
    for _ in range(reader.word()):
        name, model = reader.blob().decode(), reader.blob()
        invocations = (Invocation(reader.blobs(), reader.blobs()) for _ in range(reader.word()))
        yield Case(name, model, tuple(invocations))
