"""Commands about what a UART shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vboard.builtin.hints import did_you_mean
from vboard.builtin.monitor.commands.table import command
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.monitor_errors import BadParametersError, CommandError
from vboard.builtin.monitor.tokenizer import Kind, Token
from vboard.builtin.peripherals.base import UART

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor


def _uart(monitor: Monitor, token: Token) -> tuple[str, UART]:
    found = monitor.find_named(str(token.value)) if token.kind in (Kind.LITERAL, Kind.STRING) else None
    if found is None:
        machine = monitor.machine
        names = [entry.name for entry in machine.entries] if machine is not None else []
        raise CommandError(f"No such device: {token.value}", did_you_mean(str(token.value), names))
    if not isinstance(found[1], UART):
        raise CommandError(f"No analyzer found for peripheral {found[0]}.")
    return found[0], found[1]


@command(
    "showAnalyzer",
    "logs what a UART transmits, line by line.",
    "uarts",
    aliases=("sa",),
    arguments=("uart", "uart AnalyzerType"),
)
def show_analyzer(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Log each finished line of a UART."""
    names = [token for token in arguments if token.kind in (Kind.LITERAL, Kind.STRING)]
    if not 1 <= len(names) <= 3 or len(names) != len(arguments):
        raise BadParametersError
    monitor.uarts.analyze(_uart(monitor, names[0])[1])


@command("analyzers", "lists the analyzers of a UART.", "uarts", arguments=("uart",))
def analyzers(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """List the analyzers that a UART can have."""
    if len(arguments) != 1:
        raise BadParametersError
    name, _ = _uart(monitor, arguments[0])
    out.line(f"Default analyzer for {name}: LoggingUartAnalyzer")
