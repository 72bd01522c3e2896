"""The LED tester behind `Assert Led State` and its relatives. Times are virtual."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.peripherals.misc.led import LED
from vboard.builtin.terminals.waiting import milliseconds, wait


class LedAssertionError(Exception):
    """The LED did not do what was asserted."""


class LedTester:
    """Asserts what one LED does; all durations are in seconds.

    Args:
        emulation: runs while an assertion needs time.
        led: the LED to watch.
        default_timeout: for `assert_state`, seconds.

    Every method raises `LedAssertionError` when the assertion fails and ValueError for an argument
    out of range. After a failure, and without `pause`, the emulation stays started.
    """

    def __init__(self, emulation: Emulation, led: LED, default_timeout: float = 0) -> None:
        _check("defaultTimeout", default_timeout, allow_zero=True)
        self.default_timeout = default_timeout
        self._emulation = emulation
        self._led = led

    def assert_state(self, state: bool, timeout: float | None = None, pause: bool = False) -> None:
        """The LED has `state` now or gets it within `timeout` (0 only looks, without running).

        When the state holds already, time does not start, so there is nothing to pause.
        """
        timeout = self.default_timeout if timeout is None else timeout
        _check("timeout", timeout, allow_zero=True)
        if self._led.State == state:
            return
        if timeout == 0 or not self._run(timeout, lambda lit: lit == state):
            raise LedAssertionError("LED assertion not met.")
        self._pause(pause)

    def assert_and_hold(
        self, initial: bool, timeout_assert: float, timeout_hold: float, pause: bool = False
    ) -> None:
        """The LED gets the state within `timeout_assert`, then keeps it for `timeout_hold`."""
        _check("timeoutAssert", timeout_assert, allow_zero=True)
        _check("timeoutHold", timeout_hold)
        if self._led.State != initial and not self._run(timeout_assert, lambda _: True):
            raise LedAssertionError("Initial LED assertion not met.")
        if self._run(timeout_hold, lambda _: True):
            raise LedAssertionError("LED changed state.")
        self._pause(pause)

    def assert_duty_cycle(
        self, duration: float, expected: float, tolerance: float = 0.05, pause: bool = False
    ) -> None:
        """The LED is lit for about `expected` (0 to 1) of the time between its changes.

        Renode 1.16.1 compares a percentage with a fraction and only from below, so this practically
        never fails there; the same comparison is made here, so that verdicts agree.
        """
        _check("testDuration", duration)
        _check_fraction("expectedDutyCycle", expected)
        _check_fraction("tolerance", tolerance)
        lit_time = 0
        dark_time = 0

        def on_phase(lit: bool, length: int) -> bool:
            nonlocal lit_time, dark_time
            if lit:
                dark_time += length
            else:
                lit_time += length
            return False

        self._run(duration, _phases(self._emulation, on_phase))
        total = lit_time + dark_time
        percentage = lit_time / total * 100 if total else float("nan")
        if percentage < expected - tolerance * 100:
            raise LedAssertionError(
                f"Fill assertion not met: expected {expected} with tolerance {tolerance * 100:g}%, "
                f"but got {percentage:g}"
            )
        self._pause(pause)

    def assert_is_blinking(
        self,
        duration: float,
        on_duration: float,
        off_duration: float,
        tolerance: float = 0.05,
        pause: bool = False,
    ) -> None:
        """Each whole phase within `duration` has its length, within a factor of 1 +/- `tolerance`.

        The first change only synchronises.
        """
        _check("testDuration", duration)
        _check("onDuration", on_duration)
        _check("offDuration", off_duration)
        changed = False

        def on_phase(lit: bool, length: int) -> bool:
            nonlocal changed
            changed = True
            wanted = off_duration if lit else on_duration
            return not wanted * (1 - tolerance) <= length / NANOSECONDS <= wanted * (1 + tolerance)

        mismatch = self._run(duration, _phases(self._emulation, on_phase))
        if not changed:
            raise LedAssertionError("Expected blinking pattern not detected (LED state never changed)")
        if mismatch:
            raise LedAssertionError(
                "Expected blinking pattern not detected (State duration was out of specified range)"
            )
        self._pause(pause)

    def _run(self, seconds: float, stop: Callable[[bool], bool]) -> bool:
        """Run for `seconds` or until `stop(new state)` is true at a change; tells the latter."""
        stopped = False

        def on_change(lit: bool) -> None:
            nonlocal stopped
            if not stopped and stop(lit):
                stopped = True
                self._emulation.request_stop()

        self._led.observe(on_change)
        try:
            return wait(self._emulation, milliseconds(seconds), lambda: stopped)
        finally:
            self._led.unobserve(on_change)

    def _pause(self, pause: bool) -> None:
        if pause:
            self._emulation.started = False


def _phases(emulation: Emulation, on_phase: Callable[[bool, int], bool]) -> Callable[[bool], bool]:
    """Turn changes into phases: calls `on_phase(new state, ns since the change before)`."""
    previous: int | None = None

    def on_change(lit: bool) -> bool:
        nonlocal previous
        begin, previous = previous, emulation.clock.now
        return begin is not None and on_phase(lit, previous - begin)

    return on_change


def _check(name: str, value: float, allow_zero: bool = False) -> None:
    if value < 0 or (value == 0 and not allow_zero):
        wanted = "not be negative" if allow_zero else "be positive"
        raise ValueError(f"Value must {wanted}, but was {value:g}\nParameter name: {name}")


def _check_fraction(name: str, value: float) -> None:
    if not 0 <= value <= 1:
        raise ValueError(f"Value must be in range [0; 1], but was {value:g}\nParameter name: {name}")
