#!/usr/bin/env python3
"""Writes the models of the golden files as seeds for the fuzzers, one file each.

    python -m firmware.tests.fuzz.make_corpus FOLDER

Models over 8 KiB are left out: small ones find more in the same time.
"""

from __future__ import annotations

import sys
from pathlib import Path

from firmware.tests.runtime.goldens.files import FOLDER, read_cases

MOST_BYTES = 8192


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: make_corpus.py FOLDER", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(FOLDER.glob("*.bin")):
        for number, case in enumerate(read_cases(path)):
            if 0 < len(case.model) <= MOST_BYTES:
                (folder / f"{path.stem}_{number}.tflite").write_bytes(case.model)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
