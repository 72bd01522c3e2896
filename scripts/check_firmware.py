#!/usr/bin/env python3
"""Run robot suites with somebody's firmware image on one of the boards.

Takes everything from the environment, so that nothing needs quoting on its way from a workflow:

    BOARD     a board's name, or a file of your own: board.toml, .repl or .resc
    ELF       the image
    SUITES    robot suites, separated by spaces; default: the board's own suite, which speaks to the
              hotword application
    FIXTURE   name pattern of the tests to run; default with the board's own suite: Hears*
    FROM      folder that relative paths begin at; default: the working directory
    RESULTS   folder for the reports; default: build/reports/robot below FROM

A suite finds what `vboard test --board` sets (${BOARD_SCRIPT}, ${BOARD}, ${ELF}, …), and the image as
${FIRMWARE}/${BOARD}/hotword.elf as well. Exit status: that of `vboard test`; 2 when something is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BOARD_FILES = (".toml", ".repl", ".resc")
ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Returns the exit status."""
    start = Path(os.environ.get("FROM") or ".").resolve()
    board, image = os.environ.get("BOARD", ""), os.environ.get("ELF", "")
    if not board or not image:
        print("check-firmware: BOARD and ELF are needed, e.g. BOARD=bluepill ELF=app.elf", file=sys.stderr)
        return 2
    elf = start / image
    if not elf.is_file():
        print(f"check-firmware: ELF: {elf}: no such file", file=sys.stderr)
        return 2
    own_suite = ROOT / "robot_tests" / f"{board}.robot"
    given = os.environ.get("SUITES", "").split()
    if Path(board).suffix in BOARD_FILES:
        board = str(start / board)
        if not given:
            print("check-firmware: SUITES is needed for a board of your own", file=sys.stderr)
            return 2
    suites = [start / name for name in given] or [own_suite]
    fixture = os.environ.get("FIXTURE") or ("Hears*" if suites == [own_suite] else "")
    results = start / (os.environ.get("RESULTS") or "build/reports/robot")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / Path(board).stem / "hotword.elf"  # where the board's own suite looks
        copy.parent.mkdir()
        shutil.copyfile(elf, copy)
        command = [sys.executable, "-m", "vboard", "test", *map(str, suites), "--results-dir", str(results)]
        # Refuses a board that does not exist and an image that the board cannot hold.
        command += ["--board", board, "--elf", str(elf), f"--variable=FIRMWARE:{folder}"]
        command += ["--fixture", fixture] if fixture else []
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
