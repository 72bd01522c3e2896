"""A stand-in for `renode-test`: takes its options, runs the suites on the built-in engine, and leaves
what the real one leaves.

Learnt from releases 1.16.1 and the master branch after it: suites are named after their file's stem and
the whole "Test Suite"; results go by stem, so of two files of one name the later one remains; each
repetition has a folder; the status is 0 also when no test ran; a suite in which the fixture matches
nothing is a traceback. `FAKE_LAYOUT=master` takes the working directory for the results, as the packages
of newer versions do, whatever `-r` says. `FAKE_LEFTOVER` leaves a process behind that holds the output.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from robot.api import ExecutionResult
from robot.rebot import rebot

from vboard.robot.suites import RESOURCE, SuiteFile, build

SINGLE = "Test Suite"


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("-r", dest="results", type=Path, required=True)
    parser.add_argument("-j", dest="jobs", type=int, default=1)
    parser.add_argument("-n", dest="repeat", type=int, nargs="?", default=1)
    parser.add_argument("-f", dest="fixture")
    parser.add_argument("--include", action="append", default=[])
    parser.add_argument("--exclude", action="append", default=[])
    parser.add_argument("--variable", action="append", default=[])
    parser.add_argument("--stop-on-error", action="store_true")
    options = parser.parse_args()
    options.fixture = os.environ.get("FIXTURE", options.fixture)
    if os.environ.get("FAKE_LAYOUT") == "master":
        options.results = Path.cwd()
    return options


def run_suite(file: Path, options: argparse.Namespace, folder: Path) -> Path:
    """Run one file; returns its output."""
    suite = build([SuiteFile(file)], include=options.include, exclude=options.exclude)
    suite.name = file.stem
    if options.fixture:
        tests = [
            test
            for test in suite.tests
            if fnmatch.fnmatch(f"{file.stem}.{test.name}", f"*{options.fixture}*")
        ]
        if not tests:
            raise TypeError("cannot unpack non-iterable NoneType object")
        suite.tests = tests
    output = folder / f"results-{file.stem}.robot.xml"
    suite.run(
        output=str(output),
        console="none",
        variable=[f"RENODEKEYWORDS:{RESOURCE}", *options.variable],
        exitonfailure=options.stop_on_error,
        stdout=sys.stdout,
    )
    return output


def main() -> int:
    options = parse()
    if record := os.environ.get("FAKE_ARGUMENTS"):
        Path(record).write_text(json.dumps(sys.argv[1:]), encoding="utf-8")
    if "FAKE_LEFTOVER" in os.environ:
        subprocess.Popen(["sleep", "1000"])
    if "FAKE_HANG" in os.environ:
        if pid_file := os.environ.get("FAKE_PID_FILE"):
            Path(pid_file).write_text(str(os.getpid()), encoding="ascii")
        print("Starting suites", flush=True)
        time.sleep(1000)
    failed = 0
    for turn in range(1, options.repeat + 1):
        folder = options.results / f"iteration{turn}" if options.repeat > 1 else options.results
        folder.mkdir(exist_ok=True)
        outputs = {str(run_suite(file, options, folder)) for file in options.files}
        # With one output the whole takes the place of the suite.
        rebot(
            *sorted(outputs),
            processemptysuite=True,
            name=SINGLE,
            outputdir=str(folder),
            output="robot_output.xml",
            stdout=sys.stdout,
        )
        failed += ExecutionResult(str(folder / "robot_output.xml")).statistics.total.failed
        for output in outputs:
            Path(output).unlink()
    print("Some tests failed :(" if failed else "Tests finished successfully :)")
    return int(os.environ.get("FAKE_STATUS", 1 if failed else 0))


if __name__ == "__main__":
    sys.exit(main())
