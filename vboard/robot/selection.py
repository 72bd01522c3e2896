"""Which suites of a collection run: a shard of a CI job, or what failed in an earlier run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vboard.errors import VBoardError
from vboard.paths import shown
from vboard.robot.suites import SuiteFile

SUMMARY = "summary.json"


class NothingLeftError(VBoardError):
    """There is nothing to run, and that is no failure."""

    exit_status = 0


@dataclass(frozen=True)
class Shard:
    """Part `number` of `count`, from 1 on."""

    number: int
    count: int


def parse_shard(text: str, option: str = "--shard") -> Shard:
    """`2/4` is the second of four.

    Raises:
        VBoardError: it is no such pair.
    """
    number, separator, count = text.partition("/")
    if not (separator and number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise VBoardError(f"{option} {text}: expected K/N with K from 1 to N, as in 2/4")
    return Shard(int(number), int(count))


def key_of(path: Path, board: str = "") -> str:
    """What names a suite on every machine: its folder's name and its own, and the board."""
    return "/".join(path.parts[-2:]) + (f" ({board})" if board else "")


def take_shard(files: Sequence[SuiteFile], shard: Shard, durations: Mapping[str, float]) -> list[SuiteFile]:
    """The suites of one shard, in their order. All shards together are all suites, each once.

    The longest first, each goes to the shard that has least to do; suites that nobody has measured count
    as the mean of the others. Every job comes to the same result.

    Args:
        files: all suites.
        shard: which part.
        durations: seconds by `key_of`; may be empty.

    Raises:
        NothingLeftError: there are more shards than suites.
    """
    known = [durations[key] for file in files if (key := key_of(file.path, file.board)) in durations]
    mean = sum(known) / len(known) if known else 1.0
    seconds = [durations.get(key_of(file.path, file.board), mean) for file in files]
    loads = [0.0] * shard.count
    chosen = []
    for index in sorted(range(len(files)), key=lambda each: (-seconds[each], each)):
        least = min(range(shard.count), key=lambda each: (loads[each], each))
        loads[least] += seconds[index]
        if least == shard.number - 1:
            chosen.append(index)
    if not chosen:
        raise NothingLeftError(
            f"shard {shard.number}/{shard.count}: nothing to run, {len(files)} suites in all"
        )
    return [files[index] for index in sorted(chosen)]


def take_failed(files: Sequence[SuiteFile], results: Iterable[Path]) -> list[SuiteFile]:
    """The suites with tests that failed in earlier runs, with these tests alone.

    Raises:
        VBoardError: a result cannot be read.
        NothingLeftError: no test failed.
    """
    failed: dict[str, list[str]] = {}
    for result in results:
        for test in _tests(result):
            if test["status"] == "FAIL":
                failed.setdefault(str(test.get("suite")), []).append(str(test["test"]))
    chosen = [
        replace(file, tests=tuple(dict.fromkeys(failed[key])))
        for file in files
        if (key := key_of(file.path, file.board)) in failed
    ]
    if not chosen:
        raise NothingLeftError("--rerun-failed: no test of these suites failed")
    return chosen


def read_durations(results: Iterable[Path]) -> dict[str, float]:
    """Seconds that each suite took, by `key_of`; of several results the last counts.

    Raises:
        VBoardError: a result cannot be read.
    """
    durations: dict[str, float] = {}
    for result in results:
        own: dict[str, float] = {}
        for test in _tests(result):
            key = str(test.get("suite"))
            own[key] = own.get(key, 0.0) + float(test["seconds"])
        durations |= own
    return durations


def _tests(result: Path) -> list[dict[str, Any]]:
    """The tests of a `summary.json`, or of the one in a results folder."""
    path = result / SUMMARY if result.is_dir() else result
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        tests: list[dict[str, Any]] = content["tests"]
        for test in tests:
            float(test["seconds"]), test["status"], test["test"]
    except OSError as error:
        raise VBoardError(f"{shown(path)}: {error.strerror}; expected {SUMMARY} of a run") from error
    except (ValueError, KeyError, TypeError) as error:
        raise VBoardError(f"{shown(path)}: no {SUMMARY} of a run of this version") from error
    return tests
