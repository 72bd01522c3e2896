"""`vboard test`: run Robot Framework suites."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vboard.commands.arguments import APP_HELP, BOARD_HELP, Also, AudioUart, Base, ConsoleUart
from vboard.errors import VBoardError

if TYPE_CHECKING:
    from vboard.robot.options import Choice
    from vboard.robot.suites import SuiteFile
    from vboard.targets.probe import Wiring

EXAMPLES = (
    "Examples: `vboard test` (all of robot_tests/), "
    "`vboard test robot_tests/hotword.robot --board bluepill`, "
    "`vboard test --fixture 'Should Hear*' --variable CLIP:yes.wav`, "
    "`vboard test --engine renode --jobs 4`, "
    "`vboard test my.robot --board bluepill --elf my.elf`"
)


def command(
    suites: Annotated[
        list[Path] | None,
        typer.Argument(help="Suites: .robot files or folders. Default: robot_tests/."),
    ] = None,
    include: Annotated[
        list[str] | None, typer.Option("--include", "-i", metavar="TAG", help="Run tests with this tag.")
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option("--exclude", "-e", metavar="TAG", help="Leave out tests with this tag."),
    ] = None,
    fixture: Annotated[
        str | None, typer.Option("--fixture", "-f", metavar="NAME", help="Run tests whose name matches.")
    ] = None,
    variable: Annotated[
        list[str] | None,
        typer.Option("--variable", metavar="NAME:VALUE", help="Set a variable of the suites."),
    ] = None,
    board: Annotated[
        str,
        typer.Option("--board", "-b", metavar="BOARD", help=f"{BOARD_HELP} Sets variables of the suites."),
    ] = "",
    elf: Annotated[str, typer.Option("--elf", metavar="APP", help=f"The image for --board. {APP_HELP}")] = "",
    console_uart: ConsoleUart = "",
    audio_uart: AudioUart = "",
    base: Base = None,
    also: Also = None,
    results_dir: Annotated[
        Path, typer.Option("--results-dir", "-r", metavar="DIR", help="Where the reports go.")
    ] = Path("build/robot"),
    repeat: Annotated[int, typer.Option("--repeat", "-n", min=1, help="How often everything runs.")] = 1,
    stop_on_error: Annotated[bool, typer.Option("--stop-on-error", help="End at the first failure.")] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=1, metavar="N", help="How many suites run at a time.")
    ] = 1,
    shard: Annotated[
        str, typer.Option("--shard", metavar="K/N", help="Run part K of N, by the time that suites took.")
    ] = "",
    durations: Annotated[
        list[Path] | None,
        typer.Option("--durations", metavar="RESULT", help="Results that tell times for --shard."),
    ] = None,
    rerun_failed: Annotated[
        list[Path] | None,
        typer.Option("--rerun-failed", metavar="RESULT", help="Run what failed in these results."),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="Hold Python peripherals to what Renode's IronPython and objects have."
        ),
    ] = False,
    engine: Annotated[str, typer.Option("--engine", help="Engine that executes the boards.")] = "builtin",
    renode: Annotated[
        Path | None,
        typer.Option("--renode", metavar="PATH", help="The Renode to use: its folder or its program."),
    ] = None,
) -> int:
    """Run Robot Framework suites that are written for Renode's keywords.

    A suite that is for every board (`Metadata    Boards    all`) runs once for each, ${BOARD}, or for that of
    --board alone.

    With --board a suite finds the board and the image in variables: `Execute Script ${BOARD_SCRIPT}`
    creates the machine with the image; ${BOARD}, ${ELF}, ${CONSOLE_UART} and ${AUDIO_UART} name its
    parts. ${RENODE_FILES} is the folder of our board files.

    --shard 2/4 runs the second of four parts, none of which lasts much longer than the others: `summary.json`
    of an earlier run tells how long suites take. `vboard merge-results` makes one report of all parts.

    Writes Robot's log and report, JUnit XML and a summary into the results folder. Exit status: 0,
    1 when a test failed or none ran, 2 when a suite is missing or faulty.
    """
    from vboard.boards.table import BOARDS
    from vboard.engine.selection import check_engine
    from vboard.paths import FILES, ROOT
    from vboard.report.record import write_text
    from vboard.robot.options import SuiteOptions
    from vboard.robot.reports import results_folder
    from vboard.targets.probe import Wiring

    check_engine(engine, renode)
    if strict:
        os.environ["VBOARD_STRICT"] = "1"  # for this process and those that it starts
    variables: dict[str, object] = {"RENODE_FILES": FILES / "renode"}
    files: dict[Path, str] = {}
    wiring = Wiring(console_uart, audio_uart, base, tuple(also or ()), engine == "renode")
    if board:
        described, files = _describe(board, elf, wiring, results_dir.resolve())
        variables |= described
    elif elf or console_uart or audio_uart or also or base is not None:
        values = (elf, console_uart, audio_uart, base, also)
        given = next(f"--{o}" for o, v in zip(_NEED_BOARD, values, strict=True) if v not in ("", None, []))
        raise VBoardError(f"{given} needs --board")
    for assignment in variable or []:
        name, separator, value = assignment.partition(":")
        if not separator or not name:
            raise VBoardError(f"--variable {assignment}: expected NAME:VALUE")
        variables[name] = value
    paths: list[str | Path] = [*(suites or [ROOT / "robot_tests"])]
    options = SuiteOptions(
        output_dir=results_dir,
        variables=variables,
        include=include or [],
        exclude=exclude or [],
        fixture=fixture,
        repeat=repeat,
        stop_on_error=stop_on_error,
        jobs=jobs,
        boards=list(BOARDS),
        choose=_choice(shard, durations or [], rerun_failed or []),
    )
    if rerun_failed and engine == "renode":
        raise VBoardError("--rerun-failed needs --engine builtin: renode-test takes no list of tests")
    options.suites(paths)  # nothing is made for suites that are missing
    with results_folder(options.directory):
        for path, text in files.items():
            write_text(path, text)
        if engine == "renode":
            from vboard.renode import suites as on_renode
            from vboard.renode.locate import locate

            return on_renode.run_suites(locate(renode), paths, options)
        from vboard.robot.runner import run_suites

        return run_suites(paths, options, own_process=True)


def _choice(shard: str, durations: list[Path], failed: list[Path]) -> Choice:
    """What takes the suites that run from all that there are."""
    from vboard.robot.selection import parse_shard, read_durations, take_failed, take_shard

    if durations and not shard:
        raise VBoardError("--durations needs --shard K/N")
    part = parse_shard(shard) if shard else None
    times = read_durations(durations)

    def choose(files: list[SuiteFile]) -> list[SuiteFile]:
        files = take_failed(files, failed) if failed else files
        return files if part is None else take_shard(files, part, times)

    return choose


_NEED_BOARD = ("elf", "console-uart", "audio-uart", "base", "also")


def _describe(
    board: str, elf: str, wiring: Wiring, results: Path
) -> tuple[dict[str, object], dict[Path, str]]:
    """Variables about a board and its image, and the script below `results` that loads both."""
    from vboard.boards.board import escape
    from vboard.targets.target import find_target

    target = find_target(board, elf, wiring)
    image = target.image.loadable.resolve()
    script = results / f"{target.board.name}.resc"
    lines = [f"$bin?=@{escape(str(image))}", *target.board.loading()]
    variables = {
        "BOARD": target.board.name,
        "ELF": image,
        "BOARD_SCRIPT": script,
        **({"BOARD_ROW": Path(board).resolve()} if board.endswith(".toml") else {}),
        "CONSOLE_UART": target.board.console,
        "AUDIO_UART": target.board.audio,
    }
    return variables, {script: "".join(f"{line}\n" for line in lines)}
