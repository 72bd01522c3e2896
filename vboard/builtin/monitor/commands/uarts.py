"""Commands about what a UART shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vboard.builtin.hints import did_you_mean
from vboard.builtin.monitor.commands.table import command, literal, text
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.monitor.tokenizer import Token
from vboard.builtin.monitor.uarts import DEFAULT_ANALYZER, analyzer_names
from vboard.builtin.peripherals.base import UART, Peripheral

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor


def _peripheral(monitor: Monitor, token: Token) -> Any:
    """The peripheral of a name. Raises CommandError."""
    found = monitor.objects.find(str(token.value))
    if not isinstance(found, Peripheral):
        hint = did_you_mean(str(token.value), monitor.objects.names())
        raise CommandError(f"Peripheral not found: {token.value}", hint)
    return found


SHOW = command(
    "showAnalyzer",
    "logs what a UART transmits, line by line.",
    "uarts",
    aliases=("sa",),
    arguments=("uart", "uart AnalyzerType", '"name" uart', '"name" uart AnalyzerType'),
)


@SHOW.form(literal())
def show(monitor: Monitor, out: Interaction, uart: Token) -> None:
    """Log each finished line of a UART."""
    monitor.uarts.show(_peripheral(monitor, uart))


@SHOW.form(literal(), literal())
def show_as(monitor: Monitor, out: Interaction, uart: Token, analyzer: Token) -> None:
    """The same, with the analyzer named."""
    monitor.uarts.show(_peripheral(monitor, uart), str(analyzer.value))


@SHOW.form(text(), literal())
def show_named(monitor: Monitor, out: Interaction, name: Token, uart: Token) -> None:
    """The same, under a name (of which only analyzers with windows make use)."""
    monitor.uarts.show(_peripheral(monitor, uart))


@SHOW.form(text(), literal(), literal())
def show_named_as(monitor: Monitor, out: Interaction, name: Token, uart: Token, analyzer: Token) -> None:
    """The same, with name and analyzer."""
    monitor.uarts.show(_peripheral(monitor, uart), str(analyzer.value))


ANALYZERS = command(
    "analyzers", "lists the analyzers of a UART.", "uarts", arguments=("uart", "default uart")
)


@ANALYZERS.form(literal())
def analyzers(monitor: Monitor, out: Interaction, uart: Token) -> None:
    """List the analyzers that a UART can have."""
    if _has_analyzer(monitor, out, uart):
        for name in analyzer_names():
            out.line(name + (" (default)" if name == DEFAULT_ANALYZER else ""))


@ANALYZERS.form(literal("default"), literal())
def default_analyzer(monitor: Monitor, out: Interaction, word: Token, uart: Token) -> None:
    """Print the analyzer that a UART has when none is named."""
    if _has_analyzer(monitor, out, uart):
        out.line(DEFAULT_ANALYZER)


def _has_analyzer(monitor: Monitor, out: Interaction, token: Token) -> bool:
    found = monitor.objects.find(str(token.value))
    if not isinstance(found, Peripheral):
        out.error(f"Peripheral not found: {token.value}")
    elif not isinstance(found, UART):
        out.error(f"No backend found for {token.value}")
    return isinstance(found, UART)
