"""Plays audio into a board and watches what the firmware does: the heart of `vboard run`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vboard.boards.board import Board
from vboard.engine.events import MILLISECOND, SECOND, Event, LogMessage, UartLine
from vboard.engine.protocol import Session
from vboard.errors import VBoardError
from vboard.images.image import Image, Usage, measure
from vboard.player.audio import RATE, SAMPLE_BYTES, Clip

STEP = 20 * MILLISECOND
"""Audio is pushed in steps of one feature slice: 20 ms, 640 bytes."""
STEP_BYTES = STEP * RATE * SAMPLE_BYTES // SECOND
GAP = 2 * SECOND
"""Silence between two recordings and behind the last: the recogniser averages over 1000 ms."""
FIRST_LINE_BOUND = 2 * SECOND
"""A firmware that prints nothing for so long is taken for dead."""
SILENT_RUN = 2 * SECOND
"""Length of a run without audio."""
FATAL = "FATAL:"
SETTLING = 10
"""Steps after its first line within which a firmware that goes on printing gets its audio all the same."""
AFTER_FATAL = 5
"""Steps that a firmware may go on after its first FATAL line, to finish its report."""

CONSOLE = "console"


@dataclass(frozen=True)
class Job:
    """What to play where. `seconds` (ns) ends the run; None plays to the end of the recordings."""

    board: Board
    app: str
    image: Image
    clips: Sequence[Clip] = ()
    duration: int | None = None
    first_line_bound: int = FIRST_LINE_BOUND


@dataclass
class Run:
    """What happened, in virtual time only: the same job gives the same Run, bit for bit."""

    job: Job
    usage: Usage
    events: list[Event] = field(default_factory=list)
    audio_start: int | None = None
    end: int = 0
    instructions: int = 0
    failure: str | None = None

    @property
    def lines(self) -> list[UartLine]:
        """Console lines."""
        return [e for e in self.events if isinstance(e, UartLine)]

    @property
    def log(self) -> list[LogMessage]:
        """Warnings and errors of the engine."""
        return [e for e in self.events if isinstance(e, LogMessage)]


def join_clips(clips: Sequence[Clip]) -> bytes:
    """The audio stream of a run: the recordings with silence between them, in whole steps."""
    gap = bytes(GAP * RATE // SECOND * SAMPLE_BYTES)
    stream = gap.join(clip.pcm for clip in clips)
    return stream + bytes(-len(stream) % STEP_BYTES)


def start_board(session: Session, board: Board, image: Path) -> None:
    """Load a board and an image into an empty session and watch the console and the LEDs.

    Raises:
        VBoardError: board files do not load.
    """
    if board.script is None:
        for line in board.commands(image):
            session.execute(line)
    else:
        session.execute(board.commands(image)[0])
        session.execute_script(board.script)
    session.watch_uart(board.console, CONSOLE)
    for label, led in board.leds.items():
        session.watch_led(led, label)


def play(session: Session, job: Job, on_progress: Callable[[Run, Sequence[Event]], None]) -> Run:
    """Load the image into an empty session and run the job to its end or to its failure.

    `on_progress` gets the run so far and the new events after each step. A failure of the firmware
    is a result (`Run.failure`), not an exception.

    Raises:
        VBoardError: board files do not load.
    """
    board = job.board
    run = Run(job, measure(job.image, board))
    start_board(session, board, job.image.path)

    stream = join_clips(job.clips)
    end = job.duration
    if end is None and not stream:
        end = SILENT_RUN
    bound = job.first_line_bound if end is None else min(job.first_line_bound, end)
    position = 0
    steps_left: int | None = None
    try:
        while (end is None or session.now < end) and steps_left != 0:
            if stream and run.audio_start is None and is_ready(run.lines, session.now):
                run.audio_start = session.now
                if end is None:
                    end = session.now + len(stream) // STEP_BYTES * STEP + GAP
            if run.audio_start is not None and run.failure is None:
                chunk = stream[position : position + STEP_BYTES]
                session.feed(board.audio, chunk or bytes(STEP_BYTES))  # a microphone never stops
                position += STEP_BYTES
            session.run_for(STEP if end is None else min(STEP, end - session.now))
            new = session.take_events()
            run.events += new
            run.end, run.instructions = session.now, session.instructions
            on_progress(run, new)
            if steps_left is not None:
                steps_left -= 1
            elif run.failure is None:
                run.failure = _find_failure(session, run, new, bound)
                if run.failure is not None:
                    steps_left = AFTER_FATAL
            if session.halt_reason is not None:
                break
    except VBoardError as error:
        run.events += session.take_events()
        run.end, run.instructions = session.now, session.instructions
        run.failure = str(error)
    if run.failure is not None:
        run.failure += _last_output(session, run)
    return run


def is_ready(lines: Sequence[UartLine], now: int) -> bool:
    """Whether the firmware has said all that it says at its start: a whole step without a line."""
    if not lines:
        return False
    return now - lines[-1].time >= STEP or now - lines[0].time >= SETTLING * STEP


def _find_failure(session: Session, run: Run, new: Sequence[Event], bound: int) -> str | None:
    at = f"at {session.now / SECOND:.3f} s"
    if session.halt_reason is not None:
        return f"the processor stopped {at}: {session.halt_reason}"
    fatal = next((e for e in new if isinstance(e, UartLine) and FATAL in e.text), None)
    if fatal is not None:
        return f"the firmware stopped at {fatal.time / SECOND:.3f} s: {fatal.text.strip()}"
    if session.now >= bound and not run.lines:
        return f"no line on the console within {bound / SECOND:g} s of virtual time{_position(session)}"
    return None


def _position(session: Session) -> str:
    """Where the processor is, for a report: program counter and function."""
    try:
        counter = session.execute("sysbus.cpu PC").strip()
        symbol = session.execute(f"sysbus FindSymbolAt {counter}").strip()
    except VBoardError:
        return ""
    return f"; the processor is at {counter}" + (f" ({symbol})" if symbol else "")


def _last_output(session: Session, run: Run) -> str:
    partial = session.unfinished_line(CONSOLE)
    if partial:
        return f"; last output: {partial!r} (no line end)"
    if not run.lines:
        return "; no output"
    last = run.lines[-1].text
    return "" if last.strip() in (run.failure or "") else f"; last output: {last!r}"
