"""A model of the audio front end, made of the Signal operators, on the bundled clip of a "yes"."""

from __future__ import annotations

import wave
from collections.abc import Callable

import numpy as np

from firmware.frontend import generate_tables as tables
from firmware.tests.runtime.goldens.cases.signal import flexbuffer
from firmware.tests.runtime.goldens.models import Array, Case, ModelBuilder
from vboard.paths import ROOT

Rng = np.random.Generator

CLIP = ROOT / "robot_tests" / "audio" / "yes.wav"
WINDOWS = 49
STEP = 320


def windows() -> list[Array]:
    """49 windows of 480 samples, 320 apart, int16 at 16 kHz, from shortly before the word on."""
    with wave.open(str(CLIP)) as clip:
        samples = np.frombuffer(clip.readframes(clip.getnframes()), np.int16)
    start = int(np.argmax(samples != 0)) - STEP
    return [samples[start + STEP * i :][: tables.WINDOW_SAMPLES] for i in range(WINDOWS)]


def gains() -> list[int]:
    """The gain table with four places an octave, of which the operator uses three; shape [125]."""
    table = tables.pcan_gain()
    octaves = [table[at : at + 3] for at in range(2, len(table), 3)]
    return [*table[:2], *(number for octave in octaves for number in (*octave, 0))][:125]


def preprocessor() -> bytes:
    """480 samples -> 40 features, int16; the tables are those of the front end's variant c."""
    variant = next(v for v in tables.VARIANTS if v.name == "c")
    bank = tables.mel_bank(variant)
    widths = np.array(bank.band_widths)
    weight_starts = np.concatenate([[0], np.cumsum(widths)[:-1]])
    b = ModelBuilder()

    def constant(values: list[int] | Array) -> int:
        return b.tensor((len(values),), "int16", data=np.array(values, np.int16))

    def add(
        operator: str, ins: list[int], outs: list[tuple[tuple[int, ...], str]], **values: int
    ) -> list[int]:
        made = [b.tensor(shape, dtype) for shape, dtype in outs]
        b.custom_operator(operator, ins, made, flexbuffer(**values) if values else b"")
        return made

    samples = b.tensor((tables.WINDOW_SAMPLES,), "int16")
    channels = ((tables.CHANNELS,), "uint32")
    end = bank.first_bin + int(widths.sum())
    (windowed,) = add(
        "SignalWindow",
        [samples, constant(tables.window(variant))],
        [((tables.WINDOW_SAMPLES,), "int16")],
        shift=tables.WINDOW_BITS,
    )
    scaled, shift = add(
        "SignalFftAutoScale", [windowed], [((tables.WINDOW_SAMPLES,), "int16"), ((), "int32")]
    )
    (spectrum,) = add(
        "SignalRfft", [scaled], [((tables.FFT_SIZE + 2,), "int16")], T=7, fft_length=tables.FFT_SIZE
    )
    (energy,) = add(
        "SignalEnergy",
        [spectrum],
        [((tables.FFT_SIZE // 2 + 1,), "uint32")],
        start_index=bank.first_bin,
        end_index=end,
    )
    bands: list[list[int] | Array] = [
        bank.weights,
        bank.complements,
        weight_starts + bank.first_bin,
        weight_starts,
        widths,
    ]
    (sums,) = add(
        "SignalFilterBank",
        [energy, *(constant(values) for values in bands)],
        [((tables.CHANNELS,), "uint64")],
        num_channels=tables.CHANNELS,
    )
    (roots,) = add("SignalFilterBankSquareRoot", [sums, shift], [channels])
    clean, noise = add(
        "SignalFilterBankSpectralSubtraction",
        [roots],
        [channels, channels],
        alternate_one_minus_smoothing=16384 - 983,
        alternate_smoothing=983,
        clamping=False,
        min_signal_remaining=819,
        num_channels=tables.CHANNELS,
        one_minus_smoothing=16384 - 409,
        smoothing=409,
        smoothing_bits=10,
        spectral_subtraction_bits=14,
    )
    (normal,) = add("SignalPCAN", [clean, noise, constant(gains())], [channels], snr_shift=6)
    (features,) = add(
        "SignalFilterBankLog",
        [normal],
        [((tables.CHANNELS,), "int16")],
        input_correction_bits=3,
        output_scale=64,
    )
    return b.finish([samples], [features])


def signal_preprocessor(rng: Rng) -> list[Case]:
    return [Case("yes.wav", preprocessor(), [[window] for window in windows()])]


GROUPS: dict[str, Callable[[Rng], list[Case]]] = {"signal_preprocessor": signal_preprocessor}
