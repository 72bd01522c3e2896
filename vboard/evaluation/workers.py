"""Hears many streams: in this process, in several, or on a Dask cluster. Results are equal wherever they run.

A worker that dies loses nothing: its streams are heard again by another. A failure of the firmware is no
death; it ends the evaluation.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from vboard.errors import RunFailedError, VBoardError
from vboard.evaluation.results import Evaluation, Result, hear_shard
from vboard.evaluation.shards import Shard
from vboard.processes import end_now, follow_parent, starting

MOST_DEATHS = 3
"""Deaths in a row, with no stream heard between them, after which the evaluation gives up."""
PATIENCE = 60
"""Seconds in which a scheduler must answer and have a worker."""
INSTALL_HINT = "pip install 'vboard[cluster]'"
Runner = Callable[[Evaluation, Sequence[Shard]], Iterator[Result]]


def choose(jobs: int, cluster: str) -> Runner:
    """Who hears the streams: a cluster where one is named, else this many processes."""
    if cluster:
        return lambda evaluation, shards: on_cluster(evaluation, shards, cluster)
    if jobs > 1:
        return lambda evaluation, shards: in_processes(evaluation, shards, jobs)
    return here


def here(evaluation: Evaluation, shards: Sequence[Shard]) -> Iterator[Result]:
    """One after another."""
    for shard in shards:
        yield hear_shard(evaluation, shard)


_evaluation: Evaluation | None = None


def _start(evaluation: Evaluation) -> None:
    """In a new process: what is to be done."""
    global _evaluation
    _evaluation = evaluation
    follow_parent()


def _hear(shard: Shard) -> Result:
    assert _evaluation is not None
    return hear_shard(_evaluation, shard)


def in_processes(evaluation: Evaluation, shards: Sequence[Shard], jobs: int) -> Iterator[Result]:
    """In processes of this machine, in the order in which they end."""
    left = list(shards)
    deaths = 0
    while left:
        pool = ProcessPoolExecutor(
            min(jobs, len(left)), multiprocessing.get_context("spawn"), _start, (evaluation,)
        )
        try:
            with starting():
                waiting: dict[Future[Result], Shard] = {pool.submit(_hear, shard): shard for shard in left}
            while waiting:
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    shard = waiting.pop(future)
                    result = future.result()
                    left.remove(shard)
                    deaths = 0
                    yield result
        except BrokenProcessPool:
            deaths += 1
            if deaths == MOST_DEATHS:
                raise RunFailedError(
                    f"worker processes died {deaths} times in a row, before {left[0].name}; out of memory?"
                ) from None
        finally:
            end_now(pool)


def on_cluster(evaluation: Evaluation, shards: Sequence[Shard], address: str) -> Iterator[Result]:
    """On the workers of a Dask scheduler, in the order in which they end; connects before it returns.

    Args:
        address: `tcp://HOST:PORT`, or the scheduler's file.

    Raises:
        VBoardError: Dask is not installed, or no scheduler with a worker answers.
    """
    try:
        import distributed
    except ImportError:
        raise VBoardError(f"--cluster needs Dask: {INSTALL_HINT}") from None
    return _collect(distributed, _connect(distributed, address), evaluation, shards, address)


def _collect(
    distributed: Any, client: Any, evaluation: Evaluation, shards: Sequence[Shard], address: str
) -> Iterator[Result]:
    with client:
        # Submitted and not scattered: the scheduler can then give it to a new worker when all have died.
        known = client.submit(_same, evaluation, pure=False)
        futures = client.map(_hear_known, [known] * len(shards), shards, pure=False, retries=MOST_DEATHS)
        deaths: dict[Any, int] = {}
        completed = distributed.as_completed(futures)
        for future in completed:
            try:
                result: Result = future.result()
            except distributed.scheduler.KilledWorker:
                deaths[future.key] = deaths.get(future.key, 0) + 1
                if deaths[future.key] == MOST_DEATHS:
                    raise RunFailedError(f"--cluster {address}: workers die again and again") from None
                future.retry()
                completed.add(future)
                continue
            except (OSError, distributed.client.FutureCancelledError) as error:
                raise RunFailedError(f"--cluster {address}: {error}") from None
            yield result


def _connect(distributed: Any, address: str) -> Any:
    """A client whose scheduler has a worker."""
    if "://" in address:
        where = {"address": address}
    elif Path(address).is_file():
        where = {"scheduler_file": address}
    else:
        raise VBoardError(f"--cluster {address}: expected tcp://HOST:PORT or a scheduler's file")
    try:
        client = distributed.Client(**where, timeout=PATIENCE)
    except (OSError, ValueError, TimeoutError) as error:
        raise VBoardError(f"--cluster {address}: no scheduler answers ({type(error).__name__})") from None
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        client.close()
        raise VBoardError(
            f"--cluster {address}: the scheduler has no workers (dask worker {address})"
        ) from None
    return client


def _same(evaluation: Evaluation) -> Evaluation:
    return evaluation


def _hear_known(evaluation: Evaluation, shard: Shard) -> Result:
    return hear_shard(evaluation, shard)
