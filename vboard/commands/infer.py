"""`vboard infer`: run any model on any board, or on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vboard.errors import VBoardError

EXAMPLES = (
    "Examples: `vboard infer model.tflite --board bluepill --input a.npy --input b.npy --output results/`, "
    "`vboard infer model.tflite --host --input random:1`"
)


def command(
    model: Annotated[Path, typer.Argument(help="A .tflite file.", metavar="MODEL.tflite")],
    board: Annotated[
        str, typer.Option("--board", "-b", help="A board, or bench_m3, bench_m4, bench_m7.", metavar="BOARD")
    ] = "",
    host: Annotated[bool, typer.Option("--host", help="Run on this machine instead.")] = False,
    inputs: Annotated[
        list[str] | None,
        typer.Option(
            "--input",
            "-i",
            help="Inputs of one Invoke: a .npy file, a .npz file with input0, input1, …, or random:SEED. "
            "Repeat for more, in sequence, state kept.",
            metavar="FILE",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write outK.npz there.", metavar="DIR")
    ] = None,
    kernels: Annotated[str, typer.Option("--kernels", help="fast or small.")] = "fast",
    arena: Annotated[
        int | None, typer.Option("--arena", help="Bytes of arena; default: all RAM that is free.", min=0)
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Run a model through the firmware's runtime: outputs, arena, instructions in all and per operator.

    Instructions are exact and the same in each run. Exit status: 0, 1 when Invoke failed, 2 when the
    model does not fit the board or something that was given is wrong.
    """
    from vboard.boards.table import find_measuring_board
    from vboard.inference.host import run_on_host
    from vboard.inference.inputs import read_inputs
    from vboard.inference.model import read_model
    from vboard.inference.report import print_run, record, write_arrays, write_outputs
    from vboard.inference.result import check_operators
    from vboard.inference.run import run_on_board
    from vboard.inference.runner import check_kernels
    from vboard.report.terminal import open_console

    if host == bool(board):
        raise VBoardError("expected either --board BOARD or --host")
    check_kernels(kernels)
    target = None if host else find_measuring_board(board)
    content = read_model(model)
    if not inputs and content.inputs:
        raise VBoardError("no --input; expected a .npy or .npz file, or random:SEED")
    if output is not None and output.exists() and not output.is_dir():
        raise VBoardError(f"{output}: is no folder")
    groups = [read_inputs(source, content) for source in inputs] if inputs else [[]]
    check_operators(content)
    run = (
        run_on_host(content, groups)
        if target is None
        else run_on_board(content, target, groups, kernels, arena)
    )
    if output is not None:
        write_outputs(run, output)
        if any(source.startswith("random:") for source in inputs or []):
            write_arrays(output, "in", "input", groups)
    if json:
        import json as encoder

        typer.echo(encoder.dumps(record(run), indent=2))
    else:
        print_run(open_console(), run, target.mips if target else None)
