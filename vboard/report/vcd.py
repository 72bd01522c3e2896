"""Value change dump (IEEE 1364 section 18) of a run, for a waveform viewer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vboard.engine.events import LedChange, LedChanges, UartLine
from vboard.player.playback import CONSOLE, Run
from vboard.report.output import open_output


def write_vcd(runs: Sequence[Run], path: Path) -> None:
    """Write one scope a board: each LED as a wire, the console's last line as a string
    (which GTKWave shows) and an event at each line.

    Raises:
        VBoardError: the file cannot be written.
    """
    from vcd import VCDWriter

    with (
        open_output(path) as stream,
        VCDWriter(stream, timescale="1 ns", date="", comment="vboard run") as writer,
    ):
        leds = {
            (run.job.board.name, led): writer.register_var(run.job.board.name, led, "wire", size=1, init=0)
            for run in runs
            for led in run.job.board.leds
        }
        consoles = {
            run.job.board.name: writer.register_var(run.job.board.name, CONSOLE, "string", init="")
            for run in runs
        }
        marks = {
            run.job.board.name: writer.register_var(run.job.board.name, f"{CONSOLE}_line", "event")
            for run in runs
        }
        changes = [
            (event.time, run.job.board.name, event)
            for run in runs
            for several in run.events
            for event in (several.each() if isinstance(several, LedChanges) else (several,))
        ]
        for time, board, event in sorted(changes, key=lambda change: change[0]):
            if isinstance(event, LedChange):
                writer.change(leds[board, event.led], time, int(event.on))
            elif isinstance(event, UartLine):
                writer.change(consoles[board], time, event.text)
                writer.change(marks[board], time, True)
        writer.close(max((run.end for run in runs), default=0))
