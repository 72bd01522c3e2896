"""The command line of Renode's program `renode-test`."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vboard.dropin.renode_options import UsageParser
from vboard.errors import VBoardError


@dataclass(frozen=True)
class TestOptions:
    """What `renode-test` was asked for.

    Attributes:
        suites: files to run; without any those of `list_file`.
        list_file: a YAML file that lists suites.
        results: folder of the results.
        repeat: how often everything runs, 0 without end.
        retry: how often a suite that failed runs at most.
        subset: K/N, one part of the suites; empty: all.
        show_log: the engine's log goes to standard output.
        unused: options that were given and have no effect here, each with its reason.
    """

    __test__ = False

    suites: Sequence[Path]
    list_file: Path | None
    results: Path
    variables: Mapping[str, str]
    include: Sequence[str]
    exclude: Sequence[str]
    fixture: str | None
    repeat: int
    retry: int
    jobs: int
    stop_on_error: bool
    show_log: bool
    dry_run: bool
    subset: str
    help: str
    unused: Sequence[str]


_ONE_PROCESS = "keywords run in the process of the suite"
_WITHOUT_EFFECT = {
    "remote_server_port": ("-P", _ONE_PROCESS),
    "remote_server_name": ("--robot-framework-remote-server-name", _ONE_PROCESS),
    "remote_server_full_directory": ("--robot-framework-remote-server-full-directory", _ONE_PROCESS),
    "remote_server_directory_prefix": ("--robot-framework-remote-server-directory-prefix", _ONE_PROCESS),
    "keep_renode_output": ("--keep-renode-output", f"{_ONE_PROCESS}; --show-log shows the log"),
    "enable_xwt": ("--enable-xwt", "there are no windows"),
    "debug_on_error": ("--debug-on-error", "there are no windows"),
    "css_file": ("--css-file", "reports have Robot Framework's own style"),
    "execution_metrics": ("--gather-execution-metrics", "the engine keeps none"),
    "timeout": ("--test-timeout", "use [Timeout] in the suite"),
    "keep_temps": ("--keep-temporary-files", "there are none"),
    "autokill": ("--kill-stale-renode-instances", _ONE_PROCESS),
    "renode_config": ("--renode-config", "the engine has no configuration file"),
    "cleanup_timeout": ("--cleanup-timeout", _ONE_PROCESS),
    "kill_timeout": ("--kill-timeout", _ONE_PROCESS),
    "buildbot": ("--buildbot", "no network interface is made"),
    "debug_mode": ("--debug", "there is one build of the engine"),
    "skip_building": ("--skip-building", "there is nothing to build"),
    "resource_monitoring": ("--with-resource-monitoring", _ONE_PROCESS),
    "memory_delay": ("--memory-monitor-initial-delay", _ONE_PROCESS),
    "memory_interval": ("--memory-monitor-sample-interval", _ONE_PROCESS),
    "verbose": ("--verbose", "the log of Robot Framework, log.html, has everything"),
}
_ABSENT = {
    "run_gdb": ("--run-gdb", "use `vboard debug`"),
    "perf_output_path": ("--perf-output-path", "use `vboard bench`"),
    "listener": ("--listener", "listeners are not taken"),
    "output_file": ("--output", "redirect standard output"),
}


def _parser() -> UsageParser:
    parser = UsageParser(
        prog="renode-test",
        usage="renode-test [options] [suite.robot ...]",
        description="Renode's test program on the built-in engine.",
        allow_abbrev=False,
        add_help=False,
    )
    add = parser.add_argument
    add("tests", nargs="*", type=Path, help="suite files")
    add("-h", "--help", action="store_true", help="show this text")
    add("-f", "--fixture", metavar="FIXTURE", help="run tests in whose `file.test name` this is found")
    add(
        "-n",
        "--repeat",
        dest="repeat",
        nargs="?",
        type=int,
        const=0,
        default=1,
        help="how often; alone: forever",
    )
    add("-N", "--retry", dest="retry", type=int, default=1, help="run failed suites up to so many times")
    add("-j", "--jobs", type=int, default=1, metavar="N", help="suites at a time")
    add("-t", "--tests", dest="list_file", type=Path, metavar="FILE", help="YAML file that lists suites")
    add(
        "-T",
        "--type",
        choices=("all", "robot", "nunit"),
        default="all",
        help="kind of tests; nunit: none here",
    )
    add("-r", "--results-dir", dest="results", type=Path, default=Path(), metavar="DIR", help="default: here")
    add("--variable", action="append", default=[], metavar="NAME:VALUE", help="variable of the suites")
    add("--include", action="append", default=[], metavar="TAG", help="only tests with this tag")
    add("--exclude", action="append", default=[], metavar="TAG", help="no tests with this tag")
    add("--skip", action="append", default=[], metavar="TAG", help="the same")
    add("--stop-on-error", action="store_true", help="end at the first failure")
    add("--show-log", action="store_true", help="the engine's log on standard output")
    add("--save-logs", choices=("onfail", "always"), default="onfail", help="when a test's log is kept")
    add("--hot-spot", metavar="ACTION", help="what `Hot Spot` does")
    add("--dry-run", action="store_true", help="list what would run")

    def hidden(*names: str, **settings: Any) -> None:
        parser.add_argument(*names, help=argparse.SUPPRESS, **settings)

    hidden("-P", "--robot-framework-remote-server-port", dest="remote_server_port", type=int)
    hidden("--robot-framework-remote-server-name", dest="remote_server_name")
    hidden("--robot-framework-remote-server-full-directory", dest="remote_server_full_directory")
    hidden("--robot-framework-remote-server-directory-prefix", dest="remote_server_directory_prefix")
    hidden("--keep-renode-output", action="store_true")
    hidden("--enable-xwt", action="store_true")
    hidden("--debug-on-error", action="store_true")
    hidden("--css-file")
    hidden("--gather-execution-metrics", dest="execution_metrics", action="store_true")
    hidden("--test-timeout", dest="timeout")
    hidden("--keep-temporary-files", dest="keep_temps", action="store_true")
    hidden("--kill-stale-renode-instances", dest="autokill", action="store_true")
    hidden("--subset", default="")
    hidden("--renode-config")
    hidden("--cleanup-timeout")
    hidden("--kill-timeout")
    hidden("-b", "--buildbot", action="store_true")
    hidden("-d", "--debug", dest="debug_mode", action="store_true")
    hidden("--verbose", action="store_true")
    hidden("--skip-building", action="store_true")
    hidden("--with-resource-monitoring", dest="resource_monitoring", action="store_true")
    hidden("--memory-monitor-initial-delay", dest="memory_delay", type=int)
    hidden("--memory-monitor-sample-interval", dest="memory_interval", type=int)
    hidden("--run-gdb", action="store_true")
    hidden("--perf-output-path")
    hidden("--listener", action="append")
    hidden("-o", "--output", dest="output_file")
    return parser


def parse(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> TestOptions:
    """Understand the command line of `renode-test`; the variable FIXTURE wins over `-f`.

    Raises:
        UsageError: an unknown option or a wrong value.
        VBoardError: options that exclude each other, or that have no counterpart here.
    """
    parser = _parser()
    given = parser.parse_intermixed_args(list(arguments))
    for name, (option, reason) in _ABSENT.items():
        if getattr(given, name):
            raise VBoardError(f"{option}: {reason}")
    if given.remote_server_port and given.jobs != 1:
        raise VBoardError("Parallel execution and fixed Robot port number options cannot be used together")
    for option, value, least in (("-j", given.jobs, 1), ("-N", given.retry, 1), ("-n", given.repeat, 0)):
        if value < least:
            raise VBoardError(f"{option} {value}: expected {least} or more")
    variables = {"SAVE_LOGS_WHEN": "Always" if given.save_logs == "always" else "Fail"}
    if given.hot_spot is not None:
        variables["HOTSPOT_ACTION"] = given.hot_spot
    for assignment in given.variable:
        name, separator, value = assignment.partition(":")
        if not separator or not name:
            raise VBoardError(f"--variable {assignment}: expected NAME:VALUE")
        variables[name] = value
    host = {"Darwin": "osx"}.get(platform.system(), platform.system().lower())
    return TestOptions(
        suites=() if given.type == "nunit" else tuple(given.tests),
        list_file=None if given.type == "nunit" else given.list_file,
        results=given.results,
        variables=variables,
        include=tuple(given.include),
        exclude=(f"exclude_{host}", *given.exclude, *given.skip),
        fixture=environ.get("FIXTURE") or given.fixture,
        repeat=given.repeat,
        retry=given.retry,
        jobs=given.jobs,
        stop_on_error=given.stop_on_error,
        show_log=given.show_log,
        dry_run=given.dry_run,
        subset=given.subset,
        help=parser.format_help() if given.help else "",
        unused=tuple(
            f"{option} has no effect: {reason}"
            for name, (option, reason) in _WITHOUT_EFFECT.items()
            if getattr(given, name)
        ),
    )
