"""Recordings of single words: reading, splitting by speaker, and where in a recording the word is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vboard.player.audio import load_clip

Samples = npt.NDArray[np.int16]
Signal = npt.NDArray[np.float32]

RATE = 16000
FRAME = RATE // 100
"""Samples of the frames that bound a word: 10 ms."""
LONGEST = 3 * RATE
"""Samples of a recording of a word."""
MARGIN = RATE // 10
"""Samples that stay before and behind a word that is cut out of a longer recording."""
AUDIBLE_DB = 30.0
"""A frame belongs to the word when it is at most this far below the loudest one."""
NOISE_FOLDER = "_background_noise_"
VALIDATION_PERCENT = 10.0
SUFFIXES = (".flac", ".wav", ".ogg")
# One piece of each kind of noise is kept from training, so that validation hears other noise.
VALIDATION_NOISE = ("doing_the_dishes_04", "pink_noise_01", "running_tap_02", "white_noise_02", "fridge_00")


@dataclass(frozen=True)
class Clip:
    """One spoken word. `start` and `end` bound its audible part, in samples."""

    word: str
    speaker: str
    name: str
    samples: Samples
    start: int
    end: int


def speaker_percent(speaker: str) -> float:
    """The data set's own split rule: a number in [0, 100) that depends on the speaker alone.

    Source: Speech Commands, `which_set` in its README.
    """
    digest = hashlib.sha1(speaker.encode()).hexdigest()
    return float((int(digest, 16) % 2**27) * 100.0 / (2**27 - 1))


def is_validation(speaker: str) -> bool:
    """Whether a speaker validates: nothing of theirs is trained on."""
    return speaker_percent(speaker) < VALIDATION_PERCENT


def is_last_look(speaker: str) -> bool:
    """Whether a validation speaker is kept aside: neither trained on nor chosen by, looked at last."""
    return is_validation(speaker) and hashlib.sha1(b"last look " + speaker.encode()).digest()[0] % 3 == 0


def frame_levels(samples: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
    """Mean square of each 10 ms frame; the last frame may be shorter."""
    signal = np.asarray(samples, np.float64)
    padded = np.append(signal, np.zeros(-len(signal) % FRAME))
    return np.asarray((padded.reshape(-1, FRAME) ** 2).mean(axis=1))


def word_bounds(samples: npt.NDArray[np.generic]) -> tuple[int, int]:
    """First and last sample of the frames within 30 dB of the loudest one."""
    levels = frame_levels(samples)
    if not levels.any():
        return 0, len(samples)
    audible = np.flatnonzero(levels >= levels.max() / 10 ** (AUDIBLE_DB / 10))
    return int(audible[0]) * FRAME, min(len(samples), (int(audible[-1]) + 1) * FRAME)


def speech_bounds(samples: npt.NDArray[np.generic]) -> tuple[int, int]:
    """First and last sample of the speech itself, where noise of the recording goes on behind it.

    Energy of 10 ms frames after pre-emphasis (a final "s" is faint but high); a frame is speech within
    30 dB of the loudest one and 6 dB above the quietest tenth.
    """
    signal = np.asarray(samples, np.float64)
    levels = frame_levels(np.append(signal[:1], signal[1:] - 0.9 * signal[:-1]))
    levels = np.convolve(levels, np.ones(3) / 3, mode="same")
    if not levels.any():
        return 0, len(samples)
    threshold = max(levels.max() / 10 ** (AUDIBLE_DB / 10), 4.0 * float(np.quantile(levels, 0.1)))
    audible = np.flatnonzero(levels >= min(threshold, levels.max() / 4))
    return int(audible[0]) * FRAME, min(len(samples), (int(audible[-1]) + 1) * FRAME)


def read_audio(path: Path) -> Samples:
    """A recording as 16 kHz mono; any rate and any number of channels are converted.

    Raises:
        VBoardError: the file is no recording that can be read.
    """
    return np.frombuffer(load_clip(path).pcm, "<i2").astype(np.int16)


def cut_word(samples: Samples) -> tuple[Samples, int, int]:
    """A recording of one word and the bounds of the word; what is longer than a second is cut to it."""
    start, end = word_bounds(samples)
    if len(samples) > RATE:
        first = max(0, start - MARGIN)
        samples = samples[first : min(end + MARGIN, first + LONGEST)]
        start, end = start - first, min(end - first, len(samples))
    return samples, start, end


def speech_folder(data: Path) -> Path:
    """The folder of words: `data` itself, or `data/speech_commands`."""
    return data / "speech_commands" if (data / "speech_commands").is_dir() else data


def recordings(folder: Path) -> list[Path]:
    """The recordings in a folder, by name."""
    return sorted(path for path in folder.glob("*") if path.suffix.lower() in SUFFIXES)


def read_clips(data: Path, words: Sequence[str] = ()) -> Iterator[Clip]:
    """Every clip below `data`: a folder a word; `<speaker>_nohash_<n>` names the speaker.

    Another file name is a speaker of its own. `words` limits to these folders.
    """
    root = speech_folder(data)
    folders = sorted(path for path in root.glob("*") if path.is_dir())
    for folder in folders:
        if folder.name.startswith("_") or (words and folder.name not in words):
            continue
        for path in recordings(folder):
            samples, start, end = cut_word(read_audio(path))
            speaker = path.stem.partition("_nohash_")[0]
            yield Clip(folder.name, speaker, f"{folder.name}/{path.stem}", samples, start, end)


def read_noise(data: Path, validation: bool) -> dict[str, Samples]:
    """The background recordings of one side of the split, by name."""
    paths = recordings(speech_folder(data) / NOISE_FOLDER)
    return {p.stem: read_audio(p) for p in paths if (p.stem in VALIDATION_NOISE) == validation}
