"""The engines by name, and opening a session on one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from vboard.engine.capabilities import LocalSession
from vboard.engine.interaction import Interaction
from vboard.engine.protocol import Session
from vboard.errors import VBoardError, nearest


def open_local(working_directory: Path) -> LocalSession:
    """Open a session of this process, which has every capability.

    Args:
        working_directory: where relative paths of commands begin.
    """
    from vboard.builtin.builtin_session import BuiltinSession

    return BuiltinSession(working_directory)


def open_interaction(working_directory: Path) -> Interaction:
    """Open a monitor of this process for a person.

    Args:
        working_directory: where relative paths of commands begin.
    """
    from vboard.builtin.builtin_interaction import BuiltinInteraction

    return BuiltinInteraction(working_directory)


def _open_renode(working_directory: Path, renode: Path | None = None) -> Session:
    from vboard.renode.renode_session import RenodeSession

    return RenodeSession(working_directory, renode)


ENGINES: dict[str, Callable[[Path], Session]] = {"builtin": open_local, "renode": _open_renode}
"""Engine name -> function that opens a session with a working directory for relative paths."""


def check_engine(engine: str, renode: Path | None = None) -> None:
    """Refuse a name that no engine has, and a path of a Renode for another engine.

    Raises:
        VBoardError: names the closest one and lists them all.
    """
    if engine not in ENGINES:
        hint = nearest(engine, ENGINES)
        raise VBoardError(f"unknown engine '{engine}'{hint} (engines: {', '.join(ENGINES)})")
    if renode is not None and engine != "renode":
        raise VBoardError(f"--renode {renode}: needs --engine renode, not --engine {engine}")


def open_session(engine: str, working_directory: Path, renode: Path | None = None) -> Session:
    """Open a session on the engine called `engine`.

    Args:
        engine: a name in `ENGINES`.
        working_directory: where relative paths of commands begin.
        renode: which Renode to start, for that engine; None to look for one.

    Raises:
        VBoardError: there is no such engine, or it cannot start.
    """
    check_engine(engine, renode)
    if renode is not None:
        return _open_renode(working_directory, renode)
    return ENGINES[engine](working_directory)
