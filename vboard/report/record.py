"""A run as JSON: everything in virtual time, nothing of the host, so equal runs give equal bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from vboard.engine.events import LedChange, UartLine
from vboard.errors import VBoardError
from vboard.player.playback import Run
from vboard.report.figures import read_figures
from vboard.report.output import STANDARD_OUTPUT, open_output

FORMAT = 1
"""Version of the record's layout."""


def to_record(run: Run) -> dict[str, Any]:
    """The run as plain data; times are virtual nanoseconds."""
    figures = read_figures(run.lines)
    board = run.job.board
    return {
        "board": board.name,
        "app": run.job.app,
        "audio": [{"name": c.name, "seconds": c.seconds, "source": c.source} for c in run.job.clips],
        "audio_start": run.audio_start,
        "end": run.end,
        "instructions": run.instructions,
        "failure": run.failure,
        "interrupted": run.interrupted,
        "flash": {"used": run.usage.flash, "size": board.flash.size},
        "ram": {"used": run.usage.ram, "size": board.ram[0].size},
        "arena": {"used": figures.arena_used, "size": figures.arena_size},
        "instructions_per_inference": figures.per_inference,
        "instructions_per_slice": figures.per_slice,
        "console": [{"time": e.time, "text": e.text} for e in run.events if isinstance(e, UartLine)],
        "leds": [{"time": e.time, "led": e.led, "on": e.on} for e in run.events if isinstance(e, LedChange)],
        "log": [{"time": e.time, "level": e.level, "text": e.text} for e in run.log],
    }


def write_json(runs: Sequence[Run], path: Path) -> None:
    """Write all runs into one file.

    Raises:
        VBoardError: the file cannot be written.
    """
    record = {"format": FORMAT, "runs": [to_record(run) for run in runs]}
    write_text(path, json.dumps(record, indent=2, ensure_ascii=False) + "\n")


def write_figures(path: Path, figures: Mapping[str, Any]) -> None:
    """Write figures by name as JSON; folders are made.

    Raises:
        VBoardError: the file cannot be written.
    """
    if path != STANDARD_OUTPUT:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise VBoardError(f"{path.parent}: {error.strerror or error}") from error
    write_text(path, json.dumps(figures, indent=2) + "\n")


def write_json_data(path: Path, data: Mapping[str, Any]) -> None:
    """Write plain data as JSON.

    Raises:
        VBoardError: the file cannot be written.
    """
    write_text(path, json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def print_json(content: Any) -> None:
    """Print plain data as JSON."""
    write_text(STANDARD_OUTPUT, json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a text file, or to standard output.

    Raises:
        VBoardError: the file cannot be written.
    """
    with open_output(path) as stream:
        stream.write(text)
