"""A run as an SVG picture: waveform, console lines and LEDs over virtual time."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

from vboard.audio import RATE, Clip
from vboard.engine import SECOND, LedChange
from vboard.playback import Run, join_clips
from vboard.report.record import write_text

WIDTH, LEFT, RIGHT = 960, 90, 20
WAVE_HEIGHT, LED_HEIGHT, LINE_HEIGHT, AXIS_HEIGHT, TITLE_HEIGHT = 70, 22, 18, 30, 34
COLUMNS = 2
"""Pixels between two samples of the waveform's envelope."""
INK, FAINT, WAVE, LIT, HEARD = "#24292f", "#d0d7de", "#57849c", "#2da44e", "#cf5c1a"


def write_picture(runs: Sequence[Run], path: Path) -> None:
    """Write one panel a run, one below the other.

    Raises:
        VBoardError: the file cannot be written.
    """
    root = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", width=str(WIDTH))
    root.set("font-family", "ui-monospace, Menlo, Consolas, monospace")
    root.set("font-size", "12")
    background = ET.SubElement(root, "rect", width="100%", height="100%", fill="white")
    top = 0
    for run in runs:
        top = _Panel(root, run, top).draw()
    root.set("height", str(top))
    root.set("viewBox", f"0 0 {WIDTH} {top}")
    background.set("height", str(top))
    ET.indent(root)
    write_text(path, ET.tostring(root, encoding="unicode") + "\n")


class _Panel:
    """One run; rows are drawn from the top down."""

    def __init__(self, root: ET.Element, run: Run, top: int) -> None:
        self._run = run
        self._group = ET.SubElement(root, "g")
        self._y = top
        self._scale = (WIDTH - LEFT - RIGHT) / max(run.end, 1)

    def draw(self) -> int:
        """Draw all rows and return the y below them."""
        board = self._run.job.board
        self._y += TITLE_HEIGHT
        self._text(12, self._y - 10, f"{board.title} · {board.mcu} · {self._run.job.app}", weight="bold")
        if self._run.audio_start is not None:
            self._waveform(self._run.audio_start)
        for label in board.leds:
            self._led(label)
        self._console()
        self._axis()
        return self._y

    def _x(self, time: int) -> float:
        return round(LEFT + time * self._scale, 2)

    def _text(self, x: float, y: float, text: str, fill: str = INK, weight: str = "normal") -> None:
        element = ET.SubElement(self._group, "text", x=str(x), y=str(y), fill=fill)
        element.set("font-weight", weight)
        element.text = text

    def _line(self, x1: float, y1: float, x2: float, y2: float, stroke: str) -> None:
        attributes = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
        ET.SubElement(self._group, "line", {k: str(v) for k, v in attributes.items()}, stroke=stroke)

    def _waveform(self, start: int) -> None:
        middle = self._y + WAVE_HEIGHT / 2
        self._text(12, middle + 4, "audio")
        samples = Clip("", join_clips(self._run.job.clips), "").samples()
        path = []
        for x in range(LEFT, WIDTH - RIGHT, COLUMNS):
            first = int(((x - LEFT) / self._scale - start) * RATE / SECOND)
            last = int(((x + COLUMNS - LEFT) / self._scale - start) * RATE / SECOND)
            window = samples[max(0, first) : max(0, last)]
            half = max(map(abs, window), default=0) / 32768 * WAVE_HEIGHT / 2
            path.append(f"M{x} {middle - half:.1f}V{middle + half + 0.5:.1f}")
        ET.SubElement(self._group, "path", {"d": "".join(path), "stroke": WAVE, "stroke-width": "1.5"})
        self._y += WAVE_HEIGHT

    def _led(self, label: str) -> None:
        self._text(12, self._y + LED_HEIGHT - 8, label)
        self._line(LEFT, self._y + LED_HEIGHT - 6, WIDTH - RIGHT, self._y + LED_HEIGHT - 6, FAINT)
        changes = [e for e in self._run.events if isinstance(e, LedChange) and e.led == label]
        ends = [e.time for e in changes[1:]] + [self._run.end]
        for change, end in zip(changes, ends, strict=False):
            if change.on:
                left, right = self._x(change.time), self._x(end)
                box = {
                    "x": left,
                    "y": self._y + 4,
                    "width": round(right - left, 2),
                    "height": LED_HEIGHT - 10,
                }
                ET.SubElement(self._group, "rect", {k: str(v) for k, v in box.items()}, fill=LIT)
        self._y += LED_HEIGHT

    def _console(self) -> None:
        """Lines that tell what was heard, each at its time; others are ticks."""
        for line in self._run.lines:
            x = self._x(line.time)
            heard = line.text.startswith("Heard ")
            self._line(x, self._y, x, self._y + (LINE_HEIGHT if heard else 5), HEARD if heard else FAINT)
            if heard:
                self._text(min(x + 4, WIDTH - 200), self._y + LINE_HEIGHT - 4, line.text, HEARD, "bold")
        self._text(12, self._y + LINE_HEIGHT - 5, "console")
        self._y += LINE_HEIGHT + 4

    def _axis(self) -> None:
        seconds = self._run.end / SECOND
        step = next((s for s in (0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60) if seconds / s <= 14), 600)
        self._line(LEFT, self._y, WIDTH - RIGHT, self._y, INK)
        for index in range(int(seconds / step) + 1):
            x = self._x(round(index * step * SECOND))
            self._line(x, self._y, x, self._y + 5, INK)
            self._text(x - 4, self._y + 18, f"{index * step:g}s")
        self._y += AXIS_HEIGHT
