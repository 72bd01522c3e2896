"""The figures of a model's card as SVG: ROC, detection error trade-off, reliability, recall by noise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np

from vboard.evaluation import curves
from vboard.evaluation.plots import Axis, Curve, bars
from vboard.evaluation.plots import curves as draw
from vboard.report.output import check_folder
from vboard.report.record import write_text

PERCENTS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 40)
"""Ticks of the detection error trade-off, whose axes are normal deviates."""
_LOWEST, _HIGHEST = 0.0005, 0.5
_STYLE = '<style>text { font: 12px sans-serif }</style><rect width="100%" height="100%" fill="white"/>'


def write_figures(record: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write the figures of a record of `report.evaluate` into a folder; returns their files.

    Raises:
        VBoardError: a file cannot be written.
    """
    check_folder(folder, f"--figures {folder}")
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {
        "roc": _roc(record),
        "detection": _detection(record),
        "reliability": _reliability(record),
        "noise": bars(_recalls(record)),
        "trade-off": _trade_off(record),
    }
    paths = []
    for name, svg in drawn.items():
        path = folder / f"{name}.svg"
        write_text(path, svg.replace(">", f">{_STYLE}", 1) + "\n")
        paths.append(path)
    return paths


def word_curves(record: Mapping[str, Any]) -> dict[str, list[curves.Point]]:
    """The ROC curve of each word on clips of a second."""
    scores = np.array(record["clips"]["scores"])
    found = {}
    for label, name in enumerate(record["labels"]):
        is_word = scores[:, 0] == label
        if label >= 2 and is_word.any() and not is_word.all():
            found[name] = curves.roc(scores[:, 1 + label], is_word)
    return found


def reliability_bins(record: Mapping[str, Any]) -> list[curves.Bin]:
    """Confidence (the highest score) and right decisions on clips of a second."""
    scores = np.array(record["clips"]["scores"])
    return curves.reliability(scores[:, 1:].max(axis=1) / 255, scores[:, 1:].argmax(axis=1) == scores[:, 0])


def _roc(record: Mapping[str, Any]) -> str:
    x = Axis("false accepts of other clips, %", 0, 0.1, [(p / 100, str(p)) for p in range(0, 11, 2)])
    y = Axis("clips of the word, %", 0.8, 1, [(p / 100, str(p)) for p in range(80, 101, 4)])
    found = word_curves(record)
    return draw(
        x, y, [Curve(f"{name}: area {curves.area(points):.4f}", points) for name, points in found.items()]
    )


def _detection(record: Mapping[str, Any]) -> str:
    deviate = NormalDist().inv_cdf

    def at(rate: float) -> float:
        return deviate(min(max(rate, _LOWEST), _HIGHEST))

    ticks = [(deviate(percent / 100), str(percent)) for percent in PERCENTS]
    x = Axis("false accepts of other clips, %", at(0), at(1), ticks)
    y = Axis("clips of the word missed, %", at(0), at(1), ticks)
    drawn = [
        Curve(
            f"{name}: equal errors at {100 * curves.equal_error_rate(points):.2f} %",
            [(at(wrong), at(1 - hits)) for wrong, hits in points],
        )
        for name, points in word_curves(record).items()
    ]
    return draw(x, y, drawn)


def _reliability(record: Mapping[str, Any]) -> str:
    bins = reliability_bins(record)
    ticks = [(share / 5, f"{share / 5:.1f}") for share in range(6)]
    error = curves.expected_calibration_error(bins)
    return draw(
        Axis("score of the label that won", 0, 1, ticks),
        Axis("share of clips that were right", 0, 1, ticks),
        [
            Curve(f"clips, expected calibration error {error:.3f}", _points(bins), marks=True),
            Curve("as sure as right", [(0, 0), (1, 1)], dotted=True),
        ],
    )


def _points(bins: Sequence[curves.Bin]) -> list[tuple[float, float]]:
    return [(each.confidence, each.right / each.count) for each in bins]


def _recalls(record: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    rows = record["streams"].items()
    return [
        (name, sum(row["hits"].values()), sum(row["spoken"].values())) for name, row in rows if row["spoken"]
    ]


def _trade_off(record: Mapping[str, Any]) -> str:
    """Recall of streams against false accepts, a mark a threshold."""
    steps = record["trade_off"]
    most = max((step["false_accepts_per_hour"] for step in steps), default=0.0)
    top = max(10.0, 10 * np.ceil(most / 10))
    x = Axis(
        "false accepts an hour among other words",
        0,
        top,
        [(top * k / 5, f"{top * k / 5:.0f}") for k in range(6)],
    )
    y = Axis("words heard, %", 0.5, 1, [(p / 100, str(p)) for p in range(50, 101, 10)])
    least, last = (steps[0]["threshold"], steps[-1]["threshold"]) if steps else (0, 0)
    drawn = [
        Curve(
            f"{name}, thresholds {least} to {last}",
            [(step["false_accepts_per_hour"], step["recall"][name]) for step in steps],
            marks=True,
        )
        for name in (steps[0]["recall"] if steps else ())
    ]
    return draw(x, y, drawn)
