"""Makes a program for the processor core of what a script does for one access.

The core executes assignments of whole numbers, conditions, and reads of other peripherals' registers, as
`Specialiser` leaves them of a script. All else it leaves to Python where a run comes to it.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterable, Mapping
from typing import Any

from vboard.builtin.peripherals.python.access_expressions import VALUE, Expressions, is_value
from vboard.builtin.peripherals.python.access_names import Kept, Local, Thing
from vboard.builtin.peripherals.python.operations import Op, UnsupportedError
from vboard.native.core import AccessProgram


def compile_access(
    body: Iterable[ast.stmt], request: Mapping[str, Any], scope: dict[str, Any], kept: frozenset[str]
) -> AccessProgram | None:
    """The program of an access, None where there is nothing that the core could do.

    Args:
        body: what the script does for the access.
        request: attributes of `request` that all such accesses have.
        scope: the script's variables behind its initialisation.
        kept: names of those that one run leaves to the next.
    """
    compiler = _Compiler(request, scope, kept)
    compiler.run(list(body))
    return None if compiler.left else compiler.program()


class _Compiler(Expressions):
    def __init__(self, request: Mapping[str, Any], scope: dict[str, Any], kept: frozenset[str]) -> None:
        super().__init__(request, scope, kept)
        self._branched: set[str] = set()
        """Names that have a value by the branch taken."""
        self.left = False
        """Whether the run in hand has been left to the script."""

    def run(self, body: list[ast.stmt]) -> None:
        """Follow all statements."""
        conditions = [each for each in body if isinstance(each, ast.If)]
        inner = (node for each in conditions for node in ast.walk(each))
        self._branched = {
            each.id for each in inner if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
        }
        self.block(body)

    def block(self, statements: Iterable[ast.stmt]) -> None:
        for statement in statements:
            if self.left:
                return
            place = len(self.steps)
            try:
                self._statement(statement)
            except UnsupportedError:
                del self.steps[place:]
                self.slots = {at: what for at, what in self.slots.items() if at < place}
                self.emit(Op.LEAVE)
                self.left = True

    def _statement(self, statement: ast.stmt) -> None:
        if isinstance(statement, ast.If):
            self._if(statement)
        elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            self._assign(statement.targets[0], statement.value)
        elif isinstance(statement, ast.AugAssign):
            load = copy.copy(statement.target)
            load.ctx = ast.Load()
            self._assign(statement.target, ast.BinOp(load, statement.op, statement.value))
        elif not isinstance(statement, ast.Pass):
            raise UnsupportedError

    def _if(self, statement: ast.If) -> None:
        test = self.folded(statement.test)
        if test is not None:
            self.block(statement.body if test.value else statement.orelse)
            return
        self.expression(statement.test)
        otherwise = self.emit(Op.JUMP_IF_FALSE)
        before, value = self.names.copy(), self.value
        self.block(statement.body)
        then_left, self.left = self.left, False
        then, then_value = self.names.copy(), self.value
        end = None if then_left else self.emit(Op.JUMP)
        self.land(otherwise)
        self.names.restore(before)
        self.value = value
        self.block(statement.orelse)
        if end is not None:
            self.land(end)
        if self.left:
            self.names.restore(then)
            self.value = then_value
        elif not then_left:
            self.names.join(then)
            self.value = self.value.or_else(then_value)
        self.left = self.left and then_left

    def _assign(self, target: ast.expr, source: ast.expr) -> None:
        if isinstance(target, ast.Tuple) and isinstance(source, ast.Tuple):
            if len(target.elts) != len(source.elts) or not all(map(self.folded, source.elts)):
                raise UnsupportedError
            for each, value in zip(target.elts, source.elts, strict=True):
                self._assign(each, value)
        elif is_value(target):
            self.value = self.expression(source)
            self.emit(Op.STORE, slot=VALUE)
        elif isinstance(target, ast.Name) and not self.names.is_kept(target.id):
            self._assign_local(target.id, source)
        else:
            place = self.meaning(target)
            if not isinstance(place, Kept):
                raise UnsupportedError
            number = self.expression(source)
            if number.truth is None:
                raise UnsupportedError  # the next run sees which it is
            self.names.numbers[place.path] = self.names.kept_number(place.path).or_else(number)
            self.emit(Op.STORE_TRUTH if number.truth else Op.STORE, slot=place.path)

    def _assign_local(self, name: str, source: ast.expr) -> None:
        if name not in self._branched:
            constant = self.folded(source)
            if constant is not None:
                self.names.assign(name, constant)
                return
            if isinstance(source, ast.Name | ast.Subscript):
                meaning = self.meaning(source)
                if isinstance(meaning, Thing):
                    self.names.assign(name, meaning)
                    return
        slot = self.names.local(name)
        number = self.expression(source)
        self.emit(Op.STORE, slot=slot)
        self.names.assign(name, Local(slot, number))
