"""Each public header compiles alone, twice, as any application's first line, and all of them in any order."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from vboard.paths import ROOT

RUNTIME = ROOT / "firmware" / "runtime"
PUBLIC = sorted(
    str(path.relative_to(RUNTIME))
    for room in ("tensorflow", "signal")
    for path in (RUNTIME / room).rglob("*.h")
)
# What C programs include of TensorFlow Lite Micro: a board's log in C, and structures of kernels.
FOR_C = sorted(
    name for name in PUBLIC if name.startswith("tensorflow/lite/c/") and "c_api_internal" not in name
)
WARNINGS = ("-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Werror", "-fno-exceptions", "-fno-rtti")
STANDARDS = [("g++", "c++17"), ("g++", "c++20"), ("arm-none-eabi-g++", "c++17"), ("clang++", "c++20")]


def where_there(compiler: str, *more: str) -> ParameterSet:
    missing = pytest.mark.skipif(shutil.which(compiler) is None, reason=f"no {compiler} on this machine")
    return pytest.param(compiler, *more, marks=missing)


def faults(compiler: str, standard: str, lines: list[str], folder: Path) -> str:
    """What the compiler says of a file with these lines."""
    source = folder / ("first.c" if standard.startswith("c1") else "first.cc")
    source.write_text("\n".join(lines) + "\n")
    command = [compiler, f"-std={standard}", *WARNINGS, f"-I{RUNTIME}", "-fsyntax-only", str(source)]
    if source.suffix == ".c":
        command.remove("-fno-rtti")
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


def included(names: list[str]) -> list[str]:
    return [f'#include "{name}"' for name in names]


@pytest.mark.parametrize(("compiler", "standard"), [where_there(*both) for both in STANDARDS])
def test_each_header_compiles_alone_and_twice(compiler: str, standard: str, tmp_path: Path) -> None:
    said = {name: faults(compiler, standard, included([name, name]), tmp_path) for name in PUBLIC}
    assert {name: text for name, text in said.items() if text} == {}


# Headers of which one takes the other's place: classes of 2019 and of today, two forms of tests.
APIS = {
    "2019": [name for name in PUBLIC if "/experimental/" in name],
    "today": [name for name in PUBLIC if "/experimental/" not in name and "micro_test_v2" not in name],
}


@pytest.mark.parametrize("compiler", [where_there("g++"), where_there("clang++")])
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("api", APIS)
def test_all_headers_compile_in_any_order(compiler: str, api: str, seed: int, tmp_path: Path) -> None:
    order = APIS[api][:]
    random.Random(seed).shuffle(order)
    assert faults(compiler, "c++17", included(order), tmp_path) == ""


@pytest.mark.skipif(shutil.which("gcc") is None, reason="no gcc on this machine")
def test_headers_of_c_are_c(tmp_path: Path) -> None:
    assert faults("gcc", "c11", included(FOR_C), tmp_path) == ""
