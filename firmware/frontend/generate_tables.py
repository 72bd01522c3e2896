#!/usr/bin/env python3
"""Writes the constant tables of the audio front end (firmware/frontend/tables_*.cc).

The front end is one integer pipeline; published implementations differ only in how its window and its
mel weights were rounded when the tables were made:

  a  the 2019 micro_speech example: window and mel scale computed in double precision
  b  the later microfrontend library: window in single precision; one coefficient of 480 differs from a
  c  the audio_preprocessor_int8 graph: window as in a, mel scale in single precision, weights truncated

Everything else (sine, gain, logarithm) is the same in all three and goes to tables_common.cc.
The output depends on nothing but this file: running it again gives the same bytes.

  python -m firmware.frontend.generate_tables [--out-dir firmware/frontend] [--check]
"""

from __future__ import annotations

import argparse
import math
import struct
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

SAMPLE_RATE_HZ = 16000
WINDOW_SAMPLES = 480
FFT_SIZE = 512
CHANNELS = 40
LOWER_HZ, UPPER_HZ = 125.0, 7500.0
WINDOW_BITS = 12
WEIGHT_BITS = 12
WEIGHT_ONE = 1 << WEIGHT_BITS

Rounding = Callable[[float], float]


def exact(value: float) -> float:
    return value


def single(value: float) -> float:
    """The nearest IEEE 754 binary32 value, as a C float would hold it."""
    return float(struct.unpack("<f", struct.pack("<f", value))[0])


@dataclass(frozen=True)
class Variant:
    name: str
    summary: str
    window_round: Rounding  # precision of the steps inside the window formula
    mel_round: Rounding  # precision of the steps inside mel(); its result is always a float
    weight_offset: float  # added before floor: 0.5 rounds, 0 truncates


VARIANTS = (
    Variant("a", "double precision (micro_speech of 2019)", exact, exact, 0.5),
    Variant("b", "single precision window (later microfrontend)", single, exact, 0.5),
    Variant("c", "single precision mel, truncated weights (audio_preprocessor_int8)", exact, single, 0.0),
)


def window(variant: Variant) -> list[int]:
    """Hann window sampled at half-integers, Q12, shape [480]."""
    f = variant.window_round
    step = f(2.0 * math.pi / WINDOW_SAMPLES)
    values = []
    for i in range(WINDOW_SAMPLES):
        hann = f(0.5 - f(0.5 * f(math.cos(f(step * (i + 0.5))))))
        values.append(math.floor(f(hann * (1 << WINDOW_BITS)) + 0.5))
    return values


@dataclass(frozen=True)
class MelBank:
    first_bin: int
    band_widths: list[int]  # FFT bins in each of the 41 intervals between band centres
    weights: list[int]  # Q12 share of each bin that goes to the channel whose centre lies above it
    complements: list[int]  # Q12 share that goes to the channel above that


def mel_bank(variant: Variant) -> MelBank:
    """Triangular bands equally spaced in mel; each bin is shared by two neighbouring channels."""
    f = variant.mel_round

    def mel(hz: float) -> float:
        return single(1127.0 * f(math.log1p(f(hz / 700.0))))

    bin_hz = SAMPLE_RATE_HZ / FFT_SIZE
    low = mel(LOWER_HZ)
    spacing = single(single(mel(UPPER_HZ) - low) / (CHANNELS + 1))
    centres = [single(low + single(spacing * (i + 1))) for i in range(CHANNELS + 1)]
    first_bin = int(1.5 + LOWER_HZ / bin_hz)
    widths, weights, complements = [], [], []
    bin_index = first_bin
    lower = low
    for centre in centres:
        start = bin_index
        while mel(bin_index * bin_hz) <= centre:
            share = single(single(centre - mel(bin_index * bin_hz)) / single(centre - lower))
            weights.append(math.floor(share * WEIGHT_ONE + variant.weight_offset))
            complements.append(math.floor((1.0 - share) * WEIGHT_ONE + variant.weight_offset))
            bin_index += 1
        widths.append(bin_index - start)
        lower = centre
    return MelBank(first_bin, widths, weights, complements)


def sine() -> list[int]:
    """round(32767 sin(2 pi i / 512)), shape [512]; the cosine is the same table 128 entries further."""
    table = [math.floor(0.5 + 32767 * math.sin(2 * math.pi * i / 512)) for i in range(512)]
    # The FFT is defined with each twiddle rounded on its own; the shared table must give the same ones.
    for k in range(190):
        phase = -2 * math.pi * k / 256
        assert table[(2 * k + 128) % 512] == math.floor(0.5 + 32767 * math.cos(phase)), k
        assert -table[2 * k] == math.floor(0.5 + 32767 * math.sin(phase)), k
    for k in range(1, 129):
        phase = -math.pi * (k / 256 + 0.5)
        assert -table[k] == math.floor(0.5 + 32767 * math.cos(phase)), k
        assert -table[k + 128] == math.floor(0.5 + 32767 * math.sin(phase)), k
    return table[: 378 + 128 + 1]  # the largest index used is cos of 2 * 189


