"""Every model equals the register trace of its type: values, states of lines, error texts.

Traces of types that have no model are left to `docs/peripherals.md`, where they are listed.
"""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.register_traces import Replay, load, recorded_types
from tests.builtin.peripherals.trace_differences import KNOWN
from vboard.builtin.registry import find_type

ELSEWHERE = {
    "NVIC": "the interrupt controller is part of the core, whose tests compare it",
    "IRQControllers.NVIC": "the same",
    "Python.script": "a faulty script is logged here and ends the command in Renode",
}
"""Traces that are not replayed here, by their name or its first part, with the reason."""


def type_of(trace: str) -> str:
    """The Renode type that a trace shows."""
    return "Python.PythonPeripheral" if trace.startswith("Python.") else trace


MODELLED = [
    name
    for name in recorded_types()
    if not {name, name.partition(".")[0]} & ELSEWHERE.keys() and find_type(type_of(name)) is not None
]


@pytest.mark.parametrize("name", MODELLED)
def test_model_equals_trace(name: str) -> None:
    known = {step: reason for (trace, step), reason in KNOWN.items() if trace == name}
    differences = Replay(name).differences()
    unknown = [text for step, text in differences.items() if step not in known]
    assert not unknown, "\n".join(unknown)
    steps = load(name)
    equal = {step for step in known.keys() - differences.keys() if not steps[step].left_out}
    assert not equal, f"{name}: equal by now: {equal}"
