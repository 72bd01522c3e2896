"""Builds parts of the native core for tests, with the host's compiler."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NATIVE = ROOT / "vboard" / "native"
FLAGS = ("-std=c++17", "-Wall", "-Wextra", "-Werror", f"-I{NATIVE}")


def compiler() -> list[str]:
    """The C++ compiler: $CXX or g++."""
    return shlex.split(os.environ.get("CXX", "g++"))


def compile_native(sources: Sequence[Path], output: Path, *options: str) -> Path:
    """Compile and link `sources` to `output` and return it."""
    command = [*compiler(), *FLAGS, *options, *map(str, sources), "-o", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{shlex.join(command)}\n{done.stderr}"
    return output
