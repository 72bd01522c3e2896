"""Runs files: scripts and Python files; loads platform descriptions."""

from __future__ import annotations

from pathlib import Path

from vboard.builtin.monitor.errors import CommandError, MonitorError
from vboard.builtin.monitor.files import Files, path_token
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.lines import LineRunner
from vboard.builtin.monitor.python_host import PythonHost
from vboard.builtin.monitor.script_lines import logical_lines
from vboard.builtin.monitor.state import State
from vboard.builtin.monitor.variables import Variables


class Scripts:
    """Runs the files of one monitor."""

    def __init__(
        self, state: State, files: Files, lines: LineRunner, variables: Variables, python: PythonHost
    ) -> None:
        self._state = state
        self._files = files
        self._lines = lines
        self._variables = variables
        self._python = python

    def include(self, name: str, out: Interaction) -> None:
        """Run a script or a Python file, load a platform, by the file's ending.

        Raises:
            CommandError: the file does not exist or cannot be used.
            MonitorError: a line failed.
        """
        path = Path(self._files.resolve(name))
        if not path.is_file():
            raise CommandError(f"File does not exist: {path}")
        if path.suffix == ".py":
            self._python.execute(path.read_text("utf-8-sig", errors="replace"), out, source=str(path))
        elif path.suffix == ".repl":
            if self._state.machine is None:
                self._lines.run_or_raise("mach create", out)
            self._lines.run_or_raise(f'machine LoadPlatformDescription "{path}"', out)
        elif path.suffix == ".cs":
            raise CommandError(f"{path}: the built-in engine cannot compile C# models")
        else:
            self.run(path, out)

    def run(self, path: Path, out: Interaction) -> None:
        """Run the lines of a script; `$ORIGIN` is its directory meanwhile.

        Raises:
            MonitorError: the first failing line; earlier effects stay. `location` names the line.
        """
        before = self._variables.find("global.ORIGIN")
        path = path.resolve()
        for line in logical_lines(path.read_text("utf-8-sig", errors="replace")):
            self._variables.set("global.ORIGIN", path_token(path.parent))
            try:
                self._lines.run_or_raise(line.text, out)
            except MonitorError as error:
                if not error.location:
                    error.location = f"{path}:{line.number}"
                raise
            finally:
                if before is not None:
                    self._variables.set("global.ORIGIN", before)
