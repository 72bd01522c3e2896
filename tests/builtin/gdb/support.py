"""A board behind `vboard debug`, and a real GDB in front of it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from vboard.boards.table import BOARDS

GDB = shutil.which("gdb-multiarch") or shutil.which("arm-none-eabi-gdb")
needs_gdb = pytest.mark.skipif(GDB is None, reason="no gdb-multiarch: make setup")
TIME_LIMIT = 90


def image_of(board: str, app: str = "hotword") -> Path:
    image = BOARDS[board].image(app)
    if not image.is_file():
        pytest.skip(f"{app} is not built for {board}: run 'make firmware'")
    return image


@contextmanager
def served(board: str, app: str = "hotword", *options: str) -> Iterator[int]:
    """`vboard debug`, which ends by itself with its debugger; gives the port."""
    with offered(board, app, *options) as (_, port):
        yield port


@contextmanager
def offered(board: str, app: str, *options: str) -> Iterator[tuple[Path, int]]:
    """The same; gives the image that the printed command names, and the port."""
    command = [sys.executable, "-m", "vboard", "debug", board, app, "--port", "0", "--once", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"\S+ (\S+) -ex 'target remote :(\d+)'\n", line)
        assert found, line
        yield Path(found[1]), int(found[2])
        process.communicate(timeout=TIME_LIMIT)
        assert process.returncode == 0
    finally:
        process.kill()
        process.wait()


def gdb(port: int, image: Path, script: str, *options: str) -> str:
    """What GDB prints while it executes the lines of a script."""
    assert GDB is not None
    commands = ["set pagination off", "set confirm off", f"target remote :{port}", *script.split("\n")]
    done = subprocess.run(
        [GDB, "-q", "-nx", "-batch", *options, str(image), *(w for c in commands for w in ("-ex", c))],
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT,
        check=False,
    )
    return done.stdout + done.stderr


class MachineInterface:
    """GDB as a debug adapter drives it: its machine interface (GDB manual, chapter 27)."""

    def __init__(self, program: str) -> None:
        self._process = subprocess.Popen(
            [program, "-q", "-nx", "--interpreter=mi2"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._number = 0
        self.transcript: list[str] = []
        self._stops: list[str] = []

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "".join(self.transcript)
        self.transcript.append(line)
        if line.startswith("*stopped"):
            self._stops.append(line)
        return line

    def send(self, command: str) -> str:
        """Send a command; returns its result record, such as `done,value="1"`."""
        assert self._process.stdin is not None
        self._number += 1
        self.transcript.append(f"> {command}\n")
        self._process.stdin.write(f"{self._number}{command}\n")
        self._process.stdin.flush()
        while not (line := self._line()).startswith(f"{self._number}^"):
            pass
        return line.partition("^")[2].strip()

    def do(self, command: str) -> str:
        """Send a command that must not fail."""
        result = self.send(command)
        assert not result.startswith("error"), "".join(self.transcript)
        return result

    def console(self, text: str) -> str:
        """A command of the console, as the adapters send setup commands."""
        quoted = text.replace("\\", "\\\\").replace('"', '\\"')
        return self.do(f'-interpreter-exec console "{quoted}"')

    def stop(self) -> str:
        """Wait for the next `*stopped` record that nobody has seen."""
        while not self._stops:
            self._line()
        return self._stops.pop(0)

    def forget_stops(self) -> None:
        """What has stopped so far is of no interest."""
        self._stops.clear()

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("-gdb-exit\n")
        self._process.stdin.close()
        assert self._process.stdout is not None
        self._process.stdout.read()
        self._process.wait(timeout=TIME_LIMIT)
        self._process.stdout.close()
