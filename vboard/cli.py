"""`vboard …`: the command line. Each command lives in a file of its own under `vboard/commands/`."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
from typing import Annotated, Any

import typer

from vboard import __version__
from vboard.commands.group import COMMANDS, CommandGroup, find_command
from vboard.errors import VBoardError, nearest

_UsageError: type[Exception] = typer.BadParameter.__base__  # type: ignore[assignment]
"""Base of the parser's complaints; older Typers take it from click, newer ones bring their own."""
_INTERRUPTED = 130

app = typer.Typer(
    name="vboard",
    cls=CommandGroup,
    help="Virtual boards for TinyML firmware: run it, hear what it hears, test it.",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="markdown",
    epilog="Examples: `vboard run`, `vboard run bluepill --audio speech.wav`, `vboard test robot_tests/`, "
    "`vboard doctor`",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"vboard {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _usage_error(error: Any, given: list[str]) -> str:
    """One line for a mistake in the arguments, with the nearest command and the way to the help."""
    text = " ".join(error.format_message().split()).rstrip(".")
    context = error.ctx
    if found := re.match(r"No such command '([^']*)'", text):
        text = f"no command '{found[1]}'{nearest(found[1], COMMANDS)}"
    # The parser does not tell of which command the option is that lacks its value.
    chosen = " ".join(["vboard", *[name for name in given if name in COMMANDS][:1]])
    path = context.command_path if context is not None else chosen
    return f"{text} (try '{path} --help')"


def main(arguments: list[str] | None = None) -> int:
    """Run the command line.

    Returns:
        The exit status: 0 success, 1 a failed run, 2 a mistake of the user, 130 Ctrl-C.
    """
    for output in (sys.stdout, sys.stderr):
        if hasattr(output, "reconfigure"):
            output.reconfigure(errors="backslashreplace")  # a terminal without UTF-8 must not end the run
    # A board that is told to end gives back its links and files, as at Ctrl-C.
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) == signal.SIG_DFL:
                signal.signal(number, lambda number, _: sys.exit(128 + number))
    given = sys.argv[1:] if arguments is None else arguments
    try:
        status = app(_with_json(given), prog_name="vboard", standalone_mode=False)
        if status == _INTERRUPTED:  # newer Typers turn a KeyboardInterrupt into this
            raise KeyboardInterrupt
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except VBoardError as error:
        return _complain(" ".join(str(error).split()), error.exit_status)
    except _UsageError as error:
        return _complain(_usage_error(error, given), 2)
    except (KeyboardInterrupt, typer.Abort):
        return _complain("interrupted", _INTERRUPTED)
    except BrokenPipeError:
        return _cut_off()
    except SystemExit as ended:  # what the parser makes of it while it prints a help
        if isinstance(ended.__context__, BrokenPipeError):
            return _cut_off()
        raise
    except OSError as error:  # a full disk behind standard output, a file that vanished
        _discard_output()
        where = f"{error.filename}: " if error.filename else ""
        return _complain(f"{where}{error.strerror or error}", 1)


def _with_json(arguments: list[str]) -> list[str]:
    """`--json` and `--json -` mean standard output, whether a command's option takes a file or not."""
    if "--json" not in arguments:
        return arguments
    chosen = find_command(next((name for name in arguments if name in COMMANDS), ""))
    json = next((each for each in getattr(chosen, "params", ()) if "--json" in each.opts), None)
    if json is None:
        return arguments
    at = arguments.index("--json") + 1
    following = arguments[at] if at < len(arguments) else None
    if getattr(json, "is_flag", False):
        return arguments[:at] + arguments[at + (following == "-") :]
    if following is None or (following.startswith("-") and following != "-"):
        return [*arguments[:at], "-", *arguments[at:]]
    return arguments


def _complain(text: str, status: int) -> int:
    """Print a line behind everything that went to standard output; returns the exit status."""
    text = "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in text)
    try:
        sys.stdout.flush()
        print(f"vboard: {text}", file=sys.stderr, flush=True)
    except OSError:
        _discard_output()
    return status


def _cut_off() -> int:
    """Whoever read the output has gone; returns what the shell tells of programs that end so."""
    _discard_output()
    return 128 + signal.SIGPIPE


def _discard_output() -> None:
    """Keep the interpreter from complaining at its end: what is still buffered has nowhere to go."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        try:
            (sys.stdout if descriptor == 1 else sys.stderr).flush()
        except OSError:
            os.dup2(nowhere, descriptor)
