"""Files: path look-up, scripts, Python files, platform descriptions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vboard.builtin.machine.machine import Machine
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.monitor_errors import CommandError, MonitorError
from vboard.builtin.monitor.script import logical_lines
from vboard.builtin.monitor.tokenizer import Kind, Token
from vboard.builtin.monitor.variables import Variables

if TYPE_CHECKING:
    from vboard.builtin.monitor.python_host import PythonHost


class Loading:
    """The part of the monitor that reads files."""

    working_directory: Path
    search_path: list[str]
    variables: Variables
    machine: Machine | None
    python: PythonHost

    def run_line(self, line: str, out: Interaction) -> bool:
        raise NotImplementedError

    def _run_or_raise(self, line: str, out: Interaction) -> None:
        raise NotImplementedError

    @staticmethod
    def _path_token(path: Path) -> Token:
        text = str(path)
        escaped = text.replace(" ", "\\ ")
        return Token(Kind.PATH, text, f"@{escaped}")

    def resolve_path(self, text: str) -> str:
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

    def include(self, name: str, out: Interaction) -> None:
        """Run a script or a Python file, load a platform, by the file's ending.

        Raises:
            CommandError: the file does not exist or cannot be used.
            MonitorError: a line failed.
        """
        path = Path(self.resolve_path(name))
        if not path.is_file():
            raise CommandError(f"File does not exist: {path}")
        if path.suffix == ".py":
            self.python.execute(path.read_text("utf-8-sig", errors="replace"), out, source=str(path))
        elif path.suffix == ".repl":
            if self.machine is None:
                self._run_or_raise("mach create", out)
            self._run_or_raise(f'machine LoadPlatformDescription "{path}"', out)
        elif path.suffix == ".cs":
            raise CommandError(f"{path}: the built-in engine cannot compile C# models")
        else:
            self.run_script(path, out)

    def run_script(self, path: Path, out: Interaction) -> None:
        """Run the lines of a script; `$ORIGIN` is its directory meanwhile.

        Raises:
            MonitorError: the first failing line; earlier effects stay. `location` names the line.
        """
        before = self.variables.find("global.ORIGIN", None)
        path = path.resolve()
        for line in logical_lines(path.read_text("utf-8-sig", errors="replace")):
            self.variables.set("global.ORIGIN", self._path_token(path.parent), None)
            try:
                self._run_or_raise(line.text, out)
            except MonitorError as error:
                if not error.location:
                    error.location = f"{path}:{line.number}"
                raise
            finally:
                if before is not None:
                    self.variables.set("global.ORIGIN", before, None)

    def find_file(self, name: str) -> Path | None:
        """Look a `using` file up on the path."""
        found = Path(self.resolve_path(name))
        return found if found.is_file() else None
