"""A Renode process without windows, and the port of its robot server."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from vboard.errors import RunFailedError
from vboard.renode.locate import Renode

OPTIONS = ("--disable-xwt", "--plain", "--hide-log", "--robot-server-port", "0")
"""Port 0: the first free one from 49152 on, written to `<tmp>/renode-<pid>/robot_port`."""
START_TIMEOUT = 180.0
"""Seconds that Renode may need to start; `renode-test` waits as long."""
END_TIMEOUT = 10.0
POLL = 0.05
GUARD = Path(__file__).with_name("guard.py")


def start_guarded(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str], output: IO[bytes] | int
) -> subprocess.Popen[bytes]:
    """Start a program that ends, with all that it starts, no later than this process.

    Args:
        command: program and arguments.
        folder: working directory.
        environment: environment variables.
        output: where standard output and standard error go, as `subprocess.Popen` takes it.

    Raises:
        OSError: the guard cannot be started. A program that cannot be started ends with status 127.
    """
    return subprocess.Popen(
        [sys.executable, "-I", str(GUARD), *map(str, command)],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def end_guarded(guard: subprocess.Popen[bytes]) -> int:
    """End what `start_guarded` started and all that it started; returns its status."""
    assert guard.stdin is not None
    with contextlib.suppress(OSError):
        guard.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        guard.wait(END_TIMEOUT)
    with contextlib.suppress(ProcessLookupError):  # the group may outlive its leader
        os.killpg(guard.pid, signal.SIGKILL)
    return guard.wait()


class RenodeProcess:
    """A running Renode. It ends with `close`, and with this process, however that ends.

    Attributes:
        port: of the robot server. Renode binds it on all interfaces; there is no option that
            restricts it to loopback.
        folder: temporary folder of this process; removed by `close`.
    """

    def __init__(self, renode: Renode, working_directory: Path) -> None:
        """Start Renode and wait for its robot server.

        Raises:
            RunFailedError: it ended, or opened no port in time.
        """
        self.folder = Path(tempfile.mkdtemp(prefix="vboard-renode-"))
        self._output = self.folder / "output.txt"
        try:
            with self._output.open("wb") as output:
                self._guard = start_guarded(
                    [renode.program, *OPTIONS],
                    working_directory,
                    {**renode.environment(), "TMPDIR": str(self.folder)},
                    output,
                )
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        try:
            self.port = self._wait_for_port(renode)
        except BaseException:
            self.close()
            raise

    def _wait_for_port(self, renode: Renode) -> int:
        end = time.monotonic() + START_TIMEOUT
        while time.monotonic() < end:
            for path in self.folder.glob("renode-*/robot_port"):
                with contextlib.suppress(OSError, ValueError):  # being written
                    return int(path.read_text(encoding="ascii"))
            if self._guard.poll() is not None:
                raise RunFailedError(f"{renode.program}: {self.death()}")
            time.sleep(POLL)
        raise RunFailedError(f"{renode.program}: opened no robot server within {START_TIMEOUT:g} s")

    def death(self) -> str:
        """How Renode ended: status and last line of its output."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._guard.wait(END_TIMEOUT)
        lines = self._output.read_text(encoding="utf-8", errors="replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "no output")
        return f"Renode ended with status {self._guard.returncode}: {last}"

    def close(self) -> None:
        """End Renode and all that it started."""
        end_guarded(self._guard)
        shutil.rmtree(self.folder, ignore_errors=True)
