"""A progress bar on a terminal; nothing elsewhere."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from vboard.engine.events import SECOND
from vboard.player.playback import SILENT_RUN, Job, Run
from vboard.player.sounds import GAP, STEP, join_clips


class ProgressBar:
    """Shows how much of a job's virtual time is done, below the transcript."""

    def __init__(self, console: Console | None, job: Job) -> None:
        stream = len(join_clips(job.clips)) * SECOND // 32_000
        expected = job.duration or (stream + GAP + STEP if stream else SILENT_RUN)
        endless = job.endless and job.duration is None
        self._progress = Progress(
            TextColumn("  {task.description}"),
            BarColumn(),
            TextColumn("" if endless else "{task.percentage:>3.0f} %"),
            TextColumn("{task.fields[virtual]}"),
            console=console,
            transient=True,
            disable=console is None or not console.is_terminal,
        )
        self._task = self._progress.add_task(job.board.name, total=None if endless else expected, virtual="")

    def __enter__(self) -> ProgressBar:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._progress.stop()

    def update(self, run: Run) -> None:
        """Show the run's virtual time."""
        self._progress.update(self._task, completed=run.end, virtual=f"{run.end / SECOND:.1f} virtual s")
