"""Renode's program on the built-in engine: script, commands, monitor, robot server, log."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from vboard import __version__
from vboard.boards.board import escape
from vboard.builtin.host_loop import HostLoop
from vboard.builtin.machine.log import LogEntry, LogLevel
from vboard.builtin.monitor.commands.help import RENODE_VERSION
from vboard.builtin.monitor.monitor import Monitor
from vboard.builtin.terminals.log_file import format_entry
from vboard.dropin.monitor_shell import MonitorShell
from vboard.dropin.renode_options import MONITOR_PORT, RenodeOptions
from vboard.dropin.telnet import TelnetPort
from vboard.errors import VBoardError

if TYPE_CHECKING:
    from vboard.robot.library import KeywordLibrary
    from vboard.robot.server import RobotServer

_COLOURS = {LogLevel.WARNING: "\x1b[33m", LogLevel.ERROR: "\x1b[31m", LogLevel.DEBUG: "\x1b[90m"}
_NORMAL = "\x1b[0m"
_BACKEND = "console"
_SNAPSHOTS = (".save", ".gz")


def version_text() -> str:
    """What `renode --version` prints: the release whose behaviour this is, then what it really is."""
    return f"Renode v{RENODE_VERSION}\n  build: built-in engine of vboard {__version__}"


def run(options: RenodeOptions) -> int:
    """Do what `renode` does with these options.

    Returns:
        Exit status: that of `quit`, else 0, also when a command failed (as Renode).

    Raises:
        VBoardError: a port is not available, or the pid file cannot be written.
    """
    if options.pid_file is not None:
        _write(options.pid_file, str(os.getpid()))
    monitor = Monitor(Path.cwd())
    library: KeywordLibrary | None = None
    if options.robot_port is not None:
        from vboard.robot.library import KeywordLibrary

        library = KeywordLibrary(monitor)
    program = _Program(monitor, options, library)
    with _ended_by_signals():
        try:
            program.start()
            program.loop()
        except KeyboardInterrupt:
            pass  # Renode ends in order, with status 0
        finally:
            program.close()
    return monitor.quit_status or 0


class _Program:
    """One run of the program."""

    def __init__(self, monitor: Monitor, options: RenodeOptions, library: KeywordLibrary | None) -> None:
        self._monitor = monitor
        self._options = options
        self._library = library
        self._loop = HostLoop(monitor)
        self._input: list[int] = []
        self._telnet: TelnetPort | None = None
        self._server: RobotServer | None = None
        self._pending = b""
        self._shell: MonitorShell | None = None

    # -- beginning ----------------------------------------------------------------------------

    def start(self) -> None:
        """Open what was asked for, then run the script and the commands."""
        options, monitor = self._options, self._monitor
        if not options.hide_log:
            monitor.log_book.add(_BACKEND, self._show_entry)
        monitor.show_analyzers = not options.hide_analyzers
        for name in options.unused:
            self._log(LogLevel.WARNING, f"{name} has no effect in the built-in engine")
        self._open_monitor()
        if self._library is not None and options.robot_port is not None:
            self._open_robot_server(self._library, options.robot_port)
        shell = self._shell = MonitorShell(monitor, self._writer(), self._is_plain)
        shell.greet()
        if options.file:
            shell.execute(_including(options.file))
        if options.execute and monitor.quit_status is None:
            shell.execute("; ".join(options.execute))

    def _open_monitor(self) -> None:
        """Decide where the monitor is, by Renode's rules for a machine without a display."""
        options = self._options
        port, console = options.port, options.console
        if not console and options.robot_port is None and port is None:
            port = MONITOR_PORT
            if not options.no_window:
                self._log(LogLevel.WARNING, "Couldn't start UI - falling back to console mode")
                console = True
        if console:
            self._input = [sys.stdin.fileno()]
        elif port is not None and port >= 0:
            self._telnet = TelnetPort(port)
            self._log(LogLevel.INFO, f"Monitor available in telnet mode on port {self._telnet.port}")

    def _open_robot_server(self, library: KeywordLibrary, port: int) -> None:
        """Serve keywords, and leave the port where `renode-test` looks for it."""
        from vboard.robot.server import RobotServer

        self._server = RobotServer(library, port)
        folder = Path(tempfile.gettempdir()) / f"renode-{os.getpid()}"
        folder.mkdir(exist_ok=True)
        _write(folder / "robot_port", str(self._server.port))
        self._log(LogLevel.INFO, f"Robot Framework remote server is listening on port {self._server.port}")

    # -- running ------------------------------------------------------------------------------

    def loop(self) -> None:
        """Serve monitor, robot server and ports, and let time pass, until somebody ends it.

        With a robot server time passes only in keywords that wait, so that answers repeat.
        """
        while self._monitor.quit_status is None and not self._is_at_end:
            sources = self._sources()
            if self._server is not None:
                ready = select.select(sources, (), (), None)[0]
            else:
                self._loop.realtime = not self._monitor.emulation.advance_immediately
                self._loop.turn(more=sources)
                ready = select.select(sources, (), (), 0)[0]
            self._serve(ready)

    @property
    def _is_at_end(self) -> bool:
        return self._server is not None and self._server.stopped

    def _sources(self) -> list[int]:
        sources = list(self._input)
        if self._telnet is not None:
            sources.append(self._telnet.descriptor())
        if self._server is not None:
            sources += self._server.descriptors()
        return sources

    def _serve(self, ready: list[int]) -> None:
        if self._server is not None and not set(self._server.descriptors()).isdisjoint(ready):
            self._server.poll()
        if self._telnet is not None and self._telnet.descriptor() in ready:
            self._telnet.poll(lambda line: self._execute(line, echo=False))
        for descriptor in self._input:
            if descriptor in ready:
                self._read(descriptor)

    def _read(self, descriptor: int) -> None:
        """Execute the lines that standard input has; its end is the end of the program."""
        data = os.read(descriptor, 65_536)
        if not data and self._pending:
            data = b"\n"
        elif not data:
            self._monitor.quit_status = 0
            return
        *lines, self._pending = (self._pending + data).split(b"\n")
        for line in lines:
            self._execute(line.decode("utf-8", errors="replace").rstrip("\r"), echo=not sys.stdin.isatty())

    def _execute(self, line: str, echo: bool) -> None:
        if self._shell is not None and self._monitor.quit_status is None:
            self._shell.execute(line, echo)
            self._loop.restart()

    # -- output -------------------------------------------------------------------------------

    @property
    def _is_plain(self) -> bool:
        return self._options.plain or (self._telnet is None and not sys.stdout.isatty())

    def _writer(self) -> Callable[[str], None]:
        if self._telnet is not None:
            return self._telnet.write
        if self._input:
            return _print
        return lambda text: None

    def _show_entry(self, entry: LogEntry) -> None:
        colour = _COLOURS.get(entry.level, "")
        if not colour or self._options.plain or not sys.stdout.isatty():
            _print(f"{format_entry(entry)}\n")
        else:
            _print(f"{colour}{format_entry(entry)}{_NORMAL}\n")

    def _log(self, level: LogLevel, text: str) -> None:
        self._monitor.emulation.log.write(level, "", text)

    def close(self) -> None:
        """Give ports and files back."""
        if self._telnet is not None:
            self._telnet.close()
        if self._server is not None:
            self._server.server_close()
            folder = Path(tempfile.gettempdir()) / f"renode-{os.getpid()}"
            (folder / "robot_port").unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                folder.rmdir()
        if self._library is not None:
            self._library.close()
        self._monitor.close()


def _including(file: str) -> str:
    """The line that runs a file: relative ones begin where the program was started."""
    is_absolute = Path(file).is_absolute() or "://" in file
    command = "Load" if file.endswith(_SNAPSHOTS) else "i"
    return f"{command} {'@' if is_absolute else '$CWD/'}{escape(file)}"


def _print(text: str) -> None:
    print(text, end="", flush=True)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="ascii")
    except OSError as error:
        raise VBoardError(f"{path}: {error.strerror}") from error


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """SIGTERM and SIGHUP end the program as Ctrl-C does.

    SIGINT counts also where it was ignored at the start: runners end their server with it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    for number, handler in before.items():
        if handler != signal.SIG_IGN or number != signal.SIGHUP:
            signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
