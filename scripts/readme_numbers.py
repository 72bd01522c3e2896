#!/usr/bin/env python3
"""Write the figures between the markers of README.md from what was measured.

    readme_numbers.py SIZE_JSON BENCH_JSON [--readme FILE] [--check]

SIZE_JSON and BENCH_JSON are what `make size` and `make bench` write. A row whose figures were not
measured (a published model that is not there) stays as it is. --check writes nothing. Exit status 1
when a figure is missing from both the files and the README, or when --check finds another figure.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BEGIN, END = "<!-- numbers:begin -->", "<!-- numbers:end -->"
README = Path(__file__).resolve().parent.parent / "README.md"
Figures = Mapping[str, int]
BOARDS = ("bluepill", "stm32f746g_disco")
CORES = ("m3", "m4", "m7")


@dataclass(frozen=True)
class Row:
    """A row of a table: its label, the names of its figures, and what follows them."""

    label: str
    names: Sequence[str]
    command: str

    def line(self, figures: Figures, old: Mapping[str, str]) -> str:
        """The row with today's figures, or as it was.

        Raises:
            KeyError: it was not there and a figure was not measured.
        """
        if any(name and name not in figures for name in self.names):
            return old[self.label]
        cells = [f"{figures[name]:,}" if name else "" for name in self.names]
        return "| " + " | ".join([self.label, *cells, self.command]) + " |"


@dataclass(frozen=True)
class Table:
    """A paragraph, the headings, the rows."""

    text: str
    headings: Sequence[str]
    rows: Sequence[Row]

    def lines(self, figures: Figures, old: Mapping[str, str]) -> Iterator[str]:
        yield from (self.text, "")
        yield "| | " + " | ".join([*self.headings, "command"]) + " |"
        yield "|---|" + "---:|" * len(self.headings) + "---|"
        for row in self.rows:
            yield row.line(figures, old)


def on_boards(figure: str) -> list[str]:
    return [f"hotword.{board}.{figure}" for board in BOARDS]


def by_kernels(model: str, label: str) -> Row:
    """Instructions on each core with the fast and the small kernels, then the arenas on a Cortex-M3."""
    names = [f"{model}.{core}.{kind}instructions" for core in CORES for kind in ("", "small.")]
    names += [f"{model}.m3.{kind}arena_bytes" for kind in ("", "small.")]
    return Row(label, names, "`make bench`")


TABLES = (
    Table(
        "Hotword application with `firmware/models/hotword.tflite`, `-Os`, gcc 12:",
        ("Blue Pill", "Discovery"),
        (
            Row("flash, bytes", [f"hotword_{board}_flash" for board in BOARDS], "`make size`"),
            Row("RAM with stack, bytes", [f"hotword_{board}_ram" for board in BOARDS], "`make size`"),
            Row("arena, bytes", on_boards("arena_bytes"), "`make bench`"),
            Row("instructions per inference", on_boards("instructions_per_inference"), "`make bench`"),
            Row(
                "instructions per feature slice (20 ms)", on_boards("instructions_per_slice"), "`make bench`"
            ),
        ),
    ),
    Table(
        "The micro runtime on a Cortex-M3 (`-Os`, gcc 12, error messages included, libgcc counted, without "
        "the\nmodel), bytes of flash:",
        ("`KERNELS=small`", "`KERNELS=fast`"),
        (
            Row("core, no operator registered", ["core_m3", "core_m3"], "`make size`"),
            Row("core, model file verified", ["core_verified_m3", "core_verified_m3"], "`make size`"),
            Row(
                "core and the operators of the int8 micro_speech model",
                ["speech_m3", "speech_fast_m3"],
                "`make size`",
            ),
        ),
    ),
    Table(
        "Instructions of one `Invoke` on a Cortex-M3, M4 and M7, and bytes of arena (Cortex-M3):",
        (
            *(f"{core.upper()} {kind}" for core in CORES for kind in ("fast", "small")),
            "arena fast",
            "arena small",
        ),
        (
            by_kernels("micro_speech", "micro_speech int8"),
            by_kernels("ds_cnn", "DS-CNN of MLPerf Tiny keyword spotting"),
            by_kernels("hotword", "hotword"),
        ),
    ),
)


def block(figures: Figures, old: str) -> str:
    """All tables, rows without figures taken from `old`."""
    rows = {line.split("|")[1].strip(): line for line in old.splitlines() if line.startswith("| ")}
    return "\n\n".join("\n".join(table.lines(figures, rows)) for table in TABLES)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs=2, type=Path, metavar="JSON")
    parser.add_argument("--readme", type=Path, default=README)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    figures: dict[str, int] = {}
    try:
        for path in options.files:
            figures |= json.loads(path.read_text(encoding="utf-8"))
        text = options.readme.read_text(encoding="utf-8")
        before, rest = text.split(BEGIN + "\n")
        old, after = rest.split("\n" + END)
        new = block(figures, old)
    except (OSError, ValueError) as error:
        print(f"readme_numbers: {error}", file=sys.stderr)
        return 1
    except KeyError as error:
        print(f"readme_numbers: no figures for {error}; run make size and make bench", file=sys.stderr)
        return 1
    if options.check:
        changed = [line for line in new.splitlines() if line not in old.splitlines()]
        print("\n".join(changed) if changed else "README.md has the figures that were measured")
        return 1 if changed else 0
    options.readme.write_text(before + BEGIN + "\n" + new + "\n" + END + after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
