"""The console behind a pipe: lines in, plain text out."""

from __future__ import annotations

import os
import select
import sys

from vboard.console.console_session import ConsoleSession


def show(kind: str, text: str) -> None:
    """Errors and the log go to standard error, everything else to standard output."""
    print(text, file=sys.stderr if kind in ("error", "log") else sys.stdout, flush=True)


def run_plain(session: ConsoleSession, descriptor: int) -> int:
    """Execute lines until their end or `quit`; returns the exit status.

    Lines that wait are executed one after another without time between them; a started emulation
    runs while nothing waits.
    """
    waiting = b""
    monitor = session.monitor
    ended = False
    while monitor.quit_status is None and not (ended and not waiting):
        line, separator, rest = waiting.partition(b"\n")
        if separator or ended:
            waiting = rest
            session.execute(line.decode("utf-8", errors="replace"))
            continue
        while (monitor.started or monitor.has_ports) and not select.select([descriptor], (), (), 0)[0]:
            session.loop.turn(more=[descriptor])
        data = os.read(descriptor, 65_536)
        ended = not data
        waiting += data
    if monitor.quit_status:
        return monitor.quit_status
    return 2 if session.failures else 0
