"""Commands that control the emulation as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vboard.builtin.monitor.commands.table import command
from vboard.builtin.monitor.format import NumbersMode, format_time
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.monitor_errors import BadParametersError
from vboard.builtin.monitor.tokenizer import Kind, Token

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor


@command("start", "starts virtual time.", "emulation", aliases=("s",), arguments=("", "@path"))
def start(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Start; with a script, run the script first."""
    if len(arguments) == 1 and arguments[0].is_text:
        monitor.include(arguments[0].value, out)
    elif arguments:
        raise BadParametersError
    monitor.emulation.started = True
    out.line("Starting emulation...")


@command("pause", "stops virtual time.", "emulation", aliases=("p",))
def pause(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Pause all machines."""
    if arguments:
        raise BadParametersError
    monitor.emulation.started = False
    out.line("Pausing emulation...")


@command("quit", "ends the session.", "emulation", aliases=("q",), arguments=("", "status"))
def quit_(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Ask the front end to end."""
    if len(arguments) > 1 or (arguments and arguments[0].kind is not Kind.INTEGER):
        raise BadParametersError
    monitor.emulation.started = False
    monitor.quit_status = arguments[0].value if arguments else 0


@command("currentTime", "shows the virtual clock.", "emulation")
def current_time(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Print the virtual clock. The engine has no host clock: the real time reads zero."""
    if arguments:
        raise BadParametersError
    out.line(f"Current virtual time: {format_time(monitor.emulation.clock.now)[:-3]}")
    out.line(f"Current real time: {format_time(0)[:-3]}")


@command(
    "numbersMode",
    "chooses hexadecimal or decimal results.",
    "monitor",
    arguments=("Hexadecimal", "Decimal", "Both"),
)
def numbers_mode(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Print or set how integers are shown."""
    if not arguments:
        out.line(f"Current mode: {monitor.invoker.numbers_mode.name}")
        return
    name = str(arguments[0].value)
    if len(arguments) != 1 or name not in NumbersMode.__members__:
        raise BadParametersError
    monitor.invoker.numbers_mode = NumbersMode[name]


def _switch(arguments: list[Token]) -> bool:
    if len(arguments) != 1 or arguments[0].kind is not Kind.BOOLEAN:
        raise BadParametersError
    return bool(arguments[0].value)


@command("verboseMode", "echoes every command that runs.", "monitor", arguments=("true", "false"))
def verbose_mode(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Echo each command before it runs."""
    monitor.verbose = _switch(arguments)


@command(
    "allowPrivates",
    "accepted for compatibility, has no effect.",
    "monitor",
    aliases=("privs",),
    arguments=("true", "false"),
)
def allow_privates(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Accepted for compatibility: the models here have no C# privates."""
    _switch(arguments)
