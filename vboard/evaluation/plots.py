"""Plots as SVG text: rates with their intervals, a histogram."""

from __future__ import annotations

from collections.abc import Sequence
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
