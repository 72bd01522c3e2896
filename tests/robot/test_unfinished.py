"""Processes that end before their suites do, and those that started them."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from vboard.robot.options import SuiteOptions
from vboard.robot.runner import run_suites

PASSES = "*** Test Cases ***\nPasses\n    No Operation\n"
ENDS = """*** Test Cases ***
Comes Before
    No Operation

Ends The Process
    Evaluate    os.{}    modules=os
"""
WAITS = """*** Test Cases ***
Waits
    Evaluate    pathlib.Path(r'{}').write_text(str(os.getpid()))    modules=os,pathlib
    Evaluate    time.sleep(100)    modules=time
"""
TIME_ENOUGH = 60.0


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("kill(os.getpid(), 9)", "by SIGKILL"),
        ("_exit(0)", "with status 0"),
        ("_exit(3)", "with status 3"),
        ("abort()", "by SIGABRT"),
    ],
)
def test_a_suite_whose_process_ends_has_failed(tmp_path: Path, how: str, said: str) -> None:
    (tmp_path / "ends.robot").write_text(ENDS.format(how))
    (tmp_path / "passes.robot").write_text(PASSES)
    stream = io.StringIO()
    options = SuiteOptions(output_dir=tmp_path / "out", jobs=2)
    assert run_suites([tmp_path / "ends.robot", tmp_path / "passes.robot"], options, stream=stream) == 1
    assert f"ends.robot: its process ended {said}, no result" in stream.getvalue()
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert {test["name"].rpartition(".")[2]: test["status"] for test in summary["tests"]} == {
        "Comes Before": "FAIL",
        "Ends The Process": "FAIL",
        "Passes": "PASS",
    }


def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    marks = [tmp_path / "first", tmp_path / "second"]
    for mark in marks:
        mark.with_suffix(".robot").write_text(WAITS.format(mark))
    suites = [str(mark.with_suffix(".robot")) for mark in marks]
    # Whoever runs the tests may have signals ignored, and programs inherit that.
    command = ["env", "--default-signal", sys.executable, "-m", "vboard", "test", *suites, "--jobs", "2"]
    with subprocess.Popen(
        [*command, "-r", str(tmp_path / "out")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as parent:
        end = time.monotonic() + TIME_ENOUGH
        while not all(mark.exists() and mark.read_text() for mark in marks):
            assert parent.poll() is None
            assert time.monotonic() < end, "the suites did not start"
            time.sleep(0.05)
        parent.kill()
    left = {int(mark.read_text()) for mark in marks}
    while left and time.monotonic() < end:
        left = {number for number in left if _runs(number)}
        time.sleep(0.05)
    for number in left:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
    assert not left, "workers live on"


def _runs(number: int) -> bool:
    """Whether a process executes; who has ended may wait for somebody to ask for its status."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
