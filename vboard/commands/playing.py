"""Plays jobs, prints what happens and writes what is wanted of it: the working half of `vboard run`."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from rich.console import Console

from vboard.engine.capabilities import Interruptible, OffersUarts
from vboard.engine.events import Event, UartLine
from vboard.engine.protocol import Session
from vboard.engine.selection import open_session
from vboard.errors import VBoardError
from vboard.interrupts import Interruption
from vboard.player.pacing import Pace
from vboard.player.playback import Job, Run, play_started, start_board
from vboard.player.uart_ports import UartPort, open_uart_port
from vboard.report import transcript
from vboard.report.progress import ProgressBar
from vboard.report.terminal import open_console
from vboard.report.transcript import HostTimes


class Player:
    """Plays one job after another.

    Args:
        console: where everything is printed; None: nowhere, but for the ports.
        stream: where the names of the ports go.
        engine, renode: as `open_session` takes them.
        ports: UARTs to offer to serial programs.
        pace: how fast virtual time passes.
        interruption: whether the user wants to end.
    """

    def __init__(
        self,
        console: Console | None,
        stream: IO[str],
        engine: str,
        renode: Path | None,
        ports: Sequence[UartPort],
        pace: Pace,
        interruption: Interruption,
    ) -> None:
        self._console = console
        self._stream = stream
        self._engine = engine
        self._renode = renode
        self._ports = ports
        self._pace = pace
        self._interruption = interruption

    def play(self, job: Job, started: float, log: bool) -> tuple[Run, HostTimes]:
        """Play one job.

        Args:
            started: host time (s) that counts as its beginning.
            log: print all of the engine's warnings; else the first few of a run that failed, or was
                interrupted before it said anything.

        Raises:
            VBoardError: board files do not load, or a port is taken.
        """
        host = HostTimes()
        if self._console is not None:
            transcript.header(self._console, job)
        session = open_session(self._engine, Path.cwd(), self._renode)
        if isinstance(session, Interruptible):
            self._interruption.actions.append(session.interrupt)
        try:
            start_board(session, job.board, job.image.loadable)
            if job.board.audio and not job.microphone and (job.clips or job.live is not None):
                session.is_receiving(job.board.audio)  # a mistyped name is told before anything runs
            self._open_ports(session)
            with ProgressBar(self._console, job) as bar:

                def on_progress(run: Run, events: Sequence[Event]) -> None:
                    self._show(events, host, started)
                    bar.update(run)

                run = play_started(session, job, on_progress, self._pace, self._interruption)
        finally:
            session.close()
        host.total = time.perf_counter() - started
        if self._console is not None:
            transcript.timeline(self._console, run)
            if log or run.failure is not None or (run.interrupted and not run.lines):
                transcript.warnings(self._console, run, None if log else 5)
        return run, host

    def _open_ports(self, session: Session) -> None:
        """Offer the UARTs; programs read their names from the output, however quiet it is otherwise."""
        if not self._ports:
            return
        if not isinstance(session, OffersUarts):
            raise VBoardError("--uart needs --engine builtin")
        for port in self._ports:
            place = open_uart_port(session, port)
            print(f"  {port.label:<8} {place}", file=self._stream, flush=True)

    def _show(self, events: Sequence[Event], host: HostTimes, started: float) -> None:
        for event in events:
            if isinstance(event, UartLine):
                if host.first_line is None:
                    host.first_line = time.perf_counter() - started
                if self._console is not None:
                    transcript.line(self._console, event)


def print_host_times(runs: Sequence[tuple[Run, HostTimes]], start: float | None) -> None:
    """Print to standard error what differs from run to run.

    Args:
        start: host time (s) before the first of several boards; None: that is the board's own.
    """
    sys.stdout.flush()
    console = open_console(sys.stderr)
    if start is not None:
        transcript.start_time(console, start)
    for run, host in runs:
        transcript.host_times(console, run, host)


def write_files(runs: Sequence[Run], json: Path | None, vcd: Path | None, plot: Path | None) -> None:
    """Write record, trace and picture, as far as they are wanted.

    Raises:
        VBoardError: a file cannot be written.
    """
    if json is not None:
        from vboard.report.record import write_json

        write_json(runs, json)
    if vcd is not None:
        from vboard.report.vcd import write_vcd

        write_vcd(runs, vcd)
    if plot is not None:
        from vboard.report.picture import write_picture

        write_picture(runs, plot)
