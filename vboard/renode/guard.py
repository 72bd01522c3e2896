"""Runs a program and ends it, with all that it started, when standard input ends.

    python guard.py PROGRAM ARGUMENT...

The process that starts the guard holds the other end of the pipe: when it ends for whatever reason,
also killed, the pipe ends with it, and no Renode stays behind. A launcher script between the guard
and Renode does no harm, for signals go to the whole process group. The guard must be started as the
leader of a group of its own. Standard library only.
"""

from __future__ import annotations

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
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        return 127
    # A handler, not SIG_IGN: the group's signals come here as well, and must not end the guard.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    ended = threading.Event()
    threading.Thread(target=_watch, args=(ended,), daemon=True).start()
    status = child.wait()
    ended.set()
    return status if status >= 0 else 128 - status


def _watch(ended: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os.killpg(0, signal.SIGINT)
    ended.wait(PATIENCE)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
