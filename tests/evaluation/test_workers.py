"""Results are equal for any number of workers; a worker that dies loses nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.evaluation.fakes import LoudListener, write_words
from vboard.errors import RunFailedError, VBoardError
from vboard.evaluation import workers
from vboard.evaluation.catalogue import read_catalogue
from vboard.evaluation.results import Evaluation, Result, Store
from vboard.evaluation.shards import plan
from vboard.paths import ROOT

SHARDS = plan(["clean", "mixed"], 3, seed=5)


def evaluation(folder: Path, died: Path | None = None) -> Evaluation:
    return Evaluation(read_catalogue(write_words(folder / "words")), ("yes", "no"), LoudListener(died))


def by_name(results: Iterator[Result]) -> list[Result]:
    return sorted(results, key=lambda result: result.shard.name)


def test_processes_hear_what_one_hears(tmp_path: Path) -> None:
    work = evaluation(tmp_path)
    alone = by_name(workers.here(work, SHARDS))
    assert sum(len(result.lines) for result in alone) > 10
    assert by_name(workers.in_processes(work, SHARDS, 2)) == alone


def test_a_process_that_dies_loses_nothing(tmp_path: Path) -> None:
    work = evaluation(tmp_path, tmp_path / "died")
    results = by_name(workers.in_processes(work, SHARDS, 2))
    assert (tmp_path / "died").exists()
    assert results == by_name(workers.here(work, SHARDS))


def test_processes_that_always_die_end_the_evaluation(tmp_path: Path) -> None:
    work = evaluation(tmp_path, tmp_path / "no such folder" / "died")
    with pytest.raises((RunFailedError, OSError)):
        list(workers.in_processes(work, SHARDS[:1], 2))


def test_results_are_kept_and_found_again(tmp_path: Path) -> None:
    work = evaluation(tmp_path)
    results = list(workers.here(work, SHARDS[:2]))
    store = Store(tmp_path / "store", work, 5)
    for result in results:
        store.put(result)
    assert Store(tmp_path / "store", work, 5).found(SHARDS) == results
    assert Store(tmp_path / "store", work, 6).found(SHARDS) == []


def test_a_damaged_result_counts_as_none(tmp_path: Path) -> None:
    work = evaluation(tmp_path)
    store = Store(tmp_path / "store", work, 5)
    store.put(next(workers.here(work, SHARDS)))
    file = next(store.folder.glob("*.json"))
    file.write_text(file.read_text()[:100])
    assert store.found(SHARDS) == []


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[Path]:
    """A Dask scheduler with two workers, each a process without a nanny that would restart it."""
    pytest.importorskip("distributed", reason="needs the extra 'cluster'")
    file = tmp_path / "scheduler.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "300s"}

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", *arguments, "--scheduler-file", str(file), "--no-dashboard"]
        return subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    here = ("--host", "127.0.0.1")
    worker = ("distributed.cli.dask_worker", *here, "--no-nanny", "--nthreads", "1", "--death-timeout", "600")
    processes = [start("distributed.cli.dask_scheduler", *here, "--port", "0")]
    processes += [start(*worker) for _ in range(2)]
    try:
        while not file.exists():
            assert processes[0].poll() is None, "the scheduler ended"
            import time

            time.sleep(0.1)
        yield file
    finally:
        for process in processes:
            process.kill()
            process.wait()


def test_a_worker_of_a_cluster_that_dies_loses_nothing(
    scheduler: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "PATIENCE", 600)
    work = evaluation(tmp_path, tmp_path / "died")
    results = by_name(workers.on_cluster(work, SHARDS, str(scheduler)))
    assert (tmp_path / "died").exists()
    assert results == by_name(workers.here(work, SHARDS))


def test_a_cluster_that_is_no_address_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="needs the extra 'cluster'")
    with pytest.raises(VBoardError, match="expected tcp://HOST:PORT"):
        list(workers.on_cluster(evaluation(tmp_path), SHARDS, "nowhere.json"))


def test_a_scheduler_that_does_not_answer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="needs the extra 'cluster'")
    monkeypatch.setattr(workers, "PATIENCE", 0.5)
    with pytest.raises(VBoardError, match="no scheduler answers"):
        list(workers.on_cluster(evaluation(tmp_path), SHARDS, "tcp://127.0.0.1:1"))
