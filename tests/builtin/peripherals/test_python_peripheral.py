"""Python.PythonPeripheral: what a script sees and may do."""

from pathlib import PosixPath
from typing import Any

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.misc.led import LED
from vboard.builtin.peripherals.python.python_peripheral import PythonPeripheral

RECORD = """
if request.IsInit:
    seen = []
else:
    seen.append((request.IsRead, request.IsWrite, request.IsUser, request.Offset, request.Value,
                 request.Length, request.Counter, request.Absolute))
    if request.IsUser and request.Offset == 99:
        self.seen = seen
"""


def test_every_access_runs_the_script_with_its_request(env: FakeEnvironment) -> None:
    model = PythonPeripheral(env, size=16, initable=True, script=RECORD)
    model.registered_at(0x4000_0000)
    model.read(4, 2)
    model.write(8, 4, 0xAB)
    model.ControlWrite(7, 5)
    model.ControlWrite(99, 0)
    assert vars(model)["seen"][:3] == [
        (True, False, False, 4, 0, 2, 0, 0x4000_0004),
        (False, True, False, 8, 0xAB, 4, 1, 0x4000_0008),
        (False, False, True, 7, 5, 8, 2, 0x4000_0008),
    ]


def test_variables_persist_and_init_runs_once_and_after_a_reset(env: FakeEnvironment) -> None:
    script = """
if request.IsInit:
    inits = inits + 1 if "inits" in globals() else 1
    count = 0
elif request.IsRead:
    count += 1
    request.Value = inits << 8 | count
"""
    model = PythonPeripheral(env, size=4, initable=True, script=script)
    assert [model.read(0, 4) for _ in range(3)] == [0x101, 0x102, 0x103]
    model.Reset()
    assert model.read(0, 4) == 0x201


def test_without_initable_there_is_no_init(env: FakeEnvironment) -> None:
    model = PythonPeripheral(env, size=4, script="request.Value = 7 if request.IsRead else self.fail()")
    model.Reset()
    assert (model.read(0, 4), env.messages) == (7, [])


@pytest.mark.parametrize(("width", "value"), [(1, 0xDD), (2, 0xCCDD), (4, 0xAABBCCDD), (8, 0x1AABBCCDD)])
def test_results_are_cut_to_the_access(env: FakeEnvironment, width: int, value: int) -> None:
    model = PythonPeripheral(env, size=8, script="request.Value = 0x1AABBCCDD")
    assert model.read(0, width) == value


def test_control_read_returns_the_value(env: FakeEnvironment) -> None:
    model = PythonPeripheral(env, size=4, script="request.Value = request.Value * 2 + request.Offset")
    assert model.ControlRead(1, 20) == 41


def test_scripts_reach_other_objects(env: FakeEnvironment) -> None:
    led = LED(env)
    env.objects["sysbus.led"] = led
    script = 'self.GetMachine()["sysbus.led"].OnGPIO(0, request.Value == 1)'
    model = PythonPeripheral(env, size=4, script=script)
    model.write(0, 4, 1)
    assert led.State


def test_scripts_log(env: FakeEnvironment) -> None:
    model = PythonPeripheral(env, size=4, script='self.InfoLog("a"); self.Log(LogLevel.Warning, "b")')
    model.read(0, 4)
    assert env.logged == [(LogLevel.INFO, "a"), (LogLevel.WARNING, "b")]


def test_a_failing_script_logs_and_reads_0(env: FakeEnvironment) -> None:
    model = PythonPeripheral(env, size=4, script="request.Value = 1 // 0")
    assert model.read(0, 4) == 0
    assert env.messages == ["Python script failed: ZeroDivisionError: integer division or modulo by zero"]


def test_bundled_flipflop_and_ticker(env: FakeEnvironment) -> None:
    flipflop = PythonPeripheral(env, size=4, initable=True, filename="scripts/pydev/flipflop.py")
    assert [flipflop.read(0, 4) for _ in range(3)] == [0xFFFF_FFFF, 0, 0xFFFF_FFFF]
    ticker = PythonPeripheral(env, size=4, initable=True, filename="scripts/pydev/ticker.py")
    assert [ticker.read(0, 4) for _ in range(3)] == [1, 2, 3]


def test_bundled_repeater(env: FakeEnvironment) -> None:
    repeater = PythonPeripheral(env, size=4, initable=True, filename="scripts/pydev/repeater.py")
    repeater.write(0, 4, 0x55)
    assert repeater.read(0, 4) == 0x55


def test_a_file_by_absolute_path(env: FakeEnvironment, tmp_path: PosixPath) -> None:
    path = tmp_path / "seven.py"
    path.write_text("request.Value = 7")
    assert PythonPeripheral(env, size=4, filename=str(path)).read(0, 4) == 7


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "cannot be both set or both unset"),
        ({"script": "pass", "size": -4}, "size -4: expected a number of bytes, 0 or more"),
        ({"script": "pass", "filename": "x"}, "cannot be both set or both unset"),
        ({"filename": "model.py"}, "Could not find source file for the script: model.py."),
        ({"script": "if:"}, r"unexpected token ':' \(Line 1, Column 3\)"),
    ],
)
def test_construction_errors(env: FakeEnvironment, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        PythonPeripheral(env, **{"size": 4, **arguments})
