"""Where the monitor looks for files: the working directory, then the directories of `path`."""

from __future__ import annotations

from pathlib import Path

from vboard.builtin.monitor.tokenizer import Kind, Token


def path_token(path: Path) -> Token:
    """The path as `@path` would write it."""
    text = str(path)
    escaped = text.replace(" ", "\\ ")
    return Token(Kind.PATH, text, f"@{escaped}")


class Files:
    """File look-up.

    Attributes:
        working_directory: `$CWD`, where relative paths start.
        search_path: further directories, in order.
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
        """Absolute path of `text` if it exists in the working directory or on `PATH`, else `text`."""
        if not text or "\0" in text:
            return text
        if Path(text).is_absolute():
            return text
        directories: list[Path | str] = [self.working_directory, *self.search_path]
        for directory in directories:
            candidate = Path(directory, text)
            try:
                if candidate.exists():
                    return str(candidate.resolve())
            except OSError:  # a name longer than the file system allows
                break
        return text

    def find(self, name: str) -> Path | None:
        """A file of that name, or None."""
        found = Path(self.resolve(name))
        return found if found.is_file() else None

    def echo(self, token: Token) -> str:
        """How error messages repeat a token: paths are absolute."""
        return f"@{self.resolve(str(token.value))}" if token.kind is Kind.PATH else token.echo
