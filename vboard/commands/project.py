"""`vboard project`: an application as a project for a build tool."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = (
    "Examples: `vboard project hotword --board bluepill --for make --out hotword-project`, "
    "`vboard project ./gesture --board nano33ble --for arduino --out gesture.zip`, "
    "`vboard project hotword --for portable --model mine.tflite --out reference`"
)


def command(
    app: Annotated[
        str, typer.Argument(help="An application's name, or a folder with sources of yours.", metavar="APP")
    ],
    tool: Annotated[
        str, typer.Option("--for", help="The build tool; an unknown one lists them.", metavar="TOOL")
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="A new folder, or an archive: NAME.zip.", metavar="DIR|ZIP")
    ],
    board: Annotated[str, typer.Option("--board", "-b", help="A board of the tool's.", metavar="BOARD")] = "",
    model: Annotated[
        Path | None, typer.Option("--model", "-m", help="A .tflite file to embed.", metavar="MODEL.tflite")
    ] = None,
) -> None:
    """Write a self-contained project: runtime, application, model, board files, README with the steps.

    Only the sources that are needed, relative paths only; the same arguments give the same bytes. The place
    must be new or empty.
    """
    from vboard.projects.project import write_project

    files = write_project(app, board, tool, model, out)
    size = sum(map(len, files.values()))
    typer.echo(f"{out}: {len(files)} files, {size:,} bytes; README.md has the steps")
