"""`vboard new`: an application around a model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = "Examples: `vboard new gesture --model gesture.tflite`, `vboard new apps/sine --model sine.tflite`"


def command(
    app: Annotated[str, typer.Argument(help="A new folder; its name is the application's.", metavar="APP")],
    model: Annotated[Path, typer.Option("--model", "-m", help="A .tflite file.", metavar="MODEL.tflite")],
    own_ops: Annotated[
        list[str] | None,
        typer.Option(
            "--own-op",
            help="A custom operator with a kernel of yours (`vboard new-op`). May be repeated.",
            metavar="NAME",
        ),
    ] = None,
) -> None:
    """Write a new application that runs a model: a program of forty lines, the model, an example, tests.

    `vboard project ./APP …` makes a project of it for a board and a build tool. The folder must be new or
    empty.
    """
    from vboard.inference.model import read_model
    from vboard.projects.new_app import new_app, place_for
    from vboard.projects.output import check_new, write_new

    place, name = place_for(app)
    check_new(place)
    files = new_app(name, read_model(model), tuple(own_ops or ()))
    write_new(files, place)
    lines = files["main.cc"].count(b"\n")
    typer.echo(f"{place}: {len(files)} files, main.cc of {lines} lines; README.md has the steps")
