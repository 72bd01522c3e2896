"""Recordings by folder and by list."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evaluation.fakes import write_tone, write_words
from vboard.errors import VBoardError
from vboard.evaluation.catalogue import load, read_catalogue
from vboard.evaluation.clips import FRAME


def test_a_folder_has_a_folder_for_each_word(tmp_path: Path) -> None:
    catalogue = read_catalogue(write_words(tmp_path))
    assert catalogue.words == ("no", "up", "yes")
    assert [entry.speaker for entry in catalogue.of("yes")] == ["voice0", "voice1"]
    assert {entry.word for entry in catalogue.others(["yes", "no"])} == {"up"}


def test_a_list_names_recordings_and_their_words(tmp_path: Path) -> None:
    write_words(tmp_path)
    file = tmp_path / "list.txt"
    file.write_text(
        "# mine\nyes/voice0_nohash_0.wav\n\nno/voice1_nohash_0.wav\tnope\nup/voice0_nohash_0.wav, yes\n"
    )
    catalogue = read_catalogue(file)
    assert [entry.word for entry in catalogue.entries] == ["nope", "yes", "yes"]


def test_a_list_that_names_no_recording_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("\nyes/none.wav\n")
    with pytest.raises(VBoardError, match=r"list.txt:2: 'yes/none.wav': no such recording"):
        read_catalogue(file)


def test_equal_recordings_elsewhere_have_the_same_digest(tmp_path: Path) -> None:
    one, other = write_words(tmp_path / "one"), write_words(tmp_path / "other")
    assert read_catalogue(one).digest() == read_catalogue(other).digest()
    write_tone(other / "yes" / "voice0_nohash_0.wav", 999)
    assert read_catalogue(one).digest() != read_catalogue(other).digest()


def test_a_clip_knows_where_its_word_ends(tmp_path: Path) -> None:
    clip = load(read_catalogue(write_words(tmp_path)).of("yes")[0])
    assert abs(clip.start - 4000) <= FRAME
    assert abs(clip.end - 4000 - 6400) <= FRAME
