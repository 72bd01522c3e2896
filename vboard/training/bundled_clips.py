"""Synthesises the bundled test clips: robot_tests/audio/*.wav, 16 kHz mono s16.

  python -m vboard.training.bundled_clips [--out-dir robot_tests/audio]

Speech comes from Debian's espeak-ng 1.51 and flite 2.2 with the voices named in CLIPS; noise is drawn
from a seeded generator. The same synthesiser versions give the same bytes. Every clip starts with at
least one second without speech, which the front end's noise estimates settle in, and ends with enough
of it for the recogniser to decide.
"""

from __future__ import annotations

import argparse
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vboard.evaluation.clips import RATE, Samples, word_bounds
from vboard.paths import ROOT
from vboard.training.voices import Voice, require_engines, say

SEED = 20190613
MAX_FILE_BYTES, MAX_TOTAL_BYTES = 300_000, 800_000

YES_VOICE = Voice("flite", "slt", 130)
NO_VOICE = Voice("flite", "rms", 130)
OTHER_VOICE = Voice("flite", "awb", 140)
A_SCOT, A_ROBOT = Voice("flite", "awb", 130), Voice("flite", "kal16", 130)
A_WOMAN, A_MAN = Voice("espeak-ng", "en-us+f2", 130), Voice("espeak-ng", "en-us+m3", 130)


@dataclass(frozen=True)
class Spoken:
    """A word that starts `at_ms` after the start of the clip."""

    text: str
    voice: Voice
    at_ms: int


@dataclass(frozen=True)
class ClipPlan:
    name: str
    length_ms: int
    words: tuple[Spoken, ...] = ()
    noise_rms: float = 0.0  # white noise under everything, in units of one sample step
    peak: float = 0.5  # of full scale, the loudest sample of each word


CLIPS = (
    ClipPlan("yes", 2700, (Spoken("yes", YES_VOICE, 1020),)),
    ClipPlan("no", 2700, (Spoken("no", NO_VOICE, 1020),)),
    ClipPlan("yes_yes", 3500, (Spoken("yes", YES_VOICE, 1020), Spoken("yes", YES_VOICE, 1850))),
    ClipPlan(
        "other_words",
        3900,
        tuple(Spoken(w, OTHER_VOICE, 1020 + 660 * i) for i, w in enumerate(("seven", "stop", "up"))),
    ),
    ClipPlan(
        "four_voices",
        5200,
        (
            Spoken("yes", A_SCOT, 1020),
            Spoken("no", A_WOMAN, 2000),
            # An eighth of a second between them.
            Spoken("yes", A_MAN, 2900),
            Spoken("no", A_ROBOT, 3550),
        ),
    ),
    ClipPlan("demo", 3700, (Spoken("yes", YES_VOICE, 1020), Spoken("no", NO_VOICE, 2120)), noise_rms=3),
    ClipPlan("noise", 1500, noise_rms=600),
    ClipPlan("silence", 700),
)


def speech(spoken: Spoken, peak: float) -> Samples:
    """The word alone, without the engine's silence, at the given peak."""
    samples = say(spoken.text, spoken.voice)
    start, end = word_bounds(samples)
    samples = samples[max(0, start - 320) : end + 320].astype(np.float64)
    loudest = float(np.abs(samples).max())
    return np.round(samples * (peak * 32767 / loudest)).astype(np.int16)


def render(plan: ClipPlan) -> Samples:
    rng = np.random.default_rng(SEED)
    mix = rng.normal(0, plan.noise_rms, plan.length_ms * RATE // 1000) if plan.noise_rms else None
    if mix is None:
        mix = np.zeros(plan.length_ms * RATE // 1000)
    for spoken in plan.words:
        word = speech(spoken, plan.peak)
        at = spoken.at_ms * RATE // 1000
        if at + len(word) + RATE > len(mix):
            raise SystemExit(f"{plan.name}: {spoken.text!r} ends less than a second before the clip does")
        mix[at : at + len(word)] += word
    return np.round(mix).clip(-32768, 32767).astype(np.int16)


def main(argv: list[str] | None = None) -> int:
    default_dir = ROOT / "robot_tests" / "audio"
    parser = argparse.ArgumentParser(description="Synthesises the bundled test clips.")
    parser.add_argument("--out-dir", type=Path, default=default_dir)
    args = parser.parse_args(argv)
    require_engines()
    args.out_dir.mkdir(parents=True, exist_ok=True)
    total = 0
    for plan in CLIPS:
        path = args.out_dir / f"{plan.name}.wav"
        with wave.open(str(path), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(render(plan).astype("<i2").tobytes())
        size = path.stat().st_size
        total += size
        if size > MAX_FILE_BYTES or total > MAX_TOTAL_BYTES:
            raise SystemExit(
                f"{path}: {size} bytes, {total} in all; the limits are {MAX_FILE_BYTES}, {MAX_TOTAL_BYTES}"
            )
        print(
            f"{path}: {plan.length_ms} ms, "
            + (", ".join(f"{w.text!r} by {w.voice}" for w in plan.words) or "no speech")
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
