"""A model's record: clips, streams of words, other words, noise, through the whole application."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from vboard.evaluation import intervals
from vboard.evaluation.chain import Application, build_library
from vboard.evaluation.clips import RATE, Samples, is_last_look, is_validation, read_clips, read_noise
from vboard.evaluation.rows import OTHERS, PIECES, ROWS, THRESHOLDS, Extent, Heard, Material, Piece
from vboard.evaluation.scoring import Score
from vboard.processes import follow_parent, starting

Progress = Callable[[str, float], None]


def read_material(data: Path, last_look: bool = False) -> Material:
    """The validation speakers that choose, or those who are kept aside."""
    clips = [c for c in read_clips(data) if is_validation(c.speaker) and is_last_look(c.speaker) == last_look]
    return Material(clips, read_noise(data, True))


def clip_record(application: Application, material: Material, seed: int) -> dict[str, Any]:
    """One-second clips and pieces of noise: the label of the last window; rows are true labels."""
    rng = np.random.default_rng([seed, 3])
    labels = application.labels
    seconds: list[tuple[int, Samples]] = []
    for clip in material.clips:
        second = np.zeros(RATE, np.int16)
        heard = clip.samples[max(0, clip.end - RATE) :][:RATE] if len(clip.samples) > RATE else clip.samples
        second[: len(heard)] = heard
        seconds.append((labels.index(clip.word) if clip.word in labels[2:] else 1, second))
    pieces = [piece for piece in material.noise.values() if len(piece) > RATE]
    for i in range(150 if pieces else 0):
        piece = pieces[i % len(pieces)]
        at = int(rng.integers(len(piece) - RATE))
        loud = piece[at : at + RATE] * 10 ** rng.uniform(-1, 0.3)
        seconds.append((0, loud.clip(-32768, 32767).astype(np.int16)))
    confusion = np.zeros((len(labels), len(labels)), np.int64)
    scores = []
    for label, samples in seconds:
        last = application.hear(samples).scores[-1]
        confusion[label, int(last.argmax())] += 1
        scores.append([label, *map(int, last)])
    present = confusion.sum(axis=1) > 0
    rates = np.diag(confusion)[present] / confusion.sum(axis=1)[present]
    return {
        "confusion": confusion.tolist(),
        "right": {name: round(float(r), 4) for name, r in zip(np.array(labels)[present], rates, strict=True)},
        "mean": round(float(rates.mean()), 4),
        "scores": scores,
    }


def evaluate(
    model: Path,
    material: Material,
    extent: Extent | None = None,
    seed: int = 11,
    progress: Progress = lambda name, share: None,
    jobs: int = 1,
) -> dict[str, Any]:
    """The whole record of a model, for JSON; equal for any number of processes (`jobs`)."""
    library = build_library()
    application = Application(library, model)
    pieces = [
        Piece(row, first, of, library, model, material, extent or Extent(), seed)
        for row in ROWS
        for of in (PIECES.get(row, 1),)
        for first in range(of)
    ]
    record: dict[str, Any] = {"model_bytes": model.stat().st_size, "labels": list(application.labels)}
    record["speakers"] = len({clip.speaker for clip in material.clips})
    record["threshold"] = application.threshold
    record["clips"] = clip_record(application, material, seed)
    heard: dict[str, list[Heard]] = {}
    with starting():
        workers = multiprocessing.get_context("spawn").Pool(min(jobs, len(pieces)), follow_parent)
    with workers as pool:
        for number, (piece, found) in enumerate(zip(pieces, pool.imap(Piece.hear, pieces), strict=True), 1):
            heard.setdefault(piece.row, []).extend(found)
            progress(piece.row, number / len(pieces))
    return {**record, **_rows(heard, application.labels[2:])}


def _rows(heard: dict[str, list[Heard]], words: Sequence[str]) -> dict[str, Any]:
    """Figures and mistakes of each row, and what each threshold would make of them."""
    streams, mistakes = {}, {}
    steps: list[dict[str, Any]] = [{"threshold": each, "recall": {}} for each in THRESHOLDS]
    for row, found in heard.items():
        counted = Score(tuple(words))
        compared = [Score(tuple(words)) for _ in found[0].compared] if found else []
        for stream in found:
            counted.add(stream.words, stream.seconds, stream.lines)
            for each, lines in zip(compared, stream.compared, strict=True):
                each.add(stream.words, stream.seconds, lines)
        streams[row] = counted.record()
        mistakes[row] = [[m.said, m.heard, m.time_ms, m.clip] for m in counted.mistakes]
        for step, each in zip(steps, compared, strict=False):
            if row == OTHERS:
                step["false_accepts_per_hour"] = round(each.false_accepts_per_hour, 2)
            else:
                step["recall"][row] = round(each.recall, 4)
    return {"streams": streams, "mistakes": mistakes, "trade_off": steps}


def table(record: dict[str, Any]) -> str:
    """The record as text: a row a condition, with 95 % intervals."""
    mean = record["clips"]["mean"]
    lines = [f"clips: {mean:.3f} right, mean of {len(record['clips']['right'])} classes"]
    lines.append(
        f"{'streams':16} {'recall':>6} {'95 %':>13}  {'false accepts an hour':>22}  latency, ms: median, 95 %"
    )
    for name, row in record["streams"].items():
        spoken, hits = sum(row["spoken"].values()), sum(row["hits"].values())
        low, high = intervals.proportion(hits, spoken)
        recall = f"{hits / spoken:6.3f} {low:6.3f}-{high:.3f}" if spoken else " " * 20
        least, most = row["false_accepts_per_hour_95"]
        wrong = f"{row['false_accepts_per_hour']:8.1f} ({least:.1f}-{most:.1f})"
        late = f"{row['latency_ms_median']:.0f}, {row['latency_ms_p95']:.0f}" if hits else ""
        lines.append(f"{name:16} {recall}  {wrong:>22}  {late}")
    return "\n".join(lines)


def write(record: dict[str, Any], path: Path) -> None:
    """As JSON, without the scores of single clips."""
    slim = {**record, "clips": {k: v for k, v in record["clips"].items() if k != "scores"}}
    path.write_text(json.dumps(slim, indent=1) + "\n")
