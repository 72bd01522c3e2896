"""Fixtures: images, recordings, and the program as a user starts it."""

from __future__ import annotations

import math
import struct
import subprocess
import sys
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.elf import make_firmware
from vboard.cli import main


@dataclass(frozen=True)
class Result:
    """What a command left: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    def assert_refused(self, *words: str) -> None:
        """One line on standard error that holds `words`, exit status 2, no traceback."""
        assert self.status == 2, self
        assert len(self.err.splitlines()) == 1, self.err
        assert self.err.startswith("vboard: ")
        assert "Traceback" not in self.err + self.out
        for word in words:
            assert word in self.err


Cli = Callable[..., Result]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs `vboard` in this process."""

    def run(*arguments: object) -> Result:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Result(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture
def cli_process() -> Cli:
    """Runs `vboard` in a process of its own."""

    def run(*arguments: object) -> Result:
        command = [sys.executable, "-m", "vboard", *(str(argument) for argument in arguments)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        return Result(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def firmware(tmp_path: Path) -> Path:
    """An ELF file that every board takes."""
    path = tmp_path / "app.elf"
    path.write_bytes(make_firmware())
    return path


def write_wav(
    path: Path, rate: int = 16_000, channels: int = 1, seconds: float = 0.5, hertz: float = 440.0
) -> Path:
    """A sine of half amplitude, the same in all channels."""
    frames = bytearray()
    for n in range(int(rate * seconds)):
        value = round(16_000 * math.sin(2 * math.pi * hertz * n / rate))
        frames += struct.pack("<h", value) * channels
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes(bytes(frames))
    return path


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    """Half a second in the boards' own format."""
    return write_wav(tmp_path / "speech.wav")
