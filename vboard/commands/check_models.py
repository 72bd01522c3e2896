"""`vboard check-models`: do models compute the same numbers in this runtime as in Python?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vboard.errors import VBoardError

EXAMPLES = (
    "Examples: `vboard check-models model.tflite`, "
    "`vboard check-models folder/ --invokes 10 --board bench_m4 --json`"
)


def command(
    paths: Annotated[list[Path], typer.Argument(help=".tflite files, or folders of them.", metavar="MODEL…")],
    invokes: Annotated[int, typer.Option("--invokes", help="Invokes in sequence, state kept.", min=1)] = 3,
    seed: Annotated[int, typer.Option("--seed", help="Of the first Invoke's inputs.", min=0)] = 0,
    tolerance: Annotated[
        float, typer.Option("--tolerance", help="Of floats, relative to the largest.", min=0)
    ] = 1e-5,
    board: Annotated[
        str,
        typer.Option(
            "--board", "-b", help="Run on this virtual board, not on this machine.", metavar="BOARD"
        ),
    ] = "",
    kernels: Annotated[str, typer.Option("--kernels", help="On a board: fast or small.")] = "fast",
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Run models with drawn inputs here and in other implementations, and compare the outputs.

    The others are the package tflite-micro (`pip install 'vboard[oracle]'`) and, for bytes without sign that
    it refuses, ai-edge-litert. Integers must be equal. Exit status: 0, 1 when numbers differ or an Invoke
    failed on one side only, 2 for a mistake in what was given.
    """
    from vboard.boards.table import find_measuring_board
    from vboard.inference import checking, oracles
    from vboard.inference.runner import check_kernels
    from vboard.report.terminal import open_console

    check_kernels(kernels)
    target = find_measuring_board(board) if board else None
    settings = checking.Settings(invokes, seed, tolerance, target, kernels)
    models = checking.find(paths)
    if not oracles.is_installed("tflite-micro"):
        raise VBoardError("the package tflite-micro is not installed: pip install 'vboard[oracle]'")
    with oracles.Oracle() as oracle:
        checks = [checking.check(path, name, oracle, settings) for path, name in models]
    if json:
        import dataclasses
        import json as encoder

        typer.echo(encoder.dumps([dataclasses.asdict(found) for found in checks], indent=2))
    else:
        checking.print_table(open_console(), checks)
    if any(found.result in (checking.DIFFERS, checking.FAILED) for found in checks):
        raise typer.Exit(1)
