"""LED, Button, CombinedInput."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment, record
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.misc.button import Button
from vboard.builtin.peripherals.misc.combined_input import CombinedInput
from vboard.builtin.peripherals.misc.led import LED


@pytest.mark.parametrize("invert", [False, True])
def test_led_shows_its_input(env: FakeEnvironment, invert: bool) -> None:
    led = LED(env, invert)
    states: list[bool] = []
    led.observe(states.append)
    assert led.State is invert
    line = GPIO()
    line.connect(led, 0)
    line.Set()
    line.Unset()
    assert states == [not invert, invert]


def test_led_has_one_input(env: FakeEnvironment) -> None:
    with pytest.raises(ValueError, match="one input"):
        LED(env).OnGPIO(1, True)


@pytest.mark.parametrize("invert", [False, True])
def test_button_drives_its_line(env: FakeEnvironment, invert: bool) -> None:
    button = Button(env, invert)
    line = record(button.IRQ)
    button.Press()
    assert (button.Pressed, line.edges) == (True, [(0, not invert)])
    button.Release()
    assert (button.Pressed, line.edges[1:]) == (False, [(0, invert)])


def test_toggle_alternates(env: FakeEnvironment) -> None:
    button = Button(env)
    pressed = []
    for _ in range(3):
        button.Toggle()
        pressed.append(button.Pressed)
    assert pressed == [True, False, True]


def test_edges_while_paused_wait_until_time_advances(env: FakeEnvironment) -> None:
    button = Button(env)
    line = record(button.IRQ, env)
    env.pass_time(1_000)
    env.clock.running = False
    button.PressAndRelease()
    button.Press()
    assert (button.Pressed, line.edges) == (True, [])
    env.pass_time(1)
    assert line.edges == [(0, True), (0, False), (0, True)]
    assert line.times == [1_000] * 3


def test_deferred_edges_stay_before_later_ones(env: FakeEnvironment) -> None:
    button = Button(env)
    line = record(button.IRQ)
    env.clock.running = False
    button.Press()
    env.clock.running = True
    button.Release()
    assert line.edges == [(0, True), (0, False)]
    env.pass_time(10)
    assert len(line.edges) == 2


def test_reset_pulses_the_line(env: FakeEnvironment) -> None:
    button = Button(env)
    line = record(button.IRQ)
    button.Reset()
    assert line.edges == [(0, True), (0, False)]


def test_reset_keeps_a_held_button_when_asked_to(env: FakeEnvironment) -> None:
    button = Button(env)
    button.ReleaseOnReset = False
    button.Press()
    button.Reset()
    assert (button.Pressed, button.IRQ.IsSet) == (True, True)


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans())))
def test_combined_input_is_an_or(changes: list[tuple[int, bool]]) -> None:
    gate = CombinedInput(FakeEnvironment(), 5)
    levels = [False] * 5
    for number, value in changes:
        gate.OnGPIO(number, value)
        levels[number] = value
        assert gate.OutputLine.IsSet is any(levels)


def test_combined_input_out_of_range_is_logged(env: FakeEnvironment) -> None:
    CombinedInput(env, 2).OnGPIO(2, True)
    assert env.messages == [
        "Received GPIO signal on an unsupported port #2 (supported ports are 0 - 1). "
        "Please check the platform configuration"
    ]
