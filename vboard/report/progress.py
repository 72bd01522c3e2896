"""A progress bar on a terminal; nothing elsewhere."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console

from vboard.engine.events import SECOND
from vboard.player.playback import SILENT_RUN, Job, Run
from vboard.player.sounds import GAP, STEP, join_clips

if TYPE_CHECKING:
    from rich.progress import Progress


class ProgressBar:
    """Shows how much of a job's virtual time is done, below the transcript."""

    def __init__(self, console: Console | None, job: Job) -> None:
        self._progress: Progress | None = None
        if console is None or not console.is_terminal:
            return
        stream = len(join_clips(job.clips)) * SECOND // 32_000
        expected = job.duration or (stream + GAP + STEP if stream else SILENT_RUN)
        endless = job.endless and job.duration is None
        self._progress = _bar(console, endless)
        total = None if endless else expected
        self._task = self._progress.add_task(job.board.name, total=total, virtual="")

    def __enter__(self) -> ProgressBar:
        if self._progress is not None:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def update(self, run: Run) -> None:
        """Show the run's virtual time."""
        if self._progress is not None:
            self._progress.update(self._task, completed=run.end, virtual=f"{run.end / SECOND:.1f} virtual s")


def _bar(console: Console, endless: bool) -> Progress:
    from rich.progress import BarColumn, Progress, TextColumn

    return Progress(
        TextColumn("  {task.description}"),
        BarColumn(),
        TextColumn("" if endless else "{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[virtual]}"),
        console=console,
        transient=True,
    )
