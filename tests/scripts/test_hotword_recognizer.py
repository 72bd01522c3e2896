"""RecognizeCommands as the evaluation simulates it: averaging, threshold, suppression."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from scripts.hotword_data import NO, SILENCE, YES
from scripts.hotword_recognizer import RecognizeCommands, windows_of


def sure_of(label: int, score: int = 255) -> npt.NDArray[np.int8]:
    scores = np.full(4, -128, np.int8)
    scores[label] = score - 128
    return scores


def feed(
    recognizer: RecognizeCommands, label: int, begin_ms: int, end_ms: int, score: int = 255
) -> list[int]:
    """Feeds one result every 100 ms; returns the times of new commands."""
    times = range(begin_ms, end_ms, 100)
    results = [(t, *recognizer.process(sure_of(label, score), t)) for t in times]
    return [t for t, heard, is_new in results if is_new and heard.label == label]


def test_decides_only_after_three_results_that_span_a_quarter_of_the_window() -> None:
    close = RecognizeCommands()
    assert [close.process(sure_of(YES), t)[1] for t in (0, 50, 100, 150, 200, 249, 250)] == [False] * 6 + [
        True
    ]
    sparse = RecognizeCommands()
    assert [sparse.process(sure_of(YES), t)[1] for t in (0, 400, 800)] == [False, False, True]


def test_average_must_exceed_the_threshold() -> None:
    assert feed(RecognizeCommands(), YES, 0, 3000, score=200) == []
    assert feed(RecognizeCommands(), YES, 0, 1000, score=201) == [300]


def test_results_older_than_the_window_do_not_count() -> None:
    recognizer = RecognizeCommands()
    feed(recognizer, SILENCE, 0, 1000)
    # Results at t - 1000 ... t: eleven of them, and 255 k / 11 > 200 from k = 9 on.
    assert feed(recognizer, YES, 1000, 2500)[0] == 1800


def test_same_command_again_waits_for_the_suppression_time() -> None:
    assert feed(RecognizeCommands(), YES, 0, 4000) == [300, 1900, 3500]


def test_other_command_is_not_suppressed() -> None:
    recognizer = RecognizeCommands()
    assert feed(recognizer, YES, 0, 1000) == [300]
    assert feed(recognizer, NO, 1000, 2000) == [1800]


def test_silence_never_suppresses() -> None:
    assert feed(RecognizeCommands(), SILENCE, 0, 700) == [300, 400, 500, 600]


def test_windows_start_with_an_empty_spectrogram() -> None:
    features = np.arange(6 * 40, dtype=np.int64).astype(np.int8).reshape(6, 40)
    windows = windows_of(features, 2)
    assert windows.shape == (3, 49, 40)
    assert (windows[0, :47] == -128).all()
    assert (windows[0, 47:] == features[:2]).all()
    assert (windows[2, 43:] == features).all()
