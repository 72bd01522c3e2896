"""Compiles scripts that were written for Renode's IronPython 2.7.

Statements of Python 2 are rewritten: `print x`, `except E, e`, `raise E, text`, `exec text`, `<>`, `0777`,
`10L`, backticks; a script that is none of Python 2 either is taken as one of Python 3. `print (a, b)` prints
a tuple. Names that Python 3 renamed, and functions that made lists, are in `NAMES`; dictionaries have their
old methods. Integers divide without remainder, as in Python 2; text and bytes are Python 3's.
"""

from __future__ import annotations

import ast
import copy
import functools
import re
from collections.abc import Callable, Iterable
from types import CodeType
from typing import Any, Literal, cast


class LongInteger(int):
    """A number that C# has in 64 bits: `hex` marks it with an L, as Python 2 does."""


def _hex(value: int) -> str:
    is_long = isinstance(value, LongInteger) or not -(1 << 31) <= value < 1 << 31
    return f"{value:#x}{'L' if is_long else ''}"


def _divide(left: Any, right: Any) -> Any:
    """`/` of Python 2."""
    return left // right if isinstance(left, int) and isinstance(right, int) else left / right


def _range(*bounds: int) -> list[int]:
    return list(range(*bounds))


def _map(function: Callable[..., Any] | None, *items: Iterable[Any]) -> list[Any]:
    return list(zip(*items, strict=False) if function is None else map(function, *items))


def _filter(function: Callable[[Any], Any] | None, items: Iterable[Any]) -> Any:
    found = list(filter(function, items))
    return "".join(found) if isinstance(items, str) else tuple(found) if isinstance(items, tuple) else found


def _zip(*items: Iterable[Any]) -> list[Any]:
    return list(zip(*items, strict=False))


_METHODS = frozenset({"has_key", "keys", "values", "items", "iterkeys", "itervalues", "iteritems"})


def _method(target: Any, name: str) -> Callable[..., Any]:
    """A method of a dictionary as Python 2 has it; any other object's own."""
    if not isinstance(target, dict):
        return cast(Callable[..., Any], getattr(target, name))
    if name == "has_key":
        return target.__contains__
    views: Callable[[], Iterable[Any]] = getattr(target, name.removeprefix("iter"))
    return (lambda: iter(views())) if name.startswith("iter") else (lambda: list(views()))


_DIVIDE, _METHOD = "__divide__", "__method__"
NAMES: dict[str, Callable[..., Any]] = {
    _DIVIDE: _divide,
    _METHOD: _method,
    "xrange": range,
    "range": _range,
    "map": _map,
    "filter": _filter,
    "zip": _zip,
    "reduce": functools.reduce,
    "basestring": str,
    "unicode": str,
    "long": LongInteger,
    "unichr": chr,
    "hex": _hex,
}
"""Built-in names of Python 2 that a script may use; its `int` has 32 bits."""

