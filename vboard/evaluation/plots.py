"""Plots as SVG text: rates with their intervals, a histogram, curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def curves(lines: Mapping[str, Sequence[tuple[float, float]]], across: str, up: str) -> str:
    """Lines of points in the unit square, with a legend; `across` and `up` name the axes."""
    side, left = 300, 60
    parts = [
        f'<rect x="{left}" y="10" width="{side}" height="{side}" fill="none" stroke="#888"/>',
        _text(left + side / 2, side + 44, across, "middle"),
        f'<text x="14" y="{10 + side / 2}" text-anchor="middle" '
        f'transform="rotate(-90 14 {10 + side / 2})">{escape(up)}</text>',
    ]
    for share in (0.0, 0.5, 1.0):
        parts.append(_text(left + share * side, side + 26, f"{share:g}", "middle"))
        parts.append(_text(left - 6, 14 + (1 - share) * side, f"{share:g}", "end"))
    for index, (name, points) in enumerate(lines.items()):
        colour = COLOURS[index % len(COLOURS)]
        path = " ".join(f"{left + x * side:.1f},{10 + (1 - y) * side:.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        y = 24 + 20 * index
        parts.append(f'<rect x="{left + side + 16}" y="{y - 9}" width="10" height="10" fill="{colour}"/>')
        parts.append(_text(left + side + 32, y, name))
    return _svg(left + side + 160, side + 54, "".join(parts))
