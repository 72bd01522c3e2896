"""The firmware's own audio front end, compiled for the host and called through ctypes.

Training, evaluation and tests use it, so a model sees the very numbers that it will see on a board.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import subprocess
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vboard.paths import ROOT

FIRMWARE = ROOT / "firmware"
SOURCES = ("frontend/frontend.cc", "frontend/fft.cc", "frontend/channels.cc", "frontend/tables_common.cc")
HEADERS = ("frontend", "runtime/kernels/signal")
WRAPPER = "tests/frontend/host_library.cc"
CHANNELS, WINDOW, STEP, CLIP_SLICES = 40, 480, 320, 49
GATE = 16
"""Samples below it are digital silence: NoiseGate::kThreshold of the application."""


def build(build_dir: Path, variant: str = "b") -> Path:
    """Compiles the front end to a shared library; returns its path. Skips the work if it is there."""
    sources = [FIRMWARE / name for name in (*SOURCES, f"frontend/tables_{variant}.cc", WRAPPER)]
    headers = [header for folder in HEADERS for header in sorted((FIRMWARE / folder).glob("*.h"))]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in (*sources, *headers))).hexdigest()[:16]
    library = build_dir / f"frontend_{variant}_{digest}.so"
    if not library.exists():
        build_dir.mkdir(parents=True, exist_ok=True)
        compiler = os.environ.get("CXX", "g++")
        partial = library.with_suffix(f".{os.getpid()}.tmp")
        command = [compiler, "-std=c++17", "-O2", "-shared", "-fPIC"]
        command += [f"-I{FIRMWARE}", f"-I{FIRMWARE}/runtime", "-o", str(partial)]
        subprocess.run([*command, *map(str, sources)], check=True)
        partial.replace(library)
    return library


class Frontend:
    """One audio stream through the front end."""

    def __init__(self, library: Path) -> None:
        self._lib = ctypes.CDLL(str(library))
        self._lib.frontend_state_bytes.restype = ctypes.c_size_t
        self._lib.frontend_feed.restype = ctypes.c_size_t
        self._lib.frontend_feed.argtypes = [
            ctypes.c_void_p,
            ctypes.c_void_p,
            ctypes.c_size_t,
            ctypes.c_void_p,
        ]
        for name in ("int8", "uint8"):
            function = getattr(self._lib, f"frontend_quantize_{name}")
            function.restype = None
            function.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p]
        self.state_bytes: int = self._lib.frontend_state_bytes()
        self._state = ctypes.create_string_buffer(self.state_bytes + 8)
        address = ctypes.addressof(self._state)
        self._pointer = ctypes.c_void_p(address + (-address) % 8)
        self.reset()

    def reset(self) -> None:
        self._lib.frontend_reset(self._pointer)

    def feed(self, samples: npt.NDArray[np.int16]) -> npt.NDArray[np.uint16]:
        """Feeds 16 kHz samples; returns the slices that became ready, shape [n, 40]."""
        samples = np.ascontiguousarray(samples, dtype=np.int16)
        out = np.empty(((len(samples) + WINDOW) // STEP + 1, CHANNELS), np.uint16)
        count = self._lib.frontend_feed(self._pointer, samples.ctypes.data, len(samples), out.ctypes.data)
        return out[:count]

    def clip(self, samples: npt.NDArray[np.int16]) -> npt.NDArray[np.uint16]:
        """Features of one second from a fresh state, shape [49, 40]; pads or cuts to 16000 samples."""
        second = np.zeros(16000, np.int16)
        second[: min(len(samples), 16000)] = samples[:16000]
        self.reset()
        return self.feed(second)

    def slices(self, samples: npt.NDArray[np.int16]) -> npt.NDArray[np.int8]:
        """A stream from its start, as the application hands it to the model: gated, int8 [n, 40]."""
        self.reset()
        features = self.feed(samples)
        loud = np.abs(samples[: len(features) * STEP + WINDOW - STEP].astype(np.int32)) >= GATE
        # The first slice takes WINDOW samples, later ones STEP each.
        bounds = np.append(0, np.arange(len(features) - 1) * STEP + WINDOW)
        heard = np.add.reduceat(loud, bounds) > 0 if len(features) else np.zeros(0, bool)
        features[~(heard | np.append(False, heard[:-1]))] = 0
        return self.quantize_int8(features)

    def quantize_int8(self, features: npt.NDArray[np.uint16]) -> npt.NDArray[np.int8]:
        features = np.ascontiguousarray(features, dtype=np.uint16)
        out = np.empty(features.shape, np.int8)
        self._lib.frontend_quantize_int8(features.ctypes.data, features.size, out.ctypes.data)
        return out

    def quantize_uint8(self, features: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint8]:
        features = np.ascontiguousarray(features, dtype=np.uint16)
        out = np.empty(features.shape, np.uint8)
        self._lib.frontend_quantize_uint8(features.ctypes.data, features.size, out.ctypes.data)
        return out
