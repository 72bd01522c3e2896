"""Figures that a firmware prints about itself: arena, instructions per inference and per slice.

The lines that it looks for, as the hotword application prints them:

    model: hotword.tflite, 18000 bytes, arena 6000 of 7000 bytes
    stats @1000ms: 50 inferences of 1000000 cycles, 50 slices of 40000 cycles, …

A cycle of a virtual board is an instruction: its core runs one instruction a clock.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from vboard.engine import UartLine

_ARENA = re.compile(r"\barena (?P<used>\d+) of (?P<size>\d+) bytes")
_STATS = re.compile(r"^stats\b")
_INFERENCE = re.compile(r"\b[1-9]\d* inferences? of (?P<value>\d+) cycles")
_SLICE = re.compile(r"\b[1-9]\d* slices? of (?P<value>\d+) cycles")


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
        if _STATS.match(line.text):
            per_inference += [int(m["value"]) for m in _INFERENCE.finditer(line.text)]
            per_slice += [int(m["value"]) for m in _SLICE.finditer(line.text)]
    used, size = arena or (None, None)
    return Figures(used, size, _median(per_inference), _median(per_slice))


def _median(values: list[int]) -> int | None:
    return statistics.median_low(values) if values else None
