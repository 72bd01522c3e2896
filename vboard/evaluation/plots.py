"""Plots as SVG text: rates with their intervals, a histogram, curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from vboard.evaluation import intervals

WIDTH, LEFT, ROW = 640, 150, 22
HEIGHT = 200
COLOURS = ("#0969da", "#bc4c00", "#2da44e", "#8250df", "#cf222e", "#9a6700")


def _svg(width: int, height: int, content: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{content}</svg>'
    )


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def bars(rates: Sequence[tuple[str, int, int]]) -> str:
    """A row for each (label, hits, count): the rate, and a line for its 95 % interval."""
    if not rates:
        return "<p>No words.</p>"
    scale = WIDTH - LEFT - 110
    parts = []
    for index, (label, hits, count) in enumerate(rates):
        y = index * ROW
        low, high = intervals.proportion(hits, count)
        parts.append(_text(LEFT - 8, y + 15, label, "end"))
        parts.append(
            f'<rect x="{LEFT}" y="{y + 4}" width="{scale * hits / count:.1f}" height="14" '
            f'fill="{COLOURS[0]}"/>'
        )
        parts.append(
            f'<line x1="{LEFT + scale * low:.1f}" x2="{LEFT + scale * high:.1f}" y1="{y + 11}" y2="{y + 11}" '
            f'stroke="{COLOURS[1]}" stroke-width="3"/>'
        )
        parts.append(_text(LEFT + scale + 8, y + 15, f"{hits} of {count}"))
    return _svg(WIDTH, ROW * len(rates), "".join(parts))


def histogram(values: Sequence[float], unit: str, bins: int = 24) -> str:
    """How often values fall into equal ranges."""
    if not values:
        return "<p>No hits.</p>"
    least, most = min(values), max(values)
    span = (most - least) or 1.0
    counts = [0] * bins
    for value in values:
        counts[min(bins - 1, int((value - least) / span * bins))] += 1
    step = (WIDTH - 40) / bins
    parts = []
    for index, count in enumerate(counts):
        height = (HEIGHT - 40) * count / max(counts)
        parts.append(
            f'<rect x="{20 + index * step:.1f}" y="{HEIGHT - 20 - height:.1f}" width="{step - 1:.1f}" '
            f'height="{height:.1f}" fill="{COLOURS[0]}"><title>{count}</title></rect>'
        )
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        anchor = "start" if share == 0 else "end" if share == 1 else "middle"
        text = f"{least + share * span:.0f} {unit}"
        parts.append(_text(20 + share * (WIDTH - 40), HEIGHT - 4, text, anchor))
    return _svg(WIDTH, HEIGHT, "".join(parts))


@dataclass(frozen=True)
class Axis:
    """A range with ticks at (value, text); values outside of it are put at its ends."""

    title: str
    low: float
    high: float
    ticks: Sequence[tuple[float, str]]

    def share(self, value: float) -> float:
        """Where a value lies between the ends, 0 to 1."""
        return (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Curve:
    """Points that a line joins, with a name."""

    name: str
    points: Sequence[tuple[float, float]]
    dotted: bool = False
    marks: bool = False


def curves(x: Axis, y: Axis, drawn: Sequence[Curve], size: int = 360) -> str:
    """Curves over two axes, and a line of names."""
    left, below = 60, 56
    high = size + below + 20 * len(drawn)

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return left + x.share(point[0]) * (size - 10), 10 + (1 - y.share(point[1])) * (size - 10)

    parts = []
    for value, text in x.ticks:
        at, bottom = place((value, y.low))
        parts.append(f'<line x1="{at:.1f}" x2="{at:.1f}" y1="10" y2="{bottom:.1f}" stroke="#8884"/>')
        parts.append(_text(at, size + 16, text, "middle"))
    for value, text in y.ticks:
        at = place((x.low, value))[1]
        parts.append(
            f'<line x1="{left}" x2="{left + size - 10}" y1="{at:.1f}" y2="{at:.1f}" stroke="#8884"/>'
        )
        parts.append(_text(left - 6, at + 4, text, "end"))
    parts.append(_text(left + size / 2, size + 34, x.title, "middle"))
    parts.append(f'<g transform="translate(12 {size / 2}) rotate(-90)">{_text(0, 0, y.title, "middle")}</g>')
    for index, curve in enumerate(drawn):
        colour = COLOURS[index % len(COLOURS)]
        dots = ' stroke-dasharray="4 4"' if curve.dotted else ""
        places = [place(point) for point in curve.points]
        joined = " ".join(f"{px:.1f},{py:.1f}" for px, py in places)
        parts.append(f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="2"{dots}/>')
        if curve.marks:
            parts += [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{colour}"/>' for px, py in places]
        row = size + below + 20 * index
        parts.append(
            f'<line x1="{left}" x2="{left + 24}" y1="{row}" y2="{row}" stroke="{colour}" '
            f'stroke-width="2"{dots}/>'
        )
        parts.append(_text(left + 32, row + 4, curve.name))
    return _svg(size + left + 10, high, "".join(parts))
