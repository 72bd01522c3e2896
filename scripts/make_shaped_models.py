#!/usr/bin/env python3
"""Writes models with the shapes of known keyword networks and drawn weights.

    python scripts/make_shaped_models.py FOLDER

leaves FOLDER/micro_speech_shaped.tflite and FOLDER/ds_cnn_shaped.tflite.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from vboard.inference.shapes import ds_cnn_shaped, micro_speech_shaped


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: make_shaped_models.py FOLDER", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "micro_speech_shaped.tflite").write_bytes(micro_speech_shaped())
    (folder / "ds_cnn_shaped.tflite").write_bytes(ds_cnn_shaped())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
