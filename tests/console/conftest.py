"""A small board whose firmware echoes, and the console as a user starts it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.elf import make_firmware


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str


Piped = Callable[..., Result]


@pytest.fixture
def piped(tmp_path: Path) -> Piped:
    """Runs `vboard console` with lines on standard input."""

    def run(lines: str, *arguments: object) -> Result:
        command = [sys.executable, "-m", "vboard", "console", *map(str, arguments)]
        done = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=60, check=False)
        return Result(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def firmware(tmp_path: Path) -> Path:
    """An image that boards with a STM32 take."""
    path = tmp_path / "app.elf"
    path.write_bytes(make_firmware())
    return path
