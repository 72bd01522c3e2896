"""An evaluation as a page for a browser: figures, plots, and the sound of each mistake to listen to.

One file that needs nothing else: plots are SVG, sounds are wav files inside of it.
"""

from __future__ import annotations

import base64
import io
import wave
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from vboard.evaluation.clips import RATE, Samples
from vboard.evaluation.plots import bars, histogram
from vboard.evaluation.results import Evaluation, Result
from vboard.evaluation.scoring import EARLIEST_MS, LATEST_MS, Mistake, Score
from vboard.evaluation.shards import make_stream
from vboard.evaluation.summary import mistakes, score
from vboard.report.record import write_text

BEFORE_MS, BEHIND_MS = 1500, 800
"""How much of the stream around a mistake can be heard."""
_STYLE = """
:root { color-scheme: light dark; --line: #8888; --good: #2da44e; --bad: #cf222e; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { padding: .2rem .8rem; text-align: right; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; }
audio { height: 2rem; vertical-align: middle; }
svg text { font: 12px system-ui, sans-serif; fill: currentColor; }
.mistakes td { text-align: left; }
"""


def write_page(path: Path, record: dict[str, Any], results: Sequence[Result], evaluation: Evaluation) -> None:
    """Write the page. Streams with mistakes are made again, to cut the sounds.

    Raises:
        VBoardError: the file cannot be written.
    """
    ordered = sorted(results, key=lambda result: result.shard.name)
    words = evaluation.words
    by_condition = {
        name: score([each for each in ordered if each.shard.condition == name], words)
        for name in record["conditions"]
    }
    title = f"{', '.join(words)} on {record['board']}"
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{record['seconds'] / 60:.1f} minutes. A hit is the right line from {-EARLIEST_MS} ms before to "
        f"{LATEST_MS} ms behind the end of its word. In parentheses: 95 % intervals.</p>",
        _table(record),
        _costs(record),
        "<h2>Recall</h2>",
        bars(_recalls(by_condition, words)),
        "<h2>Latency from the end of the word</h2>",
        histogram(score(ordered, words).latencies_ms, "ms"),
        "<h2>Mistakes</h2>",
        _mistakes(ordered, evaluation),
    ]
    body = "\n".join(parts)
    write_text(
        path,
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n{body}\n</html>\n",
    )


def _table(record: dict[str, Any]) -> str:
    head = ("streams", "minutes", "words", "recall", "false accepts an hour", "latency, ms: median", "95 %")
    rows = dict(record["conditions"])
    if len(rows) > 1:
        rows["all"] = record
    lines = ["".join(f"<th>{text}</th>" for text in head)]
    for name, row in rows.items():
        spoken = sum(row["spoken"].values())
        low, high = row["recall_95"]
        least, most = row["false_accepts_per_hour_95"]
        cells = (
            escape(name),
            f"{row['seconds'] / 60:.1f}",
            str(spoken),
            f"{row['recall']:.3f} ({low:.3f} to {high:.3f})" if spoken else "",
            f"{row['false_accepts_per_hour']:.1f} ({least:.1f} to {most:.1f})",
            _whole(row["latency_ms_median"]),
            _whole(row["latency_ms_p95"]),
        )
        lines.append("".join(f"<td>{cell}</td>" for cell in cells))
    return "<table>" + "\n".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def _whole(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"


def _costs(record: dict[str, Any]) -> str:
    if "instructions_per_second" not in record:
        return ""
    text = (
        f"Missed samples: {record['missed_samples']:,}. Instructions a second: "
        f"{record['instructions_per_second']:,}, of a clock of {record['clock_hz']:,} Hz."
    )
    if energy := record["energy"]:
        text += f" Energy, estimated: {energy['milliwatts']:.1f} mW ({energy['source']})."
    return f"<p>{escape(text)}</p>"


def _recalls(by_condition: dict[str, Score], words: Sequence[str]) -> list[tuple[str, int, int]]:
    """Label, hits and count for each word of each condition."""
    return [
        (f"{name}: {word}", counted.hits[word], counted.spoken[word])
        for name, counted in by_condition.items()
        for word in words
        if counted.spoken[word]
    ]


def _mistakes(results: Sequence[Result], evaluation: Evaluation) -> str:
    rows = []
    for result in results:
        found = mistakes(result, evaluation.words)
        if found:
            samples = make_stream(evaluation.catalogue, evaluation.words, result.shard).samples
            rows += [_mistake(result, mistake, samples) for mistake in found]
    if not rows:
        return "<p>None.</p>"
    return f'<table class="mistakes">{"".join(rows)}</table>'


def _mistake(result: Result, mistake: Mistake, samples: Samples) -> str:
    if mistake.heard:
        what = f"“{mistake.heard}” for {'“' + mistake.said + '”' if mistake.said else 'nothing'}"
    else:
        what = f"“{mistake.said}” not heard"
    cells = (
        escape(f"{result.shard.name}, {mistake.time_ms / 1000:.2f} s"),
        escape(what),
        escape(mistake.clip),
        f'<audio controls preload="none" src="{_sound(samples, mistake.time_ms)}"></audio>',
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"


def _sound(samples: Samples, time_ms: int) -> str:
    first = max(0, (time_ms - BEFORE_MS) * RATE // 1000)
    piece = samples[first : (time_ms + BEHIND_MS) * RATE // 1000]
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(piece.astype("<i2").tobytes())
    return "data:audio/wav;base64," + base64.b64encode(file.getvalue()).decode()
