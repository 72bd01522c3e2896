"""Processes that end before their suites do, and those that started them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

PASSES = "*** Test Cases ***\nPasses\n    No Operation\n"
ENDS = """*** Test Cases ***
Comes Before
    No Operation

Ends The Process
    Evaluate    os.{}    modules=os

Comes Behind
    No Operation
"""
WAITS = """*** Test Cases ***
Waits
    Evaluate    pathlib.Path(r'{}').write_text(str(os.getpid()))    modules=os,pathlib
    Evaluate    time.sleep(100)    modules=time
"""
TIME_ENOUGH = 60.0


@pytest.mark.parametrize("options", [[], ["--jobs", "2"]], ids=["one process", "two"])
@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("kill(os.getpid(), 9)", "by SIGKILL"),
        ("_exit(0)", "with status 0"),
        ("_exit(3)", "with status 3"),
        ("abort()", "by SIGABRT"),
    ],
)
def test_a_suite_whose_process_ends_has_failed(
    tmp_path: Path, how: str, said: str, options: list[str]
) -> None:
    (tmp_path / "ends.robot").write_text(ENDS.format(how))
    (tmp_path / "passes.robot").write_text(PASSES)
    done = vboard("test", "passes.robot", "ends.robot", "-r", "out", *options, folder=tmp_path)
    assert done.returncode == 1
    assert f"ends.robot: its process ended {said} in 'Ends The Process', no result" in done.stdout
    assert "2 passed, 2 failed" in done.stdout
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert {test["test"]: test["message"] for test in summary["tests"]} == {
        "Passes": "",
        "Comes Before": "",
        "Ends The Process": f"its process ended {said}",
        "Comes Behind": f"not run: its process ended {said}",
    }
    assert (tmp_path / "out" / "report.html").is_file()


def test_renode_test_reports_a_process_that_ended(tmp_path: Path) -> None:
    (tmp_path / "ends.robot").write_text(ENDS.format("_exit(0)"))
    done = vboard("renode-test", "ends.robot", folder=tmp_path)
    assert done.returncode == 1
    assert "1. Ends.Ends The Process" in done.stdout
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        *("ends.robot", "log.html", "report.html", "robot_output.xml")
    ]


def test_what_a_suite_registers_for_the_end_is_called(tmp_path: Path) -> None:
    registers = "Evaluate    atexit.register(print, 'at the end')    modules=atexit"
    suite = PASSES.replace("No Operation", registers)
    (tmp_path / "registers.robot").write_text(suite)
    done = vboard("test", "registers.robot", "-r", "out", folder=tmp_path)
    assert (done.returncode, done.stdout.endswith("at the end\n")) == (0, True)


def vboard(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "vboard", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        capture_output=True,
        text=True,
        timeout=TIME_ENOUGH,
        check=False,
    )


@pytest.mark.parametrize("options", [[], ["--jobs", "2"]], ids=["one process", "two"])
def test_processes_end_with_the_one_that_started_them(tmp_path: Path, options: list[str]) -> None:
    marks = [tmp_path / "first", tmp_path / "second"][: 1 + len(options) // 2]
    for mark in marks:
        mark.with_suffix(".robot").write_text(WAITS.format(mark))
    suites = [str(mark.with_suffix(".robot")) for mark in marks]
    # Whoever runs the tests may have signals ignored, and programs inherit that.
    command = ["env", "--default-signal", sys.executable, "-m", "vboard", "test", *suites, *options]
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
