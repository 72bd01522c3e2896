"""The output latch of a port, which the processor core changes and whose lines it drives without Python."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from vboard.builtin.machine.gpio import GPIO
from vboard.native import core

__all__ = ["LatchOp", "LatchView", "OutputLatch", "Undriven"]


class LatchOp(enum.IntEnum):
    """What the written bits of a field do to a latch."""

    REPLACE = 0
    SET = 1
    CLEAR = 2
    TOGGLE = 3


class Undriven(enum.IntEnum):
    """What happens where a write touches a pin that is not driven."""

    HOST = 0
    """The model sees to the write."""
    KEPT = 1
    """The bit stays as it is."""
    STORED = 2
    """The bit changes, the line does not."""
    CLEARED = 3
    """The bit becomes 0, and so do those of all other such pins; the line stays."""


class LatchView(enum.IntEnum):
    """What a field shows of a latch."""

    BITS = 0
    DRIVEN_BITS = 1
    LINES = 2


class OutputLatch(core.OutputLatch):
    """Bits of a port, and the lines that follow where `driven` has the pin.

    Of a line at whose end somebody acts at once (`LineUse.HOST`) the model makes the changes.
    """

    def __new__(cls, lines: Sequence[GPIO]) -> OutputLatch:
        return super().__new__(cls, lines)  # type: ignore[call-arg]

    def __init__(self, lines: Sequence[GPIO]) -> None:
        self.lines = tuple(lines)
