"""`vboard renode`: the command line of Renode's program, on the built-in engine."""

from __future__ import annotations

from typing import Annotated

import typer

EXAMPLES = (
    "Examples: `vboard renode --console --disable-xwt board.resc`, "
    "`vboard renode --disable-xwt --plain -e 'include @board.resc; emulation RunFor \"1\"; quit'`, "
    "`vboard renode --install ~/bin` (programs `renode` and `renode-test`)"
)
SETTINGS = {"ignore_unknown_options": True, "allow_interspersed_args": False, "help_option_names": []}


def command(
    arguments: Annotated[
        list[str] | None, typer.Argument(metavar="[OPTIONS] [FILE]", help="What `renode` takes.")
    ] = None,
) -> int:
    """Take the options of Renode's program and do what it does: same defaults, outputs and exit states."""
    from vboard.dropin import renode_options
    from vboard.dropin.renode_options import UsageError

    try:
        options = renode_options.parse(arguments or [])
    except UsageError as error:
        typer.echo(str(error))
        return 0  # as Renode: scripts that go on behind an option it does not know go on here
    if options.help:
        typer.echo(options.help)
        return 0
    if options.version:
        from vboard.dropin.renode_program import version_text

        typer.echo(version_text())
        return 0
    if options.install is not None:
        from vboard.dropin.install import install

        for path in install(options.install):
            typer.echo(f"wrote {path}")
        return 0
    from vboard.dropin.renode_program import run

    return run(options)
