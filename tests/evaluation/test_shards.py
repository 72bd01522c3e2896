"""Streams: equal from equal numbers, words where they are said to be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.evaluation.fakes import write_words
from vboard.errors import VBoardError
from vboard.evaluation.catalogue import read_catalogue
from vboard.evaluation.clips import RATE
from vboard.evaluation.shards import (
    NAMES,
    SECONDS,
    Shard,
    check_material,
    choose_conditions,
    make_stream,
    plan,
)

WORDS = ("yes", "no")


def test_names_of_conditions() -> None:
    assert choose_conditions(()) == ("mixed",)
    assert choose_conditions(("clean", "hum", "clean")) == ("clean", "hum")
    assert choose_conditions(("clean", "all")) == choose_conditions(("all",)) == NAMES
    with pytest.raises(VBoardError, match=r"mixed, clean, .* or all; did you mean 'all'\?"):
        choose_conditions(("al",))


@pytest.mark.parametrize("condition", NAMES)
def test_a_stream_is_a_minute_and_follows_from_its_number(condition: str, tmp_path: Path) -> None:
    catalogue = read_catalogue(write_words(tmp_path))
    one = make_stream(catalogue, WORDS, Shard(condition, 1, 7))
    again = make_stream(catalogue, WORDS, Shard(condition, 1, 7))
    other = make_stream(catalogue, WORDS, Shard(condition, 2, 7))
    assert len(one.samples) == SECONDS * RATE
    assert np.array_equal(one.samples, again.samples)
    assert one.words == again.words
    assert not np.array_equal(one.samples, other.samples)


def test_words_of_a_clean_stream_are_where_it_is_loud(tmp_path: Path) -> None:
    stream = make_stream(read_catalogue(write_words(tmp_path)), WORDS, Shard("clean", 0, 7))
    loud = np.zeros(len(stream.samples), bool)
    for word in stream.words:
        assert np.abs(stream.samples[word.start : word.end]).max() > 10_000
        loud[word.start : word.end] = True
    assert not stream.samples[~loud].any()
    assert {word.text for word in stream.words} == {"yes", "no", "up"}


def test_other_words_alone_are_about_twenty_a_minute(tmp_path: Path) -> None:
    stream = make_stream(read_catalogue(write_words(tmp_path)), WORDS, Shard("others", 0, 7))
    assert {word.text for word in stream.words} == {"up"}
    assert 18 <= len(stream.words) <= 22


def test_noise_has_no_words(tmp_path: Path) -> None:
    stream = make_stream(read_catalogue(write_words(tmp_path)), WORDS, Shard("noise", 0, 7))
    assert stream.words == ()
    assert stream.samples.any()


def test_more_minutes_begin_with_the_same_streams() -> None:
    assert plan(["clean"], 5, 1)[:3] == plan(["clean"], 3, 1)


def test_babble_needs_other_words(tmp_path: Path) -> None:
    catalogue = read_catalogue(write_words(tmp_path))
    with pytest.raises(VBoardError, match="--condition babble needs recordings of words other than"):
        check_material(catalogue, ("yes", "no", "up"), ["babble"])
