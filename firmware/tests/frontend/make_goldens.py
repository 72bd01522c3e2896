#!/usr/bin/env python3
"""Writes the expected features of the front end's host tests, as an independent implementation gives them.

  python -m firmware.tests.frontend.make_goldens [--out firmware/tests/frontend/goldens.h]

Needs package silabs-mltk (pip install --no-deps silabs-mltk==0.20.0), whose native module computes the
features of variant b, and numpy. The signals are made here and, by the same integer arithmetic, in
firmware/tests/frontend/signals.h; speech comes from robot_tests/audio/yes.wav.
"""

from __future__ import annotations

import argparse
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from firmware.tests.frontend.oracle import load_oracle

ROOT = Path(__file__).resolve().parents[3]

Samples = npt.NDArray[np.int16]
SECOND = 16000
SLICES = 12  # kept of each generated signal
SPEECH_SLICES = 30
SPEECH_START = SECOND  # the clip starts with a second of silence


def xorshift(count: int, seed: int) -> Iterator[int]:
    state = seed
    for _ in range(count):
        state ^= (state << 13) & 0xFFFFFFFF
        state ^= state >> 17
        state ^= (state << 5) & 0xFFFFFFFF
        yield state


def noise() -> Samples:
    """Full-scale noise that gets 6 dB fainter every 300 samples, twelve times, and starts anew."""
    values = [(state >> 16) - 32768 for state in xorshift(SECOND, 2463534242)]
    return np.array([value >> (n // 300 % 12) for n, value in enumerate(values)], np.int16)


def extremes() -> Samples:
    values = [32767 if state & 0x10000 else -32768 for state in xorshift(SECOND, 88675123)]
    return np.array(values, np.int16)


def spikes() -> Samples:
    samples = np.zeros(SECOND, np.int16)
    samples[::397] = -32768
    return samples


def chirp() -> Samples:
    """A triangle wave that rises from 0 to 4 kHz in one second."""
    phase, out = 0, []
    for n in range(SECOND):
        phase = (phase + n * (1 << 14)) & 0xFFFFFFFF
        position = phase >> 16
        out.append((position if position < 32768 else 65535 - position) * 2 - 32767)
    return (np.array(out) // 4).astype(np.int16)


def speech() -> Samples:
    with wave.open(str(ROOT / "robot_tests" / "audio" / "yes.wav")) as stream:
        samples = np.frombuffer(stream.readframes(stream.getnframes()), "<i2")
    return samples[SPEECH_START : SPEECH_START + SECOND].astype(np.int16)


def table(name: str, features: npt.NDArray[np.uint16]) -> str:
    rows = ["    {" + ", ".join(map(str, row)) + "}," for row in features.tolist()]
    return f"constexpr uint16_t {name}[{len(rows)}][kChannels] = {{\n" + "\n".join(rows) + "\n};\n"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Writes the expected features of the front end's tests.")
    parser.add_argument("--out", type=Path, default=ROOT / "firmware" / "tests" / "frontend" / "goldens.h")
    args = parser.parse_args(argv)
    oracle = load_oracle()
    if oracle is None:
        print("make_goldens: package silabs-mltk is not installed", file=sys.stderr)
        return 2
    parts = [
        "// Features that silabs-mltk 0.20.0 computes for the signals of signals.h and for speech.\n"
        "// Written by firmware/tests/frontend/make_goldens.py; do not edit. clang-format off\n"
        "#ifndef FIRMWARE_TESTS_FRONTEND_GOLDENS_H_\n#define FIRMWARE_TESTS_FRONTEND_GOLDENS_H_\n\n"
        '#include <stdint.h>\n\n#include "frontend/frontend.h"\n\nnamespace frontend {\n'
    ]
    for name, samples in (
        ("Noise", noise()),
        ("Extremes", extremes()),
        ("Spikes", spikes()),
        ("Chirp", chirp()),
    ):
        parts.append(table(f"kGolden{name}", oracle(samples)[:SLICES]))
    parts.append(table("kGoldenSpeech", oracle(speech())[:SPEECH_SLICES]))
    parts.append("}  // namespace frontend\n\n#endif  // FIRMWARE_TESTS_FRONTEND_GOLDENS_H_\n")
    args.out.write_text("\n".join(parts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
