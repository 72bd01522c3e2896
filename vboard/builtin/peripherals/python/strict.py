"""What a script of a Python peripheral may use in Renode 1.16.1: IronPython 2.7, and Renode's names.

The engine runs scripts by CPython 3 and would take more than Renode does. In strict mode ($VBOARD_STRICT is
set and not 0) it refuses all that Renode would: what Python 2.7 cannot read or reads otherwise before the
script runs, and members, types and values that C# does not take while it runs (`strict_objects.py`).
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator, Mapping

from vboard.builtin.machine.python2 import NAMES as OLD_NAMES
from vboard.builtin.machine.python2 import parse_old

NAMES = frozenset(("request", "self", "size", "LogLevel"))
"""What Renode puts into the script's scope and the engine has too."""
BUILTINS = frozenset(
    re.findall(
        r"\w+",
        """
        ArithmeticError AttributeError Exception False IndexError KeyError LookupError None True TypeError
        NotImplementedError OverflowError RuntimeError ValueError ZeroDivisionError abs all any bin bool chr
        dict divmod enumerate filter float getattr globals hasattr hash hex int isinstance iter len list
        locals long map max min next object oct ord pow print range repr reversed set sorted str sum tuple
        type unichr unicode xrange zip
        """,
    )
)
"""Built-in names of both languages that mean the same to a script; `round` does not."""
_SYNTAX: Mapping[type[ast.AST], str] = {
    ast.JoinedStr: "an f-string",
    ast.NamedExpr: "an assignment expression",
    ast.AnnAssign: "an annotation",
    ast.AsyncFunctionDef: "async",
    ast.Await: "await",
    ast.Nonlocal: "nonlocal",
    ast.YieldFrom: "yield from",
    ast.MatMult: "the operator @",
    ast.Match: "match",
    ast.TryStar: "except*",
}
_METHODS = frozenset(
    re.findall(
        r"\w+",
        """
        as_integer_ratio bit_count casefold format_map from_bytes isascii isidentifier isprintable
        removeprefix removesuffix to_bytes
        """,
    )
)
"""Methods that objects of Python 2.7 lack."""
_NUMBER = re.compile(r"(?<![\w.])(?:0[xXbBoO])?[0-9a-fA-F]+_[0-9a-fA-F_]+")


def is_strict() -> bool:
    """Whether scripts are held to Renode's language and names."""
    return os.environ.get("VBOARD_STRICT", "0") not in ("", "0")


def check_source(source: str) -> None:
    """Refuse a script that Renode 1.16.1 would not run, or not as it runs here.

    Raises:
        ValueError: names the line and what Python 2.7 lacks there.
    """
    for number, line in enumerate(source.splitlines(), 1):
        if not line.isascii():
            raise ValueError(f"line {number}: IronPython 2.7 refuses text that is not ASCII")
    try:
        tree: ast.AST = ast.parse(source)
    except SyntaxError:
        tree = parse_old(source)  # of Python 2: only its names are looked at
        problems = _unknown_names(tree)
    else:
        problems = (each for checks in (_syntax(tree, source), _unknown_names(tree)) for each in checks)
    first = min(problems, default=None)
    if first is not None:
        raise ValueError(f"line {first[0]}: IronPython 2.7 has not: {first[1]}")


def _syntax(tree: ast.AST, source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if type(node) in _SYNTAX:
            yield line, _SYNTAX[type(node)]
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.MatMult):
            yield line, "the operator @"
        elif isinstance(node, ast.Constant) and isinstance(node.value, bytes):
            yield line, "bytes that differ from text"
        elif isinstance(node, ast.Constant) and isinstance(node.value, int):
            if _NUMBER.match(ast.get_source_segment(source, node) or ""):
                yield line, "'_' in a number"
        elif isinstance(node, ast.Attribute) and node.attr in _METHODS:
            yield line, f"'{node.attr}'"
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print":
            if len(node.args) != 1 or node.keywords:
                yield line, "print with several arguments or none"
        elif isinstance(node, ast.Raise) and node.cause is not None:
            yield line, "raise ... from"
        elif isinstance(node, ast.arguments):
            if node.kwonlyargs or node.posonlyargs:
                yield line, "'*' or '/' among parameters"
        elif (isinstance(node, ast.arg) and node.annotation is not None) or (
            isinstance(node, ast.FunctionDef) and node.returns is not None
        ):
            yield line, "an annotation"
        elif isinstance(node, ast.ClassDef) and node.keywords:
            yield line, "a keyword of a class"
        elif isinstance(node, ast.Tuple | ast.List | ast.Set) and any(
            isinstance(each, ast.Starred) for each in node.elts
        ):
            yield line, "'*' in a list"
        elif isinstance(node, ast.Dict) and None in node.keys:
            yield line, "'**' in a dictionary"


def _unknown_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    known = set(NAMES | BUILTINS) | {name for name in OLD_NAMES if name.startswith("__")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            known.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            known.add(node.name)
        elif isinstance(node, ast.arg):
            known.add(node.arg)
        elif isinstance(node, ast.alias):
            known.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            known.add(node.name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in known:
            yield node.lineno, f"the name '{node.id}', or it means something else"
