"""`vboard inspect`: what a model is and what it takes, without choosing a board."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = "Examples: `vboard inspect model.tflite`, `vboard inspect model.tflite --core m4 --json`"


def command(
    model: Annotated[Path, typer.Argument(help="A .tflite file.", metavar="MODEL.tflite")],
    kernels: Annotated[str, typer.Option("--kernels", help="fast or small.")] = "fast",
    core: Annotated[str, typer.Option("--core", help="m3, m4, m7 or all: what is measured.")] = "all",
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Print a model's operators, shapes and quantisation, its arena, flash and instructions on each core.

    Arena, flash and instructions are measured by running the model on bench boards, once a core. An
    operator that the runtime lacks is named. The first use builds what measures, in a clone with a compiler.
    """
    from vboard.inference.inspection import choose_cores, inspect, print_inspection, record
    from vboard.inference.model import read_model
    from vboard.inference.runner import check_kernels
    from vboard.report.terminal import open_console

    check_kernels(kernels)
    cores = choose_cores(core)
    found = inspect(read_model(model), kernels, cores)
    if json:
        import json as encoder

        typer.echo(encoder.dumps(record(found), indent=2))
    else:
        print_inspection(open_console(), found)
