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
from pathlib import Path

from vboard.errors import RunFailedError
from vboard.renode.locate import Renode

OPTIONS = ("--disable-xwt", "--plain", "--hide-log", "--robot-server-port", "0")
"""Port 0: the first free one from 49152 on, written to `<tmp>/renode-<pid>/robot_port`."""
START_TIMEOUT = 180.0
"""Seconds that Renode may need to start; `renode-test` waits as long."""
END_TIMEOUT = 10.0
POLL = 0.05
GUARD = Path(__file__).with_name("guard.py")


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
                self._guard = subprocess.Popen(
                    [sys.executable, "-I", str(GUARD), str(renode.program), *OPTIONS],
                    cwd=working_directory,
                    env={**renode.environment(), "TMPDIR": str(self.folder)},
                    stdin=subprocess.PIPE,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
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
        assert self._guard.stdin is not None
        with contextlib.suppress(OSError):
            self._guard.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._guard.wait(END_TIMEOUT)
        with contextlib.suppress(ProcessLookupError):  # the group may outlive its leader
            os.killpg(self._guard.pid, signal.SIGKILL)
        self._guard.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
