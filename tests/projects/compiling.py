"""Sources of a project, checked by a compiler against the stand-ins of a tool's headers."""

from __future__ import annotations

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

STANDINS = Path(__file__).parent / "standins"
M4 = ["-mcpu=cortex-m4", "-mthumb", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard"]


def compile_all(compiler: list[str], folder: Path, sources: list[str]) -> None:
    """Check that every source compiles; no object is written."""

    def one(source: str) -> str:
        flags = ["-std=c++17", "-Wall", "-Wextra", *compiler[1:]]
        command = [compiler[0], *flags, "-fsyntax-only", "-x", "c++", source]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stderr

    assert sources
    with ThreadPoolExecutor(2) as pool:
        complaints = [text for text in pool.map(one, sources) if text]
    assert not complaints, complaints[0]


def own_sources(folder: Path) -> list[str]:
    """Sources beside the runtime's, which other tests compile."""
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.cc"))]
    return [name for name in names if not name.startswith(("runtime/", "frontend/"))]


def missing_of_the_board(compiler: list[str], folder: Path, sources: list[str]) -> set[str]:
    """Functions and data of `boards/board.h` that sources use and none of them defines."""
    objects = []
    for number, source in enumerate(sources):
        objects.append(folder / f"object{number}.o")
        command = [*compiler, "-std=c++17", "-O0", "-c", "-x", "c++", source, "-o", str(objects[-1])]
        subprocess.run(command, cwd=folder, check=True)
    listed = subprocess.run(["arm-none-eabi-nm", "-C", *objects], capture_output=True, text=True, check=True)
    symbols: dict[bool, set[str]] = {True: set(), False: set()}
    for kind, name in re.findall(r"^[0-9a-f ]{8} (\w) (board::.*)$", listed.stdout, re.MULTILINE):
        symbols[kind in "Uw"].add(name)
    assert symbols[False]
    return symbols[True] - symbols[False]
