"""`vboard run`: play recordings into boards and show what the firmware does."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vboard.commands.arguments import Also, AppArgument, AudioUart, Base, BoardsArgument, ConsoleUart
from vboard.errors import RunFailedError, VBoardError
from vboard.hosttime import PROGRAM_START

if TYPE_CHECKING:
    from vboard.player.playback import Run
    from vboard.report.transcript import HostTimes

EXAMPLES = (
    "Examples: `vboard run` (every board hears the bundled clip), "
    "`vboard run bluepill --audio yes.wav --audio no.wav`, "
    "`vboard run stm32f746g_disco my.elf --for 2 --vcd trace.vcd`, "
    "`vboard run bluepill --uart console=pty --uart audio=tcp:3456`, "
    "`vboard run my_board.repl my.elf --console-uart usart1`"
)

_OTHER_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".pdf", ".eps", ".ps")


def command(
    board: BoardsArgument = "all",
    app: AppArgument = "",
    audio: Annotated[
        list[Path] | None,
        typer.Option(
            "--audio",
            "-a",
            help="Recording to play; repeat to play several; mic: this machine's microphone, until Ctrl-C. "
            "Default: the demo clip, if hotword runs.",
            metavar="WAV",
        ),
    ] = None,
    microphone: Annotated[
        bool,
        typer.Option("--microphone", help="Play into the board's microphone instead of its audio UART."),
    ] = False,
    no_audio: Annotated[bool, typer.Option("--no-audio", help="Play nothing.")] = False,
    seconds: Annotated[
        float | None,
        typer.Option(
            "--for", metavar="SECONDS", help="End after so much virtual time. Default: 2 s after the audio."
        ),
    ] = None,
    first_line: Annotated[
        float | None,
        typer.Option(
            "--first-line",
            metavar="SECONDS",
            help="Fail when nothing is printed within this virtual time. Default: 2; without an end, never.",
        ),
    ] = None,
    json: Annotated[
        Path | None,
        typer.Option(
            "--json", metavar="FILE", help="Write the run as JSON (virtual time only); -: to standard output."
        ),
    ] = None,
    vcd: Annotated[
        Path | None, typer.Option("--vcd", metavar="FILE", help="Write LEDs and console as a VCD trace.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Write a picture of the run (SVG).")
    ] = None,
    log: Annotated[
        bool,
        typer.Option(
            "--log", help="Show the engine's log, at the levels that the board's script sets (`logLevel`)."
        ),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Run again whenever the image or a recording changes.")
    ] = False,
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
    base: Base = None,
    also: Also = None,
    engine: Annotated[str, typer.Option("--engine", help="Engine that executes the board.")] = "builtin",
    renode: Annotated[
        Path | None,
        typer.Option("--renode", metavar="PATH", help="The Renode to use: its folder or its program."),
    ] = None,
) -> None:
    """Play recordings into a board's audio UART or microphone and show its console, its LEDs and its figures.

    Standard output depends on virtual time alone: two equal runs print equal bytes. Host times go
    to standard error. Ctrl-C ends a run and keeps what happened. Exit status: 0, 1 when the firmware
    failed (fault, lockup, FATAL line, nothing printed in time), 2 for a mistake in what was given, 130
    after Ctrl-C, unless only Ctrl-C ends the run.
    """
    from vboard.commands.planning import hears_microphone, plan
    from vboard.commands.playing import Player, print_host_times, write_files
    from vboard.commands.watching import Note, repeat
    from vboard.engine.selection import check_engine, load_engine
    from vboard.interrupts import Interruption
    from vboard.player.pacing import Realtime, Unpaced
    from vboard.player.uart_ports import parse_uart_port
    from vboard.report import transcript
    from vboard.report.output import check_outputs
    from vboard.report.terminal import open_console
    from vboard.targets.probe import Wiring
    from vboard.targets.target import find_targets

    def once(note: Note) -> None:
        check_engine(engine, renode)
        if uart and engine != "builtin":
            raise VBoardError("--uart needs --engine builtin")
        wiring = Wiring(console_uart, audio_uart, base, tuple(also or ()), engine == "renode")
        targets = find_targets(board, app, wiring)
        live = hears_microphone(audio or [])
        recordings = audio or [] if not live else []
        note([*(each.image.path for each in targets), *recordings])
        if uart and len(targets) > 1:
            raise VBoardError("--uart needs one board: vboard run BOARD --uart …")
        ports = [parse_uart_port(each, targets[0].board) for each in uart or []]
        if live and len(targets) > 1:
            raise VBoardError("--audio mic needs one board: vboard run BOARD --audio mic")
        # A board that hears a program of the host needs no recording.
        silent = no_audio or (bool(ports) and not audio)
        endless = bool(ports) or live
        jobs = plan(targets, app, audio or [], silent, seconds, first_line, endless, microphone)
        outputs = {"--json": json, "--vcd": vcd, "--plot": plot}
        if plot is not None and plot.suffix.lower() in _OTHER_PICTURES:
            raise VBoardError(f"--plot {plot}: the picture is an SVG, expected a name that ends in .svg")
        inputs = [*(each.image.path for each in targets), *recordings]
        to_standard_output = check_outputs(outputs, inputs)
        stream = sys.stderr if to_standard_output else sys.stdout
        console = None if quiet else open_console(stream)
        paced = bool(ports) or live if realtime is None else realtime
        runs: list[tuple[Run, HostTimes]] = []
        # Of several boards none is charged with the start of the program.
        alone = len(jobs) == 1
        if not alone:
            load_engine(engine)
        began = time.perf_counter() - PROGRAM_START
        with Interruption() as interruption:
            for job in jobs:
                pace = Realtime() if paced else Unpaced()
                player = Player(console, stream, engine, renode, ports, pace, interruption)
                runs.append(player.play(job, PROGRAM_START if alone else time.perf_counter(), log))
                if interruption:
                    break
            if console is not None:
                transcript.summary(console, [run for run, _ in runs])
                print_host_times(runs, None if alone else began)
            write_files([run for run, _ in runs], json, vcd, plot)
        failures = [f"{run.job.board.name}: {run.failure}" for run, _ in runs if run.failure is not None]
        if failures:
            raise RunFailedError(" | ".join(failures))
        interruption.exit(wanted=jobs[0].endless)

    if watch:
        repeat(once)
    else:
        once(lambda files: None)
