"""A script's text for one access that comes again and again: what is known of it is worked out beforehand.

Of a script that looks at `request.IsRead` and `request.Offset` to find what to do, a read of one register
needs a few lines. They are those that are left when the access and the numbers that the script named at its
initialisation are put in; assignments stay, so that the next run finds the same variables.

Scripts with functions, classes, imports or anything else that may change a variable unseen are left alone.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterable
from types import CodeType
from typing import Any, TypeGuard

from vboard.builtin.machine.python2_names import ORDER

Known = dict[str, Any]
"""Names with a value that is known at some place of the text."""

_UNSEEN = (
    ast.AsyncFor, ast.AsyncFunctionDef, ast.AsyncWith, ast.Await, ast.ClassDef, ast.Delete, ast.DictComp,
    ast.FunctionDef, ast.GeneratorExp, ast.Global, ast.Import, ast.ImportFrom, ast.Lambda, ast.ListComp,
    ast.Match, ast.NamedExpr, ast.Nonlocal, ast.Return, ast.SetComp, ast.Starred, ast.Try, ast.With,
    ast.Yield, ast.YieldFrom,
)  # fmt: skip
"""What has variables of its own, or names them in a way that is not followed here."""
_PURE = frozenset({"int", "bool", "abs", "len", "min", "max"})
_INNER = frozenset({ORDER})
"""What the meaning of Python 2 puts into the tree, and reaches nothing else."""
_KEPT_NAMES = _PURE | {"request", "self"}
_UNSEEN_NAMES = frozenset({"eval", "exec", "execfile", "globals", "locals", "vars", "compile", "__import__"})
_PLAIN = (bool, int, str, type(None))
_MOST_BITS = 64
"""Furthest shift that is worked out beforehand."""
_REQUEST = "request."


class Specialiser:
    """Makes programs of single accesses from the tree of a script."""

    def __init__(self, tree: ast.Module) -> None:
        """`tree` is what runs for any access; it is not changed."""
        initial = [node for node in tree.body if isinstance(node, ast.If) and _is_init(node.test)]
        self._always: list[ast.stmt] = []
        for node in tree.body:
            if isinstance(node, ast.If) and _is_init(node.test):
                self._always += node.orelse
            else:
                self._always.append(node)
        first = [statement for node in initial for statement in node.body]
        self.possible = _is_followed(first, self._always)
        self._constants = _stored(*first) - _stored(*self._always)

    def body(self, request: Known, scope: dict[str, Any]) -> list[ast.stmt]:
        """What the script does for an access with these attributes of `request`.

        `scope` has its variables behind its initialisation.
        """
        constants = {
            name: scope[name] for name in self._constants if name in scope and type(scope[name]) in _PLAIN
        }
        known = {_REQUEST + name: value for name, value in request.items()}
        return _Follower(constants, known).block(copy.deepcopy(self._always)) or [ast.Pass()]

    def program(self, request: Known, scope: dict[str, Any], where: str) -> CodeType:
        """`body` as code; messages call the script `where`."""
        tree = ast.fix_missing_locations(ast.Module(self.body(request, scope), []))
        code: CodeType = compile(tree, where, "exec")
        return code


def _is_followed(first: list[ast.stmt], always: list[ast.stmt]) -> bool:
    """Whether it is plain from the text which statement assigns which variable.

    Functions of the initialisation may read variables, and change what is in them, but assign none.
    """
    nodes = [node for statement in (*first, *always) for node in ast.walk(statement)]
    for node in nodes:
        if isinstance(node, ast.Global | ast.Nonlocal | ast.Delete):
            return False
        if isinstance(node, ast.ImportFrom) and any(each.name == "*" for each in node.names):
            return False
        if isinstance(node, ast.Name) and node.id in _UNSEEN_NAMES:
            return False
    if _stored(*first, *always) & _KEPT_NAMES:
        return False
    if any(isinstance(node, _UNSEEN) for statement in always for node in ast.walk(statement)):
        return False
    return not any(_is_request(node) and node.attr != "Value" for node in nodes if _is_stored(node))


def _is_request(node: ast.AST) -> TypeGuard[ast.Attribute]:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "request"


def _is_stored(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute | ast.Subscript | ast.Name) and isinstance(node.ctx, ast.Store)


def _is_init(test: ast.expr) -> bool:
    return _is_request(test) and test.attr == "IsInit"


def _stored(*nodes: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in nodes:
        for each in ast.walk(node):
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
                found.add(each.id)
            elif isinstance(each, ast.FunctionDef | ast.ClassDef):
                found.add(each.name)
            elif isinstance(each, ast.alias):
                found.add((each.asname or each.name).partition(".")[0])
    return found


def _reaches_out(node: ast.AST) -> bool:
    """Whether something else may happen, and with it another access to this very script."""
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and not _is_named(each, _PURE | _INNER):
            return True
        if isinstance(each, ast.Attribute) and _is_stored(each) and not _is_request(each):
            return True
    return False


def _is_named(node: ast.Call, names: frozenset[str]) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id in names


class _Follower(ast.NodeTransformer):
    """Puts in what is known, from the first statement to the last."""

    def __init__(self, constants: Known, known: Known) -> None:
        """`constants` hold always, `known` until something is assigned or happens."""
        self._constants = constants
        self._known = known

    def block(self, statements: Iterable[ast.stmt]) -> list[ast.stmt]:
        """The statements that are left; what is known behind them is known then."""
        left: list[ast.stmt] = []
        for statement in statements:
            left += self._statement(statement)
        return left

    def _statement(self, statement: ast.stmt) -> list[ast.stmt]:
        if isinstance(statement, ast.If):
            return self._if(statement)
        if isinstance(statement, ast.For | ast.While):
            return [self._loop(statement)]
        if isinstance(statement, ast.AugAssign):
            return [self._change(statement)]
        self._beware_of(statement)
        left: ast.stmt = self.visit(statement)
        self._forget(_stored(left))
        if isinstance(left, ast.Assign) and isinstance(left.value, ast.Constant):
            for target in left.targets:
                if isinstance(target, ast.Name) and type(left.value.value) in _PLAIN:
                    self._known[target.id] = left.value.value
        return [left]

    def _beware_of(self, node: ast.AST) -> None:
        if _reaches_out(node):
            self._known = {}

    def _if(self, statement: ast.If) -> list[ast.stmt]:
        self._beware_of(statement.test)
        statement.test = self.visit(statement.test)
        if isinstance(statement.test, ast.Constant):
            return self.block(statement.body if statement.test.value else statement.orelse)
        before = dict(self._known)
        statement.body = self.block(statement.body) or [ast.Pass()]
        then, self._known = self._known, before
        statement.orelse = self.block(statement.orelse)
        otherwise = self._known
        self._known = {
            name: value
            for name, value in then.items()
            if name in otherwise and type(otherwise[name]) is type(value) and otherwise[name] == value
        }
        return [statement]

    def _loop(self, statement: ast.For | ast.While) -> ast.stmt:
        self._beware_of(statement)
        if isinstance(statement, ast.For):
            statement.iter = self.visit(statement.iter)
        self._forget(_stored(statement))  # of the rounds before
        if isinstance(statement, ast.While):
            statement.test = self.visit(statement.test)
        before = dict(self._known)
        statement.body = self.block(statement.body) or [ast.Pass()]
        self._known = dict(before)
        statement.orelse = self.block(statement.orelse)
        self._known = before
        return statement

    def _change(self, statement: ast.AugAssign) -> ast.stmt:
        self._beware_of(statement)
        target = statement.target
        if not isinstance(target, ast.Name):
            statement.target = self.visit(target)
            statement.value = self.visit(statement.value)
            return statement
        value = self.visit(ast.BinOp(ast.Name(target.id, ast.Load()), statement.op, statement.value))
        if isinstance(value, ast.Constant):
            self._known[target.id] = value.value
            return ast.copy_location(ast.Assign([target], value), statement)
        statement.value = value.right
        self._forget({target.id})
        return statement

    def _forget(self, names: Iterable[str]) -> None:
        for name in names:
            self._known.pop(name, None)

    # -- expressions ----------------------------------------------------------------------------

    def visit_Name(self, node: ast.Name) -> ast.expr:
        for values in (self._constants, self._known):
            if isinstance(node.ctx, ast.Load) and node.id in values:
                return ast.copy_location(ast.Constant(values[node.id]), node)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        if _is_request(node):
            name = _REQUEST + node.attr
            known = isinstance(node.ctx, ast.Load) and name in self._known
            return ast.copy_location(ast.Constant(self._known[name]), node) if known else node
        self.generic_visit(node)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        decides = isinstance(node.op, ast.Or)
        left: list[ast.expr] = []
        for value in node.values:
            seen: ast.expr = self.visit(value)
            truth = bool(seen.value) if isinstance(seen, ast.Constant) else None
            if truth is (not decides) and value is not node.values[-1]:
                continue
            left.append(seen)
            if truth is decides:
                break  # those behind are never asked
        if len(left) == 1:
            return left[0]
        return ast.copy_location(ast.BoolOp(node.op, left), node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        test: ast.expr = self.visit(node.test)
        if isinstance(test, ast.Constant):
            chosen: ast.expr = self.visit(node.body if test.value else node.orelse)
            return chosen
        return ast.copy_location(ast.IfExp(test, self.visit(node.body), self.visit(node.orelse)), node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self.generic_visit(node)
        return _worked_out(node) if isinstance(node.operand, ast.Constant) else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        plain = all(
            isinstance(each, ast.Constant) and isinstance(each.value, int) for each in (node.left, node.right)
        )
        return _worked_out(node) if plain and not isinstance(node.op, ast.Pow) else node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        return (
            _worked_out(node) if all(_is_constant(each) for each in (node.left, *node.comparators)) else node
        )

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        if _is_named(node, _INNER) and isinstance(node.args[0], ast.Constant):
            return node.args[0] if isinstance(node.args[0].value, int) else node
        pure = _is_named(node, _PURE) and not node.keywords
        return _worked_out(node) if pure and all(_is_constant(each) for each in node.args) else node


def _is_constant(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return all(_is_constant(each) for each in node.elts)
    return isinstance(node, ast.Constant)


def _worked_out(node: ast.expr) -> ast.expr:
    """The value of an expression of constants; the expression itself where it fails or grows."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.LShift):
        by = node.right.value if isinstance(node.right, ast.Constant) else None
        if not isinstance(by, int) or by > _MOST_BITS:
            return node
    tree = ast.fix_missing_locations(ast.Expression(copy.deepcopy(node)))
    try:
        value = eval(compile(tree, "<constant>", "eval"), {})
    except Exception:
        return node
    return ast.copy_location(ast.Constant(value), node) if type(value) in _PLAIN else node
