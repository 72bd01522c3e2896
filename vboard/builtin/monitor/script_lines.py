"""Scripts: the logical lines of a .resc file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

TRIPLE = '"""'


@dataclass(frozen=True)
class ScriptLine:
    """A command of a script and the number of its first line, from 1."""

    text: str
    number: int


def logical_lines(text: str) -> Iterator[ScriptLine]:
    """Split a script into commands.

    A block between triple quotes belongs to one command; when the quotes open at the start of a
    line, the block belongs to the command on the line before.
    """
    pending: ScriptLine | None = None
    block: list[str] = []
    start = 0
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        quotes = line.count(TRIPLE)
        if block:
            block.append(line)
        elif quotes:
            if line.startswith(TRIPLE) and pending is not None:
                block, start = [pending.text, line], pending.number
            else:
                if pending is not None:
                    yield pending
                block, start = [line], number
            pending = None
        else:
            if line.strip():
                if pending is not None:
                    yield pending
                pending = ScriptLine(line.strip(), number)
            continue
        if not _is_open(block):
            yield ScriptLine("\n".join(block), start)
            block = []
    if block:
        yield ScriptLine("\n".join(block), start)
    elif pending is not None:
        yield pending


def _is_open(lines: list[str]) -> bool:
    """Whether triple quotes are left open behind `lines`."""
    return sum(line.count(TRIPLE) for line in lines) % 2 == 1
