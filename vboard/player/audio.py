"""Recordings as the boards want them: 16 kHz, one channel, signed 16-bit little endian."""

from __future__ import annotations

import array
import sys
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vboard.errors import VBoardError
from vboard.formats.riff import is_cut
from vboard.player.resample import resample

RATE = 16_000
"""Samples per second of the audio UART's stream."""
SAMPLE_BYTES = 2
LOWEST_RATE, HIGHEST_RATE = 1_000, 768_000
"""Sample rates that are taken; outside, a file's header is damaged rather than unusual."""

INSTALL_HINT = "pip install 'vboard[audio]'"


@dataclass(frozen=True)
class Clip:
    """A recording: `pcm` holds the samples, `source` says what the file was before conversion."""

    name: str
    pcm: bytes
    source: str

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return len(self.pcm) / (RATE * SAMPLE_BYTES)

    def samples(self) -> array.array[int]:
        """The samples as signed 16-bit numbers of the host."""
        values = array.array("h", self.pcm)
        if sys.byteorder == "big":
            values.byteswap()
        return values


def load_clip(path: Path) -> Clip:
    """Read a recording; other rates, channels and formats are resampled, mixed down and converted.

    Raises:
        VBoardError: the file is missing, is no audio, is empty, or needs the `audio` extra.
    """
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "no such file"
        raise VBoardError(f"{path}: {what} (expected an audio file)")
    try:
        pcm = _read_native(path)
        source = "16000 Hz, 1 channel, 16 bit"
        if pcm is None:
            pcm, source = _read_and_convert(path)
        if is_cut(path):
            source += ", cut in the middle of a sample"
    except OSError as error:
        raise VBoardError(f"{path}: {error.strerror or error}") from error
    if not pcm:
        raise VBoardError(f"{path}: has no samples")
    return Clip(path.name, pcm, source)


def _read_native(path: Path) -> bytes | None:
    """Samples of a wav that needs no conversion, None for every other file."""
    try:
        with wave.open(str(path), "rb") as reader:
            parameters = reader.getparams()
            if (parameters.nchannels, parameters.sampwidth, parameters.framerate) != (1, SAMPLE_BYTES, RATE):
                return None
            data = reader.readframes(parameters.nframes)
    except OSError:
        raise
    except Exception:  # the wave module lets struct, EOF and runtime errors of damaged files through
        return None
    return data[: len(data) // SAMPLE_BYTES * SAMPLE_BYTES]


def _read_and_convert(path: Path) -> tuple[bytes, str]:
    """Samples of any format that libsndfile reads, and a description of that format."""
    try:
        import soundfile
    except (ImportError, OSError) as error:  # OSError: the package is there, the C library is not
        raise VBoardError(
            f"{path}: not a wav of 16000 Hz, 1 channel, 16 bit; to convert other audio: {INSTALL_HINT}"
        ) from error
    try:
        frames, rate = soundfile.read(str(path), dtype="float64", always_2d=True)
    except Exception as error:  # libsndfile reports damaged files in many ways
        raise VBoardError(f"{path}: is no audio that libsndfile can read") from error
    if not LOWEST_RATE <= rate <= HIGHEST_RATE:
        raise VBoardError(f"{path}: sample rate {rate} Hz (expected {LOWEST_RATE} to {HIGHEST_RATE} Hz)")
    channels = frames.shape[1]
    source = f"{rate} Hz, {channels} channel{'s' if channels != 1 else ''}"
    return _to_pcm(frames, rate), source


def _to_pcm(frames: Any, rate: int) -> bytes:
    """Mix down, resample and quantise `frames`, float64 of shape (samples, channels) in -1 … 1."""
    import numpy as np

    mono = np.nan_to_num(frames, nan=0.0, posinf=1.0, neginf=-1.0).clip(-1.0, 1.0).mean(axis=1)
    if mono.size:
        mono = resample(mono, rate, RATE)
    return bytes(np.rint(mono * 32768.0).clip(-32768, 32767).astype("<i2").tobytes())
