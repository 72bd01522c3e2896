"""Worker processes and the end of their parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

POOLS = {
    "pool": """
import multiprocessing, time
from vboard.processes import follow_parent, starting
with starting():
    workers = multiprocessing.get_context("spawn").Pool(2, follow_parent)
with workers as pool:
    waiting = pool.map_async(time.sleep, [0, 0, 60, 60])
    print("started", flush=True)
    try:
        waiting.get()
    except KeyboardInterrupt:
        print("interrupted", flush=True)
""",
    "executor": """
import time
from concurrent.futures import ProcessPoolExecutor
from vboard.processes import end_now, follow_parent, starting
pool = ProcessPoolExecutor(2, initializer=follow_parent)
with starting():
    waiting = [pool.submit(time.sleep, 60) for _ in range(2)]
print("started", flush=True)
try:
    waiting[0].result()
except KeyboardInterrupt:
    end_now(pool)
    print("interrupted", flush=True)
""",
}


def start(name: str, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", POOLS[name]],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    time.sleep(seconds)
    return process


@pytest.mark.parametrize("seconds", [0.0, 0.1, 0.5])
@pytest.mark.parametrize("name", POOLS)
def test_ctrl_c_is_told_by_the_parent_alone(name: str, seconds: float) -> None:
    """Also while the workers are starting."""
    process = start(name, seconds)
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate(timeout=20)[0] == "interrupted\n"
    assert process.returncode == 0


@pytest.mark.parametrize("name", POOLS)
def test_workers_end_with_a_parent_that_is_killed(name: str) -> None:
    process = start(name, 0.5)
    process.kill()
    # The pipe's end comes when the last worker has closed it.
    process.communicate(timeout=20)
    assert process.returncode == -signal.SIGKILL
