"""Figures that a firmware prints about itself: arena, instructions per inference and per slice.

The lines that it looks for, as the hotword application prints them:

    model: hotword.tflite, 18000 bytes, arena 6000 of 7000 bytes
    stats @1000ms: 50 inferences, cycles per inference 1000000, per slice 40000, …

A cycle of a virtual board is an instruction: its core runs one instruction a clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vboard.engine.events import UartLine

_ARENA = re.compile(r"\barena (?P<used>\d+) of (?P<size>\d+) bytes")
_STATS = re.compile(r"^stats\b.*\bcycles per inference (?P<inference>\d+), per slice (?P<slice>\d+)")


@dataclass(frozen=True)
class Figures:
    """What the console told; None where it told nothing. Instruction counts are per event."""

    arena_used: int | None = None
    arena_size: int | None = None
    per_inference: int | None = None
    per_slice: int | None = None


def read_figures(lines: Iterable[UartLine]) -> Figures:
    """Read the figures from console lines: the first arena, the median of the statistics lines."""
    arena: tuple[int, int] | None = None
    per_inference: list[int] = []
    per_slice: list[int] = []
    for line in lines:
        if arena is None and (found := _ARENA.search(line.text)):
            arena = int(found["used"]), int(found["size"])
        if found := _STATS.match(line.text):
            # Zero stands for a second without any.
            per_inference += [n for n in [int(found["inference"])] if n]
            per_slice += [n for n in [int(found["slice"])] if n]
    used, size = arena or (None, None)
    return Figures(used, size, _median(per_inference), _median(per_slice))


def _median(values: list[int]) -> int | None:
    """The lower of the two in the middle; `statistics` would take as long to import as a board to load."""
    return sorted(values)[(len(values) - 1) // 2] if values else None
