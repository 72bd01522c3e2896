"""Any history of any model: accesses of each width, inputs, characters, frames, time and resets.

Whatever a program does, no exception leaves a model, its answers fit their width, it ends, its memory is
bounded, and the same history gives the same answers.
"""

from __future__ import annotations

import contextlib
import inspect
import typing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment
from tests.builtin.peripherals.test_register_properties import create
from vboard.builtin.peripherals.base import UART, BusPeripheral, Peripheral
from vboard.builtin.peripherals.can_bus import CANController, CANMessageFrame
from vboard.builtin.registry import find_type, type_names

NOT_ALONE = {
    "Bus.SystemBus": "a machine's own bus",
    "CPU.CortexM": "the core; tests of its own",
    "IRQControllers.NVIC": "part of the core; tests of its own",
    "GPIOPort.STM32F1AFIO": "needs its seven ports; `test_any_access.py` has it",
    "Memory.ArrayMemory": "plain bytes, to which the bus admits no access beyond the end",
    "Memory.MappedMemory": "the same",
    "Miscellaneous.DWT": "part of the core; tests of its own",
    "Python.PythonPeripheral": "runs a script; tests of its own",
}
"""Types that do not exist without a machine, with the reason."""

PERIODS = (0, 1, 999, 10_000, 1_000_000, 50_000_000)
"""Nanoseconds that pass at once."""
LOG_LIMIT = 4096
"""Messages that one step may cause; more is a loop."""

Step = tuple[str, int, int, int]

_offsets = st.one_of(st.integers(0, 0x40).map(lambda i: 4 * i), st.integers(0, 0x2000))
_values = st.one_of(
    st.sampled_from([0, 1, 0xFF, 0xFFFF_FFFF]),
    st.integers(0, 31).map(lambda i: 1 << i),
    st.integers(0, 0xFFFF_FFFF),
)
_widths = st.sampled_from([1, 2, 4])
histories = st.lists(
    st.one_of(
        st.tuples(st.just("write"), _offsets, _widths, _values),
        st.tuples(st.just("register"), st.integers(0, 300), _widths, _values),
        st.tuples(st.just("read"), _offsets, _widths, st.just(0)),
        st.tuples(st.just("input"), st.integers(0, 200), st.integers(0, 1), st.just(0)),
        st.tuples(st.just("char"), st.integers(0, 255), st.just(0), st.just(0)),
        st.tuples(st.just("frame"), st.integers(0, 0x7FF), st.integers(0, 8), st.just(0)),
        st.tuples(st.just("time"), st.sampled_from(PERIODS), st.just(0), st.just(0)),
        st.tuples(st.just("reset"), st.just(0), st.just(0), st.just(0)),
    ),
    max_size=30,
)


def models() -> list[type[BusPeripheral]]:
    """All models on a bus that the package registers; tests register others."""
    found = (find_type(name) for name in type_names() if name not in NOT_ALONE)
    return [
        cls
        for cls in found
        if inspect.isclass(cls) and issubclass(cls, BusPeripheral) and cls.__module__.startswith("vboard.")
    ]


def play(cls: type[BusPeripheral], history: list[Step]) -> list[object]:
    """What a model answers to a history, with its log and its accesses of the bus."""
    env = FakeEnvironment()
    model = typing.cast(BusPeripheral, create(cls, env))
    model.registered_at(0x4000_0000)
    model.Reset()
    registers = [register.offset for register in getattr(model, "named", {}).values()] or [0]
    seen: list[object] = []
    if isinstance(model, UART):
        model.observe(seen.append)
    if isinstance(model, CANController):
        model.observe_frames(seen.append)
    for kind, a, b, value in history:
        logged = len(env.logged)
        if kind == "register":
            kind, a = "write", registers[a % len(registers)]
        if kind in ("read", "write") and b not in model.widths:
            b = min(model.widths)
        _step(model, env, seen, (kind, a, b, value))
        seen.append(_levels(model))
        assert len(env.logged) - logged < LOG_LIMIT
    return [seen, env.logged, env.bus.accesses, env.resets]


def _step(model: BusPeripheral, env: FakeEnvironment, seen: list[object], step: Step) -> None:
    kind, a, b, value = step
    if kind == "read":
        answer = model.read(a, b)
        assert 0 <= answer < 1 << 8 * b
        seen.append(answer)
    elif kind == "write":
        model.write(a, b, value & ((1 << 8 * b) - 1))
    elif kind == "input" and hasattr(model, "OnGPIO"):
        with contextlib.suppress(ValueError):  # an input that there is not
            model.OnGPIO(a, bool(b))
    elif kind == "char" and isinstance(model, UART):
        model.WriteChar(a)
    elif kind == "frame" and isinstance(model, CANController):
        model.OnFrameReceived(CANMessageFrame(a, bytes(range(b))))
    elif kind == "time":
        env.pass_time(a)
    elif kind == "reset":
        model.Reset()


def _levels(model: Peripheral) -> list[bool]:
    lines = [*model.gpio_outputs().values(), *(model.numbered_outputs() or {}).values()]
    return [line.IsSet for line in lines]


@pytest.mark.parametrize("cls", models(), ids=lambda cls: cls.renode_type_name)
@given(history=histories)
@settings(max_examples=6, deadline=None)
def test_any_history_is_survived_and_deterministic(cls: type[BusPeripheral], history: list[Step]) -> None:
    assert play(cls, history) == play(cls, history)
