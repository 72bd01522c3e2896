"""The run as text: what a person reads while and after it happens.

Everything here is a function of the run alone, so two equal runs print equal bytes. Host times are
printed apart, by `host_times`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from vboard.engine.events import SECOND, LedTimes, UartLine
from vboard.player.playback import Job, Run
from vboard.player.verdict import FATAL
from vboard.report.figures import read_figures
from vboard.report.timeline import rows
from vboard.text.tables import Listing

LABEL_WIDTH = 9
UNKNOWN = "-"
"""Stands where a board of several has no figure; rows without any are left out."""


@dataclass
class HostTimes:
    """Seconds of the host: from the command's start to the first console line, and the whole run."""

    first_line: float | None = None
    total: float = 0.0


def header(console: Console, job: Job) -> None:
    """Print which board runs what."""
    board = job.board
    console.print()
    what = f"{board.what} ({board.core})" if board.what else board.core
    title = Text.assemble((board.name, "bold"), f"  {what}")
    if title.cell_len + 4 <= console.width:
        console.rule(title, align="left")
    else:
        _print(console, title)
    heard = (
        "the microphone"
        if job.live is not None
        else ", ".join(f"{clip.name} ({clip.seconds:.2f} s; {clip.source})" for clip in job.clips)
    )
    _print(console, Text.assemble(("  firmware ", "dim"), job.image.path.name))
    _print(console, Text.assemble(("  audio    ", "dim"), heard or "none"))
    console.print()


def line(console: Console, event: UartLine) -> None:
    """Print one console line with its virtual time."""
    style = "bold green" if event.text.startswith("Heard ") else "bold red" if FATAL in event.text else ""
    text = Text.assemble((f"  {event.time / SECOND:11.6f}s  ", "cyan"), (event.text, style))
    _print(console, text)


def _print(console: Console, text: Text) -> None:
    console.print(text, soft_wrap=True)


def timeline(console: Console, run: Run) -> None:
    """Print the timeline, then each LED's first changes in figures."""
    styles = {"audio": "blue", "console": "bold green", "": "dim"}
    console.print()
    for label, text in rows(run, console.width - LABEL_WIDTH - 3):
        row = Text.assemble((f"  {label:<{LABEL_WIDTH}}", "bold"), (text, styles.get(label, "yellow")))
        console.print(row, soft_wrap=True)
    console.print()
    for label in run.job.board.leds:
        _print(console, Text(f"  {label}: {_describe(LedTimes(run.events, label), run.end)}"))


def _describe(led: LedTimes, end: int) -> str:
    """`off at the start, 12 changes, lit 3.000 s, longest from 1.234 s for 3.000 s`."""
    if not led.observed:
        return "never observed"
    at_reset = "on at the start (the state of its pin after reset)" if led.starts_on else "off at the start"
    text = f"{at_reset}, {_count(led.count, 'change')}"
    if not led.edges:
        return text
    at, longest = led.longest(end)
    lit = led.lit(0, end)
    return (
        f"{text}, lit {lit / SECOND:.3f} s in all, longest {longest / SECOND:.3f} s from {at / SECOND:.3f} s"
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _of(used: int | None, size: int | None, unit: str = "") -> str:
    if used is None:
        return UNKNOWN
    text = f"{used:,}{unit}"
    return f"{text} of {size:,} ({100 * used / size:.0f} %)" if size else text


def _share(used: int | None, size: int | None) -> str:
    if used is None:
        return UNKNOWN
    return f"{used:,} ({100 * used / size:.0f} %)" if size else f"{used:,}"


SIDE_BY_SIDE = 3
"""Boards that a table has as columns; more are rows, with the figures that differ."""


def summary(console: Console, runs: Sequence[Run]) -> None:
    """Print the table of figures: a column a board, or a row where there are many."""
    console.print()
    if len(runs) <= SIDE_BY_SIDE:
        console.print(_columns(runs))
    else:
        console.print("Bytes; instructions an inference and a feature slice; virtual time:")
        console.print(_rows(runs))


def _rows(runs: Sequence[Run]) -> Listing:
    headings = ("flash", "RAM", "arena", "inference", "slice", "first line", "warnings")
    table = Listing("", *headings, right=len(headings))
    for run in runs:
        board, said = run.job.board, read_figures(run.lines)
        table.add_row(
            board.name,
            _share(run.usage.flash, board.flash.size),
            _share(run.usage.ram, board.ram[0].size),
            _share(said.arena_used, said.arena_size),
            _of(said.per_inference, None),
            _of(said.per_slice, None),
            _first_line(run),
            f"{len(run.unexpected)}",
        )
    return table


def _columns(runs: Sequence[Run]) -> Listing:
    table = Listing("", *(run.job.board.name for run in runs), right=len(runs))
    figures = [read_figures(run.lines) for run in runs]

    def row(label: str, *cells: str) -> None:
        if any(cell != UNKNOWN for cell in cells):
            table.add_row(label, *cells)

    row("flash, bytes", *(_of(r.usage.flash, r.job.board.flash.size) for r in runs))
    row("RAM, bytes", *(_of(r.usage.ram, r.job.board.ram[0].size) for r in runs))
    row("arena, bytes", *(_of(f.arena_used, f.arena_size) for f in figures))
    row("instructions per inference", *(_of(f.per_inference, None) for f in figures))
    row("instructions per feature slice", *(_of(f.per_slice, None) for f in figures))
    row("instructions in all", *(f"{r.instructions:,}" for r in runs))
    row("virtual time", *(f"{r.end / SECOND:.3f} s" for r in runs))
    row("first console line, virtual", *(_first_line(r) for r in runs))
    row("engine warnings", *(f"{len(r.unexpected)}" for r in runs))
    return table


def _first_line(run: Run) -> str:
    return f"{run.lines[0].time / SECOND * 1000:.3f} ms" if run.lines else UNKNOWN


def warnings(console: Console, run: Run, limit: int | None) -> None:
    """Print the engine's log: repetitions counted, the whole of it or `limit` different warnings and errors.

    Those are the first, and before them whatever fills the log.
    """
    log = run.whole_log if limit is None else run.log
    counts: dict[tuple[str, str], int] = {}
    first: dict[tuple[str, str], int] = {}
    for entry in log:
        key = entry.level, entry.text
        counts[key] = counts.get(key, 0) + 1
        first.setdefault(key, entry.time)
    shown = sorted(counts, key=lambda key: 4 * counts[key] < len(log))[:limit]
    for key in sorted(shown, key=lambda key: first[key]):
        level, text = key
        times = f" ({counts[key]} times)" if counts[key] > 1 else ""
        style = "yellow" if level in ("warning", "error") else "dim"
        _print(console, Text(f"  {first[key] / SECOND:11.6f}s  [{level}] {text}{times}", style=style))
    if len(counts) > len(shown):
        _print(console, Text(f"  and {_count(len(counts) - len(shown), 'other message')} (--log shows all)"))


def start_time(console: Console, seconds: float) -> None:
    """Print the host time that passed before the first of several boards."""
    _print(console, Text(f"vboard: started in {seconds:.2f} host s", style="dim"))


def host_times(console: Console, run: Run, host: HostTimes) -> None:
    """Print host time against virtual time: differs from run to run."""
    first = f"first console line after {host.first_line:.3f} s" if host.first_line else "no console line"
    virtual = run.end / SECOND
    _print(
        console,
        Text(
            f"{run.job.board.name}: {virtual:.2f} virtual s in {host.total:.2f} host s "
            f"({virtual / max(host.total, 1e-9):.1f} virtual s a host s), {first}",
            style="dim",
        ),
    )
