"""Commands of Renode for which the engine has no counterpart: they take what Renode's take and say why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from vboard.builtin.monitor.commands.table import (
    Command,
    Slot,
    boolean,
    command,
    integer,
    literal,
    text,
)
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.monitor.tokenizer import Kind, Token

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor

_NUMBER = Slot(frozenset({Kind.FLOAT}))


def _absent(entry: Command, *forms: tuple[Slot, ...], reason: str) -> None:
    """Let the command take these forms and fail with a reason."""

    def fail(monitor: Monitor, out: Interaction, *tokens: Token) -> None:
        raise CommandError(f"{entry.name}: {reason}")

    for form in forms:
        entry.form(*form)(fail)


def _printed(entry: Command, *forms: tuple[Slot, ...], text_of: Callable[[tuple[Token, ...]], str]) -> None:
    """Let the command take these forms and print an error."""

    def fail(monitor: Monitor, out: Interaction, *tokens: Token) -> None:
        out.error(text_of(tokens))

    for form in forms:
        entry.form(*form)(fail)


_SNAPSHOTS = "the built-in engine takes no snapshots; Provides and Requires repeat the commands instead"
_absent(
    command("autoSave", "absent: takes snapshots from time to time.", "absent"),
    (boolean(),),
    (boolean(), _NUMBER),
    (boolean(), _NUMBER, text()),
    (boolean(), _NUMBER, text(), boolean()),
    (boolean(), text()),
    (boolean(), text(), boolean()),
    reason=_SNAPSHOTS,
)
_absent(
    command("reverseExecMode", "absent: lets a debugger step backwards.", "absent"),
    (boolean(),),
    reason=_SNAPSHOTS,
)
_absent(
    command("displayImage", "absent: shows an image.", "absent"),
    (text(),),
    (integer(), integer()),
    reason="the built-in engine's monitor shows text only",
)
_absent(
    command("logNetwork", "absent: sends the log to a TCP port.", "absent", aliases=("logN",)),
    (integer(),),
    (integer(), boolean()),
    reason="the built-in engine writes its log to the terminal and to files (logFile)",
)
_absent(
    command("resd", "absent: looks into files of sensor data (RESD).", "absent"),
    (literal("load"), literal(), text()),
    (literal("unload", "list-blocks"), literal()),
    (literal("describe-block"), literal(), integer()),
    (literal("get-samples"), literal(), integer(), text(), integer()),
    (literal("get-samples-range"), literal(), integer(), text()),
    (literal("get-samples-range"), literal(), integer(), text(), text()),
    (literal("get-prop"), literal(), integer(), literal()),
    reason="the built-in engine reads no RESD files",
)
_printed(
    command(
        "createPlatform", "absent: makes a machine of a kind that Renode brings.", "absent", aliases=("c",)
    ),
    (literal(),),
    (literal(), text()),
    text_of=lambda tokens: f"Invalid platform type: {tokens[0].value}",
)
_printed(
    command("watch", "absent: repeats a command on a terminal.", "absent", aliases=("w",)),
    (text(), integer()),
    text_of=lambda _: "Watch command can be used on a full-featured terminal only",
)
