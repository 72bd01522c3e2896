"""Which lines are hits, which are false accepts, and how late a hit comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from vboard.evaluation import intervals
from vboard.evaluation.clips import RATE
from vboard.evaluation.streams import Word

EARLIEST_MS, LATEST_MS = -100, 1000
"""A line hits when it comes this long after the end of its word."""


@dataclass(frozen=True)
class Line:
    """`Heard WORD (SCORE) @TIMEms` of a board or of the host.

    Attributes:
        printed_ms: when the line was complete on the console, in milliseconds of audio; None: not known.
    """

    word: str
    score: int
    time_ms: int
    printed_ms: float | None = None

    def __str__(self) -> str:
        return f"Heard {self.word} ({self.score}) @{self.time_ms}ms"


@dataclass(frozen=True)
class Mistake:
    """A missed word (`heard` is empty) or a false accept (`said` may be empty), at a time of its stream."""

    said: str
    heard: str
    time_ms: int
    clip: str


@dataclass
class Score:
    """Counts over streams."""

    words: tuple[str, ...]
    seconds: float = 0.0
    spoken: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    other_words: int = 0
    latencies_ms: list[float] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, words: Sequence[Word], seconds: float, lines: Sequence[Line]) -> None:
        """Count a stream: each word and each line once, the earliest fitting line of each word."""
        self.seconds += seconds
        left = sorted(lines, key=lambda line: line.time_ms)
        for word in words:
            if word.text not in self.words:
                self.other_words += 1
                continue
            self.spoken[word.text] += 1
            end = word.end * 1000 // RATE
            hit = next(
                (n for n in left if n.word == word.text and EARLIEST_MS <= n.time_ms - end <= LATEST_MS), None
            )
            if hit is None:
                self.mistakes.append(Mistake(word.text, "", end, word.name))
                continue
            left.remove(hit)
            self.hits[word.text] += 1
            printed = hit.time_ms if hit.printed_ms is None else hit.printed_ms
            self.latencies_ms.append(round(printed - end, 3))
        for line in left:
            near = [
                w for w in words if w.start * 1000 // RATE <= line.time_ms <= w.end * 1000 // RATE + LATEST_MS
            ]
            said = near[-1] if near else None
            name = said.name if said else ""
            self.mistakes.append(Mistake(said.text if said else "", line.word, line.time_ms, name))

    @property
    def false_accepts(self) -> int:
        """Lines that belong to no word."""
        return sum(bool(mistake.heard) for mistake in self.mistakes)

    @property
    def recall(self) -> float:
        """Share of the words that were heard."""
        return self.hits.total() / max(1, self.spoken.total())

    @property
    def false_accepts_per_hour(self) -> float:
        """Of all audio that was counted."""
        return self.false_accepts / (self.seconds / 3600)

    def latency_ms(self, quantile: float) -> float | None:
        """From the end of the word to its line; None without a hit."""
        return float(np.quantile(self.latencies_ms, quantile)) if self.latencies_ms else None

    def record(self) -> dict[str, object]:
        """For JSON."""
        low, high = intervals.proportion(self.hits.total(), self.spoken.total())
        least, most = intervals.events(self.false_accepts, self.seconds / 3600)
        kinds = Counter(f"{m.heard} for {m.said or 'nothing'}" for m in self.mistakes if m.heard)
        return {
            "seconds": round(self.seconds, 1),
            "spoken": dict(self.spoken),
            "hits": dict(self.hits),
            "other_words": self.other_words,
            "recall": round(self.recall, 4),
            "recall_95": [round(low, 4), round(high, 4)],
            "false_accepts": self.false_accepts,
            "false_accepts_per_hour": round(self.false_accepts_per_hour, 2),
            "false_accepts_per_hour_95": [round(least, 2), round(most, 2)],
            "false_accepts_by_kind": dict(kinds.most_common()),
            "latency_ms_median": self.latency_ms(0.5),
            "latency_ms_p95": self.latency_ms(0.95),
        }
