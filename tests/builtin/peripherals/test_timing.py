"""LimitTimer against the closed form of its counting."""

from collections.abc import Callable
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.timing import Direction, LimitTimer

SECOND = 1_000_000_000
frequencies = st.integers(1, 480_000_000)
both_directions = st.sampled_from(Direction)
LATEST = (1 << 62) - 1
"""Virtual time that tests go to (ns): 146 years."""


def make(
    env: FakeEnvironment,
    frequency: int,
    limit: int,
    reached: Callable[[], None] = lambda: None,
    **options: Any,
) -> LimitTimer:
    timer = LimitTimer(env.clock, frequency, limit, reached, **options)
    timer.enabled = True
    return timer


@given(frequencies, st.integers(1, 1 << 32), both_directions, st.integers(1, 65536))
def test_limits_come_at_the_nanosecond_of_their_step_without_drift(
    frequency: int, limit: int, direction: Direction, divider: int
) -> None:
    env = FakeEnvironment()
    times: list[int] = []
    timer = make(
        env, frequency, limit, lambda: times.append(env.clock.now), direction=direction, divider=divider
    )
    rate = frequency // divider
    expected = [-(-n * limit * SECOND // rate) for n in range(1, 6)] if rate else []
    assume(not expected or expected[-1] <= LATEST)
    env.pass_time(expected[-1] if expected else SECOND)
    assert times == expected
    assert timer.limit == limit  # and it was kept until here


@given(
    frequencies,
    st.integers(1, 1 << 32),
    both_directions,
    st.lists(st.integers(0, SECOND), min_size=1, max_size=8),
)
def test_the_value_is_a_function_of_time_however_it_is_read(
    frequency: int, limit: int, direction: Direction, pauses: list[int]
) -> None:
    env = FakeEnvironment()
    timer = make(env, frequency, limit, direction=direction)
    elapsed = 0
    for pause in pauses:
        # a pause may span many short periods: keep the number of limits small
        pause = min(pause, 1000 * limit * SECOND // frequency)
        elapsed += pause
        env.pass_time(pause)
        steps = elapsed * frequency // SECOND % limit
        assert timer.value == (steps if direction is Direction.ASCENDING else limit - steps)


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 10_000)), max_size=10))
def test_a_stopped_counter_keeps_its_value_and_its_fraction(phases: list[tuple[bool, int]]) -> None:
    env = FakeEnvironment()
    timer = LimitTimer(env.clock, 3_000_000, 1 << 40, lambda: None, direction=Direction.ASCENDING)
    running = 0
    for enabled, duration in phases:
        timer.enabled = enabled
        env.pass_time(duration)
        running += duration if enabled else 0
        assert timer.value == running * 3_000_000 // SECOND


def test_a_one_shot_timer_stops_at_its_limit() -> None:
    env = FakeEnvironment()
    times = []
    timer = make(env, 1000, 5, lambda: times.append(env.clock.now), one_shot=True)
    env.pass_time(SECOND)
    assert (times, timer.enabled) == ([5_000_000], False)


def test_a_limit_below_the_count_is_reached_at_once() -> None:
    env = FakeEnvironment()
    times = []
    timer = make(env, 1000, 100, lambda: times.append(env.clock.now), direction=Direction.ASCENDING)
    env.pass_time(50_000_000)
    timer.limit = 20
    assert (times, timer.value) == ([50_000_000], 0)


def test_setting_the_limit_restarts_a_reloading_timer() -> None:
    env = FakeEnvironment()
    times = []
    timer = make(env, 1000, 100, lambda: times.append(env.clock.now), reload_on_limit=True)
    env.pass_time(90_000_000)
    timer.limit = 100
    env.pass_time(100_000_000)
    assert times == [190_000_000]


def test_a_limit_set_while_the_limit_is_reached_counts_for_the_next_period() -> None:
    env = FakeEnvironment()
    times = []

    def reached() -> None:
        times.append(env.clock.now)
        timer.limit = 3

    timer = make(env, 1000, 5, reached)
    env.pass_time(9_000_000)
    assert times == [5_000_000]
    timer.value = 3
    env.pass_time(6_000_000)
    assert times == [5_000_000, 12_000_000, 15_000_000]


def test_a_division_to_0_hertz_stands_still() -> None:
    env = FakeEnvironment()
    timer = make(env, 1000, 5, divider=1001, direction=Direction.ASCENDING)
    env.pass_time(SECOND)
    assert timer.value == 0
