"""Waits of the Python interface: virtual seconds, and an error that shows what a board did instead."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.terminals.waiting import PausedWhileWaitingError, wait
from vboard.errors import RunFailedError


class ExpectationError(AssertionError):
    """A board did not do what was waited for."""


def wait_until(emulation: Emulation, seconds: float, done: Callable[[], bool]) -> bool:
    """Let virtual time pass until `done`, at most `seconds`; then the emulation is paused.

    Whoever makes `done` true calls `emulation.request_stop`, so that time stops at that very moment.

    Raises:
        RunFailedError: a hook or a breakpoint paused the emulation.
        ValueError: negative time.
    """
    if seconds < 0:
        raise ValueError(f"expected virtual seconds from 0 on, got {seconds:g}")
    try:
        return wait(emulation, round(seconds * NANOSECONDS), done)
    except PausedWhileWaitingError as error:
        raise RunFailedError(str(error)) from error
    finally:
        emulation.started = False


def stopped_cores(emulation: Emulation) -> str:
    """Why cores stopped for good, a line each, or nothing."""
    reasons = (
        (machine.name_of(core), getattr(core, "abort_reason", None))
        for machine in emulation.machines.values()
        for core in machine.cores
    )
    return "".join(f"\n{name}: {reason}" for name, reason in reasons if reason)
