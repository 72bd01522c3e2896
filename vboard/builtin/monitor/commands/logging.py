"""Commands about the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vboard.builtin.hints import did_you_mean
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.monitor.commands.table import command
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.monitor_errors import BadParametersError, CommandError, PrintedError
from vboard.builtin.monitor.tokenizer import Kind, Token

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor

_BACKENDS = ("memory", "console", "file")


def _level(token: Token) -> LogLevel:
    """A level by number or name.

    Raises:
        BadParametersError: the token is neither.
    """
    if token.kind is Kind.INTEGER and token.value in set(LogLevel):
        return LogLevel(token.value)
    name = str(token.value).upper()
    if token.kind in (Kind.LITERAL, Kind.STRING) and name in LogLevel.__members__:
        return LogLevel[name]
    raise BadParametersError


@command("log", "writes a message to the log.", "log", arguments=('"text"', '"text" level'))
def log(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Write a line to the log, at level Debug if none is given."""
    if not 1 <= len(arguments) <= 2 or not arguments[0].is_text:
        raise BadParametersError
    level = _level(arguments[1]) if len(arguments) == 2 else LogLevel.DEBUG
    monitor.emulation.log.write(level, "", f"Script: {arguments[0].value}")


@command(
    "logLevel",
    "shows or sets which messages are logged.",
    "log",
    arguments=("", "level", "level object", "level backend"),
)
def log_level(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Print or set the level, of all sources or of one."""
    log_ = monitor.emulation.log
    if not arguments:
        _print_levels(monitor, out)
        return
    level = _level(arguments[0])
    if len(arguments) == 1:
        log_.level = level
        return
    for token in arguments[1:]:
        name = str(token.value)
        found = monitor.find_named(name)
        if found is not None:
            log_.source_levels[found[0].removeprefix("sysbus.")] = level
        elif name in _BACKENDS:
            log_.level = level
        else:
            machines = monitor.emulation.machines.values()
            names = [entry.name for machine in machines for entry in machine.entries]
            raise CommandError(f"Could not find emulation element: {name}", did_you_mean(name, names))


def _print_levels(monitor: Monitor, out: Interaction) -> None:
    log_ = monitor.emulation.log
    out.line("Currently set levels:")
    out.line(f"\n{'Backend':<18}| {'Emulation element':<35} | Level")
    out.line("=" * 65)
    out.line(f"{'memory':<18}: {'':<35} : {log_.level.name}")
    for source, level in sorted(log_.source_levels.items()):
        out.line(f"{'':<18}: {source:<35} : {level.name}")
    out.line("-" * 65)


@command("logFile", "writes the log to a file.", "log", aliases=("logF",), arguments=("@path", "@path flush"))
def log_file(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Write the log to a file from now on."""
    if not 1 <= len(arguments) <= 2 or not arguments[0].is_text:
        raise BadParametersError
    flush = len(arguments) == 2
    if flush and arguments[1].kind is not Kind.BOOLEAN:
        raise BadParametersError
    try:
        monitor.log_to_file(monitor.resolve_path(arguments[0].value), flush and bool(arguments[1].value))
    except OSError as error:
        raise CommandError(f"Could not open log file {arguments[0].value}: {error.strerror}") from None


@command("lastLog", "shows the newest messages of the log.", "log", arguments=("", "number"))
def last_log(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Print the newest entries of the log (20 if no number is given)."""
    count = 20
    if arguments:
        if len(arguments) != 1 or arguments[0].kind is not Kind.INTEGER:
            raise BadParametersError
        count = arguments[0].value
    if count < 0:
        raise PrintedError("The number of log entries has to be positive.")
    for line in monitor.recent_log(count):
        out.line(line)
