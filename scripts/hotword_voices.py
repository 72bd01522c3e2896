"""Synthesised speech from Debian's espeak-ng and flite, at 16 kHz."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scripts.hotword_data import RATE, Clip, Samples, label_of, word_bounds

ESPEAK_VOICES = ("en-gb", "en-us", "en-gb-scotland", "en-gb-x-rp", "en-gb-x-gbcwmd", "en-029", "en-us-nyc")
ESPEAK_VARIANTS = ("", "+m1", "+m3", "+m5", "+m7", "+f1", "+f2", "+f3", "+f4", "+f5")
FLITE_VOICES = ("kal16", "awb", "rms", "slt")
OTHER_WORDS = (
    "go", "stop", "up", "down", "left", "right", "on", "off", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "zero", "bed", "bird", "cat", "dog", "happy", "house", "marvin", "sheila",
    "tree", "wow", "know", "low", "hello", "guess", "less", "test", "nor", "nose", "year", "yellow", "now",
)  # fmt: skip


@dataclass(frozen=True)
class Voice:
    engine: str  # "espeak-ng" or "flite"
    name: str
    words_per_minute: int = 150
    pitch: int = 50

    def __str__(self) -> str:
        return f"{self.engine} {self.name} {self.words_per_minute} wpm pitch {self.pitch}"


def require_engines() -> None:
    for engine in ("espeak-ng", "flite"):
        if shutil.which(engine) is None:
            raise SystemExit(f"{engine} is not installed; expected it from the Debian package {engine}")


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


def training_clips(seed: int) -> list[Clip]:
    """ "yes" and "no" by every training voice and some other words by each, centred in one second."""
    require_engines()
    rng = np.random.default_rng(seed)
    clips = []
    for voice in training_voices(seed):
        others = rng.choice(len(OTHER_WORDS), size=6, replace=False)
        for word in ("yes", "no", *(OTHER_WORDS[i] for i in others)):
            speech = say(word, voice)
            if not speech.any():
                continue
            start, end = word_bounds(speech)
            speech = speech[start:end][:RATE]
            second = np.zeros(RATE, np.int16)
            offset = (RATE - len(speech)) // 2
            second[offset : offset + len(speech)] = speech
            clips.append(Clip(label_of(word), word, str(voice), second, offset, offset + len(speech)))
    return clips
