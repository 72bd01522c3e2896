"""The `silabs-mltk` build of the micro-frontend as an oracle, and the clips it is asked about."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.int16]
MODULE = "_audio_feature_generator_wrapper"
SECOND = 16000

SETTINGS: dict[str, float | int | bool] = {
    "sample_rate_hz": SECOND,
    "sample_length_ms": 1000,
    "window_size_ms": 30,
    "window_step_ms": 20,
    "filterbank_n_channels": 40,
    "filterbank_lower_band_limit": 125.0,
    "filterbank_upper_band_limit": 7500.0,
    "noise_reduction_enable": True,
    "noise_reduction_smoothing_bits": 10,
    "noise_reduction_even_smoothing": 0.025,
    "noise_reduction_odd_smoothing": 0.06,
    "noise_reduction_min_signal_remaining": 0.05,
    "pcan_enable": True,
    "pcan_strength": 0.95,
    "pcan_offset": 80.0,
    "pcan_gain_bits": 21,
    "log_scale_enable": True,
    "log_scale_shift": 6,
    "fft_length": 512,
    "activity_detection_enable": False,
    "activity_detection_alpha_a": 0.5,
    "activity_detection_alpha_b": 0.8,
    "activity_detection_arm_threshold": 0.75,
    "activity_detection_trip_threshold": 0.8,
    "dc_notch_filter_enable": False,
    "dc_notch_filter_coefficient": 0.95,
    "quantize_dynamic_scale_enable": False,
    "quantize_dynamic_scale_range_db": 40.0,
}


def load_oracle() -> Callable[[Samples], npt.NDArray[np.uint16]] | None:
    """One second of audio -> features [49, 40]; None where silabs-mltk is not installed.

    Only the native module is loaded: the package around it wants TensorFlow.
    """
    for entry in sys.path:
        folder = Path(entry) / "mltk/core/preprocess/audio/audio_feature_generator"
        for library in sorted(folder.glob(f"{MODULE}*.so")):
            spec = importlib.util.spec_from_file_location(MODULE, library)
            if spec is None or spec.loader is None:
                continue
            module: Any = importlib.util.module_from_spec(spec)
            try:
                spec.loader.exec_module(module)
            except ImportError:  # built for another Python
                continue
            generator = module.AudioFeatureGeneratorWrapper({f"fe.{k}": v for k, v in SETTINGS.items()})

            def features(samples: Samples, generator: Any = generator) -> npt.NDArray[np.uint16]:
                out = np.zeros((49, 40), np.uint16)
                generator.process_sample(samples, out)
                return out

            return features
    return None


def shared_speech() -> Path | None:
    """The folder of speech recordings beside the repository, or None."""
    root = Path(__file__).resolve().parents[3]
    shared = Path(os.environ.get("VBOARD_SHARED", root.parent / "shared"))
    folder = shared / "data" / "speech_commands"
    return folder if folder.is_dir() else None


def hard_clips() -> Iterator[tuple[str, Samples]]:
    """Signals that reach the corners of the arithmetic: full scale, -32768, sparse, faint, pure tones."""
    rng = np.random.default_rng(1)
    time = np.arange(SECOND)
    yield "zeros", np.zeros(SECOND, np.int16)
    yield "lowest", np.full(SECOND, -32768, np.int16)
    yield "full-scale noise", rng.integers(-32768, 32768, SECOND).astype(np.int16)
    yield "random extremes", np.where(rng.integers(0, 2, SECOND), 32767, -32768).astype(np.int16)
    for period in (2, 3, 5, 16, 37, 100, 400):
        yield f"square {period}", np.where(time // period % 2, 32767, -32768).astype(np.int16)
    for count in (1, 3, 10, 100):
        spikes = np.zeros(SECOND, np.int16)
        spikes[rng.integers(0, SECOND, count)] = -32768
        yield f"{count} lowest spikes", spikes
        sparse = np.zeros(SECOND, np.int16)
        sparse[rng.integers(0, SECOND, 10 * count)] = rng.integers(-32768, 32768, 10 * count)
        yield f"{10 * count} random spikes", sparse
        yield f"noise of +-{count}", rng.integers(-count, count + 1, SECOND).astype(np.int16)
    for hertz in (50, 100, 440, 1000, 3999, 7400):
        tone = np.round(32767 * np.sin(2 * np.pi * hertz * time / SECOND))
        yield f"tone {hertz}", tone.astype(np.int16)
        yield f"faint tone {hertz}", (tone / 2000).astype(np.int16)
    for level in (3, 30, 300, 3000):
        yield f"normal noise {level}", rng.normal(0, level, SECOND).clip(-32768, 32767).astype(np.int16)
