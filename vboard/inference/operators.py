"""Operators of the file format and of the runtime, read from the runtime's own lists."""

from __future__ import annotations

import re
from functools import cache

from vboard.paths import FILES

_RUNTIME = FILES / "firmware" / "runtime" / "tensorflow" / "lite"
_NAME = re.compile(r"^X\((\d+), (\w+)\)", re.MULTILINE)
_KERNEL = re.compile(r"^\s*TFLM_OPERATOR\(\s*(\d+),\s*(\w+),\s*(\w+),", re.MULTILINE)
_CUSTOM_KERNEL = re.compile(r'^\s*TFLM_(?:CUSTOM|SIGNAL)_OPERATOR\(\s*\w+,\s*"(\w+)",\s*(\w+)', re.MULTILINE)
CUSTOM = 32
"""Code of operators that are found by name."""


@cache
def names() -> dict[int, str]:
    """Number -> name of every built-in operator that the runtime knows by name."""
    text = (_RUNTIME / "schema" / "builtin_operators.inc").read_text(encoding="utf-8")
    return {int(number): name for number, name in _NAME.findall(text)}


def name_of(code: int) -> str:
    """Name of a built-in operator, `operator 999` for an unknown number."""
    return names().get(code, f"operator {code}")


@cache
def _builtin_methods() -> dict[str, str]:
    text = (_RUNTIME / "micro" / "kernels" / "operators.inc").read_text(encoding="utf-8")
    return {name: method for _, name, method in _KERNEL.findall(text)}


@cache
def typed_names() -> frozenset[str]:
    """Operators with a registration for each kind of numbers (`Register_CONV_2D_FLOAT32`)."""
    text = (_RUNTIME / "micro" / "kernels" / "typed_operators.inc").read_text(encoding="utf-8")
    return frozenset(re.findall(r"^TFLM_TYPED_OPERATOR\((\w+)\)", text, re.MULTILINE))


@cache
def _custom_methods() -> dict[str, str]:
    text = (_RUNTIME / "micro" / "kernels" / "custom_operators.inc").read_text(encoding="utf-8")
    return dict(_CUSTOM_KERNEL.findall(text))


def methods() -> dict[str, str]:
    """Name -> method of the resolver (`AddConv2D`), for every operator that has a kernel."""
    return _builtin_methods() | _custom_methods()


def has_kernel(name: str, custom: bool) -> bool:
    """Whether the runtime has the built-in or the custom operator of this name."""
    return name in (_custom_methods() if custom else _builtin_methods())
