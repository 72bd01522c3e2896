"""`vboard bench`: the numbers of the README, host times measured from outside."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from vboard.errors import RunFailedError

NAME = "bench"
EXAMPLES = "Examples: `vboard bench`, `vboard bench bluepill --repeat 5`"


def command(
    board: Annotated[str, typer.Argument(help="A board's name, or 'all'.")] = "all",
    app: Annotated[str, typer.Argument(help="A built application's name, or an ELF file.")] = "hotword",
    repeat: Annotated[int, typer.Option("--repeat", min=1, help="Runs; medians are printed.")] = 3,
    engine: Annotated[str, typer.Option("--engine", help="Engine that executes the board.")] = "builtin",
) -> None:
    """Measure `vboard run` as a user sees it: a new process each time, host time by the wall clock."""
    from rich.table import Table

    from vboard.boards import select_boards
    from vboard.engine import SECOND
    from vboard.report.transcript import open_console

    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
    table.add_column("")
    columns: list[dict[str, str]] = []
    for target in select_boards(board):
        measured = [_measure(target.name, app, engine) for _ in range(repeat)]
        record = measured[0][0]
        total = statistics.median(seconds for _, seconds, _ in measured)
        first = statistics.median(seconds for _, _, seconds in measured)
        virtual = record["end"] / SECOND
        table.add_column(target.name, justify="right")
        columns.append(
            {
                "flash, bytes": f"{record['flash']['used']:,}",
                "RAM, bytes": f"{record['ram']['used']:,}",
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
    for label in columns[0]:
        table.add_row(label, *(column[label] for column in columns))
    open_console().print(table)


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
