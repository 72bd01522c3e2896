"""Figures that a firmware prints about itself: arena, instructions per inference and per slice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vboard.engine import UartLine

_ARENA = re.compile(r"\barena:?\s+(?P<used>\d+)(?:\s+of\s+(?P<size>\d+))?\b")
_STATS = re.compile(r"^stats\b")
_INFERENCE = re.compile(r"\binference:?\s+(?P<value>\d+)")
_SLICE = re.compile(r"\bslice:?\s+(?P<value>\d+)")


@dataclass(frozen=True)
class Figures:
    """What the console told; None where it told nothing. Instruction counts are per event."""

    arena_used: int | None = None
    arena_size: int | None = None
    per_inference: int | None = None
    per_slice: int | None = None


def read_figures(lines: Iterable[UartLine]) -> Figures:
    """Read the figures from console lines; of repeated ones the largest counts."""
    arena_used = arena_size = None
    per_inference: list[int] = []
    per_slice: list[int] = []
    for line in lines:
        if (found := _ARENA.search(line.text)) and arena_used is None:
            arena_used = int(found["used"])
            arena_size = int(found["size"]) if found["size"] else None
        if _STATS.match(line.text):
            per_inference += [int(m["value"]) for m in _INFERENCE.finditer(line.text)]
            per_slice += [int(m["value"]) for m in _SLICE.finditer(line.text)]
    return Figures(arena_used, arena_size, max(per_inference, default=None), max(per_slice, default=None))
