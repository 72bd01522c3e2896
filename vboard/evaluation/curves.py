"""Curves of a classifier's scores: ROC, detection error trade-off, reliability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Point = tuple[float, float]


def roc(scores: npt.NDArray[np.generic], is_word: npt.NDArray[np.bool_]) -> list[Point]:
    """(false accept rate, hit rate) for every threshold, from none accepted to all.

    Args:
        scores: of a word, [n]; a higher one is more like it.
        is_word: whether it was said, [n].

    Raises:
        ValueError: it was always said, or never.
    """
    said, others = int(is_word.sum()), int((~is_word).sum())
    if not said or not others:
        raise ValueError(f"{said} with the word and {others} without; expected some of each")
    order = np.argsort(-scores.astype(np.float64), kind="stable")
    ordered, right = scores[order], is_word[order]
    # Equal scores pass a threshold together.
    last = np.append(ordered[1:] != ordered[:-1], True)
    hits, wrong = np.cumsum(right)[last], np.cumsum(~right)[last]
    return [(0.0, 0.0), *((float(w / others), float(h / said)) for w, h in zip(wrong, hits, strict=True))]


def area(curve: Sequence[Point]) -> float:
    """Under a ROC curve, by trapezoids: 0.5 is chance, 1 is perfect."""
    xs, ys = np.array(curve).T
    return float(np.sum(np.diff(xs) * (ys[1:] + ys[:-1]) / 2))


def equal_error_rate(curve: Sequence[Point]) -> float:
    """Where as many words are missed as others are accepted, between the two nearest thresholds."""
    xs, ys = np.array(curve).T
    gap = xs - (1 - ys)
    after = int(np.argmax(gap >= 0))
    if gap[after] == 0 or after == 0:
        return float(xs[after])
    part = -gap[after - 1] / (gap[after] - gap[after - 1])
    return float(xs[after - 1] + part * (xs[after] - xs[after - 1]))


@dataclass(frozen=True)
class Bin:
    """Decisions of like confidence: their mean confidence, and how many of them were right."""

    confidence: float
    right: int
    count: int


def reliability(
    confidence: npt.NDArray[np.floating], right: npt.NDArray[np.bool_], bins: int = 10
) -> list[Bin]:
    """Decisions by confidence in equal ranges of 0 to 1; empty ranges are left out."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    return [
        Bin(float(confidence[here].mean()), int(right[here].sum()), int(here.sum()))
        for here in (place == number for number in range(bins))
        if here.any()
    ]


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """Mean distance between confidence and share of right decisions, weighted by their number."""
    total = sum(each.count for each in bins)
    return sum(abs(each.confidence * each.count - each.right) for each in bins) / total
