"""`vboard new-op`: a custom operator of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = "Examples: `vboard new-op Cube --out cubes` (docs/custom-operators.md goes the whole way)"


def command(
    name: Annotated[str, typer.Argument(help="The operator's name in the model.", metavar="NAME")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The application's folder.", metavar="DIR")] = Path(
        "."
    ),
) -> None:
    """Write kernel and registration of a custom operator, and a script that makes a model with it.

    Files that exist are not overwritten.
    """
    from vboard.errors import VBoardError
    from vboard.projects.new_op import new_op
    from vboard.projects.output import write_beside

    if out.exists() and not out.is_dir():
        raise VBoardError(f"{out}: is no folder")
    files = new_op(name)
    write_beside(files, out)
    for file in files:
        typer.echo(f"  {out / file}")
