"""`vboard evaluate`: long streams of speech and noise into a board, and how right it is."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vboard.commands.arguments import AppArgument, AudioUart, BoardArgument, ConsoleUart
from vboard.errors import VBoardError

if TYPE_CHECKING:
    from vboard.evaluation.results import Evaluation, Result, Store
    from vboard.evaluation.shards import Shard

EXAMPLES = (
    "Examples: `vboard evaluate bluepill --data speech_commands --minutes 10`, "
    "`vboard evaluate bluepill --data list.txt --minutes 60 --condition clean --condition babble --host`, "
    "`vboard evaluate bluepill --data /shared/words --cluster tcp://10.0.0.1:8786 --html r.html`"
)
LONGEST = 60 * 24 * 365


def command(
    board: BoardArgument,
    app: AppArgument = "",
    data: Annotated[
        Path | None,
        typer.Option(
            "--data", metavar="DIR|LIST", help="A folder of recordings for each word, or a list: PATH[,WORD]."
        ),
    ] = None,
    minutes: Annotated[
        int, typer.Option("--minutes", min=1, max=LONGEST, help="Streams of a minute for each condition.")
    ] = 10,
    condition: Annotated[
        list[str] | None,
        typer.Option(
            "--condition",
            metavar="NAME",
            help="mixed, clean, babble, street, kitchen, white, coloured, hum, level, room, others, noise or "
            "all; repeat for several. Default: mixed.",
        ),
    ] = None,
    speakers: Annotated[
        str, typer.Option("--speakers", help="all; validation or last-look: Speech Commands' own split.")
    ] = "all",
    words: Annotated[
        str,
        typer.Option(
            "--words", metavar="WORD,…", help="Words that count. Default: those of the image's model."
        ),
    ] = "",
    host: Annotated[
        bool, typer.Option("--host", help="The same application, built for this machine, hears the streams.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Processes. Default: one a core.")
    ] = None,
    cluster: Annotated[
        str,
        typer.Option(
            "--cluster", metavar="tcp://…|FILE", help="A Dask scheduler, or the file that names it."
        ),
    ] = "",
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of the streams.")] = 11,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write all figures; -: to standard output.")
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write a page with plots and the sound of each mistake."),
    ] = None,
    work: Annotated[
        Path | None,
        typer.Option("--work", metavar="DIR", help="Keeps what was heard. Default: build/evaluation."),
    ] = None,
    console_uart: ConsoleUart = "",
    audio_uart: AudioUart = "",
) -> None:
    """Play words at known times, among other words, noise and silence, and count what the board hears.

    A hit is the right line from 0.1 s before to 1 s after the end of its word. Figures depend on data,
    firmware and seed alone: not on --jobs, not on the machine. What was heard is kept, so that the same
    command goes on where it was interrupted. Exit status: 0, 1 when the firmware failed, 2 for a mistake in
    what was given, 130 after Ctrl-C.
    """
    _check_scipy()
    from vboard.evaluation import shards, summary
    from vboard.evaluation.catalogue import read_catalogue
    from vboard.evaluation.listeners import BoardListener, HostListener
    from vboard.evaluation.results import Evaluation, Store
    from vboard.paths import work_folder
    from vboard.report.output import check_folder, check_outputs
    from vboard.report.record import write_json_data
    from vboard.targets.probe import Wiring
    from vboard.targets.target import find_target

    if data is None:
        raise VBoardError("no --data; expected a folder of recordings for each word, or a list of them")
    names = shards.choose_conditions(condition or ())
    if cluster and jobs:
        raise VBoardError("--jobs and --cluster exclude each other: a cluster has its own workers")
    wiring = Wiring(console_uart, audio_uart)
    target = find_target(board, app, wiring)
    model, spoken = _model_and_words(target.image.path, words, host)
    if not host and not target.board.audio:
        raise VBoardError(f"{target.board.name} has no audio UART; name one: --audio-uart UART")
    quiet = check_outputs({"--json": json, "--html": html}, [target.image.path])
    kept = work or work_folder("evaluation")
    check_folder(kept, f"--work {kept}")
    catalogue = read_catalogue(data, speakers)
    shards.check_material(catalogue, spoken, names)
    listener = HostListener(model) if host else BoardListener(board, target.image.path.read_bytes(), wiring)
    evaluation = Evaluation(catalogue, spoken, listener)
    store = Store(kept, evaluation, seed)
    results = _hear(
        evaluation, store, shards.plan(names, minutes, seed), jobs or os.cpu_count() or 1, cluster
    )
    record = summary.summarise(results, spoken, None if host else target.board)
    if not quiet:
        typer.echo(summary.table(record))
    if json is not None:
        write_json_data(json, record)
    if html is not None:
        from vboard.evaluation.page import write_page

        write_page(html, record, results, evaluation)


def _check_scipy() -> None:
    from importlib.util import find_spec

    if find_spec("scipy") is None:
        raise VBoardError(
            "vboard evaluate needs SciPy: pip install 'vboard[audio]'; in a checkout: make setup"
        )


def _model_and_words(image: Path, given: str, host: bool) -> tuple[bytes, tuple[str, ...]]:
    """The model in an image, and the words that count."""
    from vboard.evaluation.firmware_model import embedded_model, labels

    model = embedded_model(image)
    if host and model is None:
        raise VBoardError(f"{image}: holds no model (g_model); --host needs one")
    heard = labels(model)[2:] if model is not None else ()
    words = tuple(dict.fromkeys(word.strip() for word in given.split(",") if word.strip()))
    if not words and not heard:
        raise VBoardError(f"{image}: holds no model (g_model) that names words; expected --words yes,no")
    return model or b"", words or heard


def _hear(
    evaluation: Evaluation, store: Store, wanted: Sequence[Shard], jobs: int, cluster: str
) -> list[Result]:
    """All results: those that are kept, then the rest. Standard error tells how far it is."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from vboard.evaluation.workers import choose
    from vboard.report.terminal import open_console

    console = open_console(sys.stderr)
    results = store.found(wanted)
    known = {result.shard for result in results}
    left = [shard for shard in wanted if shard not in known]
    if known:
        console.print(f"{len(known)} of {len(wanted)} streams were heard before", style="dim")
    heard = choose(jobs, cluster)(evaluation, left) if left else ()
    if left and not console.is_terminal:
        console.print(f"{len(left)} streams to hear", style="dim")
    started = time.perf_counter()
    columns = (TextColumn("  streams"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=len(wanted), completed=len(known))
        for result in heard:
            store.put(result)
            results.append(result)
            bar.advance(task)
            is_tenth = 10 * len(results) // len(wanted) > 10 * (len(results) - 1) // len(wanted)
            if is_tenth and not console.is_terminal:
                console.print(f"{len(results)} of {len(wanted)} streams heard", style="dim")
    if left:
        seconds = time.perf_counter() - started
        console.print(f"{len(left)} streams in {seconds:.1f} host s", style="dim")
    return results
