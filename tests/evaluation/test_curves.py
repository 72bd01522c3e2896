"""Curves of scores, against figures that are worked out by hand and by another definition."""

from __future__ import annotations

import numpy as np
import pytest

from vboard.evaluation import curves

SCORES = np.array([0.9, 0.8, 0.7, 0.7, 0.4, 0.1])
IS_WORD = np.array([True, True, False, True, False, False])


def test_roc_passes_equal_scores_together() -> None:
    expected = [(0, 0), (0, 1 / 3), (0, 2 / 3), (1 / 3, 1), (2 / 3, 1), (1, 1)]
    assert np.array(curves.roc(SCORES, IS_WORD)) == pytest.approx(np.array(expected))


def test_area_is_the_chance_that_a_word_scores_above_another() -> None:
    rng = np.random.default_rng(3)
    scores, is_word = rng.integers(0, 20, 200), rng.random(200) < 0.4
    scores[is_word] += 4
    said, others = scores[is_word][:, None], scores[~is_word][None]
    chance = ((said > others) + 0.5 * (said == others)).mean()
    assert curves.area(curves.roc(scores, is_word)) == pytest.approx(chance)


def test_equal_error_rate_of_overlapping_normals() -> None:
    rng = np.random.default_rng(5)
    scores = np.concatenate([rng.normal(0, 1, 40_000), rng.normal(2, 1, 40_000)])
    is_word = np.arange(80_000) >= 40_000
    # Two normal distributions two deviations apart cross at one: 15.87 % of each lie beyond.
    assert curves.equal_error_rate(curves.roc(scores, is_word)) == pytest.approx(0.1587, abs=0.003)
    perfect = curves.roc(np.array([1, 2]), np.array([False, True]))
    assert curves.equal_error_rate(perfect) == 0.0


@pytest.mark.parametrize("said", [True, False])
def test_roc_needs_both_kinds(said: bool) -> None:
    with pytest.raises(ValueError, match="expected some of each"):
        curves.roc(np.array([1.0, 2.0]), np.array([said, said]))


def test_reliability_counts_by_confidence() -> None:
    confidence = np.array([0.95, 1.0, 0.91, 0.35, 0.31])
    bins = curves.reliability(confidence, np.array([True, True, False, False, True]))
    assert [(each.right, each.count) for each in bins] == [(1, 2), (2, 3)]
    assert bins[1].confidence == pytest.approx(0.9533, abs=1e-4)
    assert curves.expected_calibration_error(bins) == pytest.approx((abs(0.66 - 1) + abs(2.86 - 2)) / 5)
