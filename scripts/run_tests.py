#!/usr/bin/env python3
"""Run all tests and print their sum: Python (pytest), firmware on the host, Robot scenarios.

Every part runs, whatever the others did. The last lines name what failed and count all; the exit
status is 0 only when nothing failed and every part ran. Unknown arguments go to pytest.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from vboard.boards.table import BOARDS
from vboard.robot.suites import SuiteFile, find_suites, for_boards

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
LONG_SUITES = ("streams", "hotword")
DOCTEST = re.compile(r"test cases:\s*\d+\s*\|\s*(\d+) passed\s*\|\s*(\d+) failed\s*\|\s*(\d+) skipped")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Outcome:
    """Counts of one part, and a line for each failure that has a name."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        self.failures += other.failures
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped


def run_pytest(reports: Path, arguments: list[str]) -> Outcome:
    """Python tests, in some processes."""
    junit = reports / "pytest.xml"
    junit.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-n", str(WORKERS), f"--junitxml={junit}", *arguments]
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    return settle("pytest", status, read_junit(junit) if junit.is_file() else Outcome())


def read_junit(junit: Path) -> Outcome:
    """What pytest wrote: counts, and each failure with the first line of its cause."""
    outcome = Outcome()
    for suite in ET.parse(junit).getroot().iter("testsuite"):
        failed = int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
        skipped = int(suite.get("skipped", "0"))
        outcome.add(Outcome(int(suite.get("tests", "0")) - failed - skipped, failed, skipped))
        for case in suite.iter("testcase"):
            for cause in (*case.iter("failure"), *case.iter("error")):
                first_line = (cause.get("message") or "").strip().partition("\n")[0]
                outcome.failures.append(f"{case.get('classname')}::{case.get('name')}: {first_line}")
    return outcome


def doctest_counts(found: re.Match[str]) -> Outcome:
    """What a program of doctest printed at its end."""
    passed, failed, skipped = map(int, found.groups())
    return Outcome(passed, failed, skipped)


def run_host_tests(build: Path) -> Outcome:
    """Firmware tests that are built for the host, under the sanitizers."""
    command = [
        "make",
        f"-j{WORKERS}",
        "--no-print-directory",
        "-C",
        "firmware",
        "host-tests",
        f"BUILD={build / 'firmware'}",
    ]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    assert process.stdout is not None
    outcome = Outcome()
    for line in process.stdout:
        print(line, end="", flush=True)
        if found := DOCTEST.search(COLOUR.sub("", line)):
            outcome.add(doctest_counts(found))
    return settle("firmware host tests", process.wait(), outcome)


def run_native_tests() -> Outcome:
    """The processor core's test program, under the sanitizers."""
    command = ["make", f"-j{WORKERS}", "--no-print-directory", "-C", "tests/native", "run", "VARIANT=asan"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    print(done.stdout, end="", flush=True)
    outcome = Outcome()
    if found := DOCTEST.search(COLOUR.sub("", done.stdout)):
        outcome.add(doctest_counts(found))
    return settle("processor core", done.returncode, outcome)


def run_suite(
    suite: Path, results: Path, engine: str = "builtin", board: str = "", shard: str = ""
) -> Outcome:
    """One suite (or a folder) of Robot scenarios, for one board; its output is printed when it ends."""
    summary = results / "summary.json"
    summary.unlink(missing_ok=True)
    command = [sys.executable, "-m", "vboard", "test", str(suite), "--results-dir", str(results)]
    command += ["--engine", engine, "--jobs", str(WORKERS)] if engine != "builtin" else ["--strict"]
    command += ["--variable", f"BOARD:{board}"] if board else []
    command += ["--shard", shard] if shard else []
    done = subprocess.run(
        command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    print(done.stdout, end="", flush=True)
    outcome = Outcome()
    if summary.is_file():
        counts = json.loads(summary.read_text(encoding="utf-8"))
        outcome = Outcome(counts["passed"], counts["failed"], counts["skipped"])
        outcome.failures = [
            f"{test['name']}: {test['message'].partition(chr(10))[0]}"
            for test in counts["tests"]
            if test["status"] == "FAIL"
        ]
    return settle(f"{suite.name} {board}".strip(), done.returncode, outcome)


def run_scenarios(reports: Path, engine: str, shard: str) -> Outcome:
    """All suites of `robot_tests/` or one shard of them, some at a time: a suite keeps one processor busy."""
    if engine != "builtin" or shard:
        return run_suite(ROOT / "robot_tests", reports / "robot" / engine, engine, shard=shard)
    suites = for_boards(find_suites([ROOT / "robot_tests"]), list(BOARDS), {})
    # The long ones first, so that no processor waits for the last of them.
    suites.sort(key=lambda suite: suite.path.stem not in LONG_SUITES)

    def run(suite: SuiteFile) -> Outcome:
        results = reports / "robot" / "-".join(filter(None, (suite.path.stem, suite.board)))
        return run_suite(suite.path, results, board=suite.board)

    total = Outcome()
    with ThreadPoolExecutor(WORKERS) as pool:
        for outcome in pool.map(run, suites):
            total.add(outcome)
    return settle("scenarios", 0, total)


def settle(part: str, status: int, outcome: Outcome) -> Outcome:
    """Count a part that failed, or that ran nothing, as a failure even when no test of it did."""
    all_skipped = status == 1 and outcome.skipped > 0 and outcome.passed == 0
    if status != 0 and outcome.failed == 0 and not all_skipped:
        outcome.failures.append(f"{part}: ended with status {status}")
        outcome.failed = 1
    elif status == 0 and outcome.passed + outcome.failed + outcome.skipped == 0:
        outcome.failures.append(f"{part}: no test ran")
        outcome.failed = 1
    elif outcome.failed and not outcome.failures:
        outcome.failures.append(f"{part}: its own output names what failed")
    return outcome


def print_sum(total: Outcome) -> None:
    """Failures by name, then the counts."""
    if total.failures:
        title("Failed")
    for failure in total.failures:
        print(failure)
    print(f"\n{total.passed} passed, {total.failed} failed, {total.skipped} skipped", flush=True)


def title(text: str) -> None:
    print(f"\n== {text} ==", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, default=Path("build"), help="build folder")
    parser.add_argument("--engine", default="builtin", help="engine that runs the scenarios")
    parser.add_argument("--shard", default="", metavar="K/N", help="one part of the scenarios")
    parser.add_argument("--only", choices=("python", "host", "native", "scenarios"), help="run one part")
    options, pytest_arguments = parser.parse_known_args()
    build = options.build.resolve()
    reports = build / "reports"
    reports.mkdir(parents=True, exist_ok=True)

    total = Outcome()
    if options.only in (None, "python"):
        title("Python")
        total.add(run_pytest(reports, pytest_arguments))
    if options.only in (None, "host"):
        title("Firmware on the host")
        total.add(run_host_tests(build))
    if options.only in (None, "native"):
        title("Processor core")
        total.add(run_native_tests())
    if options.only in (None, "scenarios"):
        title("Scenarios")
        total.add(run_scenarios(reports, options.engine, options.shard))
    print_sum(total)
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
