"""The rows of a model's record: their streams, and what the application hears in them, piece by piece.

A piece is a share of a row's streams: a pure function of its fields, so that processes may share the work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vboard.evaluation.chain import Application
from vboard.evaluation.clips import RATE, Clip, Samples
from vboard.evaluation.scoring import Line
from vboard.evaluation.streams import CONDITIONS, Condition, Noises, Stream, Word, build, draw

CLIPS_A_STREAM = 15
OTHERS = "other words"
NOISE = "noise and music"
NOISE_KINDS = ("street", "kitchen", "white", "coloured", "hum", "music", "clicks", "hiss")
OTHERS_PAUSE = (1.6, 2.4)
"""Seconds between other words: with a word of a second, 20 a minute."""
ROWS = (*(condition.name for condition in CONDITIONS), OTHERS, NOISE)
PIECES = {OTHERS: 6, NOISE: 2}
"""Of rows that are longer than others."""
THRESHOLDS = range(140, 250, 10)
"""Of the recogniser, where recall and false accepts are compared."""
COMPARED = ("clean", "babble 10 dB", "white 10 dB", "room 4 m")
"""Conditions whose recall is compared at each threshold."""


@dataclass(frozen=True)
class Extent:
    """How much is listened to: words of each kind a condition, hours of other words and of noise."""

    each: int = 150
    other_hours: float = 3.0
    noise_hours: float = 1.0


@dataclass(frozen=True)
class Material:
    """Clips and noise that were not trained on."""

    clips: Sequence[Clip]
    noise: dict[str, Samples]


def condition_streams(
    condition: Condition, words: Sequence[str], material: Material, extent: Extent, seed: int
) -> list[Stream]:
    """Streams of the words among as many others as there are of each word."""
    rng = np.random.default_rng([seed, *condition.name.encode()])
    source = Noises(material.noise, [clip for clip in material.clips if clip.word not in words])
    order = draw(material.clips, words, extent.each, extent.each, rng)
    return [
        build(order[first : first + CLIPS_A_STREAM], condition, source, rng)
        for first in range(0, len(order), CLIPS_A_STREAM)
    ]


def other_streams(words: Sequence[str], material: Material, hours: float, seed: int) -> list[Stream]:
    """Five minutes each of other words, 20 a minute; less where less is wanted."""
    rng = np.random.default_rng([seed, 1])
    others = [clip for clip in material.clips if clip.word not in words]
    source = Noises(material.noise, others)
    if not others:
        return []
    return [
        build(
            draw(others, words, 0, min(100, round(hours * 1200)), rng),
            Condition(OTHERS),
            source,
            rng,
            OTHERS_PAUSE,
        )
        for _ in range(max(1, round(hours * 12)))
    ]


def noise_streams(material: Material, hours: float, seed: int) -> list[Stream]:
    """Minutes of noise of every kind, half of them switched on and off each second."""
    rng = np.random.default_rng([seed, 2])
    source = Noises(material.noise, ())
    streams = []
    for minute in range(max(1, round(hours * 60))):
        noise = source.make(NOISE_KINDS[minute % len(NOISE_KINDS)], 60 * RATE, rng)
        if minute // len(NOISE_KINDS) % 2:
            noise = noise * np.repeat((rng.random(60) < 0.5).astype(np.float32), RATE)
        level = np.float32(32768 * 10 ** (rng.uniform(-50, -15) / 20))
        streams.append(Stream(np.round(noise * level).clip(-32768, 32767).astype(np.int16), ()))
    return streams


@dataclass(frozen=True)
class Heard:
    """A stream: its words and length, the application's lines, and those at each of `THRESHOLDS`, or none."""

    words: tuple[Word, ...]
    seconds: float
    lines: list[Line]
    compared: list[list[Line]]


@dataclass(frozen=True)
class Piece:
    """Every `of`-th stream of a row, from the `first` on, heard by a model in the application's library."""

    row: str
    first: int
    of: int
    library: Path
    model: Path
    material: Material
    extent: Extent
    seed: int

    def streams(self, words: Sequence[str]) -> list[Stream]:
        """The streams of the whole row."""
        if self.row == OTHERS:
            return other_streams(words, self.material, self.extent.other_hours, self.seed)
        if self.row == NOISE:
            return noise_streams(self.material, self.extent.noise_hours, self.seed)
        condition = next(each for each in CONDITIONS if each.name == self.row)
        return condition_streams(condition, words, self.material, self.extent, self.seed)

    def hear(self) -> list[Heard]:
        """Each stream from a fresh start.

        Raises:
            VBoardError: the application does not take the model.
        """
        application = Application(self.library, self.model)
        thresholds = THRESHOLDS if self.row in (*COMPARED, OTHERS) else ()
        found = []
        for stream in self.streams(application.labels[2:])[self.first :: self.of]:
            heard = application.hear(stream.samples)
            compared = [application.recognise(stream.samples, heard.scores, each) for each in thresholds]
            found.append(Heard(stream.words, stream.seconds, heard.lines, compared))
        return found
