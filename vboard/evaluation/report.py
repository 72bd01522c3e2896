"""A model's record: clips, streams of words, other words, noise, through the whole application."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from vboard.evaluation import intervals
from vboard.evaluation.chain import Application, build_library
from vboard.evaluation.clips import RATE, Clip, Samples, is_last_look, is_validation, read_clips, read_noise
from vboard.evaluation.scoring import Score
from vboard.evaluation.streams import CONDITIONS, Condition, Noises, Stream, build, draw

CLIPS_A_STREAM = 15
OTHERS = "other words"
NOISE = "noise and music"
NOISE_KINDS = ("street", "kitchen", "white", "coloured", "hum", "music", "clicks", "hiss")
THRESHOLDS = range(140, 250, 10)
"""Of the recogniser, where recall and false accepts are compared."""
COMPARED = ("clean", "babble 10 dB", "white 10 dB", "room 4 m")
"""Conditions whose recall is compared at each threshold."""
OTHERS_PAUSE = (1.6, 2.4)
"""Seconds between other words: with a word of a second, 20 a minute."""
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Extent:
    """How much is listened to: words of each kind a condition, hours of other words and of noise."""

    each: int = 150
    other_hours: float = 3.0
    noise_hours: float = 1.0


@dataclass(frozen=True)
class Material:
    """Clips and noise that were not trained on."""

    clips: Sequence[Clip]
    noise: dict[str, Samples]


def read_material(data: Path, last_look: bool = False) -> Material:
    """The validation speakers that choose, or those who are kept aside."""
    clips = [c for c in read_clips(data) if is_validation(c.speaker) and is_last_look(c.speaker) == last_look]
    return Material(clips, read_noise(data, True))


def condition_streams(
    condition: Condition, words: Sequence[str], material: Material, extent: Extent, seed: int
) -> list[Stream]:
    """Streams of the words among as many others as there are of each word."""
    rng = np.random.default_rng([seed, *condition.name.encode()])
    source = Noises(material.noise, [clip for clip in material.clips if clip.word not in words])
    order = draw(material.clips, words, extent.each, extent.each, rng)
    return [
        build(order[first : first + CLIPS_A_STREAM], condition, source, rng)
        for first in range(0, len(order), CLIPS_A_STREAM)
    ]


def other_streams(words: Sequence[str], material: Material, hours: float, seed: int) -> list[Stream]:
    """Five minutes each of other words, 20 a minute; less where less is wanted."""
    rng = np.random.default_rng([seed, 1])
    others = [clip for clip in material.clips if clip.word not in words]
    source = Noises(material.noise, others)
    if not others:
        return []
    return [
        build(
            draw(others, words, 0, min(100, round(hours * 1200)), rng),
            Condition(OTHERS),
            source,
            rng,
            OTHERS_PAUSE,
        )
        for _ in range(max(1, round(hours * 12)))
    ]


def noise_streams(material: Material, hours: float, seed: int) -> list[Stream]:
    """Minutes of noise of every kind, half of them switched on and off each second."""
    rng = np.random.default_rng([seed, 2])
    source = Noises(material.noise, ())
    streams = []
    for minute in range(max(1, round(hours * 60))):
        noise = source.make(NOISE_KINDS[minute % len(NOISE_KINDS)], 60 * RATE, rng)
        if minute // len(NOISE_KINDS) % 2:
            noise = noise * np.repeat((rng.random(60) < 0.5).astype(np.float32), RATE)
        level = np.float32(32768 * 10 ** (rng.uniform(-50, -15) / 20))
        streams.append(Stream(np.round(noise * level).clip(-32768, 32767).astype(np.int16), ()))
    return streams


def score(
    application: Application, streams: Sequence[Stream], words: Sequence[str], thresholds: Sequence[int] = ()
) -> tuple[Score, list[Score]]:
    """What the application made of streams, each heard from a fresh start; and at other thresholds."""
    total, others = Score(tuple(words)), [Score(tuple(words)) for _ in thresholds]
    for stream in streams:
        heard = application.hear(stream.samples)
        total.add(stream.words, stream.seconds, heard.lines)
        for threshold, counted in zip(thresholds, others, strict=True):
            lines = application.recognise(stream.samples, heard.scores, threshold)
            counted.add(stream.words, stream.seconds, lines)
    return total, others


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
) -> dict[str, Any]:
    """The whole record of a model, for JSON."""
    extent = extent or Extent()
    application = Application(build_library(), model)
    words = application.labels[2:]
    record: dict[str, Any] = {"model_bytes": model.stat().st_size, "labels": list(application.labels)}
    record["speakers"] = len({clip.speaker for clip in material.clips})
    record["clips"] = clip_record(application, material, seed)
    rows: dict[str, Callable[[], list[Stream]]] = {
        c.name: lambda c=c: condition_streams(c, words, material, extent, seed)  # type: ignore[misc]
        for c in CONDITIONS
    }
    rows[OTHERS] = lambda: other_streams(words, material, extent.other_hours, seed)
    rows[NOISE] = lambda: noise_streams(material, extent.noise_hours, seed)
    record["streams"] = {}
    record["mistakes"] = {}
    record["threshold"] = application.threshold
    record["trade_off"] = [{"threshold": each, "recall": {}} for each in THRESHOLDS]
    for number, (name, make) in enumerate(rows.items()):
        progress(name, number / len(rows))
        tried = THRESHOLDS if name in (*COMPARED, OTHERS) else ()
        counted, others = score(application, make(), words, tried)
        record["streams"][name] = counted.record()
        record["mistakes"][name] = [[m.said, m.heard, m.time_ms, m.clip] for m in counted.mistakes]
        for step, each in zip(record["trade_off"], others, strict=False):
            if name == OTHERS:
                step["false_accepts_per_hour"] = round(each.false_accepts_per_hour, 2)
            else:
                step["recall"][name] = round(each.recall, 4)
    progress("", 1.0)
    return record


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
