"""From text to syntax tree."""

from __future__ import annotations

import functools

from vboard.builtin.platform import syntax
from vboard.builtin.platform.combinators import Failure, Text
from vboard.builtin.platform.grammar import DESCRIPTION
from vboard.builtin.platform.platform_errors import Code, PlatformError, Source
from vboard.builtin.platform.prelexer import prelex


@functools.lru_cache(maxsize=64)
def parse(source: Source) -> syntax.Description:
    """Parse one description; those read last are kept, for each test of a suite makes its machine anew.

    Raises:
        PlatformError: E00 or E32.
    """
    text = Text(source, prelex(source))
    found = DESCRIPTION(text, 0)
    if isinstance(found, Failure):
        message = f"Syntax error, {found.message}"
        if found.expected:
            message += f"; expected {' or '.join(found.expected)}"
        raise PlatformError(Code.SYNTAX, message, text.position(found.at, found.at + 1))
    usings, entries = found.value
    return syntax.Description(source, usings, entries)
