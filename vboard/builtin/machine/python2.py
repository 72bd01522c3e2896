"""Compiles scripts that were written for Renode's IronPython 2.7.

A script that Python 3 does not understand is tried again with the statements of Python 2 rewritten:
`print x`, `except E, e`, `raise E, text`, `exec text`, `<>`, `0777`, `10L`, backticks. Names that Python 3
renamed are in `NAMES`. Differences of meaning (division of integers, text and bytes) stay.
"""

from __future__ import annotations

import re
from types import CodeType

NAMES = {"xrange": range, "unicode": str, "long": int, "unichr": chr}
"""Built-in names of Python 2 that a script may use."""

_STATEMENT = r"(?P<before>^[ \t]*|[:;][ \t]*)"
_TO_FILE = re.compile(r">>\s*(?P<file>[^,]+?)\s*(?:,\s*(?P<rest>.*))?$")
_PRINT = re.compile(_STATEMENT + r"print\b(?P<rest>(?:[^;#'\"]|'[^'\n]*'|\"[^\"\n]*\")*)", re.MULTILINE)
_EXCEPT = r"^([ \t]*except[ \t]+[^:,\n]+?|[ \t]*except[ \t]*\([^)\n]*\))[ \t]*,[ \t]*(\w+)[ \t]*:"
_RAISE = _STATEMENT + r"raise[ \t]+([\w.]+)[ \t]*,[ \t]*([^;\n]+)"
_EXEC = _STATEMENT + r"exec[ \t]+([^(;\n][^;\n]*)"
_SIMPLE = (
    (re.compile(_EXCEPT, re.MULTILINE), r"\1 as \2:"),
    (re.compile(_RAISE, re.MULTILINE), r"\g<before>raise \2(\3)"),
    (re.compile(_EXEC, re.MULTILINE), r"\g<before>exec(\2)"),
    (re.compile(r"<>"), "!="),
    (re.compile(r"(?<![\w.])0([0-7]+)(?![\w.])"), r"0o\1"),
    (re.compile(r"(?<![\w.])(0[xX][0-9a-fA-F]+|\d+)[lL]\b"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"repr(\1)"),
)  # fmt: skip


def _print_call(match: re.Match[str]) -> str:
    rest = match["rest"].strip()
    if rest.startswith("(") and rest.endswith(")"):
        return match[0]
    options = ""
    target = _TO_FILE.match(rest)
    if target is not None:
        rest, options = target["rest"] or "", f", file={target['file']}"
    if rest.endswith(","):
        rest, options = rest[:-1], f', end=" "{options}'
    if not rest:
        options = options.removeprefix(", ")
    return f"{match['before']}print({rest}{options})"


def modernised(source: str) -> str:
    """Return `source` with the statements of Python 2 as those of Python 3."""
    source = _PRINT.sub(_print_call, source)
    for pattern, replacement in _SIMPLE:
        source = pattern.sub(replacement, source)
    return source


def compile_script(source: str, where: str, mode: str = "exec") -> CodeType:
    """Compile a script of either version.

    Raises:
        SyntaxError: Python 3's complaint about the script as it is.
    """
    try:
        return compile(source, where, mode)
    except SyntaxError as complaint:
        try:
            return compile(modernised(source), where, mode)
        except SyntaxError:
            raise complaint from None
