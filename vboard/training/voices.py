"""Synthesised speech from Debian's espeak-ng and flite, at 16 kHz."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vboard.errors import VBoardError
from vboard.evaluation.clips import RATE, Clip, Samples, word_bounds

ESPEAK_VOICES = ("en-gb", "en-us", "en-gb-scotland", "en-gb-x-rp", "en-gb-x-gbcwmd", "en-029", "en-us-nyc")
ESPEAK_VARIANTS = ("", "+m1", "+m3", "+m5", "+m7", "+f1", "+f2", "+f3", "+f4", "+f5")
FLITE_VOICES = ("kal16", "awb", "rms", "slt")
OTHER_WORDS = (
    "go", "stop", "up", "down", "left", "right", "on", "off", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "zero", "bed", "bird", "cat", "dog", "happy", "house", "marvin", "sheila",
    "tree", "wow", "low", "hello", "guess", "less", "test", "nor", "nose", "year", "yellow", "now",
    "snow", "so", "toe", "row", "new", "knee", "note", "home", "own", "though", "mow", "oh", "slow", "show",
    "yet", "yeah", "yell", "mess", "chess", "dress", "west", "this", "ice", "us", "ace", "mister", "sister",
    "list", "best", "press", "desk", "its", "what", "hey", "okay", "not", "none", "need", "the", "and",
)  # fmt: skip


@dataclass(frozen=True)
class Voice:
    engine: str  # "espeak-ng" or "flite"
    name: str
    words_per_minute: int = 150
    pitch: int = 50

    def __str__(self) -> str:
        return f"{self.engine} {self.name} {self.words_per_minute} wpm pitch {self.pitch}"


ENGINES = ("espeak-ng", "flite")


def missing_engines() -> tuple[str, ...]:
    """Debian packages of the synthesisers that are not installed."""
    return tuple(engine for engine in ENGINES if shutil.which(engine) is None)


def require_engines() -> None:
    """Raises VBoardError when a synthesiser is not installed."""
    for engine in missing_engines():
        raise VBoardError(f"{engine} is not installed; expected it from the Debian package {engine}")


def resample(samples: np.ndarray, rate: int) -> Samples:
    """To 16 kHz, s16."""
    from math import gcd

    from scipy.signal import resample_poly

    if rate == RATE:
        return samples.astype(np.int16)
    common = gcd(RATE, rate)
    out = resample_poly(samples.astype(np.float64), RATE // common, rate // common)
    rounded: Samples = np.round(out).clip(-32768, 32767).astype(np.int16)
    return rounded


def say(text: str, voice: Voice) -> Samples:
    """Speaks `text`; the silence that the engine puts around it is kept."""
    import soundfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        if voice.engine == "flite":
            stretch = 150 / voice.words_per_minute
            command = ["flite", "-voice", voice.name, "--setf", f"duration_stretch={stretch:.3f}"]
            command += ["-t", text, "-o", str(path)]
        else:
            command = ["espeak-ng", "-v", voice.name, "-s", str(voice.words_per_minute)]
            command += ["-p", str(voice.pitch), "-w", str(path), text]
        subprocess.run(command, check=True, capture_output=True)
        samples, rate = soundfile.read(path, dtype="int16")
    return resample(samples, rate)


def training_voices(seed: int) -> list[Voice]:
    rng = np.random.default_rng(seed)
    voices = [
        Voice("espeak-ng", name + variant, int(rng.integers(110, 190)), int(rng.integers(25, 80)))
        for name in ESPEAK_VOICES
        for variant in ESPEAK_VARIANTS
    ]
    voices += [Voice("flite", name, wpm) for name in FLITE_VOICES for wpm in (110, 130, 150, 170)]
    return voices


def synthesise(words: Sequence[str], others: Sequence[str], others_each: int, seed: int) -> list[Clip]:
    """`words` by every voice, and `others_each` drawn others by each, cut to their audible part."""
    require_engines()
    rng = np.random.default_rng(seed)
    clips = []
    for voice in training_voices(seed):
        drawn = rng.choice(len(others), size=min(others_each, len(others)), replace=False)
        for word in (*words, *(others[i] for i in drawn)):
            speech = say(word, voice)
            if not speech.any():
                continue
            start, end = word_bounds(speech)
            pad = np.zeros(RATE // 20, np.int16)
            speech = np.concatenate([pad, speech[start:end][:RATE], pad])
            clips.append(Clip(word, str(voice), f"{word} by {voice}", speech, *word_bounds(speech)))
    return clips
