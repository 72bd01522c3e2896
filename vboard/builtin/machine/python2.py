"""Compiles scripts that were written for Renode's IronPython 2.7.

Statements of Python 2 are rewritten in the text (`python2_text.py`); a script that is none of Python 2 either
is taken as one of Python 3. `print (a, b)` prints a tuple. Names that Python 3 renamed, and functions that
made lists, are in `NAMES`; dictionaries have their old methods, classes their old special methods. Integers
divide without remainder, as in Python 2; text and bytes are Python 3's.
"""

from __future__ import annotations

import ast
import copy
import functools
import re
from pathlib import Path
from types import CodeType
from typing import Any, Literal, cast

from vboard.builtin.machine.python2_names import DIVIDE, METHOD, METHODS, NAMES, LongInteger
from vboard.builtin.machine.python2_text import TUPLE, modernised

__all__ = [
    "NAMES",
    "LongInteger",
    "compile_line",
    "compile_script",
    "described",
    "modernised",
    "parse_old",
    "syntax_error",
]

_SPECIAL = {
    "__div__": "__truediv__",
    "__idiv__": "__itruediv__",
    "__rdiv__": "__rtruediv__",
    "__nonzero__": "__bool__",
    "next": "__next__",
}
"""Special methods that Python 3 renamed; `next` is one in a class that has `__iter__`."""
_COMPILED, _FILE_CODE = "__compiled__", "__file_code__"


def syntax_error(error: SyntaxError) -> tuple[str, int, int]:
    """What IronPython says of a syntax error: text, line and column from 1, as far as the parsers agree."""
    line, column = error.lineno or 1, error.offset or 1
    text = (error.text or "").rstrip("\n")
    if "was never closed" in error.msg or "unterminated triple" in error.msg or column > len(text):
        return "unexpected EOF while parsing", line, len(text) + 1
    token = re.match(r"\w+|\S", text[column - 1 :])
    if error.msg.startswith(("invalid syntax", "expected ")) and token is not None:
        return f"unexpected token '{token[0]}'", line, column
    return error.msg, line, column


def described(error: SyntaxError) -> str:
    """A syntax error as hooks and Python peripherals report it."""
    text, line, column = syntax_error(error)
    return f"[FatalError] {text} (Line {line}, Column {column})"


def parse_old(source: str, where: str = "<script>", mode: Literal["exec", "eval"] = "exec") -> ast.AST:
    """The syntax tree of a script of Python 2, its statements as Python 3 has them.

    Raises:
        SyntaxError: it is none.
    """
    text = modernised(source)
    tree: ast.AST = ast.parse(text, where, mode)
    return _placed(_Parameters().visit(tree)) if TUPLE in text else tree


def parse_script(source: str, where: str, mode: Literal["exec", "eval"] = "exec") -> ast.AST:
    """The tree of a script of either version, with what it means to Python 3.

    Raises:
        SyntaxError: Python 3's complaint about the script as it is.
    """
    try:
        tree = parse_old(source, where, mode)
    except SyntaxError:
        tree = ast.parse(source, where, mode)
    return _placed(_Meaning(_divides_truly(tree)).visit(tree))


def compile_line(source: str, where: str) -> tuple[CodeType, bool]:
    """Compile what a command executes, and tell whether it is an expression, which has a value.

    Raises:
        SyntaxError: Python 3's complaint about the script as it is.
    """
    return (_kept_line if len(source) <= _KEPT_LENGTH else _line)(source, where)


def _line(source: str, where: str) -> tuple[CodeType, bool]:
    try:
        tree = cast(ast.Module, parse_script(source, where))
    except SyntaxError:
        try:
            return compile_script(source.strip(), where, "eval"), True  # an expression may be indented
        except SyntaxError:
            pass
        raise
    if len(tree.body) == 1 and isinstance(tree.body[0], ast.Expr):
        return compile(ast.Expression(tree.body[0].value), where, "eval"), True
    return compile(tree, where, "exec"), False


_KEPT_LENGTH = 8192
_kept_line = functools.lru_cache(maxsize=512)(_line)
"""Suites say the same again and again; what is long is not kept."""


