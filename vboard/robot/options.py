"""What to run of robot suites, and how: the same for both engines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vboard.errors import VBoardError
from vboard.robot.suites import SuiteFile, find_suites, for_boards

Choice = Callable[[list[SuiteFile]], list[SuiteFile]]
"""Takes some of the suites that were found."""


@dataclass(frozen=True)
class SuiteOptions:
    """The options of a run of suites."""

    output_dir: str | Path = "build/robot"
    """Where the reports go; created when missing."""
    variables: Mapping[str, object] = field(default_factory=dict)
    """For the suites, by name without `${}`; they override `renode-keywords.robot`."""
    include: Sequence[str] = ()
    """Tags of which a test needs one."""
    exclude: Sequence[str] = ()
    """Tags that exclude a test, besides `skipped` and `skip_<os>`."""
    fixture: str | None = None
    """Name pattern of the tests to run. On a Renode: part of a test's name, its suite's file name in front,
    with wildcards, as `renode-test` looks for it anywhere in the name."""
    repeat: int = 1
    """How often everything runs."""
    stop_on_error: bool = False
    """End (each process) at the first failure."""
    jobs: int = 1
    """Processes at a time; with more than one, each file runs in a process of its own."""
    boards: Sequence[str] = ()
    """For which a suite runs that is for every board; without any it chooses for itself."""
    choose: Choice = list
    """Takes the suites that run from all that were found."""

    @property
    def directory(self) -> Path:
        """`output_dir`, absolute."""
        return Path(self.output_dir).resolve()

    def suites(self, paths: Sequence[str | Path]) -> list[SuiteFile]:
        """The suites to run of these files and directories.

        Raises:
            VBoardError: a suite is missing, or there is none.
        """
        files = for_boards(find_suites([Path(path) for path in paths]), self.boards, self.variables)
        if not files:
            raise VBoardError("no suites given, expected .robot files or directories")
        return self.choose(files)

    def selection(self) -> list[str]:
        """Variables and tags as arguments of `python -m vboard.robot`, which are those of `renode-test`."""
        return [
            *(f"--include={tag}" for tag in self.include),
            *(f"--exclude={tag}" for tag in self.exclude),
            *(f"--variable={name}:{value}" for name, value in self.variables.items()),
            *(["--stop-on-error"] if self.stop_on_error else []),
        ]
