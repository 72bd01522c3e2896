"""Reads the golden files of the runtime's tests (format: scripts/golden_models.py)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from vboard.boards import ROOT

_FOLDER = ROOT / "firmware" / "tests" / "runtime" / "goldens"


@dataclass(frozen=True)
class GoldenCase:
    """A model; of each invocation the bytes of inputs and of outputs."""

    name: str
    model: bytes
    invocations: tuple[tuple[list[bytes], list[bytes]], ...]


def read_goldens(name: str) -> list[GoldenCase]:
    """Cases of goldens/NAME.bin."""
    content = (_FOLDER / f"{name}.bin").read_bytes()
    blobs = _Blobs(content)
    return [
        GoldenCase(
            blobs.blob().decode(),
            blobs.blob(),
            tuple((list(blobs.blobs()), list(blobs.blobs())) for _ in range(blobs.word())),
        )
        for _ in range(blobs.word())
    ]


class _Blobs:
    def __init__(self, content: bytes) -> None:
        self._content, self._at = content, len(b"GOLD")

    def word(self) -> int:
        self._at += 4
        return int(struct.unpack_from("<I", self._content, self._at - 4)[0])

    def blob(self) -> bytes:
        size = self.word()
        self._at += size
        return self._content[self._at - size : self._at]

    def blobs(self) -> Iterator[bytes]:
        for _ in range(self.word()):
            yield self.blob()
