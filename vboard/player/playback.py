"""Plays sound into a board and watches what the firmware does: the heart of `vboard run`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vboard.boards.board import Board
from vboard.engine.events import SECOND, Event, LogMessage, UartLine
from vboard.engine.protocol import Session
from vboard.errors import VBoardError
from vboard.images.image import Image, Usage, measure
from vboard.player.audio import Clip
from vboard.player.feed import Feed, Lines, extend
from vboard.player.microphone import MicrophoneFeed
from vboard.player.pacing import Pace, Unpaced
from vboard.player.sounds import GAP, STEP, Recordings, Sound, join_clips
from vboard.player.verdict import endless, find_failure, last_output

FIRST_LINE_BOUND = 2 * SECOND
"""A firmware that prints nothing for so long is taken for dead."""
SILENT_RUN = 2 * SECOND
"""Length of a run without audio."""
AFTER_FATAL = 5
"""Steps that a firmware may go on after its first FATAL line, to finish its report."""

CONSOLE = "console"

_PRINTED = re.compile(r": \[host: .*?\|virt: ")
"""An entry in which a UART's analyzer repeats a line of the console, with times of the host in Renode."""


@dataclass(frozen=True)
class Job:
    """What to play where.

    Attributes:
        duration: virtual time (ns) that ends the run; None plays to the end of the recordings.
        first_line_bound: virtual time (ns) within which something must be printed; None: need not.
        endless: without a `duration` only the user ends the run.
        live: sound that takes the place of the recordings.
        microphone: the recordings go into the board's microphone, not into its audio UART.
    """

    board: Board
    app: str
    image: Image
    clips: Sequence[Clip] = ()
    duration: int | None = None
    first_line_bound: int | None = FIRST_LINE_BOUND
    endless: bool = False
    microphone: bool = False
    live: Sound | None = None


@dataclass
class Run:
    """What happened, in virtual time only: the same job gives the same Run, bit for bit.

    Attributes:
        audio_start, end: virtual time in ns.
        failure: why the run failed, None when it did not.
        interrupted: the user ended it.
    """

    job: Job
    usage: Usage
    events: list[Event] = field(default_factory=list)
    audio_start: int | None = None
    end: int = 0
    instructions: int = 0
    failure: str | None = None
    interrupted: bool = False

    def add(self, session: Session) -> list[Event]:
        """Take over what the session has done since the last call; returns the new events."""
        new = session.take_events()
        self.events += new
        self.end, self.instructions = session.now, session.instructions
        return new

    @property
    def lines(self) -> list[UartLine]:
        """Console lines."""
        return [e for e in self.events if isinstance(e, UartLine)]

    @property
    def log(self) -> list[LogMessage]:
        """Warnings and errors of the engine."""
        return [e for e in self.whole_log if e.is_problem]

    @property
    def whole_log(self) -> list[LogMessage]:
        """The engine's log at the levels that the board's scripts chose, without what UARTs print."""
        return [e for e in self.events if isinstance(e, LogMessage) and not _PRINTED.search(e.text)]

    @property
    def unexpected(self) -> list[LogMessage]:
        """The log without what the board's row knows of."""
        return [e for e in self.log if not e.text.startswith(self.job.board.known_warnings)]


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
        for line in board.adding():
            session.execute(line)
    session.watch_uart(board.console, CONSOLE)
    for label, led in board.leds.items():
        session.watch_led(led, label)


def play(
    session: Session,
    job: Job,
    on_progress: Callable[[Run, Sequence[Event]], None],
    pace: Pace | None = None,
    is_interrupted: Callable[[], bool] = lambda: False,
) -> Run:
    """Start the board in an empty session, then `play_started`.

    Raises:
        VBoardError: board files do not load.
    """
    start_board(session, job.board, job.image.loadable)
    return play_started(session, job, on_progress, pace, is_interrupted)


def play_started(
    session: Session,
    job: Job,
    on_progress: Callable[[Run, Sequence[Event]], None],
    pace: Pace | None = None,
    is_interrupted: Callable[[], bool] = lambda: False,
) -> Run:
    """Run a job on a started board to its end, to its failure or until the user has enough.

    `on_progress` gets the run so far and the new events after each step. A failure of the firmware
    is a result (`Run.failure`), not an exception.
    """
    run = Run(job, measure(job.image, job.board))
    pace = pace or Unpaced()
    feed = _open_feed(session, job) if job.clips or job.live is not None else None
    end = job.duration
    if end is None and feed is None and not job.endless:
        end = SILENT_RUN
    bound = job.first_line_bound
    if bound is not None and end is not None:
        bound = min(bound, end)
    steps_left: int | None = None
    lines: Lines = None
    try:
        while (end is None or session.now < end) and steps_left != 0:
            if is_interrupted():
                run.interrupted = True
                break
            if feed is not None and run.failure is None:
                feed.step(lines)
                run.audio_start = feed.start
                if end is None and not job.endless and feed.end is not None:
                    end = feed.end + GAP
            pace.run_for(session, STEP if end is None else min(STEP, end - session.now))
            new = run.add(session)
            lines = extend(lines, new)
            on_progress(run, new)
            if steps_left is not None:
                steps_left -= 1
            elif run.failure is None:
                run.failure = find_failure(session, new, lines is None, bound) or _find_deafness(run, feed)
                if run.failure is not None:
                    steps_left = AFTER_FATAL
            if session.halt_reason is not None:
                break
    except VBoardError as error:
        run.add(session)
        run.failure = str(error)
    if run.failure is not None:
        if not run.lines:
            run.failure += endless(run.log)
        run.failure += last_output(session.unfinished_line(CONSOLE), run.lines, run.failure)
    return run


def _open_feed(session: Session, job: Job) -> Feed | MicrophoneFeed:
    """Where the recordings go in.

    Raises:
        VBoardError: the board's microphone does not load.
    """
    if job.microphone and job.board.microphone is not None:
        return MicrophoneFeed(session, job.board.microphone, join_clips(job.clips))
    return Feed(session, job.board.audio, job.live or Recordings(job.clips))


def _find_deafness(run: Run, feed: Feed | MicrophoneFeed | None) -> str | None:
    """The sound of a run without an end of its own waits for a receiver: not for ever."""
    bound = run.job.first_line_bound
    if feed is None or feed.start is not None or bound is None or run.end < bound:
        return None
    return f"{feed.what} is off after {bound / SECOND:g} s of virtual time"
