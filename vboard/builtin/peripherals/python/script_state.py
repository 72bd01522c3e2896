"""What a script keeps between its runs, from its text."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import cast

from vboard.builtin.machine.python2 import NAMES, parse_old

_FUNCTIONS = """
    abs all any bin bool bytearray bytes chr dict divmod enumerate hex int isinstance len list max min oct ord
    pow range repr reversed round set sorted str sum tuple zip True False None
"""
_BUILTINS = frozenset(_FUNCTIONS.split()) | frozenset(NAMES)
_REQUEST = frozenset(
    {"Type", "Value", "Offset", "Absolute", "Length", "IsRead", "IsWrite", "IsInit", "IsUser"}
)
_LOGS = frozenset({"Log", "NoisyLog", "DebugLog", "InfoLog", "WarningLog", "ErrorLog"})
GIVEN = frozenset({"request", "self", "size", "LogLevel"})
"""Names that a script gets."""
_OTHER_SCOPES = (
    ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.Await, ast.Yield, ast.Global,
    ast.Delete, ast.Try, ast.With, ast.NamedExpr,
)  # fmt: skip


def parse(source: str) -> ast.Module:
    """Syntax tree of a script of either version of Python."""
    try:
        return ast.parse(source)
    except SyntaxError:
        return cast(ast.Module, parse_old(source))


def depends_on_itself(tree: ast.Module) -> bool:
    """Whether all that a script reaches are its variables, its request, and the log."""
    nodes = list(ast.walk(tree))
    own = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    members = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
    return all(_is_own(node, own, members) for node in nodes)


def _is_own(node: ast.AST, own: set[str], members: set[int]) -> bool:
    if isinstance(node, ast.Name):
        if node.id in ("self", "request"):
            return id(node) in members and node.id not in own
        return node.id in own or node.id in _BUILTINS or node.id in GIVEN
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.value.id == "self":
            return node.attr in _LOGS
        return node.value.id != "request" or node.attr in _REQUEST
    return not isinstance(node, _OTHER_SCOPES)


def kept_names(tree: ast.Module) -> frozenset[str]:
    """Variables that a run may read before it has assigned them: what one run leaves to the next."""
    kept: set[str] = set()
    _run(tree.body, set(), kept)
    return frozenset(kept - _BUILTINS - GIVEN)


def _run(statements: Iterable[ast.stmt], assigned: set[str], kept: set[str]) -> None:
    """Follow statements; `assigned` are the names that are certainly assigned, `kept` grows."""
    for statement in statements:
        if isinstance(statement, ast.If):
            kept |= _loads(statement.test) - assigned
            then, otherwise = set(assigned), set(assigned)
            _run(statement.body, then, kept)
            _run(statement.orelse, otherwise, kept)
            assigned |= then & otherwise
        elif isinstance(statement, ast.For):
            kept |= _loads(statement.iter) - assigned
            _run(statement.body, assigned | _stores(statement.target), kept)
            _run(statement.orelse, set(assigned), kept)
        elif isinstance(statement, ast.While):
            kept |= _loads(statement.test) - assigned
            _run(statement.body, set(assigned), kept)
            _run(statement.orelse, set(assigned), kept)
        else:
            kept |= _loads(statement) - assigned
            assigned |= _stores(statement)


def _loads(node: ast.AST) -> set[str]:
    found = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        found.add(node.target.id)
    return found


def _stores(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
