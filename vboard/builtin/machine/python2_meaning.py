"""What Python 2 means otherwise than Python 3, in the syntax tree of a script.

Source: The Python Language Reference 2.7, sections 3.4 (special methods), 5 (expressions), 7.6 (parameters).
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import cast

from vboard.builtin.machine.python2_names import DIVIDE, METHOD, METHODS, ORDER, PERCENT, SHOW
from vboard.builtin.machine.python2_text import TUPLE

_SPECIAL = {
    "__div__": "__truediv__",
    "__idiv__": "__itruediv__",
    "__rdiv__": "__rtruediv__",
    "__nonzero__": "__bool__",
    "next": "__next__",
}
"""Special methods that Python 3 renamed; `next` is one in a class that has `__iter__`."""
COMPILED, FILE_CODE = "__compiled__", "__file_code__"
"""Names of what `exec` and `execfile` of a script call."""
_ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def divides_truly(tree: ast.AST) -> bool:
    """Whether it begins with `from __future__ import division`, which stands nowhere else."""
    return isinstance(tree, ast.Module) and any(
        isinstance(node, ast.ImportFrom)
        and node.module == "__future__"
        and any(alias.name == "division" for alias in node.names)
        for node in tree.body
    )


def is_plain(node: ast.AST) -> bool:
    """A list of constants, where nothing changes: scripts feed audio in lists of thousands of numbers."""
    return isinstance(node, ast.List) and all(type(each) is ast.Constant for each in node.elts)


def walk(tree: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it, but for what is in plain lists."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if not is_plain(node):
            waiting += ast.iter_child_nodes(node)


class _Rewriter(ast.NodeTransformer):
    """Passes by what never changes."""

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return node

    def visit_List(self, node: ast.List) -> ast.AST:
        return node if is_plain(node) else self.generic_visit(node)


class Parameters(_Rewriter):
    """Takes tuples among parameters apart: `def f((a, b))`, `lambda (a, b): a`."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        unpacked = [
            ast.copy_location(ast.Assign([pattern], ast.Name(name, ast.Load())), node.body[0])
            for name, pattern in _tuples(node.args)
        ]
        node.body = [*unpacked, *node.body]
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.Lambda:
        self.generic_visit(node)
        for name, pattern in _tuples(node.args):
            values = ast.List([ast.Name(name, ast.Load())], ast.Load())
            items = ast.ListComp(node.body, [ast.comprehension(pattern, values, [], 0)])
            node.body = ast.copy_location(ast.Subscript(items, ast.Constant(0), ast.Load()), node.body)
        return node


def _tuples(arguments: ast.arguments) -> list[tuple[str, ast.expr]]:
    """Names of parameters that were tuples, with the tuples."""
    found = []
    for each in arguments.args:
        if each.arg.startswith(TUPLE):
            text = bytes.fromhex(each.arg.removeprefix(TUPLE)).decode()
            assignment = cast(ast.Assign, ast.parse(f"{text} = 0").body[0])
            found.append((each.arg, assignment.targets[0]))
    return found


class Meaning(_Rewriter):
    """What Python 2 means otherwise: division, methods of built-in types, `exec`, special methods."""

    def __init__(self, divides_truly: bool) -> None:
        self._divides_truly = divides_truly

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.args:
            if node.func.id == "print":
                node.args = [_shown(each) for each in node.args]
            elif node.func.id == "str" and len(node.args) == 1 and not node.keywords:
                node.func.id = SHOW
            elif node.func.id in ("exec", "eval"):
                wrapped = [node.args[0], ast.Constant(node.func.id)]
                node.args[0] = ast.copy_location(ast.Call(ast.Name(COMPILED, ast.Load()), wrapped, []), node)
            elif node.func.id == "execfile":
                node.func.id = "exec"
                code = ast.Call(ast.Name(FILE_CODE, ast.Load()), [node.args[0]], [])
                node.args[0] = ast.copy_location(code, node)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        self.generic_visit(node)
        if node.attr not in METHODS or not isinstance(node.ctx, ast.Load):
            return node
        arguments = [node.value, ast.Constant(node.attr)]
        return ast.copy_location(ast.Call(ast.Name(METHOD, ast.Load()), arguments, []), node)

    def visit_Compare(self, node: ast.Compare) -> ast.Compare:
        """Whatever is less or greater than something is compared as Python 2 does."""
        self.generic_visit(node)
        if not all(isinstance(each, (*_ORDERS, ast.Eq, ast.NotEq)) for each in node.ops):
            return node
        sides = [node.left, *node.comparators]
        for at, operator in enumerate(node.ops):
            if isinstance(operator, _ORDERS):
                wrapped = ast.Call(ast.Name(ORDER, ast.Load()), [sides[at]], [])
                sides[at] = ast.copy_location(wrapped, sides[at])
        node.left, *node.comparators = sides
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        self.generic_visit(node)
        own = {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
        for old, new in _SPECIAL.items():
            if old in own and new not in own and (old != "next" or "__iter__" in own):
                node.body.append(_assigned(new, ast.Name(old, ast.Load()), node))
        if "__cmp__" in own:
            for new, sign in _COMPARISONS.items():
                if new not in own:
                    compared = ast.parse(
                        f"lambda self, other: self.__cmp__(other) {sign} 0", mode="eval"
                    ).body
                    node.body.append(_assigned(new, compared, node))
        for each in node.body:
            if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "__metaclass__":
                node.keywords.append(ast.keyword("metaclass", each.value))
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        if self._is_division(node.op):
            return self._call(DIVIDE, node, node.left, node.right)
        if isinstance(node.op, ast.Mod) and _names_text(node.left):
            return self._call(PERCENT, node, node.left, node.right)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        self.generic_visit(node)
        if not self._is_division(node.op):
            return node
        before = copy.deepcopy(node.target)
        before.ctx = ast.Load()
        return ast.copy_location(
            ast.Assign([node.target], self._call(DIVIDE, node, before, node.value)), node
        )

    def _is_division(self, operator: ast.operator) -> bool:
        return isinstance(operator, ast.Div) and not self._divides_truly

    @staticmethod
    def _call(name: str, node: ast.AST, left: ast.expr, right: ast.expr) -> ast.expr:
        return ast.copy_location(ast.Call(ast.Name(name, ast.Load()), [left, right], []), node)


def _shown(value: ast.expr) -> ast.expr:
    """A value as `print` writes it."""
    if isinstance(value, ast.Starred | ast.Constant | ast.JoinedStr) and not _is_float(value):
        return value
    return ast.copy_location(ast.Call(ast.Name(SHOW, ast.Load()), [value], []), value)


def _is_float(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, float)


def _names_text(left: ast.expr) -> bool:
    """Whether it is a text that `%` puts other texts in."""
    return isinstance(left, ast.Constant) and isinstance(left.value, str) and "%" in left.value


_COMPARISONS = {"__eq__": "==", "__ne__": "!=", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}


def _assigned(name: str, value: ast.expr, node: ast.AST) -> ast.stmt:
    return ast.copy_location(ast.Assign([ast.Name(name, ast.Store())], value), node)
