"""The LED tester against a LED with a script of virtual times."""

from __future__ import annotations

import pytest

from tests.builtin.terminals.bench import Bench
from vboard.builtin.terminals.led_tester import LedAssertionError, LedTester


@pytest.fixture
def tester(bench: Bench) -> LedTester:
    return LedTester(bench.emulation, bench.led)


def blink(bench: Bench, start: int, on: int, off: int, count: int) -> None:
    for turn in range(count):
        bench.light(start + turn * (on + off), True)
        bench.light(start + turn * (on + off) + on, False)


def test_a_state_that_holds_passes_without_time(bench: Bench, tester: LedTester) -> None:
    tester.assert_state(False, timeout=1)
    assert not bench.emulation.started


def test_without_timeout_the_state_is_only_looked_at(bench: Bench, tester: LedTester) -> None:
    bench.light(1, True)
    with pytest.raises(LedAssertionError, match=r"^LED assertion not met\.$"):
        tester.assert_state(True)
    assert bench.now == 0


def test_pause_stops_at_the_change(bench: Bench, tester: LedTester) -> None:
    bench.light(7.5, True)
    tester.assert_state(True, timeout=1, pause=True)
    assert bench.now == 7.5
    assert not bench.emulation.started


def test_a_state_that_never_comes_fails_at_the_timeout(bench: Bench, tester: LedTester) -> None:
    with pytest.raises(LedAssertionError):
        tester.assert_state(True, timeout=0.25)
    assert bench.now == 250


def test_hold(bench: Bench, tester: LedTester) -> None:
    bench.light(10, True)
    bench.light(100, False)
    tester.assert_and_hold(True, 0.02, 0.05, pause=True)
    assert bench.now == 60


def test_hold_that_breaks(bench: Bench, tester: LedTester) -> None:
    blink(bench, 10, on=10, off=10, count=1)
    with pytest.raises(LedAssertionError, match="LED changed state"):
        tester.assert_and_hold(True, 0.02, 0.05)


def test_hold_of_a_state_that_never_comes(tester: LedTester) -> None:
    with pytest.raises(LedAssertionError, match="Initial LED assertion not met"):
        tester.assert_and_hold(True, 0.02, 0.05)


def test_blinking(bench: Bench, tester: LedTester) -> None:
    blink(bench, 3, on=10, off=20, count=5)
    tester.assert_is_blinking(0.1, 0.01, 0.02)
    assert bench.now == 100


@pytest.mark.parametrize(("on", "off"), [(0.012, 0.02), (0.01, 0.03), (0.02, 0.01)])
def test_blinking_with_other_phases(bench: Bench, tester: LedTester, on: float, off: float) -> None:
    blink(bench, 3, on=10, off=20, count=5)
    with pytest.raises(LedAssertionError, match=r"\(State duration was out of specified range\)"):
        tester.assert_is_blinking(0.1, on, off)


def test_tolerance_widens_the_range(bench: Bench, tester: LedTester) -> None:
    blink(bench, 3, on=10, off=20, count=5)
    tester.assert_is_blinking(0.1, 0.012, 0.02, tolerance=0.2)


def test_one_change_only_synchronises(bench: Bench, tester: LedTester) -> None:
    bench.light(3, True)
    with pytest.raises(LedAssertionError, match=r"\(LED state never changed\)"):
        tester.assert_is_blinking(0.1, 0.01, 0.02)


def test_duty_cycle_compares_a_percentage_with_a_fraction(bench: Bench, tester: LedTester) -> None:
    blink(bench, 3, on=10, off=10, count=5)
    tester.assert_duty_cycle(0.05, 0.9)


def test_duty_cycle_of_a_led_that_is_hardly_ever_lit_fails_without_tolerance(
    bench: Bench, tester: LedTester
) -> None:
    for start in (0.5, 100):
        bench.light(start, True)
        bench.light(start + 0.1, False)
    with pytest.raises(LedAssertionError, match=r"Fill assertion not met: expected 0\.5"):
        tester.assert_duty_cycle(0.15, 0.5, tolerance=0)


def test_durations_must_be_positive(tester: LedTester) -> None:
    with pytest.raises(ValueError, match="Value must be positive, but was 0\nParameter name: onDuration"):
        tester.assert_is_blinking(1, 0, 1)
    with pytest.raises(ValueError, match="must not be negative"):
        tester.assert_state(True, timeout=-1)
