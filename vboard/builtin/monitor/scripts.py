"""Runs files: scripts and Python files; loads platform descriptions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from vboard.builtin.monitor.files import Files, path_token
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.lines import LineRunner
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.monitor.python_host import PythonHost
from vboard.builtin.monitor.script_lines import logical_lines
from vboard.builtin.monitor.variables import Variables

_ORIGIN = "global.ORIGIN"


class Scripts:
    """Runs the files of one monitor.

    Args:
        load_platform: loads a platform description into the selected machine, or into a new one.
    """

    def __init__(
        self,
        files: Files,
        lines: LineRunner,
        variables: Variables,
        python: PythonHost,
        load_platform: Callable[[Path], None],
    ) -> None:
        self._files = files
        self._lines = lines
        self._variables = variables
        self._python = python
        self._load_platform = load_platform

    def include(self, name: str, out: Interaction) -> bool:
        """Run a script or a Python file, load a platform, by the file's ending.

        Returns:
            False when a line of a script failed.

        Raises:
            CommandError: the file does not exist or cannot be used.
        """
        path = Path(self._files.resolve(name))
        if not path.is_file():
            raise CommandError(f"File does not exist: {path}")
        if path.suffix == ".py":
            code = path.read_text("utf-8-sig", errors="replace")
            self._python.execute(code, out, {"__file__": str(path)}, source=str(path))
        elif path.suffix == ".repl":
            self._load_platform(path)
        elif path.suffix == ".cs":
            raise CommandError(f"{path}: the built-in engine cannot compile C# models")
        else:
            return self.run(path, out)
        return True

    def run(self, path: Path, out: Interaction) -> bool:
        """Run the lines of a script; `$ORIGIN` is its directory meanwhile.

        Returns:
            False at the first failing line; earlier effects stay, `out.location` names the line.
        """
        before = self._variables.find(_ORIGIN)
        path = path.resolve()
        try:
            for line in logical_lines(path.read_text("utf-8-sig", errors="replace")):
                self._variables.set(_ORIGIN, path_token(path.parent))
                if not self._lines.run(line.text, out):
                    out.location = out.location or f"{path}:{line.number}"
                    return False
        finally:
            if before is not None:
                self._variables.set(_ORIGIN, before)
        return True
