"""Names of C++ functions as people write them (Itanium C++ ABI, section 5.1)."""

from __future__ import annotations

import re

_LENGTH = re.compile(r"[1-9]\d*")
_CLONE = re.compile(r"((?:\.[a-z]+(?:\.\d+)*)+)$")
_ANONYMOUS = "_GLOBAL__N_1"


def demangle(symbol: str) -> str:
    """The qualified name of a function or variable, without parameters; `symbol` where it is no plain name.

    Names with template arguments, operators and lambdas stay as the linker has them.
    """
    clone = _CLONE.search(symbol)
    mangled = symbol[: clone.start()] if clone else symbol
    if mangled.startswith("_ZN"):
        parts = _nested(mangled[3:].lstrip("rVK"))
    elif mangled.startswith("_Z"):
        parts = _plain(mangled[2:])
    else:
        return symbol
    if not parts:
        return symbol
    return "::".join(parts)


def _plain(rest: str) -> list[str]:
    parts, rest = _source_names(rest, once=True)
    return parts if not rest.startswith(("I", "B")) else []


def _nested(rest: str) -> list[str]:
    parts: list[str] = []
    if rest.startswith("St"):
        parts, rest = ["std"], rest[2:]
    names, rest = _source_names(rest)
    parts += names
    if names and rest[:2] in ("C1", "C2", "D0", "D1", "D2"):
        parts.append(("~" if rest[0] == "D" else "") + parts[-1])
        rest = rest[2:]
    return parts if names and rest.startswith("E") else []


def _source_names(rest: str, once: bool = False) -> tuple[list[str], str]:
    """Identifiers behind their lengths, and what follows them."""
    names: list[str] = []
    while found := _LENGTH.match(rest.removeprefix("L")):
        rest = rest.removeprefix("L")
        start, length = found.end(), int(found[0])
        name, rest = rest[start : start + length], rest[start + length :]
        if len(name) < length:
            return [], rest
        names.append("(anonymous namespace)" if name == _ANONYMOUS else name)
        if once:
            break
    return names, rest
