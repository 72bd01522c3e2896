#!/usr/bin/env python3
"""Writes the models of the golden files as seeds for the fuzzers, one file each.

    python scripts/make_fuzz_corpus.py FOLDER

Models over 8 KiB are left out: small ones find more in the same time.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator
from pathlib import Path

GOLDENS = Path(__file__).resolve().parent.parent / "firmware" / "tests" / "runtime" / "goldens"
MOST_BYTES = 8192


def models(golden: bytes) -> Iterator[bytes]:
    """The models of a golden file (format: golden_models.py)."""
    at = 4

    def word() -> int:
        nonlocal at
        at += 4
        return int(struct.unpack_from("<I", golden, at - 4)[0])

    def blob() -> bytes:
        nonlocal at
        size = word()
        at += size
        return golden[at - size : at]

    for _ in range(word()):
        blob()
        yield blob()
        for _ in range(word()):
            for _ in range(2):
                for _ in range(word()):
                    blob()


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: make_fuzz_corpus.py FOLDER", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(GOLDENS.glob("*.bin")):
        for number, model in enumerate(models(path.read_bytes())):
            if 0 < len(model) <= MOST_BYTES:
                (folder / f"{path.stem}_{number}.tflite").write_bytes(model)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
