"""Keywords about the emulation as a whole and the monitor."""

from __future__ import annotations

import re
import time
from typing import Any
from urllib.parse import urlsplit

from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.monitor.monitor_errors import MonitorError
from vboard.builtin.terminals.waiting import milliseconds
from vboard.robot.keyword import KeywordFamily, keyword
from vboard.robot.keyword_errors import KeywordError

_ESCAPE_SEQUENCE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


_DOTNET_NAMES: dict[type[BaseException], str] = {
    KeyError: "KeyNotFoundException",
    IndexError: "IndexOutOfRangeException",
    ZeroDivisionError: "DivideByZeroException",
    NameError: "UnboundNameException",
    AttributeError: "MissingMemberException",
    ImportError: "ImportException",
    RuntimeError: "RuntimeException",
    AssertionError: "AssertionException",
}
"""IronPython's exceptions whose .NET class is not named `<name>Exception`."""


def _exception_name(error: BaseException | None) -> str:
    """Name of the .NET class that IronPython raises for a Python exception."""
    if error is None or isinstance(error, MonitorError):
        return "RecoverableException"
    for kind, name in _DOTNET_NAMES.items():
        if isinstance(error, kind):
            return name
    return f"{type(error).__name__}Exception"


class GeneralKeywords(KeywordFamily):
    """Commands, scripts, the state of the emulation, files."""

    @keyword("ExecuteCommand")
    def execute_command(self, command: str, machine: str | None = None) -> str:
        """Run a monitor command and return what it prints; every line ends with two line feeds."""
        self.context.select_machine(machine)
        try:
            output = self.context.monitor.execute(command)
        except MonitorError as error:
            if error.parse_failed:
                raise KeywordError(f"Could not execute command '{command}': {error}") from error
            raise KeywordError(f"There was an error when executing command '{command}': {error}") from error
        return _ESCAPE_SEQUENCE.sub("", output)

    @keyword("ExecuteCommand")
    def execute_command_fragments(self, commandFragments: list[str], machine: str | None = None) -> str:
        """Run a command that is given in pieces."""
        return self.execute_command(" ".join(commandFragments), machine)

    @keyword("ExecuteScript")
    def execute_script(self, path: str) -> str:
        """Run a .resc script and return what it prints."""
        try:
            return _ESCAPE_SEQUENCE.sub("", self.context.monitor.execute_script(path))
        except MonitorError as error:
            raise KeywordError(f"Could not execute script: {error}") from error

    @keyword("ExecutePython")
    def execute_python(self, command: str, machine: str | None = None) -> Any:
        """Run Python code in the monitor's scope; returns the value of an expression, not what is printed."""
        self.context.select_machine(machine)
        try:
            return self.context.monitor.evaluate_python(command)
        except MonitorError as error:
            raise KeywordError(str(error), _exception_name(error.__cause__)) from error

    @keyword("ResetEmulation")
    def reset_emulation(self) -> None:
        """Start anew: no machines, no testers, virtual time 0."""
        self.context.reset()

    @keyword("StartEmulation")
    def start_emulation(self) -> None:
        """Start. Time passes only while a keyword waits for it, `Sleep` among them."""
        self.context.emulation.started = True

    @keyword("StopRemoteServer", recorded=False)
    def stop_remote_server(self) -> None:
        """There is no server: the keywords run in Robot Framework's process."""

    @keyword("HandleHotSpot")
    def handle_hot_spot(self, action: str) -> None:
        """`Pause` pauses and continues; `Serialize` needs snapshots, which this engine lacks."""
        if action == "Serialize":
            raise KeywordError("Hot spot action Serialize is not supported by the built-in engine")
        if action not in ("None", "Pause"):
            raise KeywordError(f"Hot spot action {action} is not currently supported")

    @keyword("LetTimePass", recorded=False)
    def let_time_pass(self, seconds: float) -> float:
        """What `Sleep` does to a started emulation: virtual time passes, up to a pause.

        Returns:
            The host's seconds that are left to sleep, for what else the suite started.
        """
        emulation = self.context.emulation
        begin = time.monotonic()
        deadline = emulation.clock.now + int(seconds * NANOSECONDS)
        while emulation.started and emulation.clock.now < deadline:
            emulation.run_until(deadline)
        return max(0.0, seconds - (time.monotonic() - begin))

    @keyword("WaitForPause")
    def wait_for_pause(self, timeout: float) -> None:
        """Run until a hook or a breakpoint pauses the emulation."""
        emulation = self.context.emulation
        deadline = emulation.clock.now + milliseconds(timeout)
        while emulation.started and emulation.clock.now < deadline:
            emulation.run_until(deadline)
        if emulation.started or emulation.clock.now == 0:
            raise KeywordError(f"Emulation did not pause in expected time of {timeout:g} seconds.")

    @keyword("AllocateTemporaryFile")
    def allocate_temporary_file(self) -> str:
        """Return the path of a new empty file that is removed at the end."""
        return str(self.context.temporary_file())

    @keyword("AllocateTemporaryDirectory")
    def allocate_temporary_directory(self, dirName: str) -> str:
        """Return the path of a new empty directory that is removed at the end (in Renode after 1.16.1)."""
        try:
            return str(self.context.temporary_directory(dirName))
        except (OSError, ValueError) as error:
            raise KeywordError(f"Can't create temporary directory: {dirName}") from error

    @keyword("DownloadFile")
    def download_file(self, uri: str) -> str:
        """Fail: scenarios of the built-in engine use no network."""
        if not urlsplit(uri).scheme:
            raise KeywordError(f"Wrong URI format: {uri}")
        raise KeywordError(f"Couldn't download file from: {uri} (the built-in engine never downloads)")
