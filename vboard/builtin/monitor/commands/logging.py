"""Commands about the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.monitor.commands.table import Slot, boolean, command, integer, name, text
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.monitor.tokenizer import Token

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor

_NAMES = {level.name.capitalize(): level for level in LogLevel}
"""Names that commands take, between quotes."""
_LAST = 20


def _level(token: Token) -> LogLevel:
    return _NAMES[token.value] if token.is_text else LogLevel(token.value)


def _levels() -> tuple[Slot, Slot]:
    """What a level may be: a number, or a name as a string."""
    return integer(*LogLevel), text(*_NAMES)


LOG = command("log", "writes a message to the log.", "log", arguments=('"text"', '"text" level'))


@LOG.form(text())
def log(monitor: Monitor, out: Interaction, message: Token) -> None:
    """Write a line to the log at level Info."""
    monitor.emulation.log.write(LogLevel.INFO, "", f"Script: {message.value}")


for _slot in _levels():

    @LOG.form(text(), _slot)
    def log_at(monitor: Monitor, out: Interaction, message: Token, level: Token) -> None:
        """Write a line to the log."""
        monitor.emulation.log.write(_level(level), "", f"Script: {message.value}")


def _available_levels(monitor: Monitor, out: Interaction) -> None:
    out.line("Available levels:\n")
    out.line(f"{'Level':<18}| Name")
    out.line("=" * 39)
    for level in LogLevel:
        out.line(f"{int(level):<18}: {level.name}")
    out.line()


LEVEL = command(
    "logLevel",
    "shows or sets which messages are logged.",
    "log",
    arguments=("", "level", "level object", "level backend", "level backend object", "level machine false"),
    details=_available_levels,
)


@LEVEL.form()
def print_levels(monitor: Monitor, out: Interaction) -> None:
    """Print the levels of each backend."""
    out.line("Currently set levels:\n")
    out.line(f"{'Backend':<18}| {'Emulation element':<36}| Level")
    out.line("=" * 65)
    for backend in monitor.emulation.log.backends.values():
        out.line(f"{backend.name:<18}: {'':<36}: {backend.level.name}")
        for key, level in backend.sources.items():
            out.line(f"{'':<18}: {key:<36}: {level.name}")
        out.line("-" * 65)


for _slot in _levels():

    @LEVEL.form(_slot)
    def set_level(monitor: Monitor, out: Interaction, level: Token) -> None:
        """Set the level of all backends."""
        for backend in monitor.emulation.log.backends.values():
            backend.level = _level(level)

    @LEVEL.form(_slot, name())
    def set_level_of(monitor: Monitor, out: Interaction, level: Token, target: Token) -> None:
        """Set the level of an object in all backends, or of a backend."""
        _set(monitor, out, _level(level), str(target.value), True)

    @LEVEL.form(_slot, name(), boolean())
    def set_level_of_machine(
        monitor: Monitor, out: Interaction, level: Token, target: Token, recursive: Token
    ) -> None:
        """The same; `false` means a machine itself and not what is in it."""
        _set(monitor, out, _level(level), str(target.value), bool(recursive.value))

    @LEVEL.form(_slot, name(), name())
    def set_level_in_backend(
        monitor: Monitor, out: Interaction, level: Token, backend: Token, target: Token
    ) -> None:
        """Set the level of an object in one backend."""
        keys = _sources(monitor, str(target.value), True)
        found = monitor.emulation.log.backends.get(str(backend.value))
        if keys is None or found is None:
            out.error("Could not find emulation element or backend")
            return
        found.sources.update(dict.fromkeys(keys, _level(level)))


def _set(monitor: Monitor, out: Interaction, level: LogLevel, target: str, recursive: bool) -> None:
    backends = monitor.emulation.log.backends
    keys = _sources(monitor, target, recursive)
    if keys is not None:
        for backend in backends.values():
            backend.sources.update(dict.fromkeys(keys, level))
    elif target in backends:
        backends[target].level = level
    else:
        out.error(f"Could not find emulation element or backend named: {target}")


def _sources(monitor: Monitor, target: str, recursive: bool) -> list[str] | None:
    """Sources of log entries that a name means; None when it means nothing."""
    machine = monitor.emulation.machines.get(target) or (monitor.machine if target == "machine" else None)
    if machine is not None:
        own = f"{machine.name}:{machine.name}"
        if not recursive:
            return [own]
        return [own, *(f"{machine.name}:{entry.name}" for entry in machine.entries)]
    found = monitor.objects.find_named(target)
    if found is None:
        return None
    full, _ = found
    owner = monitor.machine.name if monitor.machine is not None and monitor.machine.find(full) else ""
    return [f"{owner}:{full}"]


FILE = command(
    "logFile", "writes the log to a file.", "log", aliases=("logF",), arguments=("@path", "@path flush"),
    details=lambda monitor, out: out.error(
        "\nYou must specify the filename (full path or relative) for output file."
    ),
)  # fmt: skip


@FILE.form(text())
def log_file(monitor: Monitor, out: Interaction, path: Token) -> None:
    """Write the log to a file from now on."""
    _write_to(monitor, path, False)


@FILE.form(text(), boolean())
def log_file_flushed(monitor: Monitor, out: Interaction, path: Token, flush: Token) -> None:
    """The same; with `true` each entry is written at once."""
    _write_to(monitor, path, bool(flush.value))


def _write_to(monitor: Monitor, path: Token, flush: bool) -> None:
    try:
        monitor.log_book.write_to(monitor.files.resolve(str(path.value)), flush)
    except OSError as error:
        raise CommandError(f"Could not open log file {path.value}: {error.strerror}") from None


LAST = command("lastLog", "shows the newest messages of the log.", "log", arguments=("", "number"))


@LAST.form()
def last_log(monitor: Monitor, out: Interaction) -> None:
    """Print the newest entries of the log."""
    _print_recent(monitor, out, _LAST)


@LAST.form(integer())
def last_log_entries(monitor: Monitor, out: Interaction, count: Token) -> None:
    """Print so many of the newest entries of the log."""
    if count.value > monitor.log_book.KEPT:
        raise CommandError(f"The number of entries cannot be larger than {monitor.log_book.KEPT}")
    _print_recent(monitor, out, int(count.value))


def _print_recent(monitor: Monitor, out: Interaction, count: int) -> None:
    for entry in monitor.log_book.recent(count):
        out.line(entry)
