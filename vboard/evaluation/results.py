"""What was heard of a stream, and the folder that keeps it, so that an interrupted evaluation goes on."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vboard import paths
from vboard.evaluation.catalogue import Catalogue
from vboard.evaluation.listeners import Cost, Listener
from vboard.evaluation.scoring import Line
from vboard.evaluation.shards import Shard, make_stream
from vboard.evaluation.streams import Word


@dataclass(frozen=True)
class Evaluation:
    """All that a worker must know: what is played, which words count, who hears it."""

    catalogue: Catalogue
    words: tuple[str, ...]
    listener: Listener


@dataclass(frozen=True)
class Result:
    """A stream: the words in it, its length in seconds, the lines, what it cost a board."""

    shard: Shard
    words: tuple[Word, ...]
    seconds: float
    lines: tuple[Line, ...]
    cost: Cost | None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Result:
        """The same from plain data. Raises KeyError or TypeError when it is none."""
        return cls(
            Shard(**data["shard"]),
            tuple(Word(**word) for word in data["words"]),
            data["seconds"],
            tuple(Line(**line) for line in data["lines"]),
            None if data["cost"] is None else Cost(**data["cost"]),
        )


def hear_shard(evaluation: Evaluation, shard: Shard) -> Result:
    """Make a stream and hear it: a pure function, equal wherever it runs."""
    stream = make_stream(evaluation.catalogue, evaluation.words, shard)
    heard = evaluation.listener.hear(stream.samples)
    return Result(shard, stream.words, stream.seconds, tuple(heard.lines), heard.cost)


class Store:
    """A file a stream. Results of other data, words, firmware or another version of vboard do not mix."""

    def __init__(self, base: Path, evaluation: Evaluation, seed: int) -> None:
        parts = (
            _sources(),
            evaluation.catalogue.digest(),
            evaluation.words,
            evaluation.listener.identity(),
            seed,
        )
        self.folder = base / hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
        self.folder.mkdir(parents=True, exist_ok=True)

    def get(self, shard: Shard) -> Result | None:
        """A result that is there; a damaged file counts as none."""
        try:
            result = Result.from_json(json.loads(self._path(shard).read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return result if result.shard == shard else None

    def put(self, result: Result) -> None:
        """Keep a result: whole or not at all."""
        path = self._path(result.shard)
        partial = path.with_suffix(f".{os.getpid()}.tmp")
        partial.write_text(json.dumps(result.to_json()), encoding="utf-8")
        partial.replace(path)

    def found(self, shards: Iterable[Shard]) -> list[Result]:
        """Those of the streams that were heard before."""
        return [result for shard in shards if (result := self.get(shard)) is not None]

    def _path(self, shard: Shard) -> Path:
        return self.folder / f"{shard.name}.json"


def _sources() -> str:
    """A digest of the package: engine, core, streams and scoring."""
    package = Path(__file__).resolve().parent.parent
    files = sorted(path for kind in ("*.py", "*.so", "*.repl") for path in package.rglob(kind))
    files += sorted((paths.FILES / "renode").rglob("*.*"))
    total = hashlib.sha256()
    for path in files:
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(path.read_bytes())
    return total.hexdigest()
