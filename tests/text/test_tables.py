"""Tables in terminals of any width: every word is there, in one piece."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from vboard.report.terminal import open_console
from vboard.text.tables import Listing

WORD = st.text(st.sampled_from("abc[]:/\\_-é語"), min_size=1, max_size=25)
CELL = st.lists(WORD, max_size=5).map(" ".join)


def rendered(listing: Listing, columns: int) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(columns))
        stream = io.StringIO()
        open_console(stream).print(listing)
    return stream.getvalue()


@given(st.lists(st.tuples(WORD, CELL, CELL), min_size=1, max_size=3), st.sampled_from([20, 40, 60, 100]))
def test_every_word_is_printed_in_one_piece(rows: list[tuple[str, str, str]], columns: int) -> None:
    listing = Listing("name", "what", "remark")
    for row in rows:
        listing.add_row(*row)
    printed = rendered(listing, columns).split()
    for row in rows:
        for word in " ".join(row).split():
            assert word in printed


@given(st.lists(st.tuples(WORD, st.integers(0, 10**9)), min_size=1, max_size=3), st.sampled_from([20, 60]))
def test_lines_are_as_wide_as_the_terminal_where_words_allow(
    rows: list[tuple[str, int]], columns: int
) -> None:
    listing = Listing("name", "bytes", right=1)
    for name, count in rows:
        listing.add_row(name, f"{count:,}")
    lines = rendered(listing, columns).splitlines()
    longest = max(cell_len(name) for name, _ in rows)
    assert max(cell_len(line) for line in lines) <= max(columns, longest)


def test_a_wide_terminal_has_a_table_and_a_narrow_one_has_lines() -> None:
    listing = Listing("board", "flash", "of", right=2)
    listing.add_row("bluepill", "56,748", "65,536")
    assert [line.rstrip() for line in rendered(listing, 60).splitlines()] == [
        "board      flash      of",
        "bluepill  56,748  65,536",
    ]
    assert [line.rstrip() for line in rendered(listing, 20).splitlines()] == [
        "bluepill",
        "  flash  56,748",
        "  of     65,536",
    ]


def test_what_looks_like_markup_is_printed() -> None:
    listing = Listing("name", "remedy")
    listing.add_row("soundfile", "pip install 'vboard[audio]' :smile: [/bold]")
    assert "pip install 'vboard[audio]' :smile: [/bold]" in rendered(listing, 100)
