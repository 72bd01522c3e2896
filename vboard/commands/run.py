"""`vboard run`: play recordings into boards and show what the firmware does."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vboard.commands.arguments import AppArgument, AudioUart, BoardsArgument, ConsoleUart
from vboard.errors import RunFailedError, VBoardError
from vboard.hosttime import PROGRAM_START

if TYPE_CHECKING:
    from vboard.engine.events import Event
    from vboard.player.playback import Job, Run
    from vboard.report.transcript import HostTimes
    from vboard.targets.target import Target

NAME = "run"
EXAMPLES = (
    "Examples: `vboard run` (every board hears the bundled clip), "
    "`vboard run bluepill --audio yes.wav --audio no.wav`, "
    "`vboard run stm32f746g_disco my.elf --for 2 --vcd trace.vcd`, "
    "`vboard run bluepill --uart console=pty --uart audio=tcp:3456`, "
    "`vboard run my_board.repl my.elf --console-uart usart1`"
)
DEMO = Path("robot_tests/audio/demo.wav")
LISTENING_APP = "hotword"
"""Applications whose name starts so hear the demo clip when no recording is named; ELF files too."""
LONGEST = 24 * 3600


def command(
    board: BoardsArgument = "all",
    app: AppArgument = "",
    audio: Annotated[
        list[Path] | None,
        typer.Option(
            "--audio",
            "-a",
            help="Recording to play; repeat to play several. Default: the demo clip.",
            metavar="WAV",
        ),
    ] = None,
    no_audio: Annotated[bool, typer.Option("--no-audio", help="Play nothing.")] = False,
    seconds: Annotated[
        float | None,
        typer.Option(
            "--for", metavar="SECONDS", help="End after so much virtual time. Default: 2 s after the audio."
        ),
    ] = None,
    first_line: Annotated[
        float,
        typer.Option(
            "--first-line", metavar="SECONDS", help="Fail when nothing is printed within this virtual time."
        ),
    ] = 2.0,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the run as JSON (virtual time only).")
    ] = None,
    vcd: Annotated[
        Path | None, typer.Option("--vcd", metavar="FILE", help="Write LEDs and console as a VCD trace.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Write a picture of the run (SVG).")
    ] = None,
    log: Annotated[bool, typer.Option("--log", help="Show the engine's warnings.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
    uart: Annotated[
        list[str] | None,
        typer.Option(
            "--uart",
            metavar="UART=pty|tcp:PORT",
            help="Offer a UART (console, audio, sysbus.…) to serial programs, until Ctrl-C. "
            "pty:PATH makes a symbolic link.",
        ),
    ] = None,
    realtime: Annotated[
        bool | None,
        typer.Option(
            "--realtime/--no-realtime", help="Keep virtual time to the host's. Default: with --uart."
        ),
    ] = None,
    console_uart: ConsoleUart = "",
    audio_uart: AudioUart = "",
    engine: Annotated[str, typer.Option("--engine", help="Engine that executes the board.")] = "builtin",
    renode: Annotated[
        Path | None,
        typer.Option("--renode", metavar="PATH", help="The Renode to use: its folder or its program."),
    ] = None,
) -> None:
    """Play recordings into a board's audio UART and show its console, its LEDs and its figures.

    Standard output depends on virtual time alone: two equal runs print equal bytes. Host times go
    to standard error. Exit status: 0, 1 when the firmware failed (fault, lockup, FATAL line,
    nothing printed in time), 2 for a mistake in what was given.
    """
    from vboard.engine.selection import check_engine
    from vboard.targets.probe import Wiring
    from vboard.targets.target import find_targets

    check_engine(engine, renode)
    targets = find_targets(board, app, Wiring(console_uart, audio_uart))
    if uart or realtime:
        for name, given in (("--json", json), ("--vcd", vcd), ("--plot", plot)):
            if given is not None:
                raise VBoardError(f"{name} and {'--uart' if uart else '--realtime'} exclude each other")
        no_audio = no_audio or (bool(uart) and not audio)
    jobs = plan(targets, app, audio or [], no_audio, seconds, first_line, engine)
    for output in (json, vcd, plot):
        if output is not None and not output.resolve().parent.is_dir():
            raise VBoardError(f"{output}: no such folder: {output.parent}")
    if uart or realtime:
        from vboard.player.live import run_live

        run_live(jobs, uart or [], realtime is not False, engine, quiet, bounded=seconds is not None)
        return
    runs: list[tuple[Run, HostTimes]] = []
    for job in jobs:
        started = time.perf_counter() if runs else PROGRAM_START
        runs.append(_play(job, engine, renode, started, quiet, log))
    if not quiet:
        from vboard.report import transcript

        console = transcript.open_console()
        transcript.summary(console, [run for run, _ in runs])
        _print_host_times(runs)
    _write_files([run for run, _ in runs], json, vcd, plot)
    failures = [f"{run.job.board.name}: {run.failure}" for run, _ in runs if run.failure is not None]
    if failures:
        raise RunFailedError(" | ".join(failures))


def plan(
    targets: Sequence[Target],
    app: str,
    audio: Sequence[Path],
    no_audio: bool,
    seconds: float | None,
    first_line: float,
    engine: str,
) -> list[Job]:
    """What to play on each board: arguments as of `command`.

    Raises:
        VBoardError: a mistake in them.
    """
    from vboard.engine.events import SECOND
    from vboard.engine.selection import check_engine
    from vboard.paths import FILES
    from vboard.player.audio import load_clip
    from vboard.player.playback import Job
    from vboard.targets.target import DEFAULT_APP

    check_engine(engine)
    if audio and no_audio:
        raise VBoardError("--audio and --no-audio exclude each other")
    for option, value in (("--for", seconds), ("--first-line", first_line)):
        if value is not None and not 0 < value <= LONGEST:
            raise VBoardError(f"{option} {value:g}: expected more than 0 and at most {LONGEST} seconds")
    deaf = next((target.board.name for target in targets if not target.board.audio), None)
    if audio and deaf is not None:
        raise VBoardError(f"--audio {audio[0]}: {deaf} has no audio UART; name one: --audio-uart UART")
    app = app or DEFAULT_APP
    listens = app.startswith(LISTENING_APP) or "/" in app or "." in app
    paths = list(audio)
    if not paths and listens and not no_audio and deaf is None:
        paths = [FILES / DEMO]
    clips = tuple(load_clip(path) for path in paths)
    duration = None if seconds is None else max(1, round(seconds * SECOND))
    bound = round(first_line * SECOND)
    return [Job(each.board, app, each.image, clips, duration, bound) for each in targets]


def _play(
    job: Job, engine: str, renode: Path | None, started: float, quiet: bool, log: bool
) -> tuple[Run, HostTimes]:
    from vboard.engine.events import UartLine
    from vboard.engine.selection import open_session
    from vboard.player.playback import play
    from vboard.report import transcript
    from vboard.report.progress import ProgressBar

    console = transcript.open_console()
    host = transcript.HostTimes()
    if not quiet:
        transcript.header(console, job)

    with ProgressBar(console, job, enabled=not quiet) as bar:

        def on_progress(run: Run, events: Sequence[Event]) -> None:
            for event in events:
                if isinstance(event, UartLine):
                    if host.first_line is None:
                        host.first_line = time.perf_counter() - started
                    if not quiet:
                        transcript.line(console, event)
            bar.update(run)

        session = open_session(engine, Path.cwd(), renode)
        try:
            run = play(session, job, on_progress)
        finally:
            session.close()
    host.total = time.perf_counter() - started
    if not quiet:
        transcript.timeline(console, run)
        if log or run.failure is not None:
            transcript.warnings(console, run, None if log else 5)
    return run, host


def _print_host_times(runs: Sequence[tuple[Run, HostTimes]]) -> None:
    import sys

    from vboard.report import transcript

    sys.stdout.flush()
    console = transcript.open_console(sys.stderr)
    for run, host in runs:
        transcript.host_times(console, run, host)


def _write_files(runs: Sequence[Run], json: Path | None, vcd: Path | None, plot: Path | None) -> None:
    if json is not None:
        from vboard.report.record import write_json

        write_json(runs, json)
    if vcd is not None:
        from vboard.report.vcd import write_vcd

        write_vcd(runs, vcd)
    if plot is not None:
        from vboard.report.picture import write_picture

        write_picture(runs, plot)
