"""Polls of a scripted peripheral: which need not run the script, and that none is answered wrongly."""

from types import CodeType

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.python.python_peripheral import PythonPeripheral
from vboard.builtin.peripherals.python.script_state import depends_on_itself, kept_names, parse

STATUS = """
if request.IsInit:
    registers = [5, 7]
elif request.IsRead:
    index = request.Offset >> 2
    shift = 8 * (request.Offset & 3)
    request.Value = registers[index] >> shift
    if index == 1:
        registers[0] += 1
elif request.IsWrite:
    registers[request.Offset >> 2] = request.Value
"""


class Counted(PythonPeripheral):
    """Counts the runs of its script."""

    runs = 0

    def _run(self, code: CodeType) -> int:
        self.runs += 1
        return super()._run(code)


def _peripheral(env: FakeEnvironment, script: str) -> Counted:
    device = Counted(env, 0x100, initable=True, script=script)
    device.Reset()
    device.runs = 0
    return device


def test_a_poll_runs_the_script_twice_and_then_knows_its_answer(env: FakeEnvironment) -> None:
    device = _peripheral(env, STATUS)
    assert [device.read(0, 4) for _ in range(20)] == [5] * 20
    assert device.runs == 2


def test_polls_of_two_registers_in_turn_are_known_too(env: FakeEnvironment) -> None:
    device = _peripheral(env, STATUS)
    assert [device.read(at, 4) for _ in range(20) for at in (0, 2)] == [5, 0] * 20
    assert device.runs == 4


def test_a_write_ends_what_was_known(env: FakeEnvironment) -> None:
    device = _peripheral(env, STATUS)
    for value in (1, 2, 3):
        device.write(0, 4, value)
        assert [device.read(0, 4) for _ in range(5)] == [value] * 5


def test_a_read_with_an_effect_runs_each_time_and_ends_what_was_known(env: FakeEnvironment) -> None:
    device = _peripheral(env, STATUS)
    seen = []
    for _ in range(8):
        seen += [device.read(0, 4), device.read(0, 4), device.read(4, 4)]
    assert seen == [value for i in range(8) for value in (5 + i, 5 + i, 7)]


@pytest.mark.parametrize(
    "script",
    [
        "if request.IsRead:\n    request.Value = 1\n    self.InfoLog('read')",
        "if request.IsRead:\n    request.Value = missing",
    ],
)
def test_what_is_logged_is_logged_each_time(env: FakeEnvironment, script: str) -> None:
    device = _peripheral(env, script)
    for _ in range(10):
        device.read(0, 4)
    assert len(env.logged) == 10


@pytest.mark.parametrize(
    "text",
    [
        "import time\nrequest.Value = time.time()",
        "request.Value = request.Counter",
        "request.Value = self.GetMachine()['sysbus.led'].State",
        "clock = self\nrequest.Value = 1",
        "request.Value = other(1)",
        "def f():\n    return 1\nrequest.Value = f()",
        "request.calls = 1",
        "request = 1",
    ],
)
def test_a_script_that_reaches_beyond_itself_runs_each_time(env: FakeEnvironment, text: str) -> None:
    assert not depends_on_itself(parse(text))


def test_what_a_run_leaves_to_the_next_are_names_that_it_may_read_first() -> None:
    tree = parse(
        "if request.IsInit:\n"
        "    kept = [0]\n"
        "else:\n"
        "    own = 1\n"
        "    for i in kept:\n"
        "        late = i\n"
        "    request.Value = own + late\n"
        "    total += 1\n"
    )
    assert kept_names(tree) == {"kept", "late", "total"}
