"""`vboard train`: from folders of recordings to a firmware that hears their words."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from vboard.errors import VBoardError

EXAMPLES = (
    "Examples: `vboard train --words on,off --data recordings/`, "
    "`vboard train --words on,off --data recordings/ --record --each 20 --board stm32f746g_disco`"
)


def command(
    words: Annotated[
        str, typer.Option("--words", metavar="WORD,…", help="What is to be heard: one to five words.")
    ] = "",
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="DIR", help="A folder of recordings for each word, and for others."),
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="First record the words with this machine's microphone.")
    ] = False,
    each: Annotated[int, typer.Option("--each", min=1, help="Recordings of each word with --record.")] = 10,
    board: Annotated[
        str, typer.Option("--board", "-b", metavar="BOARD", help="Boards to build for: a name or 'all'.")
    ] = "bluepill",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Model and firmware go there. Default: build/trained/WORDS."
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="With a teacher, for thousands of recordings; 20 minutes.")
    ] = False,
    voices: Annotated[
        bool, typer.Option("--voices/--no-voices", help="Synthetic voices (espeak-ng, flite) say words too.")
    ] = True,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of everything that is drawn.")] = 7,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Processes. Default: one a core.")
    ] = None,
) -> None:
    """Train a model on recordings and build the hotword application with it.

    The words are those of the model's metadata: no source changes. Speakers whom the data set's split rule
    validates are not trained on and judge the model. An interrupted training goes on when the same command is
    given again; a model that is right more often is not replaced. Exit status: 0, 1 when the new model is
    worse or the build fails, 2 for a mistake in what was given, 130 after Ctrl-C.
    """
    from vboard.boards.table import select_boards
    from vboard.inference.building import HOST_COMPILER, check_compiler
    from vboard.paths import work_folder
    from vboard.report.output import check_folder
    from vboard.training import pipeline, saving
    from vboard.training.voices import missing_engines

    wanted = tuple(word.strip() for word in words.split(",") if word.strip())
    if not wanted or data is None:
        raise VBoardError("expected --words WORD,… and --data DIR, a folder of recordings for each word")
    pipeline.check_words(wanted)
    if not record and not data.is_dir():
        what = "is a file" if data.exists() else "no such folder"
        raise VBoardError(f"{data}: {what}; expected one with a folder of recordings for each word")
    boards = select_boards(board)
    folder = out or work_folder("trained") / "-".join(wanted)
    model_file = folder / "hotword.tflite"
    check_folder(folder, f"--out {folder}")
    saving.check_place(model_file, wanted)
    check_compiler(model_file, HOST_COMPILER)
    for each_board in boards:
        check_compiler(folder / f"{each_board.name}.elf")
    pipeline.check_packages()
    plan = pipeline.FULL if full else pipeline.QUICK
    missing = missing_engines()
    if not voices or missing:
        plan = dataclasses.replace(plan, others_each=0)
    notice = f"no synthetic voices: {' and '.join(missing)} not installed" if voices and missing else ""
    if record:
        _record(wanted, data, each)
    told = _Progress(notice)
    model = pipeline.make_model(
        wanted, data, work_folder("training"), plan, seed, jobs or os.cpu_count() or 1, told
    )
    told.end()
    judges = saving.read_judges(data, wanted)
    judged = saving.save(model, model_file, judges, seed)
    who = "by speakers it was not trained with" if judges.unheard else "that it was trained with"
    print(f"{model_file}: {len(model):,} bytes, hears {', '.join(wanted)}")
    print(f"right about {judged['mean']:.3f} of recordings {who}, mean of the labels")
    for name in [each.name for each in boards]:
        image = build_firmware(name, model_file)
        print(f"{image}: vboard evaluate {name} {image} --data {data}")


def build_firmware(board: str, model: Path) -> Path:
    """The hotword application with a model, beside it as BOARD.elf.

    Raises:
        VBoardError: there is no compiler.
        RunFailedError: it does not build: the model does not fit.
    """
    import shutil

    from vboard.inference.building import build_folder, check_compiler, exclusive_build, run_make

    image = model.parent / f"{board}.elf"
    check_compiler(image)
    build = build_folder().parent / "trained" / "firmware"
    goals = [f"BOARD={board}", "APP=hotword", f"MODEL={model.resolve()}", f"BUILD={build}"]
    # Another training builds there too, with its own model.
    with exclusive_build(build):
        run_make(f"hotword for {board}", goals)
        shutil.copyfile(build / board / "hotword.elf", image)
    return image


def _record(words: Sequence[str], data: Path, each: int) -> None:
    from vboard.player.streaming import microphone
    from vboard.training.recording import record_words

    made = record_words(microphone(), words, data, each, lambda text: print(text, flush=True))
    print(f"{len(made)} recordings in {data}")


class _Progress:
    """A bar for each step on a terminal, a line for each tenth of it elsewhere; on standard error.

    A notice comes before the first of them, when what was asked for has been found possible.
    """

    def __init__(self, notice: str = "") -> None:
        self._notice = notice
        self._terminal = sys.stderr.isatty()
        self._last = ("", -1)

    def __call__(self, step: str, share: float) -> None:
        name = step.partition(",")[0]
        tenth = (name, int(share * (100 if self._terminal else 10)))
        if tenth == self._last:
            return
        self._last = tenth
        if self._notice:
            print(self._notice, file=sys.stderr)
            self._notice = ""
        text = f"{100 * share:5.1f} %  {step}"
        if self._terminal:
            done = int(30 * share)
            print(f"\r\x1b[K[{'#' * done}{'.' * (30 - done)}] {text}", end="", file=sys.stderr, flush=True)
        else:
            print(text, file=sys.stderr, flush=True)

    def end(self) -> None:
        """The next line begins at its beginning."""
        if self._terminal:
            print(file=sys.stderr)