def pcan_gain() -> list[int]:
    """Gain of the per-channel amplitude normalisation over the noise estimate.

    The gain function is 2^21 (x / 128 + 80)^-0.95. Entries 0 and 1 are its values at x = 0 and 1; then
    three per octave [2^(n-1), 2^n), n = 2..32: value at the start, linear and quadratic coefficient.
    """

    def gain(x: int) -> int:
        base = single(single(x / 128.0) + 80.0)
        value = single(2.0**21 * single(base**-0.95))
        return min(32767, int(value + 0.5))

    table = [gain(0), gain(1)]
    for n in range(2, 33):
        x0 = 1 << (n - 1)
        y0, y1, y2 = gain(x0), gain(x0 + x0 // 2), gain((1 << 32) - 1 if n == 32 else 2 * x0)
        linear = 4 * (y1 - y0) - (y2 - y0)
        table += [y0, linear, (y2 - y0) - linear]
    return table


def log2_correction() -> list[int]:
    """65536 (log2(1 + i/128) - i/128), rounded, shape [129]."""
    return [math.floor(65536 * (math.log2(1 + i / 128) - i / 128) + 0.5) for i in range(129)]


LOG_TABLE = "../runtime/kernels/signal/log_table.h"


def array(c_type: str, name: str, size: str, values: Iterable[int]) -> str:
    lines, line = [], "   "
    for value in values:
        item = f" {value},"
        if len(line) + len(item) > 100:
            lines.append(line)
            line = "   "
        line += item
    lines.append(line)
    return f"const {c_type} {name}[{size}] = {{\n" + "\n".join(lines) + "\n};\n"


def source(summary: str, body: Iterable[str]) -> str:
    return (
        f"// {summary}\n"
        "// Written by firmware/frontend/generate_tables.py; do not edit. clang-format off\n"
        '#include "frontend/tables.h"\n\nnamespace frontend {\n\n'
        + "\n".join(body)
        + "\n}  // namespace frontend\n"
    )


def generate() -> dict[str, str]:
    """File name -> content of every generated file."""
    banks = {variant.name: mel_bank(variant) for variant in VARIANTS}
    widths = banks["a"].band_widths
    files = {}
    for variant in VARIANTS:
        bank = banks[variant.name]
        assert bank.first_bin == 5
        assert bank.band_widths == widths
        sums = [w + u for w, u in zip(bank.weights, bank.complements, strict=True)]
        usual = WEIGHT_ONE if variant.weight_offset else WEIGHT_ONE - 1
        # The last band's complements go to a channel above the highest one: nobody reads them.
        odd = {i + bank.first_bin: s for i, s in enumerate(sums[: -widths[-1]]) if s != usual}
        if odd:
            raise SystemExit(f"variant {variant.name}: weights and complements do not add to {usual}: {odd}")
        files[f"tables_{variant.name}.cc"] = source(
            f"Window and mel weights, variant {variant.name}: {variant.summary}.",
            [
                array("int16_t", "kWindow", "kWindowSamples", window(variant)),
                array("uint16_t", "kMelWeights", "kMelBins", bank.weights),
                f"const uint32_t kMelWeightSum = {usual};\n",
            ],
        )
    files["tables_common.cc"] = source(
        "Tables of the front end that are the same in every variant.",
        [
            array("int16_t", "kSine", "kSineEntries", sine()),
            array("uint8_t", "kBandWidths", "kChannels + 1", widths),
            array("int16_t", "kPcanGain", "kPcanGainEntries", pcan_gain()),
        ],
    )
    # The runtime's operators take logarithms in the same way.
    files[LOG_TABLE] = (
        "// The correction of a logarithm whose fraction is read as if it were linear.\n"
        "// Written by firmware/frontend/generate_tables.py; do not edit. clang-format off\n"
        "#ifndef RUNTIME_KERNELS_SIGNAL_LOG_TABLE_H_\n#define RUNTIME_KERNELS_SIGNAL_LOG_TABLE_H_\n\n"
        "#include <stdint.h>\n\nnamespace tflite {\nnamespace signal {\n\n"
        "constexpr int kLog2Entries = 129;\n\n"
        "// log2(1 + i/128) - i/128, Q16\n"
        "inline " + array("uint16_t", "kLog2Correction", "kLog2Entries", log2_correction()) + "\n"
        "}  // namespace signal\n}  // namespace tflite\n\n"
        "#endif  // RUNTIME_KERNELS_SIGNAL_LOG_TABLE_H_\n"
    )
    return files


def main(argv: list[str] | None = None) -> int:
    default_dir = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description="Writes the tables of the audio front end.")
    parser.add_argument("--out-dir", type=Path, default=default_dir)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file would change")
    args = parser.parse_args(argv)
    stale = []
    for name, text in generate().items():
        path = args.out_dir / name
        if args.check:
            if not path.exists() or path.read_text() != text:
                stale.append(path)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    for path in stale:
        print(f"{path}: differs from what firmware/frontend/generate_tables.py writes", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