_LITERAL = re.compile(
    r"""(?P<string>[uUbBrR]{0,2}(?:\"{3}[\s\S]*?\"{3}|'{3}[\s\S]*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))"""
    r"|(?P<comment>\#[^\n]*)"
)
_HIDDEN = re.compile("\ue000(\\d+)\ue001")
_COMMENT = "\ue002"
"""Private characters stand for strings and comments, which stay as they are."""
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_STATEMENT = r"(?P<before>^[ \t]*|[:;][ \t]*)"
_PRINT = re.compile(_STATEMENT + r"print\b(?![ \t]*=)", re.MULTILINE)
_TO_FILE = re.compile(r">>\s*(?P<file>[^,]+?)\s*(?:,\s*(?P<rest>[\s\S]*))?$")
_EXCEPT = r"^([ \t]*except[ \t]+[^:,\n]+?|[ \t]*except[ \t]*\([^)\n]*\))[ \t]*,[ \t]*(\w+)[ \t]*:"
_RAISE = _STATEMENT + r"raise[ \t]+([\w.]+)[ \t]*,[ \t]*([^;\n\ue002]+)"
_EXEC = _STATEMENT + r"exec[ \t]+([^(;\n\ue002][^;\n\ue002]*)"
_SIMPLE = (
    (re.compile(_EXCEPT, re.MULTILINE), r"\1 as \2:"),
    (re.compile(_RAISE, re.MULTILINE), r"\g<before>raise \2(\3)"),
    (re.compile(_EXEC, re.MULTILINE), r"\g<before>exec(\2)"),
    (re.compile(r"<>"), "!="),
    (re.compile(r"(?<![\w.])0([0-7]+)(?![\w.])"), r"0o\1"),
    (re.compile(r"(?<![\w.])(0[xX][0-9a-fA-F]+|\d+)[lL]\b"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"repr(\1)"),
)


def _hide(source: str) -> tuple[str, list[str]]:
    """The source with strings and comments taken out, and what was taken."""
    taken: list[str] = []

    def take(match: re.Match[str]) -> str:
        taken.append(re.sub("^[uU](?=[rR])", "", match[0]))
        return f"{_COMMENT if match['comment'] else ''}\ue000{len(taken) - 1}\ue001"

    return _LITERAL.sub(take, source), taken


def _end_of_statement(text: str, start: int) -> int:
    """Where a simple statement ends: a line, `;` or a comment, outside brackets."""
    depth = 0
    for at in range(start, len(text)):
        letter = text[at]
        if letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
        elif depth <= 0 and (letter in f";{_COMMENT}" or (letter == "\n" and text[at - 1] != "\\")):
            return at
    return len(text)


def _print_call(rest: str) -> str:
    options = ""
    target = _TO_FILE.match(rest)
    if target is not None:
        rest, options = target["rest"] or "", f", file={target['file']}"
    if rest.endswith(","):
        rest, options = rest[:-1], f', end=" "{options}'
    if not rest:
        options = options.removeprefix(", ")
    return f"print({rest}{options})"


def _with_calls(text: str) -> str:
    """Each `print` statement as a call."""
    done, at = "", 0
    while match := _PRINT.search(text, at):
        end = _end_of_statement(text, match.end())
        statement = text[match.end() : end]
        rest = statement.strip()
        spaces = statement[len(statement.rstrip()) :]
        done += f"{text[at : match.start()]}{match['before']}{_print_call(rest)}{spaces}"
        at = end
    return done + text[at:]


def modernised(source: str) -> str:
    """Return `source` with the statements of Python 2 as those of Python 3."""
    text, taken = _hide(source)
    text = _with_calls(_INDENT.sub(lambda match: match[0].expandtabs(8), text))
    for pattern, replacement in _SIMPLE:
        text = pattern.sub(replacement, text)
    return _HIDDEN.sub(lambda match: taken[int(match[1])], text.replace(_COMMENT, ""))


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


def parse_script(source: str, where: str, mode: Literal["exec", "eval"] = "exec") -> ast.AST:
    """The tree of a script of either version, with what it means to Python 3.

    Raises:
        SyntaxError: Python 3's complaint about the script as it is.
    """
    try:
        tree: ast.AST = ast.parse(source if "print_function" in source else modernised(source), where, mode)
    except SyntaxError:
        tree = ast.parse(source, where, mode)
    found: ast.AST = ast.fix_missing_locations(_Meaning().visit(tree))
    return found


def compile_script(source: str, where: str, mode: Literal["exec", "eval"] = "exec") -> CodeType:
    """Compile a script of either version.

    Raises:
        SyntaxError: Python 3's complaint about the script as it is.
    """
    tree = parse_script(source, where, mode)
    code: CodeType = compile(cast(ast.Module, tree), where, mode)  # or an ast.Expression
    return code


class _Meaning(ast.NodeTransformer):
    """Calls `_divide` where a script divides, and `_method` where it may mean a dictionary's."""

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS:
            arguments = [node.func.value, ast.Constant(node.func.attr)]
            node.func = ast.copy_location(ast.Call(ast.Name(_METHOD, ast.Load()), arguments, []), node)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        return self._call(node, node.left, node.right) if isinstance(node.op, ast.Div) else node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div):
            return node
        before = copy.deepcopy(node.target)
        before.ctx = ast.Load()
        return ast.copy_location(ast.Assign([node.target], self._call(node, before, node.value)), node)

    @staticmethod
    def _call(node: ast.AST, left: ast.expr, right: ast.expr) -> ast.expr:
        return ast.copy_location(ast.Call(ast.Name(_DIVIDE, ast.Load()), [left, right], []), node)
