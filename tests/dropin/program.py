"""`vboard renode` in a process of its own."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LIMIT = 120
"""Seconds of the host that anything may take."""


def run(
    *arguments: str, folder: Path, stdin: str = "", name: str = "renode"
) -> subprocess.CompletedProcess[str]:
    """Run to the end."""
    return subprocess.run(
        [sys.executable, "-m", "vboard", name, *arguments],
        cwd=folder,
        env=environment(folder),
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LIMIT,
        check=False,
    )


def environment(folder: Path) -> dict[str, str]:
    """The package from here, temporary files in the folder."""
    package = str(Path(__file__).resolve().parents[2])
    return {**os.environ, "PYTHONPATH": package, "TMPDIR": str(folder), "PYTHONIOENCODING": "utf-8"}


@contextmanager
def running(*arguments: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Start, and end it whatever the test does."""
    with subprocess.Popen(
        [sys.executable, "-m", "vboard", "renode", *arguments],
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def read_until(process: subprocess.Popen[str], pattern: str) -> re.Match[str]:
    """The first line of its output in which `pattern` is found."""
    assert process.stdout is not None
    seen = []
    for line in process.stdout:
        seen.append(line)
        if found := re.search(pattern, line):
            return found
    raise AssertionError(f"no {pattern!r} in {seen}")


def wait_for_file(path: Path) -> str:
    """What is in a file that will be written, once something is in it."""
    deadline = time.monotonic() + LIMIT
    while time.monotonic() < deadline:
        if path.is_file() and (text := path.read_text(encoding="utf-8")):
            return text
        time.sleep(0.02)
    raise AssertionError(f"{path} was not written")


class TelnetClient:
    """A client of the monitor's port."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=LIMIT)
        self._seen = b""

    def __enter__(self) -> TelnetClient:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def send(self, data: bytes) -> None:
        """Send bytes."""
        self._socket.sendall(data)

    def read_until(self, text: bytes) -> bytes:
        """What arrived up to and with `text`."""
        while text not in self._seen:
            data = self._socket.recv(4096)
            assert data, f"connection closed, no {text!r} in {self._seen!r}"
            self._seen += data
        end = self._seen.index(text) + len(text)
        taken, self._seen = self._seen[:end], self._seen[end:]
        return taken
