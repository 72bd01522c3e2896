"""Errors of platform descriptions, in Renode's form: code, text, position, source line, caret."""

from __future__ import annotations

import enum
from typing import NamedTuple

from vboard.errors import VBoardError


class Code(enum.IntEnum):
    """The `Enn` numbers of Renode 1.16.1 that this loader raises."""

    SYNTAX = 0
    NEVER_DECLARED = 1
    ALREADY_DECLARED = 2
    EMPTY_ENTRY = 3
    UNKNOWN_TYPE = 4
    NO_REGISTER = 5
    TYPE_MISMATCH = 6
    NOT_WRITABLE = 7
    IRQ_ARITY = 8
    REPEATED_ATTRIBUTE = 9
    NO_PROPERTY = 10
    NO_IRQ_DESTINATION = 11
    NOT_A_RECEIVER = 12
    NO_IRQ_SOURCE = 13
    NO_NUMBERED_SOURCE = 14
    AMBIGUOUS_IRQ_SOURCE = 15
    REPEATED_IRQ_SOURCE = 16
    REPEATED_USING = 17
    NO_LOCAL_RECEIVER = 18
    REPEATED_INIT = 19
    UNDEFINED_REFERENCE = 20
    NO_REGISTRATION_POINT = 21
    WRONG_ENUM = 23
    CREATION_CYCLE = 24
    NO_CONSTRUCTOR = 25
    AMBIGUOUS_CONSTRUCTOR = 26
    INIT_SECTION = 29
    USING_CYCLE = 30
    INDENT = 32
    ALIAS_WITHOUT_REGISTRATION = 33
    ALIAS_WITH_NONE = 34
    PARAMETER_WITHOUT_CREATION = 35
    NO_USING = 36
    CONSTRUCTION = 38
    REGISTRATION = 39
    PROPERTY_SETTING = 40
    NAME_SETTING = 41
    PARENT_NO_PERIPHERAL = 42
    NO_IRQ_NUMBER = 43
    UNINITIALIZED_IRQ = 44
    REGISTRATION_CYCLE = 45
    ALIASED_PARAMETER = 46
    RESET_SECTION = 47
    REPEATED_RESET = 48
    ABSTRACT_TYPE = 49
    REPEATED_PREINIT = 50
    PREINIT_SECTION = 51


class Source(NamedTuple):
    """One description: the path it came from (empty for a string) and its lines."""

    path: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, text: str, path: str = "") -> Source:
        """Split `text` as the pre-lexer sees it (carriage returns are dropped)."""
        return cls(path, tuple(text.replace("\r", "").split("\n")))


class Position(NamedTuple):
    """Where a construct stands: line and column from 1; `length` characters, with white space behind it."""

    source: Source
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        path = f"{self.source.path}:" if self.source.path else ""
        return f"{path}{self.line}:{self.column}"


class PlatformError(VBoardError):
    """A faulty platform description.

    Attributes:
        code: Renode's error number.
        message: what is wrong.
        position: place of the fault.
        suggestion: the nearest valid name as a sentence, or empty. It is no part of the text, so
            that the text stays Renode's.

    Args:
        code: see above.
        message: see above.
        position: see above.
        suggestion: see above.
        wide: underline all of the construct that is on its first line, instead of its first character.
    """

    def __init__(
        self, code: Code, message: str, position: Position, suggestion: str = "", *, wide: bool = False
    ) -> None:
        self.code = code
        self.suggestion = suggestion
        self.message = message
        self.position = position
        lines = position.source.lines
        line = lines[position.line - 1] if position.line <= len(lines) else ""
        # Renode drops tabs from the line that it shows, but counts them in the column.
        shown = line.replace("\t", "")
        length = min(len(line) - (position.column - 1), position.length) if wide else 1
        caret = " " * (position.column - 1) + "^" * max(1, length)
        super().__init__(f"Error E{code:02d}: {message}\nAt {position}:\n{shown}\n{caret}")
