"""`vboard …`: the command line. Each command lives in a file of its own under `vboard/commands/`."""

from __future__ import annotations

import vboard.hosttime  # noqa: F401  # isort: skip  # first: it notes when the program started

import os
import re
import signal
import sys
import threading
from typing import Annotated, Any

import typer

from vboard import __version__
from vboard.commands import bench, boards, compare, console, debug, doctor, infer, inspect, run, size, test
from vboard.errors import VBoardError, nearest

_UsageError: type[Exception] = typer.BadParameter.__base__  # type: ignore[assignment]
"""Base of the parser's complaints; older Typers take it from click, newer ones bring their own."""

app = typer.Typer(
    name="vboard",
    help="Virtual boards for TinyML firmware: run it, hear what it hears, test it.",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="markdown",
    epilog="Examples: `vboard run`, `vboard run bluepill --audio speech.wav`, `vboard test robot_tests/`, "
    "`vboard doctor`",
)
_COMMANDS = {
    module.NAME: module
    for module in (run, console, infer, inspect, test, compare, debug, boards, size, bench, doctor)
}
for name, module in _COMMANDS.items():
    app.command(name, epilog=module.EXAMPLES)(module.command)


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


def _usage_error(error: Any) -> str:
    """One line for a mistake in the arguments, with the nearest command and the way to the help."""
    text = " ".join(error.format_message().split()).rstrip(".")
    context = error.ctx
    if found := re.match(r"No such command '([^']*)'", text):
        text = f"no command '{found[1]}'{nearest(found[1], _COMMANDS)}"
    path = context.command_path if context is not None else "vboard"
    return f"{text} (try '{path} --help')"


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 success, 1 a failed run, 2 a mistake of the user."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without UTF-8 must not end the run
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    # A board that is told to end gives back its links and files, as at Ctrl-C.
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        status = app(arguments, prog_name="vboard", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except VBoardError as error:
        print(f"vboard: {' '.join(str(error).split())}", file=sys.stderr)
        return error.exit_status
    except _UsageError as error:
        print(f"vboard: {_usage_error(error)}", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, typer.Abort):
        print("vboard: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output is gone: keep the interpreter from complaining at its end.
        _discard_output()
        return 1
    except OSError as error:  # a full disk behind standard output, a file that vanished
        _discard_output()
        where = f"{error.filename}: " if error.filename else ""
        print(f"vboard: {where}{error.strerror or error}", file=sys.stderr)
        return 1


def _discard_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
