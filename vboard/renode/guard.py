"""Runs a program and ends it, with all that it started, when standard input ends.

    python guard.py PROGRAM ARGUMENT...

The process that starts the guard holds the other end of the pipe: when it ends for whatever reason,
also killed, the pipe ends with it, and no Renode stays behind. The program leads a process group of its
own, which is ended as a whole: a launcher script between the guard and Renode does no harm, and what
the program leaves running when it ends is ended too. Standard library only.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading

PATIENCE = 3.0
"""Seconds between the request to end (SIGINT, what `renode-test` sends too) and SIGKILL."""


def main(command: list[str]) -> int:
    """Run `command`; returns its exit status, 128 + N for signal N."""
    try:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=0)
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        return 127
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: _signal(child.pid, number))
    ended = threading.Event()
    threading.Thread(target=_watch, args=(child.pid, ended), daemon=True).start()
    status = child.wait()
    ended.set()
    _signal(child.pid, signal.SIGKILL)
    return status if status >= 0 else 128 - status


def _watch(group: int, ended: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    _signal(group, signal.SIGINT)
    if not ended.wait(PATIENCE):
        _signal(group, signal.SIGKILL)


def _signal(group: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
