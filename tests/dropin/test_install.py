"""Programs that look for a Renode on the search path find ours under its names."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dropin.program import LIMIT, environment
from tests.support.command_line import Cli
from vboard.renode.locate import RenodeMissingError, locate

HARNESS = """#!/bin/sh -e
# As scripts of projects do: look for the programs, write a suite for a binary, run it.
ROBOT_RESOURCE=$1
if ! command -v renode >/dev/null || ! command -v renode-test >/dev/null; then
  echo "Renode is not installed"
  exit 3
fi
renode --version | grep -q 'v1\\.16'
sed "s/@WORD@/$2/" "$ROBOT_RESOURCE" > test_of_binary.robot
if renode-test test_of_binary.robot -r . -f Says; then echo "PASS"; else echo "FAIL"; exit 1; fi
"""
TEMPLATE = """*** Settings ***
Suite Setup       Setup
Test Setup        Reset Emulation
Test Teardown     Test Teardown
Resource          ${RENODEKEYWORDS}

*** Test Cases ***
Says Its Word
    Execute Script           ${CURDIR}/board.resc
    Create Log Tester        1
    Execute Command          log "~~~@WORD@~~~" 2
    Wait For Log Entry       ~~~ALL TESTS PASSED~~~
"""


@pytest.mark.parametrize(("word", "status"), [("ALL TESTS PASSED", 0), ("SOME FAILED", 1)])
def test_a_harness_that_looks_for_renode_on_the_path(
    tmp_path: Path, cli: Cli, word: str, status: int
) -> None:
    programs, empty = tmp_path / "bin", tmp_path / "empty"
    empty.mkdir()
    assert cli("renode", "--install", programs).status == 0
    (empty / "board.resc").write_text('mach create "board"\n', encoding="utf-8")
    (empty / "template").write_text(TEMPLATE, encoding="utf-8")
    (empty / "harness.sh").write_text(HARNESS, encoding="utf-8")
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"

    done = subprocess.run(
        ["sh", "harness.sh", "template", word],
        cwd=empty,
        env={**environment(tmp_path), "PATH": path},
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )

    assert done.returncode == status, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == ("FAIL" if status else "PASS")


def test_nothing_is_overwritten(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "renode-test").write_text("somebody's", encoding="utf-8")

    cli("renode", "--install", tmp_path).assert_refused("renode-test", "exists")

    assert not (tmp_path / "renode").exists()
    assert (tmp_path / "renode-test").read_text(encoding="utf-8") == "somebody's"
    (tmp_path / "renode-test").unlink()
    assert cli("renode", "--install", tmp_path).status == 0
    assert cli("renode", "--install", tmp_path).status == 0  # its own may be renewed


def test_the_stand_ins_are_taken_for_no_renode(tmp_path: Path, cli: Cli) -> None:
    stand_ins, real = tmp_path / "stand-ins", tmp_path / "real"
    cli("renode", "--install", stand_ins)
    real.mkdir()
    for name in ("renode", "renode-test"):
        (real / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (real / name).chmod(0o755)
    home = {"HOME": str(tmp_path)}

    found = locate(environ={**home, "PATH": f"{stand_ins}{os.pathsep}{real}"})

    assert found.program == real / "renode"
    with pytest.raises(RenodeMissingError):
        locate(environ={**home, "PATH": str(stand_ins)})
    for named in (stand_ins, stand_ins / "renode"):
        with pytest.raises(RenodeMissingError):
            locate(named, home)


def test_the_real_runner_drives_the_engine(tmp_path: Path, suite: Path, cli: Cli) -> None:
    """`tests/run_tests.py` of a Renode checkout: RENODE_CHECKOUT names it."""
    checkout = os.environ.get("RENODE_CHECKOUT")
    if not checkout:
        pytest.skip("RENODE_CHECKOUT names no checkout of Renode")
    pytest.importorskip("psutil", reason="renode-test needs psutil")
    pytest.importorskip("yaml")
    programs = tmp_path / "bin"
    cli("renode", "--install", programs)
    (tmp_path / "robot.css").touch()
    command = [sys.executable, str(Path(checkout) / "tests" / "run_tests.py"), str(suite)]
    command += [f"--robot-framework-remote-server-full-directory={programs}"]
    command += ["--robot-framework-remote-server-name=renode", "-r", str(tmp_path / "out")]
    command += [f"--css-file={tmp_path / 'robot.css'}", "--variable", "CREATE_SNAPSHOT_ON_FAIL:False"]

    done = subprocess.run(
        [*command, "--variable", "WORD:other"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Tests finished successfully" in done.stdout
