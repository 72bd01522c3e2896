"""Windows of features with labels, ready to train on: made from a seed, in parts that can be resumed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vboard.evaluation.clips import Clip
from vboard.evaluation.frontend import CHANNELS, CLIP_SLICES, Frontend
from vboard.training.streams import (
    AMBIGUOUS,
    UNKNOWN,
    LabelRule,
    Material,
    Stream,
    make_quiet,
    make_single,
    make_stream,
    window_labels,
)

CLIPS_PER_STREAM = 10
EMPTY = -128
"""A feature of digital silence as int8."""


@dataclass
class WindowSet:
    """Features of many streams in a row; a window is 49 consecutive slices.

    slices: int8 [total, 40]; ends: last slice of each labelled window; labels: one for each end.
    """

    slices: npt.NDArray[np.int8]
    ends: npt.NDArray[np.int64]
    labels: npt.NDArray[np.int8]

    def windows(self, which: npt.NDArray[np.int64]) -> npt.NDArray[np.int8]:
        """Shape [len(which), 49, 40]."""
        index = self.ends[which][:, None] + np.arange(1 - CLIP_SLICES, 1)
        return np.asarray(self.slices[index], np.int8)

    def by_label(self, count: int) -> list[npt.NDArray[np.int64]]:
        """The windows of each of `count` labels."""
        return [np.flatnonzero(self.labels == label) for label in range(count)]

    def alone(self) -> npt.NDArray[np.int64]:
        """The windows of clips of one second, whose last window alone has a label."""
        return np.flatnonzero(np.diff(self.ends, prepend=-CLIP_SLICES) >= 2 * CLIP_SLICES - 1)


class Builder:
    """Collects streams; each starts with an empty spectrogram, as the application does."""

    def __init__(self, frontend: Frontend, rule: LabelRule) -> None:
        self.frontend, self.rule = frontend, rule
        self._slices: list[npt.NDArray[np.int8]] = []
        self._labels: list[npt.NDArray[np.int8]] = []

    def add(self, stream: Stream, label: int | None = None) -> None:
        """Adds the stream's windows; with `label`, the last one alone, as that label."""
        features = self.frontend.slices(stream.samples)
        labels = window_labels(stream.words, len(features), self.rule)
        if label is not None:
            labels[:-1] = AMBIGUOUS
            labels[-1] = label
        before = CLIP_SLICES - 1
        self._slices.append(np.full((before, CHANNELS), EMPTY, np.int8))
        self._slices.append(features)
        self._labels.append(np.full(before, AMBIGUOUS, np.int8))
        self._labels.append(labels)

    def save(self, path: Path) -> None:
        """Writes slices [n, 40] and the label of the window that ends with each [n]."""
        partial = path.with_suffix(".tmp.npz")
        np.savez(partial, slices=np.concatenate(self._slices), labels=np.concatenate(self._labels))
        partial.replace(path)


def load(paths: Sequence[Path]) -> WindowSet:
    """The parts as one set."""
    slices, labels = [], []
    for path in paths:
        with np.load(path) as stored:
            slices.append(stored["slices"])
            labels.append(stored["labels"])
    together = np.concatenate(labels)
    ends = np.flatnonzero(together != AMBIGUOUS)
    return WindowSet(np.concatenate(slices), ends, together[ends])


def make_part(
    path: Path,
    library: Path,
    material: Material,
    rule: LabelRule,
    seed: tuple[int, ...],
    singles: float = 0.4,
    least: int = 0,
) -> None:
    """Passes over all clips, each varied anew: words of the model twice in streams, others once.

    Args:
        singles: share of the clips that appear alone as well.
        least: clips of a part; fewer recordings come several times, varied otherwise.
    """
    rng = np.random.default_rng(seed)
    builder = Builder(Frontend(library), rule)
    clips: list[Clip] = list(material.clips) * max(1, -(-least // len(material.clips)))
    twice = [clip for clip in clips if material.label(clip) != UNKNOWN]
    order = clips + twice
    for first in range(0, len(order), CLIPS_PER_STREAM):
        if first == 0:
            order = [order[i] for i in rng.permutation(len(order))]
        builder.add(make_stream(order[first : first + CLIPS_PER_STREAM], material, rng))
    for clip in clips:
        if rng.random() < singles:
            builder.add(make_single(clip, material, rng), material.label(clip))
    for _ in range(len(clips) // 60 + 1):
        builder.add(make_quiet(material, 10.0, rng))
    for _ in range(len(clips) // 20 + 1):
        builder.add(make_quiet(material, 1.0, rng), 0)
    builder.save(path)
