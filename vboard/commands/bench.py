"""`vboard bench`: the numbers of the README: models on bench boards, applications on boards."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vboard.errors import RunFailedError

if TYPE_CHECKING:
    from rich.console import Console

    from vboard.boards.board import Board

EXAMPLES = (
    "Examples: `vboard bench`, `vboard bench bluepill --only boards --repeat 5`, "
    "`vboard bench --only models --models my_models/ --json bench.json`"
)
PARTS = ("all", "models", "boards")


def command(
    board: Annotated[str, typer.Argument(help="A board's name, or 'all'.")] = "all",
    app: Annotated[str, typer.Argument(help="A built application's name, or an ELF file.")] = "hotword",
    repeat: Annotated[int, typer.Option("--repeat", min=1, help="Runs; medians are printed.")] = 3,
    engine: Annotated[str, typer.Option("--engine", help="Engine that executes the board.")] = "builtin",
    only: Annotated[str, typer.Option("--only", help="models, boards or all.")] = "all",
    models: Annotated[
        Path | None,
        typer.Option(
            "--models", help="A folder with more models, the published ones among them.", metavar="DIR"
        ),
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option("--json", help="Write the exact figures; -: to standard output.", metavar="FILE"),
    ] = None,
) -> None:
    """Count instructions of models on each core; measure `vboard run` as a user sees it.

    Models run once on bench boards: their figures are exact. Applications run on boards in a new
    process each time, host time by the wall clock.
    """
    from vboard.boards.table import select_boards
    from vboard.errors import VBoardError, nearest
    from vboard.report.output import STANDARD_OUTPUT
    from vboard.report.record import write_figures
    from vboard.report.terminal import open_console

    if only not in PARTS:
        raise VBoardError(f"--only {only}: expected {', '.join(PARTS)}{nearest(only, PARTS)}")
    targets = select_boards(board)
    console = open_console(sys.stderr if record == STANDARD_OUTPUT else sys.stdout)
    figures: dict[str, Any] = {}
    if only != "boards":
        figures |= _bench_models(console, models)
    if only == "all":
        console.print()
    if only != "models":
        figures |= _bench_boards(console, targets, app, repeat, engine)
    if record is not None:
        write_figures(record, figures)


def _bench_models(console: Console, folder: Path | None) -> dict[str, Any]:
    from vboard.inference import benchmark

    found, missing = benchmark.find_models(folder)
    figures, refused = benchmark.measure(found)
    benchmark.print_figures(console, figures, missing, refused, folder)
    return benchmark.record(figures)


def _bench_boards(
    console: Console, targets: list[Board], app: str, repeat: int, engine: str
) -> dict[str, Any]:
    """Print host times and exact figures; return the exact ones, `hotword.bluepill.arena_bytes` and so on."""
    from vboard.engine.events import SECOND
    from vboard.text.tables import Listing

    table = Listing("", *(target.name for target in targets), right=len(targets))
    columns: list[dict[str, str]] = []
    exact: dict[str, Any] = {}
    for target in targets:
        measured = [_measure(target.name, app, engine) for _ in range(repeat)]
        record = measured[0][0]
        total = statistics.median(seconds for _, seconds, _ in measured)
        first = statistics.median(seconds for _, _, seconds in measured)
        virtual = record["end"] / SECOND
        columns.append(
            {
                "flash, bytes": f"{record['flash']['used']:,}",
                "RAM, bytes": _number(record["ram"]["used"]),
                "arena, bytes": _number(record["arena"]["used"]),
                "instructions per inference": _number(record["instructions_per_inference"]),
                "instructions per feature slice": _number(record["instructions_per_slice"]),
                "instructions in all": f"{record['instructions']:,}",
                "virtual s": f"{virtual:.2f}",
                "host s, start to end": f"{total:.2f}",
                "virtual s a host s": f"{virtual / total:.1f}",
                "host s to the first console line": f"{first:.2f}",
            }
        )
        prefix = f"{Path(app).stem}.{target.name}."
        exact[f"{prefix}arena_bytes"] = record["arena"]["used"]
        for key in ("instructions_per_inference", "instructions_per_slice", "instructions"):
            exact[f"{prefix}{key}"] = record[key]
    for label in columns[0]:
        table.add_row(label, *(column[label] for column in columns))
    console.print(table)
    return exact


def _number(value: int | None) -> str:
    return "-" if value is None else f"{value:,}"


def _measure(board: str, app: str, engine: str) -> tuple[dict[str, Any], float, float]:
    """Run once: the record, host seconds of the process, host seconds to its first console line."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "run.json"
        command_line = [sys.executable, "-m", "vboard", "run", board, app]
        command_line += ["--engine", engine, "--json", str(record)]
        started = time.perf_counter()
        first = None
        with subprocess.Popen(
            command_line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            for line in process.stdout:
                # Console lines are the only ones that start with a time: `   0.000123s  text`.
                if first is None and line.lstrip()[:1].isdigit() and line.split()[0].endswith("s"):
                    first = time.perf_counter() - started
            errors = process.stderr.read()
        total = time.perf_counter() - started
        if process.returncode != 0 or first is None:
            last = (errors.strip() or "no console line").splitlines()[-1]
            raise RunFailedError(f"'vboard run {board} {app}' failed: {last}")
        return json.loads(record.read_text(encoding="utf-8"))["runs"][0], total, first
