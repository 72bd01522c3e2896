"""Tokens of a platform description; indentation becomes braces and semicolons.

Outside explicit braces each level of four spaces opens `{`, each level back closes `}`, and lines
of one level are separated by `;`. The body of an `init:`, `reset:` or `preinit:` section is
monitor text, one LINE token a command.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from vboard.builtin.platform.platform_errors import Code, PlatformError, Position, Source
from vboard.builtin.platform.prelexer import blank_comments

INDENT = 4
_KEYWORDS = frozenset(
    ["using", "prefixed", "new", "as", "preinit", "init", "reset", "local", "true", "false", "none", "empty"]
)
_SECTIONS = frozenset(("PREINIT", "INIT", "RESET"))
_PUNCTUATION = {
    ":": "COLON",
    "@": "AT",
    "#": "HASH",
    "{": "LBRACE",
    "}": "RBRACE",
    ";": "SEMI",
    "<": "LT",
    ">": "GT",
    ",": "COMMA",
    "+": "PLUS",
    "-": "MINUS",
    "[": "LSQB",
    "]": "RSQB",
    "|": "PIPE",
}
_TOKEN = re.compile(
    r"(?P<NUMBER>0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|\d(?:_?\d)*(?:\.\d+)?)"
    r"|(?P<DOTTED>[A-Za-z]\w*(?:\.[A-Za-z]\w*)+)"
    r"|(?P<NAME>[A-Za-z]\w*)"
    r"|(?P<MEMBER>\.[A-Za-z]\w*)"
    r"|(?P<TRIPLE>'''(?:\\.|(?!''').)*''')"
    r'|(?P<STRING>"(?:\\.|[^"\\\n])*")'
    r"|(?P<ARROW>->)"
    r"|(?P<PUNCTUATION>[:@#{};<>,+\-\[\]|])",
    re.ASCII | re.DOTALL,
)


@dataclass(frozen=True)
class Lexeme:
    """A token: kind (a terminal of grammar.lark), text, place."""

    kind: str
    text: str
    position: Position


def unexpected(text: str, position: Position, expected: str = "") -> PlatformError:
    """Build the E00 error for `text` at `position`."""
    what = f"unexpected '{text[:1]}'" if text else "Unexpected end of input reached"
    expectation = f"; expected {expected}" if expected else ""
    return PlatformError(Code.SYNTAX, f"Syntax error, {what}{expectation}", position.at_length(1))


class _Lexer:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = blank_comments(source)
        self.starts = [0]
        for line in self.text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.line = 0
        self.level = 0
        self.depth = 0
        """Open explicit braces."""
        self.recent: list[str] = []
        """Kinds of the last tokens, to recognise `init add :`."""

    def position(self, index: int, length: int = 1) -> Position:
        """Place of a character of the text; calls come with growing `index`."""
        while index >= self.starts[self.line + 1] and self.line + 2 < len(self.starts):
            self.line += 1
        return Position(self.source, self.line + 1, index - self.starts[self.line] + 1, length)

    def tokens(self) -> Iterator[Lexeme]:
        index = 0
        first = True
        using = False
        while index < len(self.text):
            if self.depth == 0:
                end = self._line_end(index)
                if not self.text[index:end].strip():
                    index = end + 1
                    continue
                level = self._level(index, first)
                separators = list(self._separators(level, index, first or (using and level == 0)))
                if separators and separators[0].kind == "LBRACE" and self._in_section():
                    yield separators[0]
                    index = yield from self._indented_section(index, level)
                    continue
                yield from separators
                first = False
                index += level * INDENT
                using = self.text.startswith("using", index)
            index = yield from self._line(index)
        closing = self.position(len(self.text))
        for _ in range(self.level if self.depth == 0 else 0):
            yield Lexeme("RBRACE", "}", closing)
        yield Lexeme("$END", "", closing)

    def _line_end(self, index: int) -> int:
        end = self.text.find("\n", index)
        return end if end >= 0 else len(self.text)

    def _level(self, index: int, first: bool) -> int:
        spaces = 0
        while self.text[index + spaces] == " ":
            spaces += 1
        if spaces % INDENT:
            raise PlatformError(
                Code.INDENT,
                f"Indent's length has to be multiple of {INDENT}, this one is {spaces} spaces long.",
                self.position(index + spaces - 1),
            )
        if first and spaces:
            raise unexpected(" ", self.position(index), "an entry without indent")
        return spaces // INDENT

    def _separators(self, level: int, index: int, bare: bool) -> Iterator[Lexeme]:
        """Braces and semicolons that the indent of a line at `index` stands for."""
        place = self.position(index + level * INDENT)
        if level > self.level + 1:
            raise unexpected("{", place, "a line one level deeper at most")
        if level > self.level:
            yield Lexeme("LBRACE", "{", place)
        else:
            for _ in range(self.level - level):
                yield Lexeme("RBRACE", "}", place)
            if not bare:
                yield Lexeme("SEMI", ";", place)
        self.level = level

    def _in_section(self) -> bool:
        kinds = self.recent
        return kinds[-1:] == ["COLON"] and (
            kinds[-2:-1] == ["ADD"] or (bool(kinds[-2:-1]) and kinds[-2] in _SECTIONS)
        )

    def _line(self, index: int) -> Generator[Lexeme, None, int]:
        """Tokens up to the end of the line, or to the end of the braces that it opens."""
        while index < len(self.text):
            character = self.text[index]
            if character == "\n" and self.depth == 0:
                return index + 1
            if character.isspace():
                index += 1
                continue
            match = _TOKEN.match(self.text, index)
            if match is None:
                raise unexpected(character, self.position(index))
            lexeme = self._lexeme(match)
            in_section = lexeme.kind == "LBRACE" and self._in_section()
            yield lexeme
            self.recent = [*self.recent[-2:], lexeme.kind]
            index = match.end()
            if lexeme.kind == "LBRACE":
                self.depth += 1
                if in_section:
                    index = yield from self._braced_section(index)
            elif lexeme.kind == "RBRACE":
                if self.depth == 0:
                    raise unexpected("}", lexeme.position)
                self.depth -= 1
        return index

    def _lexeme(self, match: re.Match[str]) -> Lexeme:
        kind = match.lastgroup or ""
        text = match.group()
        if kind == "PUNCTUATION":
            kind = _PUNCTUATION[text]
        elif kind == "NAME" and text in _KEYWORDS:
            kind = text.upper()
        elif kind == "NAME" and text == "add" and self.recent and self.recent[-1] in _SECTIONS:
            kind = "ADD"
        length = len(text.split("\n", 1)[0])
        return Lexeme(kind, text, self.position(match.start(), length))

    def _indented_section(self, index: int, level: int) -> Generator[Lexeme, None, int]:
        """The lines of a section's body; its `}` comes with the next line outside."""
        first = True
        while index < len(self.text):
            end = self._line_end(index)
            line = self.text[index:end]
            if not line.strip():
                index = end + 1
                continue
            found = self._level(index, False)
            if found < level:
                break
            place = self.position(index + found * INDENT, len(line.strip()))
            if found > level:
                raise unexpected("{", place, "a command of this section")
            if not first:
                yield Lexeme("SEMI", ";", place)
            yield Lexeme("LINE", line.strip(), place)
            first = False
            index = end + 1
        self.recent = ["LINE"]
        return index

    def _braced_section(self, index: int) -> Generator[Lexeme, None, int]:
        """Commands between explicit braces, separated by `;`; stops before the closing brace."""
        start = index
        quoted = False
        nested = 0
        while index < len(self.text):
            character = self.text[index]
            if character == '"' and self.text[index - 1] != "\\":
                quoted = not quoted
            if not quoted and character in ";}" and nested == 0:
                text = self.text[start:index]
                lead = start + len(text) - len(text.lstrip())
                if text.strip():
                    yield Lexeme("LINE", " ".join(text.split("\n")).strip(), self.position(lead))
                if character == "}":
                    break
                yield Lexeme("SEMI", ";", self.position(index))
                start = index + 1
            nested += (not quoted) * ((character == "{") - (character == "}"))
            index += 1
        return index


def tokenize(source: Source) -> Iterator[Lexeme]:
    """Yield the tokens of a description; the last one is `$END`.

    Raises:
        PlatformError: E00 or E32.
    """
    return _Lexer(source).tokens()