def compile_script(source: str, where: str, mode: Literal["exec", "eval"] = "exec") -> CodeType:
    """Compile a script of either version.

    Raises:
        SyntaxError: Python 3's complaint about the script as it is.
    """
    tree = parse_script(source, where, mode)
    code: CodeType = compile(cast(ast.Module, tree), where, mode)  # or an ast.Expression
    return code


def _compiled(code: Any, mode: Literal["exec", "eval"]) -> Any:
    """What a script gives to `exec` or `eval`: text of Python 2, or a code object."""
    return (
        compile_script(code.strip() if mode == "eval" else code, "<string>", mode)
        if isinstance(code, str)
        else code
    )


def _file_code(path: str) -> CodeType:
    """What `execfile` executes."""
    return compile_script(Path(path).read_text(encoding="utf-8"), path)


NAMES.update({_COMPILED: _compiled, _FILE_CODE: _file_code})


def _divides_truly(tree: ast.AST) -> bool:
    """Whether it begins with `from __future__ import division`, which stands nowhere else."""
    return isinstance(tree, ast.Module) and any(
        isinstance(node, ast.ImportFrom)
        and node.module == "__future__"
        and any(alias.name == "division" for alias in node.names)
        for node in tree.body
    )


def _is_plain(node: ast.AST) -> bool:
    """A list of constants, where nothing changes: scripts feed audio in lists of thousands of numbers."""
    return isinstance(node, ast.List) and all(type(each) is ast.Constant for each in node.elts)


def _placed(tree: ast.AST) -> ast.AST:
    """The tree, in which each new node stands where the node around it does."""
    waiting = [(tree, 1, 0)]
    while waiting:
        node, line, column = waiting.pop()
        if "lineno" in node._attributes:
            line, column = getattr(node, "lineno", line), getattr(node, "col_offset", column)
            if not hasattr(node, "lineno"):
                node.lineno, node.col_offset = line, column  # type: ignore[attr-defined]
                node.end_lineno, node.end_col_offset = line, column  # type: ignore[attr-defined]
        if not _is_plain(node):
            waiting += [(each, line, column) for each in ast.iter_child_nodes(node)]
    return tree


class _Rewriter(ast.NodeTransformer):
    """Passes by what never changes."""

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return node

    def visit_List(self, node: ast.List) -> ast.AST:
        return node if _is_plain(node) else self.generic_visit(node)


class _Parameters(_Rewriter):
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


class _Meaning(_Rewriter):
    """What Python 2 means otherwise: division, methods of built-in types, `exec`, special methods."""

    def __init__(self, divides_truly: bool) -> None:
        self._divides_truly = divides_truly

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            arguments = [node.func.value, ast.Constant(node.func.attr)]
            node.func = ast.copy_location(ast.Call(ast.Name(METHOD, ast.Load()), arguments, []), node)
        elif isinstance(node.func, ast.Name) and node.args:
            if node.func.id in ("exec", "eval"):
                wrapped = [node.args[0], ast.Constant(node.func.id)]
                node.args[0] = ast.copy_location(ast.Call(ast.Name(_COMPILED, ast.Load()), wrapped, []), node)
            elif node.func.id == "execfile":
                node.func.id = "exec"
                code = ast.Call(ast.Name(_FILE_CODE, ast.Load()), [node.args[0]], [])
                node.args[0] = ast.copy_location(code, node)
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
        return self._call(node, node.left, node.right) if self._is_division(node.op) else node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        self.generic_visit(node)
        if not self._is_division(node.op):
            return node
        before = copy.deepcopy(node.target)
        before.ctx = ast.Load()
        return ast.copy_location(ast.Assign([node.target], self._call(node, before, node.value)), node)

    def _is_division(self, operator: ast.operator) -> bool:
        return isinstance(operator, ast.Div) and not self._divides_truly

    @staticmethod
    def _call(node: ast.AST, left: ast.expr, right: ast.expr) -> ast.expr:
        return ast.copy_location(ast.Call(ast.Name(DIVIDE, ast.Load()), [left, right], []), node)


_COMPARISONS = {"__eq__": "==", "__ne__": "!=", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}


def _assigned(name: str, value: ast.expr, node: ast.AST) -> ast.stmt:
    return ast.copy_location(ast.Assign([ast.Name(name, ast.Store())], value), node)
