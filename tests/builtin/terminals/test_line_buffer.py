"""Splitting of bytes into lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vboard.builtin.terminals.line_buffer import EndLine, LineBuffer, printable


def lines(data: bytes, end_line: EndLine = EndLine.TreatLineFeedAsEndLine) -> tuple[list[str], str]:
    buffer = LineBuffer(end_line, binary=False)
    finished = [line for byte in data if (line := buffer.feed(byte)) is not None]
    return finished, buffer.content


@pytest.mark.parametrize(
    ("data", "finished", "rest"),
    [
        (b"one\ntwo\n", ["one", "two"], ""),
        (b"one\r\ntwo", ["one"], "two"),
        (b"\n\n", ["", ""], ""),
        (b"a\x00b\n", ["ab"], ""),
        (b"\x1b[32mgreen\x1b[0m\n", ["green"], ""),
        (b"\x1b[1;31mred\n", ["red"], ""),
        (b"a\x1bcb\n", ["a\x1bb"], ""),
        (b"a\x1b[2Kb\n", ["a\x1b2b"], ""),
    ],
)
def test_text_mode(data: bytes, finished: list[str], rest: str) -> None:
    assert lines(data) == (finished, rest)


def test_carriage_return_ends_lines_on_request_and_line_feeds_stay() -> None:
    assert lines(b"one\r\ntwo\r", EndLine.TreatCarriageReturnAsEndLine) == (["one", "\ntwo"], "")


def test_binary_mode_keeps_every_byte() -> None:
    buffer = LineBuffer(EndLine.TreatLineFeedAsEndLine, binary=True)
    for byte in b"\x00\r\n\x1b[0m\xff":
        assert buffer.feed(byte) is None
    assert buffer.content.encode("latin-1") == b"\x00\r\n\x1b[0m\xff"


def test_returned_text_is_printable_ascii() -> None:
    assert printable("a\x1bb\xffc\td\ne") == "abcd\ne"


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126) | st.just("\n")))
def test_printable_text_is_split_at_line_feeds_only(text: str) -> None:
    finished, rest = lines(text.encode())
    assert [*finished, rest] == text.split("\n")


@given(st.binary())
def test_any_bytes_leave_no_line_feed_and_no_nul_in_a_line(data: bytes) -> None:
    finished, rest = lines(data)
    assert len(finished) <= data.count(b"\n")
    assert not any(c in line for line in [*finished, rest] for c in "\n\0\r")
