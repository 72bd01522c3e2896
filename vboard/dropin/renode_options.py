"""The command line of Renode's program `renode`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from vboard.errors import VBoardError

MONITOR_PORT = 1234
"""Where the monitor listens when there is neither a window nor a console."""


@dataclass(frozen=True)
class RenodeOptions:
    """What `renode` was asked for.

    Attributes:
        file: a script (or what else `include` takes) to run first.
        execute: commands that run after it, in one line.
        console: the monitor is on standard input and output.
        port: TCP port of the monitor; 0 any free one, -1 none, None not given.
        robot_port: TCP port of the robot server; None: no server.
        no_window: `--disable-gui`: without console and port the monitor listens on `MONITOR_PORT`.
    """

    file: str = ""
    execute: Sequence[str] = ()
    console: bool = False
    port: int | None = None
    robot_port: int | None = None
    no_window: bool = False
    plain: bool = False
    hide_log: bool = False
    hide_analyzers: bool = False
    pid_file: Path | None = None
    version: bool = False
    help: str = ""
    install: Path | None = None
    unused: Sequence[str] = field(default=())


class UsageError(Exception):
    """The command line is not understood; the text is the usage and the reason."""


class UsageParser(argparse.ArgumentParser):
    """A parser whose complaints are exceptions."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{self.prog}: {message}\n\n{self.format_help()}")


_ABSENT = {
    "ui": "the built-in engine has no windows",
    "server_mode": "the built-in engine has no web interface",
}
_WITHOUT_EFFECT = ("config", "keep_temporary_files", "hide_monitor", "robot_debug_on_error")


def _parser() -> UsageParser:
    parser = UsageParser(
        prog="renode",
        usage="renode [options] [file]",
        description="Renode's program on the built-in engine.",
        allow_abbrev=False,
        add_help=False,
    )
    add = parser.add_argument
    add("file", nargs="?", default="", help="script or platform description to include")
    add("-h", "--help", action="store_true", help="show this text")
    add("-v", "--version", action="store_true", help="print the version")
    add(
        "-e", "--execute", action="append", default=[], metavar="COMMAND", help="run a command after the file"
    )
    add("-p", "--plain", action="store_true", help="no colours")
    add("-P", "--port", type=int, metavar="PORT", help="monitor on a TCP port; 0 any free one, -1 none")
    add("--console", action="store_true", help="monitor on standard input and output")
    add("--disable-gui", "--disable-xwt", action="store_true", dest="no_window", help="no windows")
    add("--hide-log", action="store_true", help="no log on standard output")
    add("--hide-monitor", action="store_true", help="no monitor window (there is none)")
    add("--hide-analyzers", action="store_true", help="showAnalyzer shows nothing")
    add("--pid-file", type=Path, metavar="FILE", help="write the process id to a file")
    add("--robot-server-port", type=int, default=-1, metavar="PORT", help="serve robot keywords; 0 any port")
    add("--robot-debug-on-error", action="store_true", help="without effect")
    add("--keep-temporary-files", action="store_true", help="without effect")
    add("--config", metavar="FILE", help="without effect")
    add("--ui", action="store_true", help="not there")
    add("--server-mode", action="store_true", help="not there")
    add("--server-mode-port", type=int, help=argparse.SUPPRESS)
    add("--server-mode-work-dir", help=argparse.SUPPRESS)
    add("--install", type=Path, metavar="DIR", help="write programs `renode` and `renode-test` into a folder")
    return parser


def parse(arguments: Sequence[str]) -> RenodeOptions:
    """Understand the command line of `renode`.

    Raises:
        UsageError: an unknown option or a wrong value.
        VBoardError: an option for which the engine has no counterpart.
    """
    parser = _parser()
    given = parser.parse_args(list(arguments))
    for name, reason in _ABSENT.items():
        if getattr(given, name):
            raise VBoardError(f"--{name.replace('_', '-')}: {reason}")
    return RenodeOptions(
        file=given.file,
        execute=tuple(given.execute),
        console=given.console,
        port=given.port,
        robot_port=given.robot_server_port if given.robot_server_port >= 0 else None,
        no_window=given.no_window,
        plain=given.plain,
        hide_log=given.hide_log,
        hide_analyzers=given.hide_analyzers,
        pid_file=given.pid_file,
        version=given.version,
        help=parser.format_help() if given.help else "",
        install=given.install,
        unused=tuple(f"--{name.replace('_', '-')}" for name in _WITHOUT_EFFECT if getattr(given, name)),
    )
