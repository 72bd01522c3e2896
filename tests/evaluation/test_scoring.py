"""Hits, misses, false accepts: each word and each line counts once."""

from __future__ import annotations

from vboard.evaluation.scoring import Line, Score
from vboard.evaluation.streams import Word


def word(text: str, end_ms: int) -> Word:
    return Word(text, f"{text}/x", (end_ms - 400) * 16, end_ms * 16)


def counted(words: list[Word], *lines: Line) -> Score:
    score = Score(("yes", "no"))
    score.add(words, 60.0, lines)
    return score


def test_a_hit_comes_from_100_ms_before_to_1000_ms_behind_the_end() -> None:
    words = [word("yes", 1000), word("yes", 4000), word("yes", 7000), word("yes", 11000)]
    lines = [Line("yes", 200, 900), Line("yes", 200, 5000), Line("yes", 200, 6899), Line("yes", 200, 12001)]
    score = counted(words, *lines)
    assert score.hits["yes"] == 2
    assert score.false_accepts == 2
    assert score.latencies_ms == [-100, 1000]


def test_a_line_counts_once() -> None:
    score = counted([word("yes", 1000), word("yes", 1500)], Line("yes", 200, 1600))
    assert score.hits["yes"] == 1
    assert score.recall == 0.5


def test_a_word_counts_once() -> None:
    score = counted([word("yes", 1000)], Line("yes", 200, 1100), Line("yes", 200, 1900))
    assert (score.hits["yes"], score.false_accepts) == (1, 1)


def test_another_words_line_is_a_miss_and_a_false_accept() -> None:
    score = counted([word("go", 1000), word("yes", 4000)], Line("no", 200, 1200), Line("no", 200, 4200))
    assert score.recall == 0.0
    assert score.record()["false_accepts_by_kind"] == {"no for go": 1, "no for yes": 1}
    assert score.false_accepts_per_hour == 120.0


def test_latency_is_that_of_the_console_where_it_is_known() -> None:
    score = counted([word("yes", 1000)], Line("yes", 200, 1180, 1201.25))
    assert score.latencies_ms == [201.25]
