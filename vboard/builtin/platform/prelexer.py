"""First pass over a description: comments vanish, indents become braces and semicolons at the ends of lines.

Lines and columns stay what they are. The rules are Renode's: `//` opens a comment only at the start of a line
or behind a space, so that `http://host` survives; outside braces a comment of several lines ends at the end
of a line; inside braces indents mean nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vboard.builtin.platform.platform_errors import Code, PlatformError, Position, Source

INDENT = 4
_TRIPLE = "'''"
_FIRST_THING = re.compile(r"""["]|'''|/[*/]""")


@dataclass
class Line:
    """A line of the source, or several that a string of several lines joins.

    Attributes:
        number: number of the first one, from 0.
        text: without comments once they are removed; line feeds stand inside a string only.
    """

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether nothing is on it."""
        return not self.text.strip()


def prelex(source: Source) -> str:
    """The text for the parser.

    Raises:
        PlatformError: E00, an unterminated string or code beside a comment where none is allowed; E32.
    """
    lines = _join_strings(source)
    _remove_comments(source, lines)
    _add_braces(source, lines)
    return "\n".join(line.text for line in lines)


def _syntax_error(source: Source, line: int, column: int, message: str) -> PlatformError:
    """An error at a column (from 0)."""
    return PlatformError(Code.SYNTAX, message, Position(source, line + 1, column + 1))


# -- strings of several lines -------------------------------------------------------------------


def _join_strings(source: Source) -> list[Line]:
    lines: list[Line] = []
    opened: tuple[int, int] | None = None
    for number, text in enumerate(source.lines):
        quotes = [at for at in _places(text, _TRIPLE) if not _is_escaped(text, at)]
        if opened is not None:
            lines[-1].text += "\n" + text
            if quotes:
                opened = None
            continue
        lines.append(Line(number, text))
        if len(quotes) in (0, 2):
            continue
        if len(quotes) != 1:
            message = "The start of one multiline string cannot be on the same line as the end of another"
            raise _syntax_error(source, number, quotes[2] - 1, message)
        opened = number, quotes[0]
    if opened is not None:
        raise _syntax_error(source, opened[0], opened[1] - 1, "Unclosed multiline string")
    return lines


def _places(text: str, wanted: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(wanted), text)]


def _is_escaped(text: str, at: int) -> bool:
    before = text[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


# -- comments -----------------------------------------------------------------------------------


def _remove_comments(source: Source, lines: list[Line]) -> None:
    level = 0
    inside = False
    for line in lines:
        if inside:
            end = line.text.find("*/")
            if end < 0:
                line.text = ""
                continue
            if level == 0 and end != len(line.text.rstrip()) - 2:
                message = "Multiline comment in indent mode can only finish at the end of the line."
                raise _syntax_error(source, line.number, end, message)
            line.text = " " * (end + 2) + line.text[end + 2 :]
        inside = _remove_from(source, line, level)
        level += _brace_balance(line.text)


def _remove_from(source: Source, line: Line, level: int) -> bool:
    """Remove the comments of a line; tells whether the last one goes on on the next."""
    at = 0
    while (found := _FIRST_THING.search(line.text, at)) is not None:
        at = found.start()
        thing = found.group()
        if thing in ('"', _TRIPLE):
            at = _string_end(source, line, at, thing)
        elif thing == "//":
            if at == 0 or line.text[at - 1] == " ":
                line.text = line.text[:at]
                return False
            at += 2
        else:
            end = line.text.find("*/", at + 2)
            if end < 0:
                line.text = line.text[:at]
                return True
            end += 2
            if level == 0 and not line.text[:at].strip() and line.text[end:].strip():
                message = (
                    "Single line multiline comment in indent mode cannot be the first non-whitespace element "
                    "of a line if it is does not span to the end of the line."
                )
                raise _syntax_error(source, line.number, at + 1, message)
            line.text = line.text[:at] + " " * (end - at) + line.text[end:]
            at = end
    return False


def _string_end(source: Source, line: Line, at: int, quote: str) -> int:
    while True:
        at = line.text.find(quote, at + len(quote))
        if at < 0:
            last = len(source.lines[line.number]) - 1
            raise _syntax_error(source, line.number, last, "Unterminated string.")
        if not _is_escaped(line.text, at):
            return at + len(quote)


# -- indents ------------------------------------------------------------------------------------


def _add_braces(source: Source, lines: list[Line]) -> None:
    level = 0
    braces = 0
    last: Line | None = None
    for line in lines:
        if line.is_blank:
            continue
        if last is None:
            if _indent(source, line) != 0:
                message = "First line with text cannot be indented."
                raise PlatformError(Code.INDENT, message, Position(source, line.number + 1, 1))
        elif braces <= 0:
            here = _indent(source, line)
            last.text += "{" * (here - level) + "}" * (level - here) + ";" * (here <= level)
            level = here
        braces += _brace_balance(line.text)
        last = line
    if last is not None:
        last.text += "}" * level


def _indent(source: Source, line: Line) -> int:
    spaces = len(line.text) - len(line.text.lstrip(" "))
    if spaces % INDENT:
        message = f"Indent's length has to be multiple of {INDENT}, this one is {spaces} spaces long."
        raise PlatformError(Code.INDENT, message, Position(source, line.number + 1, spaces))
    return spaces // INDENT


def _brace_balance(text: str) -> int:
    """Opening braces less closing ones, outside of strings."""
    if "{" not in text and "}" not in text:
        return 0
    balance = 0
    quoted = False
    for at, character in enumerate(text):
        if character == '"' and not _is_escaped(text, at):
            quoted = not quoted
        elif not quoted and character in "{}":
            balance += 1 if character == "{" else -1
    return balance
