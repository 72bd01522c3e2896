"""Expressions of a script as operations of the processor core, for `access_compiler.py`."""

from __future__ import annotations

import ast
import copy
from collections.abc import Mapping
from typing import Any

from vboard.builtin.machine.python2_names import ORDER
from vboard.builtin.peripherals.python.access_names import (
    Constant,
    Kept,
    Local,
    Meaning,
    Names,
    Path,
    Thing,
    item,
    register_of,
)
from vboard.builtin.peripherals.python.operations import (
    MOST_BITS,
    REGISTER,
    TRUTH,
    Number,
    Op,
    UnsupportedError,
    combined,
)
from vboard.native.core import AccessProgram, DeviceRegister

_BINARY: Mapping[type[ast.AST], Op] = {
    ast.BitAnd: Op.AND,
    ast.BitOr: Op.OR,
    ast.BitXor: Op.XOR,
    ast.Add: Op.ADD,
    ast.Sub: Op.SUBTRACT,
    ast.Mult: Op.MULTIPLY,
    ast.Eq: Op.EQUAL,
    ast.NotEq: Op.NOT_EQUAL,
    ast.Lt: Op.LESS,
    ast.LtE: Op.LESS_EQUAL,
    ast.Gt: Op.GREATER,
    ast.GtE: Op.GREATER_EQUAL,
}
_PURE: Mapping[str, Any] = {"int": int, "bool": bool, "abs": abs, "min": min, "max": max, ORDER: lambda x: x}
VALUE: Path = ()
"""Stands for `request.Value`, which is variable 0."""


