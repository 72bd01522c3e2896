"""`vboard renode-test`: the command line of Renode's test program, on the built-in engine."""

from __future__ import annotations

from typing import Annotated

import typer

from vboard.errors import VBoardError

EXAMPLES = (
    "Examples: `vboard renode-test my.robot -r results`, `vboard renode-test -t tests.yaml -j 2`, "
    "`vboard renode-test my.robot --variable ELF:my.elf --show-log`"
)
SETTINGS = {"ignore_unknown_options": True, "allow_interspersed_args": False, "help_option_names": []}


def command(
    arguments: Annotated[
        list[str] | None, typer.Argument(metavar="[OPTIONS] [SUITE]...", help="What `renode-test` takes.")
    ] = None,
) -> int:
    """Take the options of Renode's test program and leave what it leaves, with its exit states."""
    from vboard.dropin import test_options
    from vboard.dropin.renode_options import UsageError

    try:
        options = test_options.parse(arguments or [])
    except UsageError as error:
        raise VBoardError(str(error).split("\n", 1)[0] + " (try 'renode-test --help')") from error
    if options.help:
        typer.echo(options.help)
        return 0
    from vboard.dropin.renode_test import run

    return run(options)
