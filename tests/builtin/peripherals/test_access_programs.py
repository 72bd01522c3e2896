"""Programs that the processor core executes in place of a script: the oracle is the script itself."""

from __future__ import annotations

import ast
import copy
import random
from types import SimpleNamespace
from typing import Any

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment, record
from vboard.builtin.machine.python2 import NAMES, parse_script
from vboard.builtin.peripherals.arm.pl011 import PL011
from vboard.builtin.peripherals.python.access_compiler import compile_access
from vboard.builtin.peripherals.python.operations import Op
from vboard.builtin.peripherals.python.script_state import kept_names, parse
from vboard.builtin.peripherals.python.specialised import Specialiser
from vboard.native.core import AccessProgram, DeviceRegister

INITIAL = """
if request.IsInit:
    K = 9
    a, b, on = 3, -5, False
    words = [1, 2, 0x80000000, 0xFFFFFFFF]
    table = {4: 7, "last": [0, 1]}
    carrier = uart
"""
ACCESS = {"IsInit": False, "IsUser": False, "Length": 4}


class Script:
    """A script with its variables, and the program of each access."""

    def __init__(self, source: str, env: FakeEnvironment, uart: object = None) -> None:
        self.env = env
        tree = parse_script(source, "<script>")
        assert isinstance(tree, ast.Module)
        self._whole = compile(tree, "<script>", "exec")
        self._specialiser = Specialiser(tree)
        self._kept = kept_names(parse(source))
        self.scope: dict[str, Any] = {**NAMES, "uart": uart, "self": None}
        self.interpret("IsInit", 0, 0)

    def interpret(self, kind: str, offset: int, value: int) -> int:
        """Run the whole script."""
        flags = {name: name == kind for name in ("IsRead", "IsWrite", "IsInit", "IsUser")}
        self.scope["request"] = SimpleNamespace(**flags, Offset=offset, Value=value, Length=4)
        exec(self._whole, self.scope)
        return int(self.scope["request"].Value) & 0xFFFFFFFF

    def compile(self, kind: str, offset: int) -> AccessProgram | None:
        request = {**ACCESS, "IsRead": kind == "IsRead", "IsWrite": kind == "IsWrite", "Offset": offset}
        body = self._specialiser.body(request, self.scope)
        return compile_access(body, request, self.scope, self._kept)

    def execute(self, kind: str, offset: int, value: int) -> int | None:
        """Have the core do an access."""
        program = self.compile(kind, offset)
        return None if program is None else program.run(self.env.clock, value)

    @property
    def variables(self) -> dict[str, Any]:
        """What one run leaves to the next."""
        return {name: self.scope[name] for name in self._kept if name in self.scope}


def run_both(body: str, env: FakeEnvironment, accesses: int = 20, seed: int = 1) -> int:
    """The same accesses by the core and by Python; returns how many the core did."""
    source = INITIAL + "else:\n" + "\n".join("    " + line for line in body.splitlines())
    core, python = Script(source, env), Script(source, env)
    draw = random.Random(seed)
    done = 0
    for _ in range(accesses):
        kind, offset = draw.choice(("IsRead", "IsWrite")), draw.choice((0, 4, 8))
        value = draw.choice((0, 1, 0xFF, 0xFFFFFFFF, draw.getrandbits(32))) if kind == "IsWrite" else 0
        result = core.execute(kind, offset, value)
        if result is None:
            result = core.interpret(kind, offset, value)
        else:
            done += 1
        expected = python.interpret(kind, offset, value)
        if kind == "IsRead":
            assert result == expected, (body, offset)
        assert _typed(core.variables) == _typed(python.variables), (body, kind, offset, value)
    return done


def _typed(value: Any) -> Any:
    """With types: True is not 1."""
    if isinstance(value, dict):
        return {key: _typed(each) for key, each in value.items()}
    return [_typed(each) for each in value] if isinstance(value, list) else (type(value), value)


