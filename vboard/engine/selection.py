"""The engines by name, and opening a session on one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from vboard.engine.capabilities import LocalSession
from vboard.engine.checking import FileCheck
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


def load_engine(engine: str) -> None:
    """Load what the first session of an engine would load, so that it takes no longer than others."""
    if engine == "builtin":
        open_local(Path.cwd()).close()


def _open_renode(working_directory: Path, renode: Path | None = None) -> Session:
    from vboard.renode.renode_session import RenodeSession

    return RenodeSession(working_directory, renode)


ENGINES: dict[str, Callable[[Path], Session]] = {"builtin": open_local, "renode": _open_renode}
"""Engine name -> function that opens a session with a working directory for relative paths."""


def check_platforms(
    paths: Sequence[str], working_directory: Path, syntax_only: bool = False, against: Path | None = None
) -> list[FileCheck]:
    """Check platform files on the built-in engine.

    Args:
        paths: files, folders, or names that scripts know platforms by (`platforms/cpus/stm32f4.repl`).
        working_directory: where relative paths begin.
        syntax_only: look at the language alone.
        against: folder of a Renode whose files of the same names are compared with instead.

    Raises:
        VBoardError: there is no such file, or a folder without platform files.
    """
    from vboard.builtin import checking

    found: list[FileCheck] = []
    for name in paths:
        path = checking.find_platform(name, working_directory)
        if path is None:
            other = checking.nearest_platform(name, working_directory)
            raise VBoardError(f"{name}: no such file or folder (expected .repl){other}")
        files = _platforms_in(path) if path.is_dir() else [path]
        if not files:
            raise VBoardError(f"{name}: no .repl file in this folder")
        for file in files:
            if file.suffix.lower() != ".repl":
                raise VBoardError(f"{name}: expected a platform description (.repl)")
            if against is not None:
                found.append(checking.check_against(file, against, working_directory))
            elif syntax_only:
                found.append(checking.check_syntax(file))
            else:
                found.append(checking.check_platform(file, working_directory))
    return found


def _platforms_in(folder: Path) -> list[Path]:
    """Files below a folder, without those in folders `parts`, which are no machines by themselves."""
    return sorted(path for path in folder.rglob("*.repl") if "parts" not in path.parent.parts)


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
