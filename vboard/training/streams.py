"""Training audio: words in long streams, and the label of the window that ends with each slice.

The application never sees a tidy clip. It sees a window that slides over a stream, with the word cut at
either side most of the time and the front end's noise estimates already warm. So streams are made first,
run through the front end in one go, and windows are cut from the features.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from vboard.evaluation.clips import RATE, Clip, Samples, Signal, speech_bounds
from vboard.evaluation.frontend import CLIP_SLICES, STEP, WINDOW
from vboard.evaluation.room import reverberate
from vboard.training import augment

AMBIGUOUS, NEGATIVE = -1, -2
"""Windows that are not trained on, and those of part of a word: silence or unknown, no matter which."""
SILENCE, UNKNOWN, FIRST_WORD = 0, 1, 2
"""Labels: then come the words, in their order."""


@dataclass(frozen=True)
class Spoken:
    """A word in a stream: label and audible part in samples."""

    label: int
    start: int
    end: int


@dataclass
class Stream:
    """Samples, and the words in them."""

    samples: Samples
    words: list[Spoken] = field(default_factory=list)


@dataclass(frozen=True)
class LabelRule:
    """Which part of a word must be in a window for the window to count as that word; times in samples.

    A word of the model counts from `late` behind its end until `cut` of it has left the window: not while
    it is still being said, or its beginning alone would do. Another word counts with a share of `other`
    inside.
    """

    early: int = RATE * 15 // 100
    late: int = RATE // 50
    cut: float = 0.2
    left: float = 0.5
    other: float = 0.8


@dataclass(frozen=True)
class Material:
    """What streams are made from."""

    labels: tuple[str, ...]
    clips: Sequence[Clip]
    recordings: Sequence[Samples]
    rooms: Sequence[Signal]

    @cached_property
    def others(self) -> list[Clip]:
        """Clips of other words: nobody in a crowd says what is listened for."""
        return [clip for clip in self.clips if self.label(clip) == UNKNOWN]

    def label(self, clip: Clip) -> int:
        """The clip's label: a word of the model, or unknown."""
        return self.labels.index(clip.word) if clip.word in self.labels[FIRST_WORD:] else UNKNOWN


def to_int16(samples: Signal) -> Samples:
    """Rounded and clipped to 16 bits."""
    return np.round(samples).clip(-32768, 32767).astype(np.int16)


