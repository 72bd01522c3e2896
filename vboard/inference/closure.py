"""Which sources of the micro runtime an application needs: read from their text, without a compiler.

The graph, support and arithmetic are always needed. Of the kernels, those are that register an operator of
the application, and what defines the functions of the headers of their group that they include. Sources are
formatted by clang-format, so that what begins at the first column is a declaration or a definition.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from vboard.errors import VBoardError
from vboard.inference.operators import methods
from vboard.paths import ROOT

FIRMWARE = ROOT / "firmware"
ROOTS = (FIRMWARE, FIRMWARE / "runtime")
"""Where an include is looked up."""
_ALWAYS = ("runtime/core/", "runtime/kernels/support/", "runtime/kernels/math/")
_COMPATIBLE = {
    "runtime/kernel_api/": re.compile(
        r'#include "tensorflow/lite/(kernels|micro/kernels/kernel_util|micro/memory)'
    ),
    "runtime/api_2019/": re.compile(r'#include "tensorflow/lite/experimental/'),
}
"""Sources for kernels and applications that are written for other versions, and what shows that they are."""
_INCLUDE = re.compile(r'^\s*#include ["<]([^">]+)[">]', re.MULTILINE)
_NAMELESS = re.compile(r"^namespace \{$.*?^\}  // namespace$", re.MULTILINE | re.DOTALL)
_NAME = re.compile(
    r"^(?!#|//|namespace|using|template|typedef|static_assert)[A-Za-z\[].*?\b([A-Za-z_]\w*)\(", re.MULTILINE
)
_DATA = re.compile(r"^(?:extern )?const \w+ (k\w+)\b", re.MULTILINE)
_CLASS = re.compile(r"^(?:class|struct) (\w+)", re.MULTILINE)
_MEMBER = re.compile(
    r"^[A-Za-z].*?\b(\w+)(?:<[^<>]*>)?::\w+\(|^template (?:class|struct) (\w+)", re.MULTILINE
)
_REGISTRATION = re.compile(r"^[A-Z][A-Z_0-9]*\((\w+)", re.MULTILINE)  # a macro of the source


@cache
def make_variable(include: str, variable: str, *settings: str) -> tuple[str, ...]:
    """What a make variable of a file below `firmware/` holds.

    Raises:
        VBoardError: there is no make.
    """
    script = "".join(f"{each}\n" for each in settings) + f"include {include}\nall:\n\t@echo $({variable})\n"
    try:
        done = subprocess.run(
            ["make", "-s", "-f", "-"], cwd=FIRMWARE, input=script, capture_output=True, text=True, check=True
        )
    except FileNotFoundError as error:
        raise VBoardError("make is not installed (Debian, Ubuntu: apt-get install make)") from error
    return tuple(done.stdout.split())


@cache
def text_of(name: str) -> str:
    """A file below `firmware/`."""
    return (FIRMWARE / name).read_text(encoding="utf-8")


def runtime_sources(application: str, cpu: str, kernels: str, types: str = "") -> list[str]:
    """Sources of the runtime, in the order of the build.

    Args:
        application: text of the application's own sources.
        cpu: compiler's name of the core; chooses the fast kernels.
        kernels: fast or small.
        types: the build's TYPES; empty: as the build does without.
    """
    everything = make_variable(
        "runtime/runtime.mk",
        "RUNTIME_SOURCES",
        f"KERNELS := {kernels}",
        f"CPU := {cpu}",
        f"TYPES := {types}",
    )
    core = {name for name in everything if name.startswith(_ALWAYS)}
    needed = core | {
        name
        for name in everything
        for folder, sign in _COMPATIBLE.items()
        if name.startswith(folder) and sign.search(application)
    }
    # Whoever is in by now registers operators too (those of 2019 all of theirs).
    needed |= _registering(operators_of(application + "".join(map(text_of, needed - core))), everything)
    waiting = list(needed)
    while waiting:
        for name in _defining(waiting.pop(), everything) - needed:
            needed.add(name)
            waiting.append(name)
    return [name for name in everything if name in needed]


def operators_of(application: str) -> set[str]:
    """Operators that an application's text registers: by a method of the resolver or by `Register_…`."""
    words = set(re.findall(r"\b(?:Add|Register_)\w+(?=\()", application))
    known = methods()
    found = {name for name, method in known.items() if method in words}
    if re.search(r"\bAllOpsResolver\b", application):
        found |= set(known)
    return found | {word.removeprefix("Register_") for word in words if word.startswith("Register_")}


