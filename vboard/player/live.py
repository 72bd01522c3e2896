"""Boards that go on until Ctrl-C at the pace of the host: `vboard run --uart …`, `vboard debug`."""

from __future__ import annotations

import contextlib
import shlex
import shutil
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from vboard.boards.board import Board
from vboard.builtin.builtin_session import BuiltinSession
from vboard.builtin.host_loop import HostLoop
from vboard.builtin.monitor.ports import start_gdb_server
from vboard.engine.events import SECOND, LogMessage, UartLine
from vboard.errors import RunFailedError, VBoardError
from vboard.player.playback import GAP, STEP, STEP_BYTES, Job, is_ready, join_clips, start_board
from vboard.player.uart_ports import open_uart_port, parse_uart_port
from vboard.report import transcript


class Microphone:
    """Feeds recordings, then silence, into a board's audio UART: one step of audio a step of time."""

    def __init__(self, session: BuiltinSession, job: Job) -> None:
        self._session = session
        self._path = job.board.audio
        self._stream = join_clips(job.clips)
        self._position = 0

    @property
    def end(self) -> int:
        """Length (ns) of the recordings and the silence behind them."""
        return len(self._stream) // STEP_BYTES * STEP + GAP

    def feed(self) -> None:
        """Feed a step and come back after it."""
        chunk = self._stream[self._position : self._position + STEP_BYTES]
        self._position += STEP_BYTES
        self._session.feed(self._path, chunk or bytes(STEP_BYTES))
        self._session.monitor.emulation.clock.schedule_in(STEP, self.feed)


def run_live(
    jobs: Sequence[Job], uarts: Sequence[str], realtime: bool, engine: str, quiet: bool, bounded: bool
) -> None:
    """Run boards one after another (with `uarts`: one) and print what their consoles say.

    A board with UARTs of the host goes on until Ctrl-C or the end of `--for`; any other until its
    recordings end.

    Raises:
        VBoardError: an option does not fit.
        RunFailedError: the processor stopped.
    """
    if engine != "builtin":
        raise VBoardError("--uart and --realtime need --engine builtin")
    if uarts and len(jobs) > 1:
        raise VBoardError("--uart needs one board: vboard run BOARD --uart …")
    for job in jobs:
        ports = [parse_uart_port(each, job.board) for each in uarts]
        session = BuiltinSession(Path.cwd())
        try:
            start_board(session, job.board, job.image.path)
            if not quiet:
                transcript.header(transcript.open_console(), job)
            for port in ports:
                print(f"  {port.label:<8} {open_uart_port(session.monitor, port)}", flush=True)
            plays = not any(port.path == job.board.audio for port in ports)
            endless = bool(uarts) and not bounded
            with contextlib.suppress(KeyboardInterrupt):
                _run(session, job, Microphone(session, job) if plays else None, realtime, quiet, endless)
        finally:
            session.close()


def _run(
    session: BuiltinSession,
    job: Job,
    microphone: Microphone | None,
    realtime: bool,
    quiet: bool,
    endless: bool,
) -> None:
    console = transcript.open_console()
    loop = HostLoop(session.monitor, realtime)
    session.monitor.emulation.started = True
    end = None if endless else job.duration
    lines: list[UartLine] = []
    while end is None or session.now < end:
        if microphone is not None and is_ready(lines, session.now):
            if end is None and not endless:
                end = session.now + microphone.end
            microphone.feed()
            microphone = None
        elif end is None and not endless and session.now > job.first_line_bound and not lines:
            raise RunFailedError(f"no line on the console within {job.first_line_bound / SECOND:g} s")
        loop.turn(end)
        lines += _show(session, None if quiet else console)
        if session.halt_reason is not None:
            at = f"at {session.now / SECOND:.3f} s"
            raise RunFailedError(f"{job.board.name}: the processor stopped {at}: {session.halt_reason}")


def serve_debugger(
    board: Board, image: Path, port: int, uarts: Sequence[str], realtime: bool, once: bool
) -> None:
    """Load a board and serve GDB until Ctrl-C, or with `once` until a debugger has left.

    Raises:
        VBoardError: the port is taken, or an option does not fit.
    """
    ports = [parse_uart_port(each, board) for each in uarts]
    session = BuiltinSession(Path.cwd())
    console = transcript.open_console()
    try:
        start_board(session, board, image)
        monitor = session.monitor
        assert monitor.machine is not None
        server = start_gdb_server(monitor, monitor.machine, port)
        for each in ports:
            print(f"  {each.label:<8} {open_uart_port(monitor, each)}")
        debugger = shutil.which("gdb-multiarch") or shutil.which("arm-none-eabi-gdb") or "gdb-multiarch"
        print(
            f"{Path(debugger).name} {shlex.quote(str(image))} -ex 'target remote :{server.Port}'", flush=True
        )
        loop = HostLoop(monitor, realtime)
        with contextlib.suppress(KeyboardInterrupt):
            while not (once and server.sessions):
                loop.turn()
                _show(session, console)
    finally:
        session.close()


def _show(session: BuiltinSession, console: Console | None) -> list[UartLine]:
    """Print new console lines and errors (no `console`: nothing); returns the lines."""
    lines = []
    for event in session.take_events():
        if isinstance(event, UartLine):
            lines.append(event)
            if console is not None:
                transcript.line(console, event)
        elif isinstance(event, LogMessage) and event.level == "error" and console is not None:
            print(f"{event.time / SECOND:13.6f}s  [error] {event.text}", flush=True)
    return lines
