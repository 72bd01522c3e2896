"""A text timeline of a run: loudness, console lines and LEDs over a common time axis."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from vboard.engine.events import MILLISECOND, SECOND, LedTimes
from vboard.player.playback import Run
from vboard.player.sounds import join_clips

DIVISORS = (1, 2, 5, 10, 20, 25, 50, 100, 125, 200, 250, 500)
"""Milliseconds that a character may stand for: divisors of a second, so that ticks fall on characters."""
LOUDNESS = " ▁▂▃▄▅▆▇█"
LED_ON, LED_OFF, LED_TOGGLES = "█", "·", "▒"
SHORTEST_TICK = 8
"""Characters between two labels of the axis, at least."""


def cell_time(end: int, width: int) -> int:
    """Virtual time (ns) of a character so that `end` fits into `width` characters, at least one."""
    choices = (*(n * MILLISECOND for n in DIVISORS), *_steps(SECOND, end))
    return next(cell for cell in choices if -(-end // cell) <= max(width, 1))


def _steps(first: int, last: int) -> Iterator[int]:
    """1, 2 and 5 times `first`, ten times as much, and so on, until one reaches `last`."""
    for power in count():
        for digit in (1, 2, 5):
            step = digit * 10**power * first
            yield step
            if step >= last:
                return


def axis(cells: int, cell: int) -> tuple[str, str]:
    """Labels (seconds) and ticks of the time axis."""
    least = SHORTEST_TICK * cell
    tick = next(n for n in _steps(10 * MILLISECOND, 10 * least) if n >= least and n % cell == 0)
    per_tick = tick // cell
    labels, ticks = "", ""
    for at in range(0, cells, per_tick):
        labels = labels.ljust(at) + f"{at * cell / SECOND:g}s"
        ticks = ticks.ljust(at, "─") + "┼"
    return labels, ticks.ljust(cells, "─")


def led_row(led: LedTimes, end: int, cell: int) -> str:
    """State of a LED by character: the one that it had longer, or toggling for two changes or more."""
    row = []
    for left in range(0, end, cell):
        right = min(left + cell, end)
        lit = 2 * led.lit(left, right) >= right - left
        row.append(LED_TOGGLES if led.changes(left, left + cell) > 1 else LED_ON if lit else LED_OFF)
    return "".join(row)


def console_row(times: list[int], end: int, cell: int) -> str:
    """A mark for every character in whose time the console printed a line."""
    marked = {time // cell for time in times}
    return "".join("•" if index in marked else " " for index in range(-(-end // cell)))


def loudness_row(samples: list[int], start: int, end: int, cell: int, rate: int) -> str:
    """Peak level by character, on a scale of 6 dB a step below full scale."""
    row = []
    for left in range(0, end, cell):
        first = max(0, (left - start) * rate // SECOND)
        last = max(0, (left + cell - start) * rate // SECOND)
        peak = max(map(abs, samples[first:last]), default=0)
        # 32768 has 16 bits: full scale gives the tallest bar, each halving one less.
        row.append(LOUDNESS[max(0, min(8, peak.bit_length() - 7))])
    return "".join(row)


def rows(run: Run, width: int) -> list[tuple[str, str]]:
    """The timeline as (label, text) rows, `width` characters at most for the text."""
    from vboard.player.audio import RATE, Clip

    end = max(run.end, 1)
    cell = cell_time(end, width)
    labels, ticks = axis(-(-end // cell), cell)
    result = [("", labels), ("", ticks)]
    if run.audio_start is not None:
        samples = Clip("", join_clips(run.job.clips), "").samples().tolist()
        result.append(("audio", loudness_row(samples, run.audio_start, end, cell, RATE)))
    result.append(("console", console_row([line.time for line in run.lines], end, cell)))
    for label in run.job.board.leds:
        result.append((label, led_row(LedTimes(run.events, label), end, cell)))
    return result
