"""Energy of a board that sleeps between slices, from its row's currents and the instructions it took."""

from __future__ import annotations

from dataclasses import dataclass

from vboard.boards.board import Board


@dataclass(frozen=True)
class Energy:
    """An estimate: a core that runs one instruction a clock, and sleeps (WFI) in the other clocks.

    Attributes:
        awake: share of the time.
        milliwatts: mean power of the microcontroller; no LEDs, microphone or regulator.
        source: the tables of the data sheet.
    """

    awake: float
    milliwatts: float
    source: str


def estimate(board: Board, instructions: int, seconds: float) -> Energy | None:
    """None where the board's row has no currents, or nothing ran."""
    current = board.current
    if current is None or not seconds or not board.mips:
        return None
    awake = min(1.0, instructions / (board.mips * 1e6 * seconds))
    milliamperes = awake * current.run_ma + (1 - awake) * current.sleep_ma
    return Energy(awake, milliamperes * current.volts, current.source)
