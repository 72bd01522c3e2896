"""Windows of features with labels, ready to train on or to score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scripts.frontend_host import CLIP_SLICES, Frontend
from scripts.hotword_data import LABELS, RATE, SILENCE, Clip, Samples
from scripts.hotword_streams import (
    AMBIGUOUS,
    LabelRule,
    Stream,
    background,
    make_single,
    make_stream,
    stream_features,
    to_int16,
    window_labels,
)

CLIPS_PER_STREAM = 20


@dataclass
class WindowSet:
    """Features of many streams in a row; a window is 49 consecutive slices.

    slices: int8 [total, 40]; starts: first slice of each labelled window; labels: one for each start.
    """

    slices: npt.NDArray[np.int8]
    starts: npt.NDArray[np.int64]
    labels: npt.NDArray[np.int64]

    def windows(self, which: npt.NDArray[np.int64]) -> npt.NDArray[np.int8]:
        """Shape [len(which), 49, 40]."""
        index = self.starts[which][:, None] + np.arange(CLIP_SLICES)
        return np.asarray(self.slices[index], np.int8)

    def by_label(self) -> list[npt.NDArray[np.int64]]:
        return [np.flatnonzero(self.labels == label) for label in range(len(LABELS))]


class Builder:
    """Collects streams and turns them into a WindowSet."""

    def __init__(self, frontend: Frontend, rule: LabelRule) -> None:
        self.frontend, self.rule = frontend, rule
        self._slices: list[npt.NDArray[np.int8]] = []
        self._starts: list[npt.NDArray[np.int64]] = []
        self._labels: list[npt.NDArray[np.int64]] = []
        self._total = 0

    def add(self, stream: Stream, label: int | None = None) -> None:
        """Adds every window of the stream that has a label; `label` overrides the rule."""
        features = stream_features(self.frontend, stream)
        labels = window_labels(stream.words, len(features), self.rule)
        if label is not None:
            labels[:] = label
        keep = np.flatnonzero(labels != AMBIGUOUS)
        self._slices.append(features)
        self._starts.append(keep + self._total)
        self._labels.append(labels[keep])
        self._total += len(features)

    def result(self) -> WindowSet:
        return WindowSet(
            np.concatenate(self._slices), np.concatenate(self._starts), np.concatenate(self._labels)
        )


def training_set(
    frontend: Frontend, clips: list[Clip], noise: list[Samples], passes: int, rule: LabelRule, seed: int
) -> WindowSet:
    """Every clip once as it is, and `passes` times both alone and in a stream, each time varied anew."""
    rng = np.random.default_rng(seed)
    builder = Builder(frontend, rule)
    for clip in clips:
        builder.add(make_single(clip, rng, noise, plain=True), clip.label)
    for _ in range(passes):
        for clip in clips:
            builder.add(make_single(clip, rng, noise, plain=False), clip.label)
        for _ in range(len(clips) // 8):
            builder.add(Stream(to_int16(background(rng, RATE, noise)), []), SILENCE)
        order = rng.permutation(len(clips))
        for first in range(0, len(order), CLIPS_PER_STREAM):
            chosen = [clips[i] for i in order[first : first + CLIPS_PER_STREAM]]
            builder.add(make_stream(chosen, rng, noise))
    return builder.result()


def clip_set(frontend: Frontend, clips: list[Clip], noise: list[Samples], seed: int) -> WindowSet:
    """Clips as they are, one second each, and as many seconds of background as there are "yes" clips."""
    rng = np.random.default_rng(seed)
    builder = Builder(frontend, LabelRule())
    for clip in clips:
        builder.add(make_single(clip, rng, noise, plain=True), clip.label)
    for i in range(sum(clip.word == "yes" for clip in clips)):
        piece = noise[i % len(noise)]
        start = int(rng.integers(len(piece) - RATE))
        gain = 10 ** rng.uniform(-1, 0.3)
        builder.add(Stream(to_int16(piece[start : start + RATE] * np.float32(gain)), []), SILENCE)
    return builder.result()
