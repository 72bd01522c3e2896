"""Why a run failed: the processor stopped, the firmware said so, or it said nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vboard.engine.events import MILLISECOND, SECOND, Event, LogMessage, UartLine
from vboard.engine.protocol import Session
from vboard.errors import VBoardError
from vboard.images.names import demangle

FATAL = "FATAL:"
"""What a line of the console contains when the firmware gives up."""
WAITING = 1000
"""Entries at the end of the log of which a quarter say the same when a firmware polls something in vain."""


def find_failure(session: Session, new: Sequence[Event], silent: bool, bound: int | None) -> str | None:
    """Judge the step that has just passed.

    Args:
        new: its events.
        silent: nothing has been printed since the start.
        bound: virtual time (ns) at which a silent firmware is taken for dead; None: never.
    """
    if session.halt_reason is not None:
        return f"the processor stopped {_when(session.now)}: {session.halt_reason}"
    fatal = next((e for e in new if isinstance(e, UartLine) and FATAL in e.text), None)
    if fatal is not None:
        return f"the firmware stopped {_when(fatal.time)}: {fatal.text.strip()}"
    if silent and bound is not None and session.now >= bound:
        return f"no line on the console within {bound / SECOND:g} s of virtual time{_position(session)}"
    return None


def _when(time: int) -> str:
    """A virtual time (ns) as the rest of `stopped …`: what is early keeps its digits."""
    if time >= MILLISECOND:
        return f"at {time / SECOND:.3f} s"
    return f"after {time / 1000:g} µs" if time else "at its start"


def _position(session: Session) -> str:
    """Where the processor is, for a report: program counter and function."""
    try:
        counter = session.execute("sysbus.cpu PC").strip()
        symbol = session.execute(f"sysbus FindSymbolAt {counter}").strip()
    except VBoardError:
        return ""
    return f"; the processor is at {counter}" + (f" ({demangle(symbol)})" if symbol else "")


def endless(log: Sequence[LogMessage]) -> str:
    """What the log repeats without end, as the end of a sentence about a firmware that said nothing."""
    last = Counter(entry.text for entry in log[-WAITING:])
    if not last:
        return ""
    text, count = last.most_common(1)[0]
    return f"; over and over: {text}" if 4 * count >= WAITING else ""


def last_output(partial: str, lines: Sequence[UartLine], failure: str) -> str:
    """What the firmware said last, as the end of a sentence about `failure`.

    Args:
        partial: what it transmitted behind its last line end.
    """
    if partial:
        return f"; last output: {partial!r} (no line end)"
    if not lines:
        return "; no output"
    last = lines[-1].text
    return "" if last.strip() in failure else f"; last output: {last!r}"
