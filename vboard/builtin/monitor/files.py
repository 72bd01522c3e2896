"""Where the monitor looks for files: the directories of `path`, of which the working directory is one.

What is in none of them may be one of Renode's own files (`vboard.builtin.monitor.library`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from vboard.builtin.monitor import library
from vboard.builtin.monitor.monitor_errors import MonitorError
from vboard.builtin.monitor.tokenizer import Kind, Token

_ADDRESS = re.compile(r"(?:https?|ftp|sftp)://", re.IGNORECASE)


def path_token(path: Path) -> Token:
    """The path as `@path` would write it."""
    text = str(path)
    escaped = text.replace(" ", "\\ ")
    return Token(Kind.PATH, text, f"@{escaped}")


def is_address(text: str) -> bool:
    """Whether a path is an address in a network."""
    return _ADDRESS.match(text) is not None


def refuse_address(text: str) -> None:
    """Refuse what would have to be fetched.

    Raises:
        MonitorError: it is an address in a network.
    """
    if is_address(text):
        hint = "the built-in engine uses no network, give the path of a local copy"
        raise MonitorError(f"Failed to download {text}: {hint}")


class Files:
    """File look-up.

    Attributes:
        working_directory: `$CWD`, where relative paths of files that are written start.
        search_path: directories of files that are read, in order.
    """

    def __init__(self, working_directory: Path) -> None:
        self.working_directory = working_directory.resolve()
        self.search_path: list[str] = []
        self.reset()

    def default_search_path(self) -> list[str]:
        """`PATH` before anybody changed it."""
        return [str(self.working_directory)]

    def reset(self) -> None:
        """Undo changes of the search path."""
        self.search_path[:] = self.default_search_path()

    def resolve(self, text: str) -> str:
        """Absolute path of `text` if it exists in a directory of `PATH` or in Renode's, else `text`."""
        if not text or "\0" in text or Path(text).is_absolute():
            return text
        for directory in self.directories():
            candidate = Path(directory, text)
            try:
                if candidate.exists():
                    return str(candidate.resolve())
            except OSError:  # a name longer than the file system allows
                break
        return text

    def directories(self) -> Iterator[Path]:
        """Directories in which a file is looked for, in order."""
        yield from map(Path, self.search_path)
        yield from library.folders()

    def find(self, name: str) -> Path | None:
        """A file of that name, or None."""
        found = Path(self.resolve(name))
        return found if found.is_file() else None

    def is_directory(self, name: str) -> bool:
        """Whether there is such a directory."""
        return Path(self.working_directory, name).is_dir()

    def output(self, name: str) -> Path:
        """Where a file of that name is written."""
        return Path(self.working_directory, name)
