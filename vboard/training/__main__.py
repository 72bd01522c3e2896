"""Trains a model: `python -m vboard.training --data DIR --out model.tflite [--words yes,no]`.

An interrupted training goes on where it was when it is started again in the same way.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from vboard.errors import VBoardError
from vboard.paths import ROOT
from vboard.training.pipeline import FULL, QUICK, check_words, make_model
from vboard.training.saving import check_place, read_judges, save


def main(arguments: list[str]) -> int:
    """Exit status: 0, 1: a better model is there, 2: words or data do not fit, 130: interrupted."""
    parser = argparse.ArgumentParser(prog="python -m vboard.training", description=__doc__)
    parser.add_argument("--data", default="", help="a folder with a folder of recordings for each word")
    parser.add_argument("--out", type=Path, required=True, help="the .tflite file to write")
    parser.add_argument("--words", default="yes,no", help="one to five, with commas")
    parser.add_argument("--quick", action="store_true", help="minutes instead of a quarter of an hour")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "training")
    chosen = parser.parse_args(arguments)

    def told(step: str, share: float) -> None:
        print(f"{100 * share:5.1f} %  {step}", flush=True)

    plan = QUICK if chosen.quick else FULL
    words = tuple(word.strip() for word in chosen.words.split(","))
    data = Path(chosen.data)
    try:
        if not chosen.data:
            raise VBoardError(
                "no data; expected a folder with a folder of recordings for each word (DATA=folder)"
            )
        check_words(words)
        check_place(chosen.out, words)
        model = make_model(words, data, chosen.work, plan, chosen.seed, chosen.jobs, told)
        judged = save(model, chosen.out, read_judges(data, words), chosen.seed)
    except VBoardError as error:
        print(f"training: {error}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("training: interrupted; the same command goes on from here", file=sys.stderr)
        return 130
    print(f"{chosen.out}: {len(model)} bytes, hears {', '.join(words)}, right about {judged['mean']:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
