"""`vboard console --engine renode`: becoming Renode's own monitor."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.renode.conftest import ROOT, program
from tests.support.command_line import Cli


def test_it_becomes_renode_with_the_boards_script(renode: Path, firmware: Path, tmp_path: Path) -> None:
    program(renode / "renode", 'for a in "$@"; do echo "<$a>"; done; cat; exit 7')
    image = tmp_path / "my app.elf"
    firmware.rename(image)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "vboard",
            "console",
            "bluepill",
            image,
            "--engine",
            "renode",
            "--renode",
            renode,
            "-e",
            "start",
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input="version\n",
        capture_output=True,
        text=True,
        check=False,
    )
    escaped = str(image).replace(" ", "\\ ")
    script = ROOT / "renode" / "scripts" / "bluepill.resc"
    assert done.stdout.splitlines() == [
        *("<--disable-xwt>", "<--console>", "<-e>"),
        f"<$bin=@{escaped}; include @{script}; start>",
        "version",
    ]
    assert done.returncode == 7


def test_a_missing_renode_is_refused(cli: Cli, firmware: Path, tmp_path: Path) -> None:
    arguments = ("--engine", "renode", "--renode", tmp_path / "none")
    cli("console", "bluepill", firmware, *arguments).assert_refused("none", "make renode")


def test_renodes_monitor_records_nothing(cli: Cli, firmware: Path, renode: Path, tmp_path: Path) -> None:
    arguments = ("--engine", "renode", "--renode", renode, "--record", tmp_path / "a.resc")
    cli("console", "bluepill", firmware, *arguments).assert_refused("a.resc", "--engine builtin")
