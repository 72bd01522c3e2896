"""`python -m vboard.robot suite.robot…`: run suites on the built-in engine."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from vboard.errors import VBoardError


def main() -> int:
    """Parse the command line and run; returns the exit status."""
    # Interrupting an import is no reason for a traceback.
    from vboard.robot.options import SuiteOptions
    from vboard.robot.runner import run_suites

    parser = argparse.ArgumentParser(prog="python -m vboard.robot", description=__doc__)
    parser.add_argument("paths", nargs="+", help="suite files and directories")
    parser.add_argument("-r", "--results-dir", default="build/robot", help="where the reports go")
    parser.add_argument(
        "--variable", action="append", default=[], metavar="NAME:VALUE", help="variable for the suites"
    )
    parser.add_argument("--include", action="append", default=[], metavar="TAG")
    parser.add_argument("--exclude", action="append", default=[], metavar="TAG")
    parser.add_argument("-f", "--fixture", metavar="NAME", help="name pattern of the tests to run")
    parser.add_argument("-n", "--repeat", type=int, default=1, metavar="COUNT")
    parser.add_argument("--stop-on-error", action="store_true", help="end at the first failure")
    parser.add_argument("-j", "--jobs", type=int, default=1, metavar="COUNT", help="processes at a time")
    parser.add_argument("--test", action="append", default=[], metavar="NAME", help="only this test")
    parser.add_argument("--part", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    variables: dict[str, object] = {}
    for text in options.variable:
        name, separator, value = text.partition(":")
        if not separator:
            parser.error(f"--variable {text}: expected NAME:VALUE")
        variables[name] = value
    chosen = SuiteOptions(
        output_dir=options.results_dir,
        variables=variables,
        include=options.include,
        exclude=options.exclude,
        fixture=options.fixture,
        repeat=options.repeat,
        stop_on_error=options.stop_on_error,
        jobs=options.jobs,
        choose=lambda files: [replace(file, tests=tuple(options.test)) for file in files],
    )
    return run_suites(options.paths, chosen, part=options.part, own_process=True)


if __name__ == "__main__":
    try:
        status = main()
    except KeyboardInterrupt:
        status = 130
    except VBoardError as error:
        print(f"vboard: {' '.join(str(error).split())}", file=sys.stderr)
        status = error.exit_status
    sys.exit(status)
