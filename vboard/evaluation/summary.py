"""Figures of many streams: as data for JSON, and as a table with 95 % intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vboard.boards.board import Board
from vboard.engine.events import SECOND
from vboard.evaluation import intervals
from vboard.evaluation.energy import estimate
from vboard.evaluation.results import Result
from vboard.evaluation.scoring import Mistake, Score

FORMAT = 1
"""Version of the record's layout."""


def score(results: Sequence[Result], words: Sequence[str]) -> Score:
    """Hits, misses and false accepts of streams."""
    total = Score(tuple(words))
    for result in results:
        total.add(result.words, result.seconds, result.lines)
    return total


def mistakes(result: Result, words: Sequence[str]) -> list[Mistake]:
    """Those of one stream, in the order of time."""
    return sorted(score([result], words).mistakes, key=lambda mistake: mistake.time_ms)


def summarise(results: Sequence[Result], words: Sequence[str], board: Board | None) -> dict[str, Any]:
    """Everything in virtual time: equal for equal input, whoever heard it and in whatever order.

    Args:
        board: None: the host heard it.
    """
    results = sorted(results, key=lambda result: result.shard.name)
    names = list(dict.fromkeys(result.shard.condition for result in results))
    rows = {
        name: score([each for each in results if each.shard.condition == name], words).record()
        for name in names
    }
    return {
        "format": FORMAT,
        "board": board.name if board else "host",
        "words": list(words),
        **score(results, words).record(),
        **_costs(results, board),
        "conditions": rows,
        "mistakes": [
            {
                "stream": result.shard.name,
                "said": mistake.said,
                "heard": mistake.heard,
                "time_ms": mistake.time_ms,
                "recording": mistake.clip,
            }
            for result in results
            for mistake in mistakes(result, words)
        ],
        "streams": [
            {
                "name": result.shard.name,
                "seconds": result.seconds,
                "lines": [str(line) for line in result.lines],
                "words": [
                    {"word": word.text, "recording": word.name, "start": word.start, "end": word.end}
                    for word in result.words
                ],
            }
            for result in results
        ],
    }


def _costs(results: Sequence[Result], board: Board | None) -> dict[str, Any]:
    costs = [result.cost for result in results if result.cost is not None]
    if not costs or board is None:
        return {}
    seconds = sum(cost.virtual_ns for cost in costs) / SECOND
    instructions = sum(cost.instructions for cost in costs)
    clock = board.mips * 1_000_000
    figures: dict[str, Any] = {
        "missed_samples": sum(cost.lost for cost in costs),
        "overruns": sum(cost.overruns for cost in costs),
        "instructions_per_second": round(instructions / seconds),
        "clock_hz": clock,
        "load": round(instructions / seconds / clock, 4) if clock else None,
        "energy": None,
    }
    if (energy := estimate(board, instructions, seconds)) is not None:
        figures["energy"] = {
            "awake": round(energy.awake, 4),
            "milliwatts": round(energy.milliwatts, 2),
            "joules_per_hour": round(energy.milliwatts * 3.6, 1),
            "source": energy.source,
        }
    return figures


def table(record: dict[str, Any]) -> str:
    """The record as text: a row a condition and one of all."""
    lines = [
        f"{'streams':10} {'minutes':>7} {'words':>6} {'recall':>7} {'95 %':>15} "
        f"{'false accepts an hour':>24}  latency, ms: median, 95 %"
    ]
    rows = dict(record["conditions"])
    if len(rows) > 1:
        rows["all"] = record
    lines += [_row(name, row) for name, row in rows.items()]
    spoken = record["spoken"]
    for word in record["words"]:
        if spoken.get(word):
            hits = record["hits"].get(word, 0)
            low, high = intervals.proportion(hits, spoken[word])
            lines.append(f"{word}: {hits} of {spoken[word]} heard ({low:.3f} to {high:.3f})")
    for kind, count in record["false_accepts_by_kind"].items():
        lines.append(f"false accepts: {kind}, {count}")
    return "\n".join([*lines, *_cost_lines(record)])


def _row(name: str, row: dict[str, Any]) -> str:
    spoken = sum(row["spoken"].values())
    recall, late = " " * 23, ""
    if spoken:
        low, high = row["recall_95"]
        recall = f"{row['recall']:7.3f} {low:7.3f}-{high:5.3f}  "
    if row["latency_ms_median"] is not None:
        late = f"{row['latency_ms_median']:.0f}, {row['latency_ms_p95']:.0f}"
    least, most = row["false_accepts_per_hour_95"]
    wrong = f"{row['false_accepts_per_hour']:.1f} ({least:.1f}-{most:.1f})"
    return f"{name:10} {row['seconds'] / 60:7.1f} {spoken:6} {recall} {wrong:>24}  {late}".rstrip()


def _cost_lines(record: dict[str, Any]) -> list[str]:
    if "instructions_per_second" not in record:
        return []
    load = "" if record["load"] is None else f" of {record['clock_hz']:,} ({100 * record['load']:.1f} %)"
    lines = [
        f"missed samples: {record['missed_samples']:,} in {record['overruns']} overruns",
        f"instructions a second: {record['instructions_per_second']:,}{load}",
    ]
    if (energy := record["energy"]) is None:
        return [*lines, "energy: not known; the board's row names no currents"]
    text = (
        f"{energy['milliwatts']:.1f} mW, awake {100 * energy['awake']:.1f} % of the time ({energy['source']})"
    )
    return [*lines, f"energy, estimated: {text}"]
