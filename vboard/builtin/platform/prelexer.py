"""First pass over a platform description: comments become blanks, positions stay.

The rules are Renode's (`//` opens a comment only at the start of a line or behind a space, so that
`http://host` survives; outside braces a comment of several lines ends at the end of a line).
"""

from __future__ import annotations

from dataclasses import dataclass

from vboard.builtin.platform.platform_errors import Code, PlatformError, Position, Source


@dataclass
class _Cursor:
    """Walks the text and knows line and column."""

    source: Source
    text: str
    index: int = 0
    line: int = 1
    line_start: int = 0

    def position(self, length: int = 1) -> Position:
        return Position(self.source, self.line, self.index - self.line_start + 1, length)

    def startswith(self, prefix: str) -> bool:
        return self.text.startswith(prefix, self.index)

    def step(self, count: int = 1) -> str:
        """Pass `count` characters and return them."""
        passed = self.text[self.index : self.index + count]
        for offset, character in enumerate(passed):
            if character == "\n":
                self.line += 1
                self.line_start = self.index + offset + 1
        self.index += len(passed)
        return passed


def blank_comments(source: Source) -> str:
    """Return the text of `source` with each comment replaced by spaces (newlines stay).

    Raises:
        PlatformError: E00, an unterminated string or comment, or code next to a block comment
            where none is allowed.
    """
    cursor = _Cursor(source, "\n".join(source.lines))
    text = cursor.text
    output: list[str] = []
    depth = 0
    while cursor.index < len(text):
        character = text[cursor.index]
        if cursor.startswith("'''"):
            output.append(_triple_quoted(cursor))
        elif character == '"':
            output.append(_quoted(cursor))
        elif cursor.startswith("//") and (cursor.index == 0 or text[cursor.index - 1] in "\n "):
            end = text.find("\n", cursor.index)
            count = (end if end >= 0 else len(text)) - cursor.index
            output.append(" " * len(cursor.step(count)))
        elif cursor.startswith("/*"):
            output.append(_block_comment(cursor, depth))
        else:
            depth = max(0, depth + (character == "{") - (character == "}"))
            output.append(cursor.step())
    return "".join(output)


def _triple_quoted(cursor: _Cursor) -> str:
    start = cursor.position(3)
    end = cursor.text.find("'''", cursor.index + 3)
    while end > 0 and cursor.text[end - 1] == "\\":
        end = cursor.text.find("'''", end + 1)
    if end < 0:
        raise PlatformError(Code.SYNTAX, "Unterminated string.", start)
    return cursor.step(end + 3 - cursor.index)


def _quoted(cursor: _Cursor) -> str:
    start = cursor.position()
    index = cursor.index + 1
    while index < len(cursor.text) and cursor.text[index] not in '"\n':
        index += 2 if cursor.text[index] == "\\" else 1
    if index >= len(cursor.text) or cursor.text[index] == "\n":
        raise PlatformError(Code.SYNTAX, "Unterminated string.", start)
    return cursor.step(index + 1 - cursor.index)


def _block_comment(cursor: _Cursor, depth: int) -> str:
    start = cursor.position(2)
    before = cursor.text[cursor.line_start : cursor.index]
    end = cursor.text.find("*/", cursor.index + 2)
    if end < 0:
        raise PlatformError(Code.SYNTAX, "Unterminated comment.", start)
    comment = cursor.step(end + 2 - cursor.index)
    line_end = cursor.text.find("\n", cursor.index)
    after = cursor.text[cursor.index : line_end if line_end >= 0 else len(cursor.text)]
    goes_on = bool(after.strip()) and not after.lstrip().startswith("//")
    if depth == 0 and goes_on and ("\n" in comment or not before.strip()):
        message = "Syntax error, a comment outside braces that is the first on its line or spans lines"
        raise PlatformError(Code.SYNTAX, f"{message} has to end at the end of a line.", start)
    return "".join("\n" if character == "\n" else " " for character in comment)