@pytest.mark.parametrize(
    "body",
    [
        "request.Value = a",
        "a = int(request.Value) & 0xFF\nrequest.Value = a | 1 << 8",
        "words[1] = -1",
        "words[2] ^= request.Value\nrequest.Value = words[2] >> 4",
        "table[4] += 1\ntable['last'][1] = table[4] * 3\nrequest.Value = table['last'][1]",
        "request.Value = 1 if a > b and not on else K",
        "request.Value = (a and b) + (on or K) - (0 or b)",
        "on = a == 3\nif on:\n    a = 4\nelif words[0] != 1:\n    a = 5\nelse:\n    a, b = 6, 7",
        "if request.IsWrite:\n    low = request.Value & 15\n    if low > 7:\n        low -= 8\n    a = low",
        "own = words\nown[3] = a\nrequest.Value = own[3] + own[0]",
        "request.Value = bool(words[request.Offset >> 2]) + (a <= b) + (a >= b) + (a < b)",
        "request.Value |= 0x100\nrequest.Value = int(request.Value) + 1",
    ],
)
def test_the_core_does_what_the_script_does(env: FakeEnvironment, body: str) -> None:
    assert run_both(body, env) == 20


@pytest.mark.parametrize(
    "body",
    [
        "for i in words:\n    a = i",
        "b = a\na = words",
        "a = str(a)",
        "request.Value = a / 2",
        "request.Value = words[a]",
        "request.Value = 1 << a",
        "b = a\na = words[0] or on",  # a number or a truth value: the next run sees which
        "request.Value = a * a * a * a",
        "words[9] = 1",
    ],
)
def test_what_is_no_work_with_whole_numbers_stays_with_the_script(env: FakeEnvironment, body: str) -> None:
    source = INITIAL + "else:\n    a += 1\n    " + body.replace("\n", "\n    ")
    assert Script(source, env).compile("IsWrite", 0) is None


def test_a_run_that_comes_to_something_else_is_left_before_anything_happened(env: FakeEnvironment) -> None:
    script = Script(
        INITIAL
        + "elif request.IsWrite:\n    words[0] = 8\n    if request.Value > 1:\n        words.reverse()\n",
        env,
    )
    before = copy.deepcopy(script.variables)
    assert script.execute("IsWrite", 0, 2) is None
    assert script.variables == before
    assert script.execute("IsWrite", 0, 1) == 1
    assert script.scope["words"][0] == 8


@pytest.mark.parametrize(
    "change",
    [
        {"a": 1.5},
        {"a": 1 << 34},
        {"a": None},
        {"words": (1, 2, 3)},
        {"words": [1]},
        {"words": [1, "2", 3, 4]},
        {"other": "words"},
    ],
    ids=str,
)
def test_variables_that_are_something_else_leave_the_access_to_the_script(
    env: FakeEnvironment, change: dict[str, Any]
) -> None:
    source = (
        INITIAL + "    other = [0, 0]\nelse:\n    a += 1\n    words[1] = other[1] + a\n    other[0] = 1\n"
    )
    script = Script(source, env)
    program = script.compile("IsWrite", 0)
    assert program is not None
    script.scope.update({name: script.scope.get(str(value), value) for name, value in change.items()})
    before = copy.deepcopy(script.variables)
    assert program.run(env.clock, 0) is None
    assert script.variables == before
    assert program.changes == 0


PORT = """
if request.IsInit:
    FR, DR, EMPTY = 0x18, 0, 16
    ports = [uart]
    head = [-1]
elif request.IsRead:
    port = ports[0]
    if head[0] < 0 and not port.ReadDoubleWord(FR) & EMPTY:
        head[0] = int(port.ReadDoubleWord(DR)) & 0xFF
    request.Value = 0x8000 if head[0] < 0 else head[0] | 0x100
elif request.IsWrite:
    head[0] = -1
"""


@pytest.fixture
def uart(env: FakeEnvironment) -> PL011:
    model = PL011(env)
    model.write(0x2C, 4, 0x60)  # words of 8 bits
    model.write(0x30, 4, 0x301)  # on
    return model


def test_registers_of_another_peripheral_are_read_with_what_that_does(
    env: FakeEnvironment, uart: PL011
) -> None:
    script = Script(PORT, env, uart=uart)
    assert script.execute("IsRead", 0, 0) == 0x8000
    uart.receive(b"ab")
    for byte in b"ab":
        assert script.execute("IsRead", 0, 0) == byte | 0x100
        assert script.execute("IsRead", 0, 0) == byte | 0x100
        assert script.execute("IsWrite", 0, 0) is not None
    assert script.execute("IsRead", 0, 0) == 0x8000
    assert uart.read(0x18, 4) & 16


