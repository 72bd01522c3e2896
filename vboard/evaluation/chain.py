"""The hotword application on this machine: front end, model and recogniser of the firmware's own sources."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vboard.errors import VBoardError
from vboard.evaluation.clips import Samples
from vboard.evaluation.frontend import STEP
from vboard.evaluation.scoring import Line
from vboard.locks import exclusive
from vboard.paths import ROOT, work_folder


class _Line(ctypes.Structure):
    _fields_ = [("label", ctypes.c_int32), ("score", ctypes.c_int32), ("time_ms", ctypes.c_uint32)]


@dataclass(frozen=True)
class Heard:
    """Lines of a stream, and the scores of each inference, [slices, labels], 0 to 255."""

    lines: list[Line]
    scores: npt.NDArray[np.uint8]


def build_library(build: Path | None = None) -> Path:
    """Makes the shared library in a folder, by default where firmware is built; returns its path.

    Processes that build in the same folder wait for one another.

    Raises:
        VBoardError: there are no sources or no compiler, or it fails.
    """
    if not (ROOT / "firmware" / "Makefile").is_file():
        raise VBoardError(
            "there are no sources of the firmware here; the host build of the application needs a clone of "
            "the repository (VBOARD_ROOT names one)"
        )
    build = build or work_folder("firmware")
    for tool in ("make", os.environ.get("CXX", "g++").split()[0]):
        if shutil.which(tool) is None:
            raise VBoardError(f"{tool} is not installed; the host build of the application needs it")
    jobs = f"-j{os.cpu_count() or 1}"
    command = ["make", jobs, "-C", str(ROOT / "firmware"), "host-hotword", f"BUILD={build}"]
    build.mkdir(parents=True, exist_ok=True)
    with exclusive(build):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise VBoardError(f"the host build of the application failed: {done.stderr.strip()[-500:]}")
    return build / "host" / "libhotword.so"


class Application:
    """The application with one model. `hear` starts anew with each stream."""

    def __init__(self, library: Path, model: Path) -> None:
        """Raises VBoardError when the application does not take the model."""
        self._library = ctypes.CDLL(str(library))
        self._library.hotword_state_bytes.restype = ctypes.c_size_t
        self._library.hotword_start.restype = ctypes.c_char_p
        self._library.hotword_label.restype = ctypes.c_char_p
        size = self._library.hotword_state_bytes()
        self._state, self._at = _aligned(size)
        content = model.read_bytes()
        self._content, self._model = _aligned(len(content))
        ctypes.memmove(self._model, content, len(content))
        self._bytes = len(content)
        failure = self._start()
        if failure:
            raise VBoardError(f"{model}: {failure}")
        count = self._library.hotword_labels(self._at)
        self.labels = tuple(self._library.hotword_label(self._at, i).decode() for i in range(count))

    def _start(self) -> str:
        failure = self._library.hotword_start(self._at, self._model, ctypes.c_size_t(self._bytes))
        return failure.decode() if failure else ""

    def hear(self, samples: Samples) -> Heard:
        """What the application prints for a stream, from its start on."""
        self._start()
        samples = np.ascontiguousarray(samples, dtype=np.int16)
        most = len(samples) // STEP + 1
        lines = (_Line * most)()
        scores = np.zeros((most, len(self.labels)), np.uint8)
        found = self._library.hotword_hear(
            self._at,
            ctypes.c_void_p(samples.ctypes.data),
            ctypes.c_size_t(len(samples)),
            lines,
            ctypes.c_void_p(scores.ctypes.data),
        )
        if found < 0:
            raise VBoardError("an inference failed")
        slices = max(0, (len(samples) - 160) // STEP)
        return Heard(self._said(lines, found), scores[:slices])

    @property
    def threshold(self) -> int:
        """The average score, 0 to 255, above which the recogniser hears a word."""
        return int(self._library.hotword_threshold())

    def recognise(self, samples: Samples, scores: npt.NDArray[np.uint8], threshold: int) -> list[Line]:
        """What the recogniser makes of the scores that `hear` returned for these samples, at a threshold."""
        samples = np.ascontiguousarray(samples, dtype=np.int16)
        scores = np.ascontiguousarray(scores, dtype=np.uint8)
        lines = (_Line * (len(samples) // STEP + 1))()
        found = self._library.hotword_recognise(
            ctypes.c_void_p(samples.ctypes.data),
            ctypes.c_size_t(len(samples)),
            ctypes.c_void_p(scores.ctypes.data),
            len(self.labels),
            threshold,
            lines,
        )
        return self._said(lines, found)

    def _said(self, lines: ctypes.Array[_Line], count: int) -> list[Line]:
        return [Line(self.labels[n.label], n.score, n.time_ms) for n in lines[:count]]


def _aligned(size: int) -> tuple[ctypes.Array[ctypes.c_char], ctypes.c_void_p]:
    """Memory of `size` bytes, and its address, a multiple of 16."""
    memory = ctypes.create_string_buffer(size + 16)
    address = ctypes.addressof(memory)
    return memory, ctypes.c_void_p(address + -address % 16)
