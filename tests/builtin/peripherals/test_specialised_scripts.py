"""Programs of single accesses do what the script does that they are made from."""

from __future__ import annotations

import ast
import random
from types import SimpleNamespace
from typing import Any

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.machine.python2 import NAMES, parse_script
from vboard.builtin.peripherals.python.python_peripheral import PythonPeripheral
from vboard.builtin.peripherals.python.specialised import Specialiser
from vboard.paths import ROOT

REGISTERS = """
if request.IsInit:
    FIRST, SECOND, STEP = 0, 4, 1 << 2
    registers = [0, 0, 0]
    last = 0
elif request.IsRead and not request.Offset & 3:
    last = request.Offset
    if last in (FIRST, SECOND):
        request.Value = registers[last >> 2] + (1 if last == SECOND else 0)
    elif last == 2 * STEP:
        for i in range(3):
            last += i
        request.Value = last
    else:
        request.Value = 0 if request.Length != 4 else 7
elif request.IsWrite:
    value = int(request.Value)
    while value > 8:
        value >>= 1
        last = value
    at = request.Offset
    at >>= 2
    at %= 3
    registers[at] ^= value
"""

NESTED = """
if request.IsInit:
    at = 0
    told = []
elif request.IsRead:
    at = request.Offset
    if at == 0:
        self.ReadDoubleWord(8)
    told.append(at)
    request.Value = at
"""


def _request(kind: str, offset: int, value: int) -> SimpleNamespace:
    flags = {name: name == kind for name in ("IsRead", "IsWrite", "IsInit", "IsUser")}
    return SimpleNamespace(**flags, Offset=offset, Value=value, Length=4)


def _run_both(source: str, accesses: list[tuple[str, int, int]]) -> None:
    """Whole script and programs side by side: the same values and the same variables after each access."""
    tree = parse_script(source, "<script>")
    assert isinstance(tree, ast.Module)
    specialiser = Specialiser(tree)
    assert specialiser.possible
    scopes: list[dict[str, Any]] = [dict(NAMES), dict(NAMES)]
    whole = compile(tree, "<script>", "exec")
    for scope in scopes:
        scope["request"] = _request("IsInit", 0, 0)
        exec(whole, scope)
    for kind, offset, value in accesses:
        known = {"IsRead": kind == "IsRead", "IsWrite": kind == "IsWrite", "IsInit": False, "IsUser": False}
        program = specialiser.program({**known, "Offset": offset, "Length": 4}, scopes[1], "<script>")
        for scope, code in zip(scopes, (whole, program), strict=True):
            scope["request"] = _request(kind, offset, value)
            exec(code, scope)
        assert scopes[0].pop("request").Value == scopes[1].pop("request").Value, (kind, hex(offset))
        for scope in scopes:
            scope.pop("__builtins__", None)
        assert scopes[0] == scopes[1], (kind, hex(offset))


def test_registers_loops_and_branches() -> None:
    draw = random.Random(1)
    accesses = [
        (draw.choice(("IsRead", "IsWrite")), draw.choice((0, 2, 4, 8, 12)), draw.randrange(100))
        for _ in range(300)
    ]
    _run_both(REGISTERS, accesses)


@pytest.mark.parametrize(
    "body",
    [
        "request.Value = 1 if request.Offset and request.IsRead else 2",
        "request.Value = (request.IsRead and mode) or 5",
        "request.Value = (0 or mode) + (1 and 3) + (not request.IsRead)",
        "mode += request.Offset\n    request.Value = mode * K",
        "mode = other = request.Offset\n    request.Value = mode + other",
        "mode, other = request.Offset, 4\n    request.Value = mode - other",
        "mode = 4\n    for mode in [1, 2, 3]:\n        pass\n    request.Value = mode",
        "while mode < 40:\n        mode += K\n    else:\n        other = mode\n    request.Value = other",
        "request.Value = min(request.Offset, 3) + (-K & 0xFF) + (K << request.Length)",
        "request.Value = 1 if request.Offset in (0, K, 9) else 0",
        "mode: int = request.Offset\n    request.Value = mode",
    ],
)
def test_forms_of_the_language(body: str) -> None:
    script = f"""
if request.IsInit:
    K, mode, other = 9, 3, 0
else:
    {body}
"""
    _run_both(script, [(kind, at, 6) for at in (0, 4, 9) for kind in ("IsRead", "IsWrite", "IsRead")])


def test_a_known_failure_stays_one(env: FakeEnvironment) -> None:
    script = "if request.IsInit:\n    K = 0\nelif request.IsRead:\n    request.Value = 1 % K\n"
    device = PythonPeripheral(env, 0x10, initable=True, script=script)
    assert [device.read(0, 4) for _ in range(1000)] == [0] * 1000
    assert sum("ZeroDivisionError" in line for line in env.messages) == 1000


@pytest.mark.parametrize(
    "script",
    [
        "def f():\n    global mode\n    mode = 1\nmode = 0",
        "exec('mode = 1')\nmode = 0",
        "request.Offset = 4\nrequest.Value = request.Offset",
        "int = float\nrequest.Value = int(3)",
        "request.Value = sum([x for x in (1, 2)])",
    ],
)
def test_what_is_not_followed_stays_whole(script: str) -> None:
    tree = parse_script(script, "<script>")
    assert isinstance(tree, ast.Module)
    assert not Specialiser(tree).possible


def test_an_access_within_an_access_finds_the_variables_as_always(env: FakeEnvironment) -> None:
    device = PythonPeripheral(env, 0x10, initable=True, script=NESTED)
    assert {device.read(0, 4) for _ in range(1000)} == {8}


def test_a_reset_gives_new_constants(env: FakeEnvironment) -> None:
    script = """
if request.IsInit:
    K = size
    seen = []
else:
    seen.append(1)
    request.Value = K + len(seen)
"""
    device = PythonPeripheral(env, 0x10, initable=True, script=script)
    for _ in range(2):
        assert [device.read(0, 4) for _ in range(600)] == list(range(17, 617))
        device.Reset()


def test_the_script_that_each_byte_of_audio_goes_through_is_followed() -> None:
    text = (ROOT / "renode" / "peripherals" / "ecm3531_uart.repl").read_text(encoding="utf-8")
    tree = parse_script(text.split("'''")[1], "<script>")
    assert isinstance(tree, ast.Module)
    assert Specialiser(tree).possible
