"""`vboard test`: run Robot Framework suites."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vboard.errors import VBoardError

NAME = "test"
EXAMPLES = (
    "Examples: `vboard test` (all of robot_tests/), "
    "`vboard test robot_tests/hotword.robot --include bluepill`"
)


def command(
    suites: Annotated[
        list[Path] | None, typer.Argument(help="Suites: .robot files or folders. Default: robot_tests/.")
    ] = None,
) -> None:
    """Run Robot Framework suites that are written for Renode's keywords."""
    raise VBoardError("not available yet")
