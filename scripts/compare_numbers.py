#!/usr/bin/env python3
"""Print sizes and instruction counts as a Markdown table, compared with those of a base.

    compare_numbers.py FILE... [--base FOLDER] [--output FILE]

FILE: JSON whose numbers count, such as `size.json` and `bench.json`. FOLDER holds files of the same
names; a missing one compares with nothing. In a job of GitHub Actions the table also goes into the
job's summary. Exit status 1 when a FILE is missing or holds no number.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Figures = dict[str, int]


def flatten(value: Any, name: str = "") -> Iterator[tuple[str, int]]:
    """Names and values of all integers in objects. Lists are details and left out."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from flatten(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield name, value


def read(path: Path) -> Figures:
    """The figures of a file; none when it is missing or no JSON."""
    try:
        return dict(flatten(json.loads(path.read_text(encoding="utf-8"))))
    except (OSError, ValueError):
        return {}


def table(figures: Figures, base: Figures) -> Iterator[str]:
    """Lines of a Markdown table; changed figures first. Without a base it has no such column."""
    if not base:
        yield "| figure | value |"
        yield "|---|---:|"
        yield from (f"| {name} | {value:,} |" for name, value in figures.items())
        return
    yield "| figure | base | now | change |"
    yield "|---|---:|---:|---:|"
    names = list(dict.fromkeys([*figures, *base]))
    for name in sorted(names, key=lambda name: figures.get(name) == base.get(name)):
        before, after = base.get(name), figures.get(name)
        shown = ["-" if value is None else f"{value:,}" for value in (before, after)]
        yield f"| {name} | {shown[0]} | {shown[1]} | {change(before, after)} |"


def change(before: int | None, after: int | None) -> str:
    """Difference in absolute numbers and percent."""
    if before is None or after is None:
        return "new" if before is None else "gone"
    if before == after:
        return "="
    percent = f" ({(after - before) / before:+.1%})" if before else ""
    return f"{after - before:+,}{percent}"


def main(arguments: list[str]) -> int:
    """Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(arguments)
    text = ""
    for path in options.files:
        figures = read(path)
        if not figures:
            print(f"{path}: missing, or without a number", file=sys.stderr)
            return 1
        base = read(options.base / path.name) if options.base else {}
        text += f"### {path.stem}\n\n" + "\n".join(table(figures, base)) + "\n\n"
    print(text, end="")
    if options.output:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(text, encoding="utf-8")
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
