"""Compiles scripts that were written for Renode's IronPython 2.7.

Statements of Python 2 are rewritten in the text (`python2_text.py`); a script that is none of Python 2 either
is taken as one of Python 3. `print (a, b)` prints a tuple. Names that Python 3 renamed, and functions that
made lists, are in `NAMES`; dictionaries have their old methods, classes their old special methods. Integers
divide without remainder, any two objects have an order, values are shown as Python 2 shows them. There is one
kind of text, as in IronPython, and what packs or reads bytes gives it (`python2_octets.py`).
"""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path
from types import CodeType
from typing import Any, Literal, cast

from vboard.builtin.machine.python2_leaks import leaking
from vboard.builtin.machine.python2_meaning import (
    COMPILED,
    FILE_CODE,
    Meaning,
    Parameters,
    divides_truly,
    is_plain,
)
from vboard.builtin.machine.python2_names import NAMES, LongInteger
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
    return _placed(Parameters().visit(tree)) if TUPLE in text else tree


def parse_script(source: str, where: str, mode: Literal["exec", "eval"] = "exec") -> ast.AST:
    """The tree of a script of either version, with what it means to Python 3.

    Raises:
        SyntaxError: Python 3's complaint about the script as it is.
    """
    try:
        tree = parse_old(source, where, mode)
    except SyntaxError:
        tree = ast.parse(source, where, mode)
    return _placed(leaking(Meaning(divides_truly(tree)).visit(tree)))


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


NAMES.update({COMPILED: _compiled, FILE_CODE: _file_code})


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
        if not is_plain(node):
            waiting += [(each, line, column) for each in ast.iter_child_nodes(node)]
    return tree