def vary(clip: Clip, rng: np.random.Generator) -> tuple[Signal, int, int]:
    """A clip at a random speed and trim, with the bounds of its word, which has an RMS of 1."""
    samples = clip.samples.astype(np.float32)
    kind = rng.random()
    if kind < 0.5:
        samples = augment.speed(samples, float(rng.uniform(0.85, 1.2)))
    elif kind < 0.65:
        samples = augment.tempo(samples, float(rng.uniform(0.8, 1.25)))
    start, end = speech_bounds(samples)
    if rng.random() < 0.4:
        first = max(0, start - int(rng.uniform(0.0, 0.15) * RATE))
        last = min(len(samples), end + int(rng.uniform(0.02, 0.2) * RATE))
        samples, start, end = samples[first:last], start - first, end - first
    if rng.random() < 0.4:
        fade = min(int(rng.uniform(16, 400)), len(samples) // 4)
        ramp = np.linspace(0, 1, fade, dtype=np.float32)
        samples = samples.copy()
        samples[:fade] *= ramp
        samples[len(samples) - fade :] *= ramp[::-1]
    rms = float(np.sqrt(np.mean(np.square(samples[start:end])))) + 1e-3
    return samples / np.float32(rms), start, end


def finish(
    speech: Signal, words: list[Spoken], material: Material, rng: np.random.Generator, noisy: float
) -> Stream:
    """Room, noise, microphone, level and codec over a stream of words whose RMS is about 1."""
    length = len(speech)
    if material.rooms and rng.random() < 0.3:
        speech = reverberate(speech, material.rooms[int(rng.integers(len(material.rooms)))])
    mix = speech
    if rng.random() < noisy:
        snr = float(rng.uniform(2, 28))
        for _ in range(1 if rng.random() < 0.8 else 2):
            noise = augment.draw_noise(rng, length, material.recordings, material.others)
            mix = mix + noise * augment.envelope(rng, length) * np.float32(10 ** (-snr / 20))
    if rng.random() < 0.3:
        mix = augment.microphone(rng, mix)
    level = float(rng.uniform(-52, -12))
    mix = mix * np.float32(32768 * 10 ** (level / 20))
    if rng.random() < 0.4:
        mix = mix + rng.normal(0, 10 ** rng.uniform(-0.5, 1.5), length).astype(np.float32)
    if rng.random() < 0.08:
        mix = augment.codec(rng, mix)
    return Stream(to_int16(mix), words)


def make_stream(clips: Sequence[Clip], material: Material, rng: np.random.Generator) -> Stream:
    """All clips in a row with random pauses."""
    parts: list[tuple[int, Signal]] = []
    words: list[Spoken] = []
    position = int(rng.uniform(0, 1.5) * RATE)
    spread = float(rng.uniform(0, 6))
    for clip in clips:
        samples, start, end = vary(clip, rng)
        samples = samples * np.float32(10 ** (rng.uniform(-spread, spread) / 20))
        words.append(Spoken(material.label(clip), position + start, position + end))
        parts.append((position, samples))
        low, high = ((-0.1, 0.2), (0.2, 1.0), (1.0, 2.5))[rng.choice(3, p=(0.3, 0.4, 0.3))]
        # A negative pause takes from the quiet end of a clip, never from its word.
        position += max(end, len(samples) + int(rng.uniform(low, high) * RATE))
    speech = np.zeros(position + RATE, np.float32)
    for at, samples in parts:
        speech[at : at + len(samples)] += samples
    return finish(speech, words, material, rng, noisy=0.65)


def make_single(clip: Clip, material: Material, rng: np.random.Generator) -> Stream:
    """One second from a fresh front end: the clip near the middle, as the data set has it."""
    samples, start, end = vary(clip, rng)
    length = end - start
    at = int((RATE - length) / 2 - start + rng.uniform(-0.15, 0.15) * RATE)
    speech = np.zeros(RATE, np.float32)
    first, last = max(0, at), min(RATE, at + len(samples))
    speech[first:last] = samples[first - at : last - at]
    words = [Spoken(material.label(clip), at + start, at + end)]
    return finish(speech, words, material, rng, noisy=0.35)


def make_quiet(material: Material, seconds: float, rng: np.random.Generator) -> Stream:
    """No speech: digital silence, or noise that comes and goes."""
    length = int(seconds * RATE)
    mix = np.zeros(length, np.float32)
    if rng.random() < 0.9:
        for _ in range(int(rng.integers(1, 4))):
            noise = augment.draw_noise(rng, length, material.recordings, ())
            mix += noise * augment.envelope(rng, length) * np.float32(10 ** rng.uniform(-1, 0))
        mix *= np.float32(32768 * 10 ** (rng.uniform(-65, -12) / 20))
    return Stream(to_int16(mix))


def window_labels(words: Sequence[Spoken], slices: int, rule: LabelRule) -> npt.NDArray[np.int8]:
    """The label of the window that ends with each slice, shape [slices]; AMBIGUOUS where it has none."""
    last = np.arange(slices) * STEP + WINDOW
    first = last - ((CLIP_SLICES - 1) * STEP + WINDOW)
    labels = np.full(slices, SILENCE, np.int8)
    for word in words:
        length = max(1, word.end - word.start)
        inside = np.maximum(np.minimum(last, word.end) - np.maximum(first, word.start), 0) / length
        part = (inside > 0) & (labels != UNKNOWN)
        labels[part] = NEGATIVE
        if word.label == UNKNOWN:
            labels[inside >= rule.other] = UNKNOWN
    for word in words:  # the later word wins
        if word.label == UNKNOWN:
            continue
        length = max(1, word.end - word.start)
        gone = (first - word.start) / length
        labels[(last > word.end - rule.early) & (gone < rule.left)] = AMBIGUOUS
        labels[(last >= word.end + rule.late) & (gone <= rule.cut)] = word.label
    return labels
