"""`vboard check`: does a platform description load, and what of it is not modelled?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vboard.errors import VBoardError

EXAMPLES = (
    "Examples: `vboard check my_board.repl`, `vboard check platforms/cpus/stm32f4.repl --json`, "
    "`vboard check renode/platforms --syntax`, `vboard check my_board.repl --against ~/renode`"
)


def command(
    files: Annotated[
        list[str],
        typer.Argument(help=".repl files, folders of them, or names such as platforms/cpus/stm32f4.repl."),
    ],
    syntax: Annotated[
        bool, typer.Option("--syntax", help="Look at the language alone, for any architecture.")
    ] = False,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against",
            metavar="FOLDER",
            help="Compare with a Renode's files of the same names: devices, places, wires.",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="List only what fails.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of lines.")] = False,
) -> None:
    """Parse platform descriptions, load them, and list what is not modelled, with line and column.

    error: the file is not loaded. stub: the type is not modelled. partial: what of it is not. ignored: a
    parameter, a line or a property without effect. Exit status: 0, 1 when a file has an error or differs, 2
    for a mistake in what was given.
    """
    from vboard.engine.selection import check_platforms

    if syntax and against is not None:
        raise VBoardError("--syntax and --against exclude each other")
    if against is not None and not against.is_dir():
        raise VBoardError(f"--against {against}: no such folder (expected one that holds platforms/)")
    checks = check_platforms(files, Path.cwd(), syntax, against)
    if json:
        import dataclasses
        import json as encoder

        found = [dataclasses.asdict(check) | {"passed": check.passed} for check in checks]
        typer.echo(encoder.dumps({"files": found}, indent=2, ensure_ascii=False))
    else:
        for check in checks:
            for finding in check.findings:
                if finding.kind.fails or not quiet:
                    place = f":{finding.line}:{finding.column}" if finding.line else ""
                    device = f"{finding.name}: " if finding.kind == "difference" and finding.name else ""
                    typer.echo(f"{finding.file}{place}: {finding.kind}: {device}{finding.text}")
        failed = sum(not check.passed for check in checks)
        what = "1 file" if len(checks) == 1 else f"{len(checks)} files"
        typer.echo(f"{what} checked, {failed} failed" if failed else f"{what} checked, none failed")
    if not all(check.passed for check in checks):
        raise typer.Exit(1)
