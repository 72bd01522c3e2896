"""Waiting in virtual time: the only way in which a tester lets an emulation run."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.emulation import Emulation

MILLISECOND = 1_000_000


class PausedWhileWaitingError(Exception):
    """Something else (a hook, a breakpoint) paused the emulation, so virtual time stands still."""


def milliseconds(seconds: float) -> int:
    """Seconds as nanoseconds, cut to whole milliseconds: the resolution of Renode's timeouts."""
    return int(seconds * 1000) * MILLISECOND


def wait(emulation: Emulation, timeout: int, done: Callable[[], bool]) -> bool:
    """Start the emulation and let time pass until `done` or for `timeout` ns.

    Whoever makes `done` true must also call `emulation.request_stop`, which makes the end exact.
    The emulation stays started; the caller pauses it if that was asked for.

    Returns:
        Whether `done` is true.

    Raises:
        PausedWhileWaitingError: the emulation was paused by somebody else before.
    """
    deadline = emulation.clock.now + timeout
    if not emulation.started:
        emulation.started = True
    while not done() and emulation.clock.now < deadline:
        if emulation.run_until(deadline) or done():
            break
        if not emulation.started:
            raise PausedWhileWaitingError("The emulation was paused by a hook or a breakpoint while waiting.")
    return done()
