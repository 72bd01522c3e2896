"""A run as an SVG picture: waveform, what was heard, LEDs and console over virtual time.

Colours follow the reader's light or dark mode. Positions are rounded so coarsely that a firmware which
takes a few instructions more gives the same picture.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vboard.engine.events import MILLISECOND, SECOND, LedChange, led_changes
from vboard.player.audio import RATE, Clip
from vboard.player.playback import Run
from vboard.player.sounds import join_clips
from vboard.player.verdict import FATAL
from vboard.report.record import write_text

WIDTH, MARGIN, PADDING = 960, 12, 20
LEFT, RIGHT = MARGIN + PADDING + 70, WIDTH - MARGIN - PADDING
"""Where the time axis begins and ends."""
TITLE_HEIGHT, WAVE_HEIGHT, HEARD_HEIGHT, LED_HEIGHT, AXIS_HEIGHT, LINE_HEIGHT = 44, 84, 30, 30, 34, 18
COLUMN = 3
"""Pixels from bar to bar of the waveform."""
LONGEST_LINE = 108
MOST_LINES = 16
FLICKER = 50 * MILLISECOND
"""Shorter states of a LED are drawn together, as flickering."""
CHARACTER = 7.2
"""Width of a character of the fixed-width font at 12 px, about."""

_COLOURS = {
    ".page": ("fill", "#ffffff", "#0d1117"),
    ".card": ("fill", "#f6f8fa", "#151b23"),
    ".edge": ("stroke", "#d1d9e0", "#3d444d"),
    "text": ("fill", "#1f2328", "#f0f6fc"),
    ".dim": ("fill", "#59636e", "#9198a1"),
    ".grid": ("stroke", "#e4e8ec", "#262c36"),
    ".axis": ("stroke", "#59636e", "#9198a1"),
    ".wave": ("stroke", "#0969da", "#4493f8"),
    ".lit": ("fill", "#2da44e", "#3fb950"),
    ".dark": ("fill", "#d1d9e0", "#3d444d"),
    ".stripe": ("stroke", "#2da44e", "#3fb950"),
    ".heard": ("fill", "#bc4c00", "#f0883e"),
    ".mark": ("stroke", "#bc4c00", "#f0883e"),
    ".on-heard": ("fill", "#ffffff", "#0d1117"),
    ".bad": ("fill", "#cf222e", "#f85149"),
}
"""What is coloured, and its colour in light and in dark mode."""
_FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
_SHAPES = f"""
text {{ font-family: {_FONTS}; font-size: 12px; white-space: pre; }}
.title {{ font-size: 15px; }}
.title, .strong {{ font-weight: 600; }}
.wave {{ stroke-width: 2; stroke-linecap: round; }}
.flicker {{ fill: url(#flicker); }}
.stripe {{ stroke-width: 2; opacity: 0.55; }}
.mark {{ stroke-dasharray: 3 3; }}
"""


def _style() -> str:
    light, dark = (
        "\n".join(f"{what} {{ {colours[0]}: {colours[mode]}; }}" for what, colours in _COLOURS.items())
        for mode in (1, 2)
    )
    return f"{_SHAPES}{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"


def write_picture(runs: Sequence[Run], path: Path) -> None:
    """Write one panel a run, one below the other.

    Raises:
        VBoardError: the file cannot be written.
    """
    root = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", width=str(WIDTH))
    ET.SubElement(root, "style").text = _style()
    pattern = ET.SubElement(ET.SubElement(root, "defs"), "pattern", id="flicker")
    for name, value in (("width", "4"), ("height", "4"), ("patternUnits", "userSpaceOnUse")):
        pattern.set(name, value)
    _shape(pattern, "line", "stripe", x1=1, y1=0, x2=1, y2=4)
    page = _shape(root, "rect", "page", width=WIDTH, height=0)
    top = MARGIN
    for run in runs:
        top = _Panel(root, run, top).draw() + MARGIN
    root.set("height", str(top))
    root.set("viewBox", f"0 0 {WIDTH} {top}")
    page.set("height", str(top))
    ET.indent(root)
    write_text(path, ET.tostring(root, encoding="unicode") + "\n")


def _shape(parent: ET.Element, tag: str, style: str, **attributes: object) -> ET.Element:
    values = {
        name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in attributes.items()
    }
    return ET.SubElement(parent, tag, {"class": style, **values})


@dataclass(frozen=True)
class LedSpan:
    """A time (ns) during which a LED was `lit` or `dark`, or changed often (`flicker`)."""

    state: str
    start: int
    end: int


def led_spans(changes: Sequence[LedChange], end: int) -> Iterator[LedSpan]:
    """What a LED did up to `end`; states shorter than `FLICKER` are taken together."""
    ends = [change.time for change in changes[1:]] + [end]
    open_span: LedSpan | None = None
    for change, until in zip(changes, ends, strict=False):
        short = until - change.time < FLICKER
        state = "flicker" if short else "lit" if change.on else "dark"
        if open_span is not None and open_span.state == state:
            open_span = LedSpan(state, open_span.start, until)
            continue
        if open_span is not None:
            yield open_span
        open_span = LedSpan(state, change.time, until)
    if open_span is not None:
        yield open_span


class _Panel:
    """One run; rows are drawn from the top down."""

    def __init__(self, root: ET.Element, run: Run, top: int) -> None:
        self._run = run
        self._group = ET.SubElement(root, "g")
        self._top = self._y = top
        self._scale = (RIGHT - LEFT) / max(run.end, 1)

    def draw(self) -> int:
        """Draw all rows and return the y below them."""
        board = self._run.job.board
        card = _shape(self._group, "rect", "card edge", x=MARGIN, y=self._top, width=WIDTH - 2 * MARGIN, rx=8)
        grid = ET.SubElement(self._group, "g")
        self._title()
        start = self._y
        if self._run.audio_start is not None:
            self._waveform(self._run.audio_start)
        self._heard(start)
        for label in board.leds:
            self._led(label)
        self._axis(grid, start)
        self._console()
        self._y += PADDING - 6
        card.set("height", str(self._y - self._top))
        return self._y

    def _x(self, time: int) -> float:
        """Horizontal place of a time, to half a pixel."""
        return round(2 * (LEFT + time * self._scale)) / 2

    def _text(self, x: float, y: float, text: str, style: str = "") -> None:
        _shape(self._group, "text", style, x=x, y=y).text = text

    def _label(self, text: str, y: float) -> None:
        self._text(MARGIN + PADDING, y, text, "dim")

    def _title(self) -> None:
        board = self._run.job.board
        self._text(MARGIN + PADDING, self._y + 28, board.title, "title")
        rest = " · ".join(each for each in (board.mcu, board.core, self._run.job.image.path.name) if each)
        self._text(MARGIN + PADDING + len(board.title) * 9.1 + 14, self._y + 28, rest, "dim")
        self._y += TITLE_HEIGHT

    def _waveform(self, start: int) -> None:
        middle = self._y + WAVE_HEIGHT / 2
        self._label("audio", middle + 4)
        samples = Clip("", join_clips(self._run.job.clips), "").samples()
        bars = []
        for x in range(LEFT, RIGHT, COLUMN):
            first = int(((x - LEFT) / self._scale - start) * RATE / SECOND)
            last = int(((x + COLUMN - LEFT) / self._scale - start) * RATE / SECOND)
            window = samples[max(0, first) : max(0, last)]
            half = max(map(abs, window.tolist()), default=0) / 32768 * (WAVE_HEIGHT / 2 - 4)
            bars.append(f"M{x} {middle - half:.1f}V{middle + half + 0.1:.1f}")
        _shape(self._group, "path", "wave", d="".join(bars))
        self._y += WAVE_HEIGHT

    def _heard(self, top: int) -> None:
        """Lines that tell what was heard, each at its time."""
        self._label("heard", self._y + 19)
        for line in self._run.lines:
            if not line.text.startswith("Heard "):
                continue
            text = line.text.split("@")[0].removeprefix("Heard ").strip()
            x, width = self._x(line.time), len(text) * CHARACTER + 16
            left = min(x, RIGHT - width)
            _shape(self._group, "line", "mark", x1=x, y1=top, x2=x, y2=self._y + 4)
            _shape(self._group, "rect", "heard", x=left, y=self._y + 4, width=width, height=21, rx=6)
            self._text(left + 8, self._y + 19, text, "on-heard strong")
        self._y += HEARD_HEIGHT

    def _led(self, label: str) -> None:
        self._label(label[:8], self._y + 17)
        changes = list(led_changes(self._run.events, label))
        for span in led_spans(changes, self._run.end):
            left, right = self._x(span.start), self._x(span.end)
            bar = {"x": left, "y": self._y + 5, "width": max(right - left, 0.5), "height": 16}
            if span.state == "dark":
                bar |= {"y": self._y + 12, "height": 2}
            _shape(self._group, "rect", span.state, **bar)
        self._y += LED_HEIGHT

    def _axis(self, grid: ET.Element, top: int) -> None:
        seconds = self._run.end / SECOND
        step = next((s for s in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 60) if seconds / s <= 12), 600)
        for index in range(int(seconds / step) + 1):
            x = self._x(round(index * step * SECOND))
            _shape(grid, "line", "grid", x1=x, y1=top, x2=x, y2=self._y)
            label = f"{index * step:g} s"
            self._text(min(x - 4, RIGHT - len(label) * CHARACTER), self._y + 17, label, "dim")
        _shape(self._group, "line", "axis", x1=LEFT, y1=self._y, x2=RIGHT, y2=self._y)
        self._y += AXIS_HEIGHT

    def _console(self) -> None:
        """The console's lines with their times."""
        lines = self._run.lines
        for line in lines[:MOST_LINES]:
            self._y += LINE_HEIGHT
            style = (
                "heard strong"
                if line.text.startswith("Heard ")
                else "bad strong"
                if FATAL in line.text
                else ""
            )
            text = line.text if len(line.text) <= LONGEST_LINE else line.text[: LONGEST_LINE - 1] + "…"
            self._label(f"{line.time / SECOND:6.2f} s", self._y - 4)
            self._text(LEFT, self._y - 4, text, style)
        if len(lines) > MOST_LINES:
            self._y += LINE_HEIGHT
            self._text(LEFT, self._y - 4, f"… and {len(lines) - MOST_LINES} more lines", "dim")
