"""`vboard merge-results`: one report of the results of several runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from vboard.errors import VBoardError

EXAMPLES = "Examples: `vboard merge-results shard-1 shard-2 -r build/robot`, `vboard merge-results shards/*`"


def command(
    results: Annotated[
        list[Path], typer.Argument(metavar="RESULT...", help="Results folders, or their output.xml.")
    ],
    results_dir: Annotated[
        Path, typer.Option("--results-dir", "-r", metavar="DIR", help="Where the reports go.")
    ] = Path("build/robot"),
) -> int:
    """Make one log, report, JUnit XML and summary of the results of shards or of several collections.

    Exit status: 0 when all tests passed, 1 when one failed, 2 when a result is missing or faulty.
    """
    from vboard.robot.reports import results_folder, write_reports

    outputs = [each / "output.xml" if each.is_dir() else each for each in results]
    for output in outputs:
        if not output.is_file():
            raise VBoardError(f"{output}: no such file, expected the output.xml of a run")
        if output.resolve().parent == results_dir.resolve():
            raise VBoardError(f"-r {results_dir}: holds one of the results; name another folder")
    with results_folder(results_dir.resolve()):
        return write_reports(outputs, results_dir.resolve(), sys.stdout, merged=True)
