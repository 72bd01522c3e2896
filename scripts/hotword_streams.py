"""Training and test audio: words in long streams, and the label of each one-second window of it.

The application never sees a tidy clip. It sees a window that slides over a stream, with the word cut at
either side most of the time and the front end's noise estimates already warm. So the streams are made
first, run through the front end in one go, and windows are cut from the features.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scripts.frontend_host import CLIP_SLICES, STEP, WINDOW, Frontend
from scripts.hotword_data import NO, RATE, SILENCE, UNKNOWN, YES, Clip, Samples

AMBIGUOUS = -1  # a window that is neither: not trained on, not counted


@dataclass(frozen=True)
class Word:
    """A word in a stream: label and audible part in samples."""

    label: int
    start: int
    end: int


@dataclass(frozen=True)
class LabelRule:
    """Which part of a word must be in the window for the window to count as that word."""

    counts_from: float = 0.6
    nothing_below: float = 0.25


@dataclass
class Stream:
    samples: Samples
    words: list[Word]


def speed(samples: npt.NDArray[np.float32], factor: float) -> npt.NDArray[np.float32]:
    """Plays `factor` times as fast (pitch moves too), by linear interpolation."""
    positions = np.arange(0, len(samples) - 1, factor)
    return np.interp(positions, np.arange(len(samples)), samples).astype(np.float32)


def background(rng: np.random.Generator, length: int, noise: list[Samples]) -> npt.NDArray[np.float32]:
    """Nothing, the hiss of a converter, or a recording at a random level."""
    kind = rng.random()
    if kind < 0.2 or not noise:
        return np.zeros(length, np.float32)
    if kind < 0.45:
        return rng.normal(0, 10 ** rng.uniform(0, 2), length).astype(np.float32)
    piece = noise[rng.integers(len(noise))].astype(np.float32)
    start = rng.integers(len(piece))
    piece = np.resize(np.roll(piece, -start), length)
    level = 10 ** rng.uniform(0.5, 3.0)
    factor = np.float32(level / (np.sqrt(np.mean(piece**2)) + 1.0))
    return np.asarray(piece * factor, np.float32)


def prepare(clip: Clip, rng: np.random.Generator) -> tuple[npt.NDArray[np.float32], int, int]:
    """A clip at a random speed, level and trim, with the bounds of its word."""
    samples, start, end = clip.samples.astype(np.float32), clip.start, clip.end
    if rng.random() < 0.6:
        factor = float(rng.uniform(0.85, 1.18))
        samples, start, end = speed(samples, factor), int(start / factor), int(end / factor)
    if rng.random() < 0.5:
        first = max(0, start - int(rng.uniform(0.02, 0.2) * RATE))
        last = min(len(samples), end + int(rng.uniform(0.02, 0.2) * RATE))
        samples, start, end = samples[first:last], start - first, end - first
    if rng.random() < 0.5:
        fade = min(160, len(samples) // 4)
        ramp = np.linspace(0, 1, fade, dtype=np.float32)
        samples = samples.copy()
        samples[:fade] *= ramp
        samples[-fade:] *= ramp[::-1]
    peak = float(np.abs(samples).max()) + 1.0
    if rng.random() < 0.6:
        samples = samples * np.float32(32767 * 10 ** (rng.uniform(-30, 0) / 20) / peak)
    else:
        samples = samples * np.float32(min(10 ** (rng.uniform(-10, 6) / 20), 32767 / peak))
    return samples, start, min(end, len(samples))


def to_int16(samples: npt.NDArray[np.float32]) -> Samples:
    return np.round(samples).clip(-32768, 32767).astype(np.int16)


def make_stream(clips: list[Clip], rng: np.random.Generator, noise: list[Samples]) -> Stream:
    """All clips in a row with random pauses over one background."""
    parts, words, position = [], [], 0
    for clip in clips:
        low, high = ((0.0, 0.4), (0.3, 1.2), (1.0, 2.5))[rng.choice(3, p=(0.2, 0.5, 0.3))]
        position += int(rng.uniform(low, high) * RATE)
        samples, start, end = prepare(clip, rng)
        words.append(Word(clip.label, position + start, position + end))
        parts.append((position, samples))
        position += len(samples)
    mix = background(rng, position + RATE, noise)
    for at, samples in parts:
        mix[at : at + len(samples)] += samples
    return Stream(to_int16(mix), words)


def make_single(clip: Clip, rng: np.random.Generator, noise: list[Samples], plain: bool) -> Stream:
    """One second from a fresh front end: the clip as it is, or shifted and over a background."""
    mix = np.zeros(RATE, np.float32)
    if plain:
        mix[: len(clip.samples)] = clip.samples
        return Stream(to_int16(mix), [Word(clip.label, clip.start, clip.end)])
    samples, start, end = prepare(clip, rng)
    # Anywhere with at least 60 % of the word inside.
    length = end - start
    at = int(rng.uniform(-start - 0.4 * length, RATE - start - 0.6 * length))
    if rng.random() < 0.5:  # half of them like the data set: near the middle
        at = int((RATE - length) / 2 - start + rng.uniform(-0.12, 0.12) * RATE)
    if rng.random() < 0.7:
        mix = background(rng, RATE, noise)
    first, last = max(0, at), min(RATE, at + len(samples))
    mix[first:last] += samples[first - at : last - at]
    return Stream(to_int16(mix), [Word(clip.label, at + start, at + end)])


def window_labels(words: list[Word], slices: int, rule: LabelRule) -> npt.NDArray[np.int64]:
    """The label of each window of 49 slices, by its first slice; AMBIGUOUS where it has none."""
    count = max(0, slices - CLIP_SLICES + 1)
    begin = np.arange(count) * STEP
    end = begin + (CLIP_SLICES - 1) * STEP + WINDOW
    heard = {YES: np.zeros(count, bool), NO: np.zeros(count, bool), UNKNOWN: np.zeros(count, bool)}
    partly = np.zeros(count, bool)
    for word in words:
        inside = np.minimum(end, word.end) - np.maximum(begin, word.start)
        share = np.maximum(inside, 0) / max(1, word.end - word.start)
        heard[word.label] |= share >= rule.counts_from
        partly |= (share >= rule.nothing_below) & (share < rule.counts_from)
    labels = np.full(count, SILENCE)
    labels[partly] = AMBIGUOUS
    labels[heard[UNKNOWN] & ~partly] = UNKNOWN
    labels[heard[YES]] = YES
    labels[heard[NO]] = NO
    labels[heard[YES] & heard[NO]] = AMBIGUOUS
    return labels


def stream_features(frontend: Frontend, stream: Stream) -> npt.NDArray[np.int8]:
    """The stream's slices as the model takes them, shape [slices, 40]."""
    frontend.reset()
    return frontend.quantize_int8(frontend.feed(stream.samples))
