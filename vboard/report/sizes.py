"""Sizes that the project promises: measured, compared with the record, recorded on purpose."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console

from vboard.boards.board import KIB, Board
from vboard.boards.table import BENCH_BOARDS, BOARDS
from vboard.errors import RunFailedError, VBoardError
from vboard.images.image import measure, read_image
from vboard.images.linkmap import read_components
from vboard.inference.report import table
from vboard.inference.runner import FOLDER, build_into
from vboard.paths import ROOT, shown
from vboard.report.record import write_figures

RECORD = ROOT / "firmware" / "size.json"
COMPILER_RECORD = ROOT / "firmware" / "size-compiler.txt"
"""Which compiler made the recorded sizes: those of another one say nothing about growth."""
COMPILER = "arm-none-eabi-gcc"
_CORES = ("m3", "m4", "m7", "m0plus", "m33")
_PROGRAMS = {
    **{f"core_{core}": (core, "size_core", "small") for core in _CORES},
    "core_verified_m3": ("m3", "size_core_verified", "small"),
    **{f"speech_{core}": (core, "size_speech", "small") for core in _CORES},
    "speech_verified_m3": ("m3", "size_speech_verified", "small"),
    "speech_fast_m3": ("m3", "size_speech", "fast"),
}
"""Figure -> core, program of firmware/apps/size, kernels."""
_ON_BOARDS = {"core": "size_core", "speech": "size_speech"}
"""The same for the core of each board, with the kernels that its applications have."""
CLAIMS = {"core": 16 * KIB, "speech": 22 * KIB}
"""What the runtime takes at most, by the first word of a figure: alone, and with micro_speech's operators."""


@dataclass(frozen=True)
class Sizes:
    """Bytes by figure, and by image and component."""

    figures: dict[str, int]
    components: dict[str, dict[str, int]]


def measure_sizes() -> Sizes:
    """Build what is measured and measure it. Images have a fixed build id: its text counts.

    Raises:
        VBoardError: there is no compiler.
        RunFailedError: the build failed.
    """
    figures: dict[str, int] = {}
    components: dict[str, dict[str, int]] = {}
    for name, (core, app, kernels) in _PROGRAMS.items():
        # Not every core has a bench board that runs: what is measured does not, and their memories are alike.
        bench = replace(BENCH_BOARDS["bench_m3"], name=f"bench_{core}")
        elf = _build(bench, app, kernels)
        figures[name] = measure(read_image(elf), bench).flash
        components[name] = read_components(elf.with_suffix(".map"))
    for board in BOARDS.values():
        elf = _build(board, "hotword", None)
        usage = measure(read_image(elf), board)
        figures[f"hotword_{board.name}_flash"] = usage.flash
        figures[f"hotword_{board.name}_ram"] = usage.ram or 0
        components[f"hotword_{board.name}"] = read_components(elf.with_suffix(".map"))
        for word, app in _ON_BOARDS.items():
            # Linked by apps/size/bare.ld, whose memories are those of the bench boards.
            bare = read_image(_build(board, app, None))
            figures[f"{word}_{board.name}"] = measure(bare, BENCH_BOARDS["bench_m3"]).flash
    return Sizes(figures, components)


def _build(board: Board, app: str, kernels: str | None) -> Path:
    settings = ["BUILD_ID=size"] + ([f"KERNELS={kernels}"] if kernels else [])
    return build_into(FOLDER / f"size-{kernels or 'default'}", board, app, settings)


def read_record() -> dict[str, int]:
    """The recorded figures; empty when there are none.

    Raises:
        VBoardError: the file is damaged.
    """
    if not RECORD.is_file():
        return {}
    try:
        content: Any = json.loads(RECORD.read_text(encoding="utf-8"))
    except ValueError as error:
        raise VBoardError(f"{shown(RECORD)}: no JSON: {error}") from error
    if not isinstance(content, dict) or not all(isinstance(v, int) for v in content.values()):
        raise VBoardError(f"{shown(RECORD)}: expected an object of bytes by name")
    return content


def print_sizes(console: Console, sizes: Sizes, recorded: dict[str, int]) -> None:
    """Components of each image, then figures beside the record."""
    parts = list(dict.fromkeys(part for parts in sizes.components.values() for part in parts))
    rows = table("image", *parts, "sum", right=len(parts) + 1)
    for name, components in sizes.components.items():
        cells = [f"{components[part]:,}" if part in components else "" for part in parts]
        rows.add_row(name, *cells, f"{sum(components.values()):,}")
    console.print("Bytes of flash", style="bold")
    console.print(rows)
    console.print()
    rows = table("figure", "bytes", "recorded", "change", right=3)
    for name, value in sizes.figures.items():
        before = recorded.get(name)
        change = "new" if before is None else f"{value - before:+,}" if value != before else ""
        rows.add_row(name, f"{value:,}", "" if before is None else f"{before:,}", change)
    console.print(rows)


def read_compiler() -> str:
    """Version of the compiler; "" when there is none."""
    try:
        done = subprocess.run([COMPILER, "-dumpfullversion"], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip()


def other_compiler() -> str | None:
    """A sentence when the record was made by another compiler than that of this machine, else None."""
    if not COMPILER_RECORD.is_file():
        return None
    recorded, present = COMPILER_RECORD.read_text(encoding="utf-8").strip(), read_compiler()
    if present == recorded:
        return None
    return f"recorded with {COMPILER} {recorded}, measured with {present or 'none'}: growth is not judged"


def write_record(figures: dict[str, int]) -> None:
    """Record figures and the compiler that they come from."""
    write_figures(RECORD, figures)
    COMPILER_RECORD.write_text(f"{read_compiler()}\n", encoding="utf-8")


def check_claims(figures: dict[str, int]) -> None:
    """Refuse figures above what the project claims, whatever the record says.

    Raises:
        RunFailedError: names them.
    """
    above = [
        f"{name} takes {value:,} bytes of {claim:,}"
        for name, value in figures.items()
        if value > (claim := CLAIMS.get(name.partition("_")[0], value))
    ]
    if above:
        raise RunFailedError(f"larger than claimed: {', '.join(above)}")


def check_growth(figures: dict[str, int], recorded: dict[str, int]) -> None:
    """Refuse figures above the record.

    Raises:
        RunFailedError: names them.
    """
    grown = [
        f"{name} by {value - recorded[name]:,} to {value:,}"
        for name, value in figures.items()
        if name in recorded and value > recorded[name]
    ]
    if grown:
        raise RunFailedError(
            f"grown: {', '.join(grown)} bytes; 'make size RECORD=1' records it in {shown(RECORD)}"
        )
