"""Splits the bytes of a UART into text lines, as Renode's terminal tester does."""

from __future__ import annotations

import enum

_ESCAPE = 0x1B
_CARRIAGE_RETURN = 0x0D
_LINE_FEED = 0x0A


class EndLine(enum.Enum):
    """Which character ends a line; the names are those that `endLineOption` takes."""

    TreatLineFeedAsEndLine = _LINE_FEED
    TreatCarriageReturnAsEndLine = _CARRIAGE_RETURN


class _Escape(enum.Enum):
    """Progress through `ESC [ digits m` (Select Graphic Rendition, ECMA-48 8.3.117)."""

    NONE = 0
    ESCAPE = 1
    BRACKET = 2


class LineBuffer:
    """The unfinished line of a terminal.

    Text mode drops NUL, drops CR when lines end with LF, and drops colour codes. Another escape
    sequence leaves its ESC and parameter digits in the line and loses the `[` and the character
    that ends it. Binary mode keeps every byte and never finishes a line.
    """

    def __init__(self, end_line: EndLine, binary: bool) -> None:
        self._end_line = end_line
        self._binary = binary
        self._state = _Escape.NONE
        self.content = ""
        """Characters of the unfinished line, one for each byte (Latin-1)."""
        self.escape = ""
        """Characters of the escape sequence in progress."""

    def feed(self, byte: int) -> str | None:
        """Take one byte; return the line when this byte ends it."""
        if self._binary:
            self.content += chr(byte)
            return None
        if byte == self._end_line.value:
            return self.take()
        dropped_return = byte == _CARRIAGE_RETURN and self._end_line is EndLine.TreatLineFeedAsEndLine
        if byte != 0 and not dropped_return:
            self._append(chr(byte))
        return None

    def take(self, end: int | None = None) -> str:
        """Remove and return the first `end` characters (all by default)."""
        taken = self.content if end is None else self.content[:end]
        self.content = self.content[len(taken) :]
        return taken

    def _append(self, character: str) -> None:
        if self._state is _Escape.NONE:
            if ord(character) == _ESCAPE:
                self.escape = character
                self._state = _Escape.ESCAPE
            else:
                self.content += character
        elif self._state is _Escape.ESCAPE:
            if character == "[":
                self._state = _Escape.BRACKET
            else:
                self._finish_escape(keep=True)
        elif character.isdigit() or character == ";":
            self.escape += character
        else:
            self._finish_escape(keep=character != "m")

    def _finish_escape(self, keep: bool) -> None:
        if keep:
            self.content += self.escape
        self.escape = ""
        self._state = _Escape.NONE


def printable(text: str) -> str:
    """Keep ASCII 32 to 126 and LF: what a tester returns of a line."""
    return "".join(c for c in text if c == "\n" or " " <= c <= "~")
