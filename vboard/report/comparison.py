"""Compares two records of one scenario: console and LED sequence identical, times close together.

What a firmware measures of itself and prints is a time, too: it depends on the moments at which
interrupts arrive, and no two engines take them at the very same instruction.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from vboard.engine.events import MILLISECOND, SECOND
from vboard.errors import VBoardError
from vboard.player.playback import Job

TOLERANCE = 1 * MILLISECOND
"""Times may differ by this much, ..."""
RELATIVE_TOLERANCE = 0.01
"""... or by this part of the later one."""
FIGURES = {"cycles per inference ": 0.01, "per slice ": 0.01, "stack ": 0.25}
"""What a firmware of ours measures of itself, by the words before it, and how far it may differ (a part of
the larger number). Cycles are times. A stack's high-water mark depends on what an interrupt hits."""
SHOWN = 3
"""Differences of a kind that a report shows."""

_FIGURE = re.compile(f"({'|'.join(FIGURES)})([0-9]+)")

Record = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """Where two records part.

    Attributes:
        what: `console`, `led`, `time`, `figure` or `end`.
        text: one line about it.
    """

    what: str
    text: str


def fingerprint(job: Job) -> dict[str, Any]:
    """What makes two runs comparable: the image's and the audio's bytes, and the lengths."""
    audio = hashlib.sha256()
    for clip in job.clips:
        audio.update(len(clip.pcm).to_bytes(8, "little") + clip.pcm)
    return {
        "image": hashlib.sha256(job.image.path.read_bytes()).hexdigest(),
        "audio": audio.hexdigest(),
        "duration": job.duration,
    }


_SCHEMA: dict[str, Any] = {
    "renode": str,
    "scenario": {"image": str, "audio": str, "duration": (int, type(None))},
    "run": {
        "board": str,
        "app": str,
        "failure": (str, type(None)),
        "console": [{"time": int, "text": str}],
        "leds": [{"time": int, "led": str, "on": bool}],
    },
}
"""What a stored run must hold: a type, a tuple of types, an object with these keys, or a list of one kind."""


def find_fault(value: Any, schema: Any = _SCHEMA, place: str = "") -> str | None:
    """Where a stored run is not what it must be: "run.console[2].time: expected int"; None when it is."""
    if isinstance(schema, dict):
        if not isinstance(value, dict):
            return f"{place or 'the record'}: expected an object"
        for key, inner in schema.items():
            path = f"{place}.{key}" if place else key
            if key not in value:
                return f"{path}: missing"
            if fault := find_fault(value[key], inner, path):
                return fault
        return None
    if isinstance(schema, list):
        if not isinstance(value, list):
            return f"{place}: expected a list"
        faults = (find_fault(item, schema[0], f"{place}[{index}]") for index, item in enumerate(value))
        return next(filter(None, faults), None)
    types = schema if isinstance(schema, tuple) else (schema,)
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        names = ("null" if each is type(None) else each.__name__ for each in types)
        return f"{place}: expected {' or '.join(names)}"
    return None


def check_comparable(stored: Record, board: str, app: str, scenario: Record) -> None:
    """Refuse a record of another scenario.

    Raises:
        VBoardError: names what differs.
    """
    run = stored["run"]
    if (run["board"], run["app"]) != (board, app):
        raise VBoardError(f"the record is of {run['board']} {run['app']}, not of {board} {app}")
    for key, title in (("image", "firmware image"), ("audio", "audio"), ("duration", "length (--for)")):
        if stored["scenario"].get(key) != scenario[key]:
            raise VBoardError(f"the record was made with another {title}; record it again with --record")


def compare(left: Record, right: Record) -> list[Difference]:
    """Compare two records as `vboard.report.record.to_record` makes them.

    Args:
        left, right: with `console`, `leds` and `failure`; times in virtual nanoseconds.

    Returns:
        All differences, in the order console, LEDs, failure; empty when the records agree.
    """
    differences = list(_sequences("console", _console(left), _console(right)))
    leds = list(dict.fromkeys(change["led"] for change in (*left["leds"], *right["leds"])))
    for led in leds:
        differences += _sequences("led", _changes(left, led), _changes(right, led))
    if (left["failure"] is None) != (right["failure"] is None):
        texts = [str(record["failure"] or "no failure") for record in (left, right)]
        differences.append(Difference("end", f"{texts[0]} | {texts[1]}"))
    return differences


def _console(record: Record) -> list[tuple[int, str]]:
    return [(line["time"], repr(line["text"])) for line in record["console"]]


def _changes(record: Record, led: str) -> list[tuple[int, str]]:
    return [
        (change["time"], f"{led} {'on' if change['on'] else 'off'}")
        for change in record["leds"]
        if change["led"] == led
    ]


def _sequences(
    what: str, left: Sequence[tuple[int, str]], right: Sequence[tuple[int, str]]
) -> Iterator[Difference]:
    """The first place where the sequences part, and all times before it that are too far apart."""
    for number, ((left_time, left_text), (right_time, right_text)) in enumerate(
        zip(left, right, strict=False), 1
    ):
        if left_text != right_text and _without_figures(left_text) == _without_figures(right_text):
            yield from _figures(what, number, left_text, right_text)
        elif left_text != right_text:
            yield Difference(
                what,
                f"{what} {number} parts: {left_text} @{_seconds(left_time)} | "
                f"{right_text} @{_seconds(right_time)}",
            )
            return
        if not _is_close(left_time, right_time):
            yield Difference(
                "time", f"{what} {number}, {left_text}: {_seconds(left_time)} | {_seconds(right_time)}"
            )
    if len(left) != len(right):
        longer = left if len(left) > len(right) else right
        time, text = longer[min(len(left), len(right))]
        side = "left" if longer is left else "right"
        yield Difference(
            what,
            f"{what} {min(len(left), len(right)) + 1} on the {side} side alone: {text} @{_seconds(time)} "
            f"({len(left)} | {len(right)} in all)",
        )


def _without_figures(text: str) -> str:
    return _FIGURE.sub(r"\1#", text)


def _figures(what: str, number: int, left: str, right: str) -> Iterator[Difference]:
    """Figures of two lines that are alike but for them."""
    for (name, left_figure), (_, right_figure) in zip(
        _FIGURE.findall(left), _FIGURE.findall(right), strict=True
    ):
        values = int(left_figure), int(right_figure)
        if abs(values[0] - values[1]) > FIGURES[name] * max(values):
            yield Difference("figure", f"{what} {number}, {name.strip()}: {values[0]} | {values[1]}")


def _is_close(left: int, right: int) -> bool:
    distance = abs(left - right)
    return distance <= TOLERANCE or distance <= RELATIVE_TOLERANCE * max(left, right)


def _seconds(time: int) -> str:
    return f"{time / SECOND:.6f}s"


def report(differences: Sequence[Difference]) -> Iterator[str]:
    """Lines for a reader: the first differences of each kind, and how many more there are."""
    for what in dict.fromkeys(difference.what for difference in differences):
        of_kind = [difference for difference in differences if difference.what == what]
        yield from (difference.text for difference in of_kind[:SHOWN])
        if len(of_kind) > SHOWN:
            yield f"... and {len(of_kind) - SHOWN} more of this kind"
