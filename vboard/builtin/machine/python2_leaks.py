"""Variables of list comprehensions, which in Python 2 are those of the function around them.

Source: The Python Language Reference 2.7, section 5.2.4: the variables "leak". A comprehension assigns those
that its surroundings read; where nobody looks nothing changes.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from vboard.builtin.machine.python2_meaning import walk

_OWN = "__leaks_"
"""Begins the name of the variable that Python 3 has for itself."""
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def leaking(tree: ast.AST) -> ast.AST:
    """The tree, in which comprehensions assign the variables that are read elsewhere."""
    if not any(isinstance(node, ast.ListComp) for node in walk(tree)):
        return tree
    for scope in walk(tree):
        if isinstance(scope, ast.Module | ast.FunctionDef):
            _leak(scope)
    return tree


def _leak(scope: ast.Module | ast.FunctionDef) -> None:
    lists = [each for statement in scope.body for each in _lists(statement)]
    if not lists:
        return
    loads = Counter(_loads(scope))
    for each in lists:
        inside = Counter(_loads(each))
        targets = {name.id for part in each.generators for name in _names(part.target)}
        _assign(each, {name for name in targets if loads[name] > inside[name]})


def _lists(node: ast.AST) -> Iterator[ast.ListComp]:
    """List comprehensions of one scope. Those that another runs through may not assign."""
    if isinstance(node, _SCOPES):
        return
    parts: list[ast.AST]
    if isinstance(node, ast.ListComp):
        yield node
        parts = [node.elt, *(test for part in node.generators for test in part.ifs)]
    elif isinstance(node, ast.GeneratorExp | ast.SetComp | ast.DictComp):
        parts = []
    else:
        parts = list(ast.iter_child_nodes(node))
    for part in parts:
        yield from _lists(part)


def _loads(node: ast.AST) -> Iterator[str]:
    return (each.id for each in walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load))


def _names(target: ast.expr) -> list[ast.Name]:
    return [each for each in walk(target) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]


def _assign(node: ast.ListComp, leaked: set[str]) -> None:
    """Give the comprehension variables of its own, which it assigns to those of its surroundings."""
    for part in node.generators:
        assigned: list[ast.expr] = []
        for name in _names(part.target):
            if name.id in leaked:
                own = f"{_OWN}{name.id}"
                assigned.append(ast.NamedExpr(ast.Name(name.id, ast.Store()), ast.Name(own, ast.Load())))
                name.id = own
        if assigned:
            part.ifs.insert(0, ast.List(assigned, ast.Load()))
