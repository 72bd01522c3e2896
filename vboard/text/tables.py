"""Tables that no terminal tears: where words do not fit side by side, a row becomes lines of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

_WORD_GAP = re.compile(r"\s+(?<!\d\s)|(?<=\d)\s+(?![A-Za-z%])")
"""Between words; a number and its unit are one."""
GAP = 2
"""Columns between two columns of a table."""


class Listing:
    """Rows under headings. Cells are data: nothing in them is markup.

    Args:
        headings: of the columns; the first names the row.
        right: how many columns at the end are numbers.
        header: whether the headings are printed above a table.
    """

    def __init__(self, *headings: str, right: int = 0, header: bool = True) -> None:
        self._headings = headings
        self._right = right
        self._header = header
        self._rows: list[Sequence[str]] = []

    def add_row(self, *cells: str) -> None:
        """One more row, a cell for each heading."""
        self._rows.append(cells)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        columns = [list(each) for each in zip(*self._shown(), strict=True)]
        least = [max(_longest_word(cell) for cell in cells) for cells in columns]
        most = [max(_longest_line(cell) for cell in cells) for cells in columns]
        if self._right:  # numbers and what they are stay in one piece
            for number in (0, *range(len(columns) - self._right, len(columns))):
                least[number] = most[number]
        free = options.max_width - sum(least) - GAP * (len(columns) - 1)
        if free < 0:
            yield from self._as_lines(options.max_width)
        else:
            yield from self._as_table(_share(least, most, free))

    def _shown(self) -> list[Sequence[str]]:
        return [self._headings, *self._rows] if self._header else self._rows or [self._headings]

    def _as_table(self, widths: Sequence[int]) -> Iterator[Text]:
        for number, row in enumerate(self._shown()):
            style = "bold" if self._header and number == 0 else ""
            folded = [_fold(cell, width) for cell, width in zip(row, widths, strict=True)]
            for line in zip_longest(*folded, fillvalue=""):
                cells = (
                    self._pad(at, cell, width)
                    for at, (cell, width) in enumerate(zip(line, widths, strict=True))
                )
                yield _whole((" " * GAP).join(cells).rstrip(), style)

    def _pad(self, column: int, cell: str, width: int) -> str:
        space = " " * (width - cell_len(cell))
        return space + cell if column >= len(self._headings) - self._right else cell + space

    def _as_lines(self, width: int) -> Iterator[Text]:
        label_width = max((cell_len(each) for each in self._headings[1:] if self._header), default=0)
        for row in self._rows:
            yield _whole(row[0], "bold")
            for heading, cell in zip(self._headings[1:], row[1:], strict=True):
                label = f"  {heading:<{label_width}}  " if label_width else "  "
                for line in _fold(cell, width - len(label)):
                    yield _whole(label + line)
                    label = " " * len(label)


def _whole(text: str, style: str = "") -> Text:
    """Text that rich neither wraps nor cuts."""
    return Text(text, style=style, overflow="ignore", no_wrap=True)


def _longest_word(text: str) -> int:
    return max((cell_len(word) for word in _WORD_GAP.split(text)), default=0)


def _longest_line(text: str) -> int:
    return max((cell_len(line) for line in text.splitlines()), default=0)


def _fold(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells, torn between words alone: a longer word has a longer line."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for word in _WORD_GAP.split(paragraph):
            longer = f"{line} {word}" if line else word
            if line and cell_len(longer) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def _share(least: Sequence[int], most: Sequence[int], free: int) -> list[int]:
    """Widths of columns: what each needs at least, then a column at a time to the one with most lines."""
    widths = list(least)
    for _ in range(free):
        wanting = [number for number, width in enumerate(widths) if width < most[number]]
        if not wanting:
            break
        widths[max(wanting, key=lambda number: most[number] / max(1, widths[number]))] += 1
    return widths