class Expressions:
    """Emits steps that push values; `program` is what all steps do."""

    def __init__(self, request: Mapping[str, Any], scope: dict[str, Any], kept: frozenset[str]) -> None:
        self._request = request
        self._scope = scope
        self.names = Names(scope, kept)
        self.value = REGISTER
        self.steps: list[tuple[Op, int]] = []
        self.slots: dict[int, Path | int] = {}
        self._objects: dict[Path, object] = {}
        self._registers: list[DeviceRegister] = []

    def program(self) -> AccessProgram:
        """What the steps so far do."""
        paths = list(self.names.numbers)
        first_local = 1 + len(paths)

        def numbered(place: int, argument: int) -> int:
            what = self.slots.get(place)
            if what is None:
                return argument
            if isinstance(what, int):
                return first_local + what
            return 0 if what == VALUE else 1 + paths.index(what)

        steps = [(int(op), numbered(place, argument)) for place, (op, argument) in enumerate(self.steps)]
        objects = list(self._objects.items())
        variables = first_local + self.names.local_count
        return AccessProgram(self._scope, steps, paths, objects, self._registers, variables)

    # -- expressions ----------------------------------------------------------------------------

    def expression(self, node: ast.expr) -> Number:
        """Emit what pushes a value."""
        constant = self.folded(node)
        if constant is not None:
            if not isinstance(constant.value, int) or constant.value.bit_length() > MOST_BITS:
                raise UnsupportedError
            self.emit(Op.CONSTANT, int(constant.value))
            return Number.of(constant.value)
        if is_value(node):
            self.emit(Op.LOAD, slot=VALUE)
            return self.value
        if isinstance(node, ast.Name | ast.Subscript):
            return self._load(self.meaning(node))
        if isinstance(node, ast.BinOp):
            return self._binary(node)
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return self._combined(node.ops[0], node.left, node.comparators[0])
        if isinstance(node, ast.BoolOp):
            return self._chain(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            self.expression(node.operand)
            self.emit(Op.NOT)
            return TRUTH
        if isinstance(node, ast.IfExp):
            return self._choice(node)
        if isinstance(node, ast.Call) and not node.keywords and len(node.args) == 1:
            return self._call(node)
        raise UnsupportedError

    def _load(self, meaning: Meaning) -> Number:
        if isinstance(meaning, Local):
            self.emit(Op.LOAD, slot=meaning.slot)
            return meaning.number
        if isinstance(meaning, Kept):
            number = self.names.kept_number(meaning.path)
            self.emit(Op.LOAD, slot=meaning.path)
            return number
        raise UnsupportedError

    def _binary(self, node: ast.BinOp) -> Number:
        if not isinstance(node.op, ast.LShift | ast.RShift):
            return self._combined(node.op, node.left, node.right)
        by = self.folded(node.right)
        if by is None or type(by.value) is not int or not 0 <= by.value <= MOST_BITS:
            raise UnsupportedError
        number = self.expression(node.left)._replace(truth=False)
        if isinstance(node.op, ast.RShift):
            self.emit(Op.SHIFT_RIGHT, by.value)
            return number
        if number.bits + by.value > MOST_BITS:
            raise UnsupportedError
        self.emit(Op.SHIFT_LEFT, by.value)
        return number._replace(bits=number.bits + by.value)

    def _combined(self, kind: ast.AST, left: ast.expr, right: ast.expr) -> Number:
        op = _BINARY.get(type(kind))
        if op is None:
            raise UnsupportedError
        one, other = self.expression(left), self.expression(right)
        self.emit(op)
        return combined(op, one, other)

    def _chain(self, node: ast.BoolOp) -> Number:
        op = Op.KEEP_IF_FALSE if isinstance(node.op, ast.And) else Op.KEEP_IF_TRUE
        number = self.expression(node.values[0])
        ends = []
        for each in node.values[1:]:
            ends.append(self.emit(op))
            number = number.or_else(self.expression(each))
        for end in ends:
            self.land(end)
        return number

    def _choice(self, node: ast.IfExp) -> Number:
        self.expression(node.test)
        otherwise = self.emit(Op.JUMP_IF_FALSE)
        number = self.expression(node.body)
        end = self.emit(Op.JUMP)
        self.land(otherwise)
        number = number.or_else(self.expression(node.orelse))
        self.land(end)
        return number

    def _call(self, node: ast.Call) -> Number:
        function, argument = node.func, node.args[0]
        if isinstance(function, ast.Name) and function.id in ("int", ORDER):
            number = self.expression(argument)
            return number._replace(truth=False) if function.id == "int" else number
        if isinstance(function, ast.Name) and function.id == "bool":
            self.expression(argument)
            self.emit(Op.TRUTH)
            return TRUTH
        if isinstance(function, ast.Attribute) and function.attr == "ReadDoubleWord":
            peripheral = self.meaning(function.value)
            offset = self.folded(argument)
            if isinstance(peripheral, Thing) and offset is not None:
                register = register_of(peripheral.value, offset.value)
                self._objects[peripheral.path] = peripheral.value
                self._registers.append(register)
                self.emit(Op.READ, len(self._registers) - 1)
                return REGISTER
        raise UnsupportedError

    # -- what is known ---------------------------------------------------------------------------

    def meaning(self, node: ast.expr) -> Meaning:
        if isinstance(node, ast.Name):
            return self.names[node.id]
        if isinstance(node, ast.Subscript):
            key = self.folded(node.slice)
            if key is not None:
                return item(self.meaning(node.value), key.value)
        raise UnsupportedError

    def folded(self, node: ast.expr) -> Constant | None:
        """The value of what does not depend on the run."""
        known = self.names.constants()
        for each in ast.walk(node):
            if isinstance(each, ast.Name) and each.id not in known and each.id not in _PURE:
                if each.id != "request":
                    return None
            elif isinstance(each, ast.Attribute):
                if not _is_request(each) or each.attr not in self._request:
                    return None
            elif isinstance(each, ast.Call):
                if not isinstance(each.func, ast.Name) or each.func.id not in _PURE or each.keywords:
                    return None
            elif isinstance(
                each, ast.Lambda | ast.comprehension | ast.NamedExpr | ast.Dict | ast.List | ast.Set
            ):
                return None
        tree = ast.fix_missing_locations(ast.Expression(copy.deepcopy(node)))
        request = type("Request", (), dict(self._request))
        try:
            names = {**_PURE, **known, "request": request, "__builtins__": {}}
            return Constant(eval(compile(tree, "<constant>", "eval"), names))
        except Exception as error:  # the script's own failure: it is to have it
            raise UnsupportedError from error

    # -- steps -----------------------------------------------------------------------------------

    def emit(self, op: Op, argument: int = 0, slot: Path | int | None = None) -> int:
        """Append a step and return its place; `slot` is what a variable's number will be taken from."""
        place = len(self.steps)
        self.steps.append((op, argument))
        if slot is not None:
            self.slots[place] = slot
        return place

    def land(self, jump: int) -> None:
        """A jump goes to the step that comes next."""
        self.steps[jump] = (self.steps[jump][0], len(self.steps))


def _is_request(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "request"


def is_value(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and _is_request(node) and node.attr == "Value"
