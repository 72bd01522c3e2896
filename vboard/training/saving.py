"""Puts a trained model where it was wanted, unless a better one is there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vboard.errors import RunFailedError, VBoardError
from vboard.evaluation.chain import Application, build_library
from vboard.evaluation.clips import is_validation, read_clips, read_noise
from vboard.evaluation.firmware_model import labels as labels_of
from vboard.evaluation.report import clip_record
from vboard.evaluation.rows import Material


@dataclass(frozen=True)
class Judges:
    """Recordings that models are compared by.

    Attributes:
        unheard: by speakers who validate, of each word; else all there are, which were trained on.
    """

    material: Material
    unheard: bool


def read_judges(data: Path, words: Sequence[str]) -> Judges:
    """The recordings of those who validate, if they said every word."""
    clips = list(read_clips(data))
    apart = [clip for clip in clips if is_validation(clip.speaker)]
    unheard = {clip.word for clip in apart} >= set(words)
    return Judges(Material(apart if unheard else clips, read_noise(data, True)), unheard)


def check_place(out: Path, words: Sequence[str]) -> None:
    """Raises VBoardError when a file is there that is no model of the same words."""
    if not out.exists():
        return
    content = out.read_bytes() if out.is_file() else b""
    if content[4:8] != b"TFL3":
        raise VBoardError(f"{out}: is there and is no .tflite model; expected another name")
    if labels_of(content)[2:] != tuple(words):
        heard = ", ".join(labels_of(content)[2:])
        raise VBoardError(f"{out}: is there and hears {heard}; expected another name")


def measure(model: Path, judges: Judges, seed: int) -> dict[str, Any]:
    """Confusion, rates and scores on the judges' recordings."""
    return clip_record(Application(build_library(), model), judges.material, seed)


def save(model: bytes, out: Path, judges: Judges, seed: int) -> dict[str, Any]:
    """Write the model; returns its record on the judges' recordings.

    Raises:
        RunFailedError: the model that is there is right more often; the new one lies beside it.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    candidate = out.with_suffix(".new.tflite")
    candidate.write_bytes(model)
    record = measure(candidate, judges, seed)
    if out.exists():
        before = measure(out, judges, seed)["mean"]
        if before > record["mean"]:
            raise RunFailedError(
                f"{out}: is right about {before:.4f} of the recordings, the new model about "
                f"{record['mean']:.4f}; it was not replaced, the new one is {candidate}"
            )
    os.replace(candidate, out)
    return record
