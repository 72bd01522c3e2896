"""`vboard compare`: one scenario on the built-in engine and on a Renode, or against a record of one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vboard.commands.arguments import Also, AppArgument, BoardArgument
from vboard.errors import RunFailedError, VBoardError

if TYPE_CHECKING:
    from vboard.player.playback import Job

EXAMPLES = (
    "Examples: `vboard compare bluepill hotword`, "
    "`vboard compare bluepill hotword --record renode.json` (needs a Renode), "
    "`vboard compare bluepill hotword --against renode.json` (needs none)"
)
FORMAT = 1


def command(
    board: BoardArgument,
    app: AppArgument = "hotword",
    audio: Annotated[
        list[Path] | None,
        typer.Option("--audio", "-a", metavar="WAV", help="Recording to play. Default: as `vboard run`."),
    ] = None,
    no_audio: Annotated[bool, typer.Option("--no-audio", help="Play nothing.")] = False,
    seconds: Annotated[
        float | None, typer.Option("--for", metavar="SECONDS", help="End after so much virtual time.")
    ] = None,
    record: Annotated[
        Path | None, typer.Option("--record", metavar="FILE", help="Store the Renode run as JSON as well.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="FILE", help="Compare with a stored Renode run; start none."),
    ] = None,
    also: Also = None,
    renode: Annotated[
        Path | None,
        typer.Option("--renode", metavar="PATH", help="The Renode to use: its folder or its program."),
    ] = None,
) -> None:
    """Run one scenario on both engines and print where they part.

    Console lines and LED changes must be identical, their virtual times within 1 ms or 1 %. Exit
    status: 0 when the engines agree, 1 when they part, 2 for a mistake in what was given.
    """
    from vboard.commands.planning import plan
    from vboard.report.comparison import check_comparable, compare, fingerprint, report
    from vboard.targets.probe import Wiring
    from vboard.targets.target import find_target

    if record is not None and against is not None:
        raise VBoardError("--record and --against exclude each other: one makes a record, one reads it")
    if record is not None and not record.resolve().parent.is_dir():
        raise VBoardError(f"{record}: no such folder: {record.parent}")
    target = find_target(board, app, Wiring(also=tuple(also or ()), bare=True))
    job = plan([target], app, audio or [], no_audio, seconds, None)[0]
    scenario = fingerprint(job)
    if against is not None:
        stored = _read(against)
        check_comparable(stored, job.board.name, app, scenario)
        title = f"{stored['renode']}, recorded in {against.name}"
    else:
        stored, title = _run_renode(job, renode, scenario)
    if record is not None:
        from vboard.report.record import write_text

        write_text(record, json.dumps(stored, indent=2, ensure_ascii=False) + "\n")
    here = _run(job, "builtin", None)
    print(f"{board} {app}: left = built-in engine, right = {title}")
    differences = compare(here, stored["run"])
    for text in report(differences):
        print(f"  {text}")
    if differences:
        raise RunFailedError(f"the engines part in {len(differences)} places; first: {differences[0].text}")
    print(f"  identical: {len(here['console'])} console lines, {len(here['leds'])} LED changes")


def _run_renode(job: Job, renode: Path | None, scenario: dict[str, Any]) -> tuple[dict[str, Any], str]:
    from vboard.renode.locate import locate, read_version

    found = locate(renode)
    version, _ = read_version(found)
    run = _run(job, "renode", found.program)
    return {"format": FORMAT, "renode": version, "scenario": scenario, "run": run}, version


def _run(job: Job, engine: str, renode: Path | None) -> dict[str, Any]:
    from vboard.engine.selection import open_session
    from vboard.player.playback import play
    from vboard.report.record import to_record

    session = open_session(engine, Path.cwd(), renode)
    try:
        return to_record(play(session, job, lambda run, events: None))
    finally:
        session.close()


def _read(path: Path) -> dict[str, Any]:
    from vboard.report.comparison import find_fault

    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise VBoardError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise VBoardError(f"{path}: not JSON: {error}") from error
    if not isinstance(stored, dict) or not {"format", "renode", "scenario", "run"} <= stored.keys():
        raise VBoardError(f"{path}: not a record of 'vboard compare --record'")
    if stored["format"] != FORMAT:
        raise VBoardError(f"{path}: record of format {stored['format']}, expected {FORMAT}")
    if fault := find_fault(stored):
        raise VBoardError(f"{path}: {fault}; record it again with --record")
    return stored
