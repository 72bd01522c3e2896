"""Speech clips for the hotword model: reading, splitting by speaker, and where in a clip the word is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.int16]

RATE = 16000
LABELS = ("silence", "unknown", "yes", "no")
SILENCE, UNKNOWN, YES, NO = range(4)
VALIDATION_PERCENT = 10.0
NOISE_FOLDER = "_background_noise_"
# One piece of each kind of noise is kept from training, so that validation hears other noise.
VALIDATION_NOISE = ("doing_the_dishes_04", "pink_noise_01", "running_tap_02", "white_noise_02", "fridge_00")


@dataclass(frozen=True)
class Clip:
    """One spoken word. `start` and `end` bound the audible part, in samples."""

    label: int
    word: str
    speaker: str
    samples: Samples
    start: int
    end: int


def speaker_percent(speaker: str) -> float:
    """The data set's own split rule: a number in [0, 100) that depends on the speaker alone."""
    digest = hashlib.sha1(speaker.encode()).hexdigest()
    return float((int(digest, 16) % 2**27) * 100.0 / (2**27 - 1))


def is_validation(speaker: str) -> bool:
    return speaker_percent(speaker) < VALIDATION_PERCENT


def label_of(word: str) -> int:
    return {"yes": YES, "no": NO}.get(word, UNKNOWN)


def word_bounds(samples: Samples) -> tuple[int, int]:
    """First and last sample of the audible part.

    Energy of 10 ms frames after pre-emphasis (a final "s" is faint but high); a frame is audible within
    30 dB of the loudest one and 6 dB above the quietest tenth.
    """
    signal = samples.astype(np.float64)
    signal = np.append(signal[:1], signal[1:] - 0.9 * signal[:-1])
    frames = signal[: len(signal) // 160 * 160].reshape(-1, 160)
    energy = np.convolve((frames**2).mean(axis=1), np.ones(3) / 3, mode="same")
    threshold = max(energy.max() / 1000.0, 4.0 * float(np.quantile(energy, 0.1)))
    audible = np.flatnonzero(energy >= min(threshold, energy.max() / 4))
    return int(audible[0]) * 160, min(len(samples), (int(audible[-1]) + 1) * 160)


def read_audio(path: Path) -> Samples:
    import soundfile

    samples, rate = soundfile.read(path, dtype="int16")
    if rate != RATE or samples.ndim != 1:
        raise SystemExit(f"{path}: expected {RATE} Hz mono, found {rate} Hz, {samples.ndim} dimensions")
    return np.asarray(samples, dtype=np.int16)


def read_clips(data: Path) -> Iterator[Clip]:
    """Every clip below data/speech_commands, in the order of its path."""
    root = data / "speech_commands"
    if not root.is_dir():
        raise SystemExit(f"{root}: no such folder; expected <word>/<speaker>_nohash_<n>.flac below it")
    for path in sorted(root.glob("*/*.flac")):
        word = path.parent.name
        if word == NOISE_FOLDER:
            continue
        samples = read_audio(path)[:RATE]
        start, end = word_bounds(samples)
        yield Clip(label_of(word), word, path.name.partition("_nohash_")[0], samples, start, end)


def read_noise(data: Path, validation: bool) -> list[Samples]:
    """The background recordings of one side of the split."""
    paths = sorted((data / "speech_commands" / NOISE_FOLDER).glob("*.flac"))
    return [read_audio(path) for path in paths if (path.stem in VALIDATION_NOISE) == validation]


def split(clips: list[Clip]) -> tuple[list[Clip], list[Clip]]:
    """(training, validation) clips; no speaker is in both."""
    train = [clip for clip in clips if not is_validation(clip.speaker)]
    return train, [clip for clip in clips if is_validation(clip.speaker)]
