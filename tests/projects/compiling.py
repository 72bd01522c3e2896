"""Sources of a project, checked by a compiler against the stand-ins of a tool's headers."""

from __future__ import annotations

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
