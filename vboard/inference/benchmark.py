"""Instructions and arena of known models on a core of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from vboard.boards.table import BENCH_BOARDS
from vboard.errors import VBoardError
from vboard.inference.inputs import draw_inputs
from vboard.inference.model import read_model
from vboard.inference.report import operators, table
from vboard.inference.result import Run
from vboard.inference.run import run_on_board
from vboard.inference.runner import FOLDER, KERNELS
from vboard.inference.shapes import ds_cnn_shaped, micro_speech_shaped
from vboard.paths import FILES, shown

PUBLISHED = {
    "micro_speech": "micro_speech_quantized.tflite",
    "ds_cnn": "kws_ref_model.tflite",
    "hello_world": "hello_world_int8.tflite",
    "tiny_conv_2019": "tiny_conv_micro_features_2019.tflite",
}
"""Published models by the names of their figures; they are not in this repository."""


@dataclass(frozen=True)
class Figure:
    """A model on a core of one kind with one variant of the kernels."""

    model: str
    core: str
    kernels: str
    run: Run

    @property
    def instructions(self) -> int:
        """Instructions of one Invoke."""
        count = self.run.invocations[0].instructions
        assert count is not None
        return count


def find_models(folder: Path | None) -> tuple[dict[str, Path], list[str]]:
    """Models by name, and the names of the published ones that are not in `folder`.

    Raises:
        VBoardError: `folder` was given and does not exist.
    """
    if folder is not None and not folder.is_dir():
        raise VBoardError(f"{folder}: no such folder (expected one with .tflite models)")
    found = {"hotword": FILES / "firmware" / "models" / "hotword.tflite"}
    made = FOLDER / "models"
    made.mkdir(parents=True, exist_ok=True)
    for name, content in (("micro_speech_shaped", micro_speech_shaped()), ("ds_cnn_shaped", ds_cnn_shaped())):
        found[name] = made / f"{name}.tflite"
        found[name].write_bytes(content)
    names = {file: name for name, file in PUBLISHED.items()}
    for path in sorted(folder.glob("*.tflite")) if folder is not None else ():
        found[names.get(path.name, path.stem)] = path
    return found, [name for name in PUBLISHED if name not in found]


def measure(models: dict[str, Path]) -> tuple[list[Figure], dict[str, str]]:
    """Run every model once on every bench board with both variants of the kernels.

    Returns the figures, and by name why a model was refused.
    """
    figures: list[Figure] = []
    refused: dict[str, str] = {}
    for name, path in models.items():
        try:
            model = read_model(path)
            inputs = [draw_inputs(0, model)]
            for board in BENCH_BOARDS.values():
                core = board.name.removeprefix("bench_")
                for kernels in KERNELS:
                    figures.append(Figure(name, core, kernels, run_on_board(model, board, inputs, kernels)))
        except VBoardError as error:
            refused[name] = str(error)
    return figures, refused


def record(figures: list[Figure]) -> dict[str, Any]:
    """Flat keys: `micro_speech.m3.instructions`; the small kernels' are `micro_speech.m3.small.…`."""
    flat: dict[str, Any] = {}
    for figure in figures:
        prefix = f"{figure.model}.{figure.core}."
        if figure.kernels != KERNELS[0]:
            prefix += f"{figure.kernels}."
        flat[f"{prefix}instructions"] = figure.instructions
        flat[f"{prefix}instructions_allocate"] = figure.run.allocate_instructions
        flat[f"{prefix}arena_bytes"] = figure.run.arena_bytes
        flat[f"{prefix}operators"] = operators(figure.run)
    return flat


def print_figures(
    console: Console, figures: list[Figure], missing: list[str], refused: dict[str, str], folder: Path | None
) -> None:
    """A table of the models, one an operator, and what was left out."""
    names = list(dict.fromkeys(figure.model for figure in figures))
    cores = [name.removeprefix("bench_") for name in BENCH_BOARDS]
    by_key = {(figure.model, figure.core, figure.kernels): figure for figure in figures}
    columns = [(core, kernels) for core in cores for kernels in KERNELS]
    headings = [f"{core.upper()} {kernels}" for core, kernels in columns]
    console.print("Instructions an Invoke", style="bold")
    rows = table("model", *headings, "arena", right=len(columns) + 1)
    for name in names:
        cells = [_count(by_key.get((name, *column))) for column in columns]
        first = by_key.get((name, cores[0], KERNELS[0]))
        rows.add_row(name, *cells, f"{first.run.arena_bytes:,}" if first else "")
    console.print(rows)
    for name in names:
        _print_operators(console, name, headings, [by_key.get((name, *column)) for column in columns])
    if missing:
        where = f"not in {shown(folder)}" if folder is not None else "MODELS=folder or --models says where"
        console.print(f"skipped, {where}: {', '.join(missing)}", markup=False)
    for name, why in refused.items():
        console.print(f"skipped, {name}: {why}", markup=False)


def _print_operators(console: Console, name: str, headings: list[str], figures: list[Figure | None]) -> None:
    runs = [figure.run if figure else None for figure in figures]
    if runs[0] is None:
        return
    console.print()
    rows = table(name, *headings, right=len(headings))
    for number, entry in enumerate(runs[0].invocations[0].operators):
        counts = [run.invocations[0].operators[number].instructions if run else None for run in runs]
        rows.add_row(entry.name, *(f"{count:,}" if count is not None else "" for count in counts))
    console.print(rows)


def _count(figure: Figure | None) -> str:
    return "" if figure is None else f"{figure.instructions:,}"