def test_a_read_that_somebody_has_to_hear_of_is_left(env: FakeEnvironment, uart: PL011) -> None:
    script = Script(PORT, env, uart=uart)
    uart.write(0x38, 4, 1 << 4)
    interrupt = record(uart.IRQ, env)
    uart.receive(b"a")
    assert script.execute("IsRead", 0, 0) is None
    assert script.scope["head"] == [-1]
    assert script.interpret("IsRead", 0, 0) == ord("a") | 0x100
    assert interrupt.edges == [(0, True), (0, False)]


def test_another_peripheral_in_its_place_is_left(env: FakeEnvironment, uart: PL011) -> None:
    script = Script(PORT, env, uart=uart)
    program = script.compile("IsRead", 0)
    assert program is not None
    script.scope["ports"][0] = PL011(env)
    assert program.run(env.clock, 0) is None


def test_drawn_scripts(env: FakeEnvironment) -> None:
    draw = random.Random(7)
    done = sum(run_both("\n".join(_block(draw, 3)), env, 6, seed) for seed in range(250))
    assert done > 750  # of 1,500


def _block(draw: random.Random, depth: int) -> list[str]:
    lines: list[str] = []
    for _ in range(draw.randint(1, 3)):
        target = draw.choice(("a", "b", "words[1]", "words[3]", "table[4]", "x", "request.Value"))
        form = draw.randrange(4)
        if form == 0 and depth:
            lines.append(f"if {_expression(draw, 2)}:")
            lines += ["    " + line for line in _block(draw, depth - 1)]
            if draw.random() < 0.5:
                lines += ["else:", *("    " + line for line in _block(draw, depth - 1))]
        elif form == 1 and target != "x":
            lines.append(f"{target} {draw.choice(('&=', '|=', '^='))} {_expression(draw, 1)}")
        else:
            lines.append(f"{target} = {draw.choice(('int', 'bool', ''))}({_expression(draw, 2)}) & 0xFFFFFF")
    return lines


LEAVES = (
    "a", "b", "K", "words[0]", "words[3]", "table[4]", "table['last'][1]", "int(request.Value)",
    "request.Offset", "-1", "0x55", "request.IsRead", "words[request.Offset >> 2]",
)  # fmt: skip
FORMS = (
    "{0} & {1}", "{0} | {1}", "{0} ^ {1}", "{0} + {1}", "{0} - {1}", "{0} * {1}", "{0} << 3", "{0} >> 2",
    "{0} == {1}", "{0} < {1}", "{0} >= {1}", "{0} and {1}", "{0} or {1}", "not {0}", "{0} if {1} else 3",
    "bool({0})",
)  # fmt: skip


def _expression(draw: random.Random, depth: int) -> str:
    if not depth or draw.random() < 0.2:
        return draw.choice(LEAVES)
    one, other = _expression(draw, depth - 1), _expression(draw, depth - 1)
    return "(" + draw.choice(FORMS).format(one, other) + ")"


@pytest.mark.parametrize(
    "steps",
    [
        [(Op.CONSTANT, 1)],  # leaves something on the stack
        [(Op.STORE, 0)],  # takes what is not there
        [(Op.CONSTANT, 1), (Op.STORE, 2)],  # no such variable
        [(Op.READ, 1), (Op.STORE, 0)],  # no such register
        [(Op.JUMP, 0)],  # no end
        [(Op.JUMP, 2), (Op.CONSTANT, 1)],  # never gets to the second
        [(Op.JUMP, 3)],
        [(Op.CONSTANT, 1), (Op.SHIFT_LEFT, 64), (Op.STORE, 0)],
        [(Op.CONSTANT, 1)] * 17 + [(Op.STORE, 0)] * 17,  # too deep
        [(Op.CONSTANT, 1), (Op.JUMP_IF_FALSE, 3), (Op.CONSTANT, 1), (Op.STORE, 0)],  # two depths meet
        [(99, 0)],
    ],
)
def test_a_program_that_would_go_astray_is_refused(steps: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match=r"not sound|no such operation"):
        AccessProgram({"a": 1}, steps, [("a",)], [], [DeviceRegister()], 2)
