"""Settings of all tests, and fixtures: images, recordings, the program as a user starts it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.command_line import Cli, Result
from tests.support.elf import make_firmware
from tests.support.recordings import write_wav
from vboard.boards.table import BOARDS
from vboard.cli import main

# The same examples in every run, and no limit of host time: a busy machine fails no test.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")

# A shell without job control ignores Ctrl-C for what it starts in the background, and programs inherit that.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Nothing of what is kept for the user is read or written, and the width is that of no terminal."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VBOARD_CACHE", str(folder))
        patch.delenv("COLUMNS", raising=False)
        yield folder


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs `vboard` in this process."""

    def run(*arguments: object) -> Result:
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            status = int(ended.code or 0)
        out, err = capsys.readouterr()
        return Result(status, out, err)

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
    """An ELF file that boards with a STM32 take."""
    path = tmp_path / "app.elf"
    path.write_bytes(make_firmware())
    return path


@pytest.fixture
def built_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Name of an application that is built for every board, as in a repository of its own."""
    monkeypatch.setattr("vboard.paths.ROOT", tmp_path)
    for board in BOARDS.values():
        path = board.image("app")
        path.parent.mkdir(parents=True)
        path.write_bytes(make_firmware(board.flash.start))
    return "app"


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    """Half a second in the boards' own format."""
    return write_wav(tmp_path / "speech.wav")
