"""Reads golden files (format: golden_models.py). Needs nothing but Python."""

from __future__ import annotations

import struct
from dataclasses import dataclass


@dataclass(frozen=True)
class Golden:
    """A case: the model's bytes, and of each Invoke the bytes of all inputs and of all outputs."""

    name: str
    model: bytes
    invocations: list[tuple[list[bytes], list[bytes]]]


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

    def blobs(self) -> list[bytes]:
        return [self.blob() for _ in range(self.word())]

    def case(self) -> Golden:
        name, model = self.blob().decode(), self.blob()
        return Golden(name, model, [(self.blobs(), self.blobs()) for _ in range(self.word())])


def read_goldens(content: bytes) -> list[Golden]:
    """The cases of a golden file."""
    reader = _Reader(content)
    return [reader.case() for _ in range(reader.word())]
