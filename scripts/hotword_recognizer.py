"""What the application does around the model: a sliding window of features and RecognizeCommands."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scripts.frontend_host import CHANNELS, CLIP_SLICES, STEP
from scripts.hotword_data import LABELS, RATE, SILENCE

SLICE_MS = STEP * 1000 // RATE


@dataclass(frozen=True)
class Heard:
    label: int
    score: int  # 0..255
    time_ms: int


class RecognizeCommands:
    """Averages scores over time and reports a command once; the settings are those of micro_speech."""

    def __init__(
        self, average_ms: int = 1000, threshold: int = 200, suppression_ms: int = 1500, minimum: int = 3
    ) -> None:
        self.average_ms, self.threshold = average_ms, threshold
        self.suppression_ms, self.minimum = suppression_ms, minimum
        self._results: deque[tuple[int, npt.NDArray[np.int64]]] = deque()
        self._previous, self._previous_time = SILENCE, None  # type: int, int | None

    def process(self, scores: npt.NDArray[np.int8], time_ms: int) -> tuple[Heard, bool]:
        """Takes one inference result; returns the current command and whether it is a new one."""
        self._results.append((time_ms, scores.astype(np.int64) + 128))
        while self._results[0][0] < time_ms - self.average_ms:
            self._results.popleft()
        span = time_ms - self._results[0][0]
        if len(self._results) < self.minimum or span < self.average_ms // 4:
            return Heard(self._previous, 0, time_ms), False
        average = np.sum([result for _, result in self._results], axis=0) // len(self._results)
        top = int(average.argmax())
        score = int(average[top])
        suppressed = (
            self._previous != SILENCE
            and self._previous_time is not None
            and time_ms - self._previous_time <= self.suppression_ms
        )
        is_new = score > self.threshold and (top != self._previous or not suppressed)
        if is_new:
            self._previous, self._previous_time = top, time_ms
        return Heard(top, score, time_ms), is_new


Model = Callable[[npt.NDArray[np.int8]], npt.NDArray[np.int8]]


def windows_of(features: npt.NDArray[np.int8], every: int) -> npt.NDArray[np.int8]:
    """The window after each `every` slices of a stream that starts with an empty spectrogram."""
    empty = np.full((CLIP_SLICES - 1, CHANNELS), -128, np.int8)
    padded = np.concatenate([empty, features])
    ends = np.arange(every - 1, len(features), every)
    return np.asarray(padded[ends[:, None] + np.arange(CLIP_SLICES)], np.int8)


def listen(features: npt.NDArray[np.int8], model: Model, every: int = 2) -> list[Heard]:
    """Runs a stream's slices through `model` ([n, 49, 40] -> [n, 4] int8); returns the new commands."""
    scores = model(windows_of(features, every))
    recognizer = RecognizeCommands()
    heard = []
    for i, result in enumerate(scores):
        command, is_new = recognizer.process(result, (i + 1) * every * SLICE_MS)
        if is_new:
            heard.append(command)
    return heard


def format_heard(heard: Heard) -> str:
    return f"Heard {LABELS[heard.label]} ({heard.score}) @{heard.time_ms}ms"