def _registering(operators: Iterable[str], everything: Iterable[str]) -> set[str]:
    """Sources with `Register_NAME`; endings for a type (`_FLOAT32`) belong to the operator."""
    names = {symbol for name in operators for symbol in _symbols(name)}
    return {
        source
        for source in everything
        if source.startswith("runtime/kernels/") and names & registered(source)
    }


def _symbols(operator: str) -> set[str]:
    plain = re.sub(r"_(INT8|INT16|FLOAT32|INT4)$", "", operator)
    return {operator, plain, _custom_symbol(operator)}


@cache
def _custom_symbols() -> dict[str, str]:
    text = text_of("runtime/tensorflow/lite/micro/kernels/custom_operators.inc")
    pairs = re.findall(r'^TFLM_(?:CUSTOM|SIGNAL)_OPERATOR\((\w+), "(\w+)"', text, re.MULTILINE)
    return {name: symbol for symbol, name in pairs}


def _custom_symbol(operator: str) -> str:
    """`SignalRfft` -> `RFFT`."""
    return _custom_symbols().get(operator, operator)


@cache
def registered(source: str) -> frozenset[str]:
    """Operators that a source registers."""
    text = text_of(source)
    found = set(re.findall(r"\bRegister_(\w+)\(\) \{", text)) | set(_REGISTRATION.findall(text))
    return frozenset(found)


@cache
def _declared(header: str) -> frozenset[str]:
    text = text_of(header)
    return frozenset(_NAME.findall(text)) | frozenset(_DATA.findall(text)) | frozenset(_CLASS.findall(text))


@cache
def _defined(source: str) -> frozenset[str]:
    text = _NAMELESS.sub("", text_of(source))
    members = {name for pair in _MEMBER.findall(text) for name in pair if name}
    return frozenset(_NAME.findall(text)) | frozenset(_DATA.findall(text)) | members


def _defining(source: str, everything: Iterable[str]) -> set[str]:
    """Sources that define what the kernels' headers declare that `source` includes."""
    found = set()
    for header in headers([source]):
        if not header.startswith("runtime/kernels/"):
            continue
        names = _declared(header)
        group = "/".join(header.split("/")[:3]) + "/"
        found |= {
            name
            for name in everything
            if name.startswith(group) and header in headers([name]) and names & _defined(name)
        }
    return found


def headers(sources: Iterable[str]) -> list[str]:
    """Headers that sources include, and those that these include; sorted.

    Names that are not below `firmware/` (of a board, of the C library) are left out.
    """
    found: set[str] = set()
    waiting = list(sources)
    while waiting:
        for name in _included(waiting.pop()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return sorted(found)


@cache
def _included(name: str) -> tuple[str, ...]:
    text = text_of(name)
    return tuple(path for include in _INCLUDE.findall(text) if (path := locate(include, Path(name).parent)))


def locate(include: str, beside: Path | None = None) -> str:
    """The path below `firmware/` of what `#include "…"` names; empty when there is none."""
    places = [*ROOTS, *([FIRMWARE / beside] if beside is not None else [])]
    places.append(FIRMWARE / "runtime" / "kernels" / "convolution" / "dsp")
    for root in places:
        if (root / include).is_file():
            return str((root / include).relative_to(FIRMWARE))
    return ""
