"""What a terminal or anything else sends to the monitor's TCP port."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vboard.dropin.telnet import LineEditor


def lines_of(data: bytes) -> tuple[list[str], bytes]:
    """The lines that an editor finishes, and what it shows."""
    shown = bytearray()
    editor = LineEditor(shown.extend)
    lines = [line for line in map(editor.feed, data) if line is not None]
    return lines, bytes(shown)


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"help\r\n", ["help"]),
        (b"help\r\0version\n", ["help", "version"]),
        (b"helq\x7fp\n", ["help"]),
        (b"\x08\x7fa\n", ["a"]),
        (b"\x1b[Ahe\x1b[1;5Clp\x1bOP\n", ["help"]),
        (b"\x1b\nhelp\n", ["", "help"]),
        (b"\x1b[\x03help\n", ["", "help"]),
        (b"\x1b\x1b[Ahelp\n", ["help"]),
        (b"\x1b[" + b"0" * 40 + b"\n", ["0" * 9]),
        ("größe\n".encode(), ["größe"]),
        (b"\xff\n", ["\ufffd"]),
    ],
)
def test_lines(data: bytes, lines: list[str]) -> None:
    """Keys send escape sequences (ECMA-48 section 5.4), which a control character cuts short."""
    assert lines_of(data)[0] == lines


@given(st.binary())
def test_garbage_never_keeps_a_line_from_its_end(data: bytes) -> None:
    lines, _ = lines_of(data + b"\n\nhelp\n")
    assert lines[-1] == "help"


def test_a_long_sequence_takes_no_time() -> None:
    assert lines_of(b"\x1b[" + b"0" * 1_000_000 + b"\n")[0][0].startswith("000")
