"""What a build tool's file says of the tool."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vboard.projects.application import Application

Files = dict[str, bytes]


@dataclass(frozen=True)
class Request:
    """What is asked for: an application for a board; an empty board where the tool needs none."""

    application: Application
    board: str


@dataclass(frozen=True)
class Tool:
    """A build tool.

    Attributes:
        title: its name as its makers write it.
        boards: known boards; None: every board of the table; empty: none is needed.
        make: writes the project's files, README included.
        checked: what of it was built, run or only checked here, a sentence for people who download it.
    """

    name: str
    title: str
    boards: tuple[str, ...] | None
    make: Callable[[Request], Files]
    checked: str


def lines(names: tuple[str, ...] | list[str], before: str = "    ", behind: str = " \\") -> str:
    """Names as the lines of a list; nothing behind the last one."""
    return f"{behind}\n".join(f"{before}{name}" for name in names)
