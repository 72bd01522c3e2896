"""Measures a model through the whole application: `python -m vboard.evaluation MODEL --data DIR`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from vboard.errors import VBoardError
from vboard.evaluation import report
from vboard.evaluation.figures import write_figures
from vboard.evaluation.rows import Extent


def main(arguments: list[str]) -> int:
    """Exit status: 0, 2 when model or data do not fit."""
    parser = argparse.ArgumentParser(prog="python -m vboard.evaluation", description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="a folder of recordings for each word")
    parser.add_argument("--last-look", action="store_true", help="the speakers who are kept aside")
    parser.add_argument("--each", type=int, default=150, help="recordings of each word a condition")
    parser.add_argument("--hours", type=float, default=3.0, help="of other words")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--report", type=Path, help="write the record there, as JSON")
    parser.add_argument("--figures", type=Path, help="write the card's figures into this folder, as SVG")
    chosen = parser.parse_args(arguments)
    try:
        if not chosen.model.is_file():
            raise VBoardError(f"{chosen.model}: no such file; expected a .tflite file")
        material = report.read_material(chosen.data, chosen.last_look)
        if not material.clips:
            raise VBoardError(f"{chosen.data}: no recordings of validation speakers")
        extent = Extent(chosen.each, chosen.hours, chosen.hours / 3)
        record = report.evaluate(
            chosen.model,
            material,
            extent,
            progress=lambda name, share: print(f"{100 * share:5.1f} %  {name}", flush=True),
            jobs=max(1, chosen.jobs),
        )
    except VBoardError as error:
        print(f"evaluation: {error}", file=sys.stderr)
        return 2
    print(report.table(record))
    if chosen.report is not None:
        report.write(record, chosen.report)
    if chosen.figures is not None:
        for path in write_figures(record, chosen.figures):
            print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
