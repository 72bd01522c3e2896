"""Strict mode of Python peripherals: what Renode's Python and its objects lack is refused here too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.misc.led import LED
from vboard.builtin.peripherals.python.python_peripheral import PythonPeripheral
from vboard.builtin.peripherals.python.strict import check_source
from vboard.paths import ROOT


@pytest.fixture(autouse=True)
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VBOARD_STRICT", "1")


@pytest.mark.parametrize(
    ("script", "what"),
    [
        ("x = f'{size}'", "an f-string"),
        ("if (x := 1): pass", "an assignment expression"),
        ("x: int = 1", "an annotation"),
        ("def f(a: int): pass", "an annotation"),
        ("def f(a) -> int: pass", "an annotation"),
        ("def f(*, a): pass", "'*' or '/' among parameters"),
        ("def f(a, /): pass", "'*' or '/' among parameters"),
        ("x = 1_000", "'_' in a number"),
        ("x = 0xAB_CD", "'_' in a number"),
        ("x = b'a'", "bytes that differ from text"),
        ("x = size.to_bytes(4, 'little')", "'to_bytes'"),
        ("x = int.from_bytes('a', 'little')", "'from_bytes'"),
        ("x = size.bit_count()", "'bit_count'"),
        ("x = [*range(3)]", "'*' in a list"),
        ("a, *b = 1, 2", "'*' in a list"),
        ("x = {**dict()}", "'**' in a dictionary"),
        ("class C(metaclass=type): pass", "a keyword of a class"),
        ("def f():\n    x = 1\n    def g():\n        nonlocal x\n", "nonlocal"),
        ("try:\n    pass\nexcept ValueError as e:\n    raise KeyError() from e", "raise ... from"),
        ("async def f(): pass", "async"),
        ("def f():\n    yield from [1]", "yield from"),
        ("match size:\n    case 1: pass", "match"),
        ("x = round(1.5)", "the name 'round', or it means something else"),
        ("print(1, 2)", "print with several arguments or none"),
        ("x = breakpoint", "the name 'breakpoint', or it means something else"),
        ("x = env", "the name 'env', or it means something else"),
    ],
)
def test_what_python_2_lacks_is_refused_before_the_script_runs(
    env: FakeEnvironment, script: str, what: str
) -> None:
    with pytest.raises(ValueError, match=rf"^line \d+: IronPython 2.7 has not: {re.escape(what)}$"):
        PythonPeripheral(env, size=4, script=script)


def test_text_that_is_not_ascii_is_refused(env: FakeEnvironment) -> None:
    with pytest.raises(ValueError, match=r"line 2: IronPython 2\.7 refuses text that is not ASCII"):
        PythonPeripheral(env, size=4, script="x = 1\n# 1 µs")


@pytest.mark.parametrize(
    "script",
    [
        "print 'x'",
        "x = 10L if size <> 3 else 0777",
        "try:\n    x = 1\nexcept ValueError, e:\n    raise KeyError, 'a'",
        "import clr\nx = [each for each in xrange(3)]\ny = dict((a, b) for a, b in [(1, 2)])",
        "x = {n: n for n in range(3)}\ndef f(a, b=1, *c, **d): return a // b",
    ],
)
def test_python_2_is_taken(script: str) -> None:
    check_source(script)


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("request.isWrite", "'PythonRequest' object has no attribute 'isWrite'"),
        ("request.value = 1", "'PythonRequest' object has no attribute 'value'"),
        ("request.Value = -1", "request.Value: -1 does not fit UInt64"),
        ("request.Value = 1 << 64", f"request.Value: {1 << 64} does not fit UInt64"),
        ("request.Value = True", "request.Value: expected UInt64, got bool"),
        ("request.Value = 1.0", "request.Value: expected UInt64, got float"),
        ("self.env", "'PythonPeripheral' object has no attribute 'env'"),
        ("self.log(1, 'a')", "'PythonPeripheral' object has no attribute 'log'"),
        ("LogLevel.WARNING", "'type' object has no attribute 'WARNING'"),
        ("self.GetMachine().clock", "'FakeEnvironment' object has no attribute 'clock'"),
        ("self.GetMachine()['sysbus.led'].on_gpio(0, True)", "'LED' object has no attribute 'on_gpio'"),
        ("self.GetMachine()['sysbus.led'].OnGPIO(0, 1)", "LED.OnGPIO(value): expected Boolean, got int"),
        ("self.GetMachine()['sysbus.led'].OnGPIO('0', True)", "LED.OnGPIO(number): expected Int32, got str"),
        ("self.GetMachine()['sysbus.led'].OnGPIO(1 << 31, True)", "does not fit Int32"),
        ("self.ReadDoubleWord(1.5)", "PythonPeripheral.ReadDoubleWord(offset): expected Int64, got float"),
        ("self.WriteDoubleWord(0, -1)", "PythonPeripheral.WriteDoubleWord(value): -1 does not fit UInt32"),
        ("self.InfoLog(1)", "expected str, got int"),
    ],
)
def test_what_renodes_objects_lack_fails_the_access(env: FakeEnvironment, script: str, message: str) -> None:
    env.objects["sysbus.led"] = LED(env)
    model = PythonPeripheral(env, size=4, script=script)
    with pytest.raises(ValueError, match=re.escape(message)) as failure:
        model.read(0, 4)
    assert str(failure.value).startswith("Python runtime error: ")


def test_what_renode_has_works(env: FakeEnvironment) -> None:
    led = LED(env)
    env.objects["sysbus.led"] = led
    script = """
if request.IsWrite:
    self.GetMachine()["sysbus.led"].OnGPIO(0, request.Value != 0)
    self.Log(LogLevel.Info, "written")
else:
    request.Value = size
"""
    model = PythonPeripheral(env, size=4, script=script)
    model.write(0, 4, 1)
    assert led.State
    assert env.messages == ["written"]
    assert model.read(0, 4) == 4


def test_without_it_scripts_of_python_3_run(env: FakeEnvironment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VBOARD_STRICT", "0")
    assert PythonPeripheral(env, size=4, script="request.Value = len(f'{size}')").read(0, 4) == 1


SCRIPTS = re.compile(r"script: '''\n(.*?)'''", re.DOTALL)
FILES = [path for path in sorted((ROOT / "renode").rglob("*.repl")) if "script: '''" in path.read_text()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_scripts_of_our_boards_are_of_both_languages(path: Path) -> None:
    found = SCRIPTS.findall(path.read_text(encoding="ascii"))
    assert found
    for script in found:
        check_source(script)
        compile(script, str(path), "exec")
