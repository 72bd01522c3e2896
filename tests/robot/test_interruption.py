"""Ctrl-C while suites run: the user's wish, no failure."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

SUITE = """*** Test Cases ***
Passes
    No Operation

Takes Long
    Create File    %s
    Sleep    100 s

Never Runs
    No Operation

Never Runs Either
    No Operation

*** Settings ***
Library    OperatingSystem
"""
TIME_ENOUGH = 60.0


def write_suites(folder: Path, count: int) -> tuple[list[Path], list[Path]]:
    """Suites that wait in their second test, and the files that they make when they do."""
    suites, marks = [], []
    for number in range(count):
        suite, mark = folder / f"suite_{number}.robot", folder / f"mark_{number}"
        suite.write_text(SUITE % mark, encoding="utf-8")
        suites.append(suite)
        marks.append(mark)
    return suites, marks


def interrupt(
    folder: Path, suites: Sequence[Path], marks: Sequence[Path], number: int, times: int, *options: str
) -> subprocess.CompletedProcess[str]:
    """`vboard test`, signalled once it waits."""
    # Whoever runs the tests may have a signal ignored (nohup does), and programs inherit that.
    command = ["env", "--default-signal", sys.executable]
    command += ["-m", "vboard", "test", *map(str, suites), "-r", str(folder / "out"), *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        end = time.monotonic() + TIME_ENOUGH
        while not all(mark.exists() for mark in marks):
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.02)
        for _ in range(times):
            os.kill(process.pid, number)
            time.sleep(0.4)
        out, err = process.communicate(timeout=TIME_ENOUGH)
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def summary(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "out" / "summary.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_what_came_to_its_end_is_kept_and_nothing_fails(tmp_path: Path, number: int, status: int) -> None:
    done = interrupt(tmp_path, *write_suites(tmp_path, 1), number, 1)
    assert done.returncode == status
    assert "FAIL" not in done.stdout
    assert "PASS  Passes" in done.stdout
    assert "Never Runs" not in done.stdout
    assert "1 passed, 0 failed, 1 skipped, 2 not run" in done.stdout
    assert "Traceback" not in done.stderr
    assert (done.stderr.endswith("vboard: interrupted\n")) == (number == signal.SIGINT)
    messages = [test["message"] for test in summary(tmp_path)["tests"]]
    assert messages == ["", "interrupted", "not run: interrupted", "not run: interrupted"]
    assert (tmp_path / "out" / "report.html").is_file()


def test_a_second_ctrl_c_ends_at_once(tmp_path: Path) -> None:
    done = interrupt(tmp_path, *write_suites(tmp_path, 1), signal.SIGINT, 2)
    assert done.returncode == 130
    assert "Traceback" not in done.stdout + done.stderr


def test_suites_that_run_at_a_time_end_together_and_no_other_starts(tmp_path: Path) -> None:
    suites, marks = write_suites(tmp_path, 3)
    done = interrupt(tmp_path, suites, marks[:2], signal.SIGINT, 1, "-j", "2")
    assert done.returncode == 130
    assert "FAIL" not in done.stdout
    assert "1 of 3 suites not run: interrupted" in done.stdout
    assert "2 passed, 0 failed, 2 skipped, 4 not run" in done.stdout
    assert done.stderr == "vboard: interrupted\n"
    assert not marks[2].exists()
    assert len(summary(tmp_path)["tests"]) == 8
