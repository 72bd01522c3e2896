#!/usr/bin/env python3
"""Stage what the wheel carries of the build: applications of every board, runners of models, licence notes.

    pack_images.py BUILD TARGET

Images lose their debug information and keep their symbols; maps lose the folders of this machine. The source
distribution takes TARGET along, `setup.py` puts it into the wheel.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from vboard.boards.table import BENCH_BOARDS, BOARDS
from vboard.inference.runner import find_runner

APPLICATIONS = ("hello", "hotword")
OBJCOPY = "arm-none-eabi-objcopy"
NOTES = """\
Firmware images that `vboard run`, `console`, `debug`, `inspect` and `infer` use when nothing else is built.

They are built from the sources of this project (MIT licence) with arm-none-eabi-gcc. Linked into them, as the
maps beside them tell:

- libgcc of GCC: GPL-3.0 with the GCC Runtime Library Exception 3.1, which lets programs that GCC compiled be
  passed on under any terms;
- newlib-nano (memcpy, memset and the like), where a map names libc_nano.a: BSD and similar licences, in the
  file COPYING.NEWLIB of https://sourceware.org/newlib/.

hotword.elf holds the project's own model (firmware/models, MIT licence). measure/ holds the micro runtime
with all operators, for the benchmark boards.
"""


def pack(build: Path, target: Path) -> None:
    """Write the staged files into `target`, which is replaced."""
    shutil.rmtree(target, ignore_errors=True)
    for name in BOARDS:
        for app in APPLICATIONS:
            elf = build / "firmware" / name / f"{app}.elf"
            _strip(elf, target / "firmware" / name / elf.name)
            text = elf.with_suffix(".map").read_text(encoding="utf-8", errors="replace")
            text = text.replace(str(build), "build").replace(str(build.parent), ".")
            (target / "firmware" / name / f"{app}.map").write_text(text, encoding="utf-8")
    for board in BENCH_BOARDS.values():
        for variant, types in (("fast", "int8"), ("fast-all-types", "all")):
            runner = find_runner(board, "fast", (), types)
            _strip(runner, target / "measure" / variant / board.name / "infer.elf")
    (target / "firmware" / "LICENSES.txt").write_text(NOTES, encoding="utf-8")


def _strip(elf: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([OBJCOPY, "--strip-debug", elf, target], check=True)


if __name__ == "__main__":
    pack(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
