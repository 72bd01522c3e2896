"""Texts about virtual time, as the monitor prints them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from vboard.builtin.machine.clock import NANOSECONDS, VirtualClock


class TimeState(Protocol):
    """What the texts tell of an emulation."""

    clock: VirtualClock
    quantum: int
    advance_immediately: bool

    @property
    def started(self) -> bool: ...


def format_time(nanoseconds: int) -> str:
    """`hh:mm:ss.nnnnnnnnn`."""
    seconds, fraction = divmod(nanoseconds, NANOSECONDS)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{fraction:09}"


def time_source_info(state: TimeState) -> str:
    """Lines of `GetTimeSourceInfo`. Host time and load are not measured: they read zero."""
    now = state.clock.now
    load = "0" if now else "NaN"
    return "\n".join(
        (
            f"Elapsed Virtual Time: {format_time(now)}",
            f"Elapsed Host Time: {format_time(0)}",
            f"Current load: {load}",
            f"Cumulative load: {load}",
            f"State: {'WaitingForReportBack' if state.started else 'Idle'}",
            f"Advance immediately: {state.advance_immediately}",
            f"Quantum: {format_time(state.quantum)}",
        )
    )


@dataclass(frozen=True)
class TimeInterval:
    """A duration as Python code of a script sees it; a tick is a nanosecond."""

    Ticks: int

    def __str__(self) -> str:
        return format_time(self.Ticks)

    @property
    def TotalMilliseconds(self) -> float:
        """The duration in milliseconds."""
        return self.Ticks / 1_000_000

    @property
    def TotalSeconds(self) -> float:
        """The duration in seconds."""
        return self.Ticks / NANOSECONDS


@dataclass(frozen=True)
class TimeStamp:
    """A virtual time with the clock that it belongs to (`machine ElapsedVirtualTime`)."""

    nanoseconds: int
    domain: str

    def __str__(self) -> str:
        return f"[Domain = {self.domain}, TimeElapsed = {format_time(self.nanoseconds)}]"

    @property
    def TimeElapsed(self) -> TimeInterval:
        """Virtual time since the start."""
        return TimeInterval(self.nanoseconds)
