"""Python.PythonPeripheral: a peripheral whose behaviour is a script in the platform description.

The script runs from top to bottom at each access, with these names; its own variables persist:

    request     the access (see `Request`); a read returns `request.Value` as the script leaves it
    self        this object: `self.GetMachine()["sysbus.led"]`, `self.InfoLog("text")`
    size        bytes of address space
    LogLevel    NOISY, DEBUG, INFO, WARNING, ERROR and Renode's spelling Noisy, Debug, ...

Renode runs IronPython 2.7 and this engine CPython 3: keep scripts to what both understand, which strict
mode (`strict.py`) insists on. A script that fails during an access logs the error and the access returns 0;
in strict mode the access fails, as in Renode.
"""

from __future__ import annotations

from pathlib import Path
from types import CodeType
from typing import Any

from vboard.builtin.machine.device_register import DeviceRegister, DirectRegister
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.python2 import NAMES, compile_script, described
from vboard.builtin.peripherals.base import BusPeripheral, Environment
from vboard.builtin.peripherals.python.answers import Answers
from vboard.builtin.peripherals.python.bundled import bundled_script
from vboard.builtin.peripherals.python.programs import Programs
from vboard.builtin.peripherals.python.request import Request, RequestType
from vboard.builtin.peripherals.python.strict import check_source, is_strict
from vboard.builtin.peripherals.python.strict_objects import StrictLevels, StrictObject, StrictRequest
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int, Long, ULong

DIRECT_SIZE = 0x1000
"""Bytes whose polls the processor core may answer."""


@renode_type("Python.PythonPeripheral")
class PythonPeripheral(BusPeripheral):
    """Takes accesses of 1, 2, 4 and 8 bytes; has no lines."""

    widths = frozenset({1, 2, 4, 8})

    def __init__(
        self,
        env: Environment,
        size: Int,
        initable: bool = False,
        script: str | None = None,
        filename: str | None = None,
    ) -> None:
        """Compile the script.

        Args:
            size: bytes of address space.
            initable: run the script with `request.IsInit` before the first access after a reset.
            script: the source text.
            filename: absolute path of the source file, or a path of Renode's own scripts.

        Raises:
            ValueError: not exactly one of `script` and `filename`, a negative size, no such file, a syntax
                error, or in strict mode something that Renode's Python lacks.
        """
        super().__init__(env)
        if (script is None) == (filename is None):
            raise ValueError("Parameters `script` and `filename` cannot be both set or both unset.")
        if size < 0:
            raise ValueError(f"size {size}: expected a number of bytes, 0 or more")
        if filename is not None:
            script = _source_of(filename)
        assert script is not None
        self.size = size
        self._source = script
        self._initable = initable
        self._initialised = False
        self._start = 0
        self._request = Request()
        self._strict = is_strict()
        if self._strict:
            check_source(script)
        try:
            self._code = compile_script(script, filename or "<script>")
        except SyntaxError as error:
            raise ValueError(described(error)) from error
        self._scope: dict[str, Any] = {
            **NAMES,
            "request": StrictRequest(self._request) if self._strict else self._request,
            "self": StrictObject(self) if self._strict else self,
            "size": size,
            "LogLevel": StrictLevels() if self._strict else LogLevel,
        }
        self._answers = Answers(script, self._scope)
        self._words = {at: DeviceRegister() for at in range(0, min(size, DIRECT_SIZE), 4)}
        for word in self._words.values():
            word.define_access(computed=True)
        # Strict mode looks at each access.
        words = {} if self._strict else self._words
        self._programs = Programs(script, filename or "<script>", self._scope, words)

    direct_widths = frozenset({4})

    def direct_registers(self) -> list[DirectRegister]:
        return [DirectRegister(at, word, True, True) for at, word in self._words.items()]

    def registered_at(self, address: int) -> None:
        self._start = address

    @property
    def Code(self) -> str:
        """The source text."""
        return self._source

    @property
    def Size(self) -> Long:
        """Bytes of address space."""
        return self.size or 0

    def Reset(self) -> None:
        self._answers.clear()
        self._programs.clear()
        self._initialised = False
        self._initialise()

    def read(self, offset: int, width: int) -> int:
        if self._programs.has_changed():
            self._answers.clear()
        program = self._programs.reads.get((offset, width))
        if program is not None:
            self._answers.clear()
            return self._access(RequestType.READ, offset, 0, width, program) & (1 << 8 * width) - 1
        held = self._answers.held(offset, width)
        if held is not None:
            return held
        self._initialise()
        mask = (1 << 8 * width) - 1
        access = self._access
        code = self._code
        value = self._answers.run(
            offset, width, lambda: access(RequestType.READ, offset, 0, width, code) & mask
        )
        if width == 4 and offset in self._words:
            word = self._words[offset]
            word.value = value
            word.define_access(host_reads=self._answers.held(offset, width) is None)
        if not self._answers.may_hold(offset, width):
            self._programs.count_read(offset, width)
        return value

    def write(self, offset: int, width: int, value: int) -> None:
        self._answers.clear()
        program = self._programs.writes.get((offset, width))
        if program is None:
            self._initialise()
            program = self._code
            self._programs.count_write(offset, width)
        self._access(RequestType.WRITE, offset, value, width, program)

    def ControlRead(self, command: Long, value: ULong) -> ULong:
        """Run the script with `request.IsUser`, `Offset` = command, `Value` = value; returns `Value`."""
        self._answers.clear()
        self._initialise()
        request = self._request
        request.Type = RequestType.USER
        request.Offset = command
        request.Value = value
        request.Length = 8
        return self._run(self._code) & ((1 << 64) - 1)

    def ControlWrite(self, command: Long, value: ULong) -> None:
        """`ControlRead` without a result."""
        self.ControlRead(command, value)

    def _initialise(self) -> None:
        if self._initialised:
            return
        self._initialised = True
        if self._initable:
            self._request.Type = RequestType.INIT
            self._run(self._code)

    def _access(self, kind: RequestType, offset: int, value: int, width: int, code: CodeType) -> int:
        request = self._request
        request.Type = kind
        request.Offset = offset
        request.Value = value
        request.Length = width
        request.Absolute = self._start + offset
        result = self._run(code)
        request.Counter += 1
        return result

    def _run(self, code: CodeType) -> int:
        """Run the script, or what is left of it for the access."""
        try:
            exec(code, self._scope)
            return int(self._request.Value)
        except Exception as error:
            if self._strict:
                raise ValueError(f"Python runtime error: {error}") from error
            self._answers.failed()
            self.log(LogLevel.ERROR, f"Python script failed: {type(error).__name__}: {error}")
            return 0


def _source_of(filename: str) -> str:
    """Source text of a `filename` parameter.

    Raises:
        ValueError: no such file. A path relative to the platform file is none, as in Renode.
    """
    path = bundled_script(filename) or Path(filename)
    if not path.is_absolute() or not path.is_file():
        raise ValueError(f"Could not find source file for the script: {filename}.")
    return path.read_text(encoding="utf-8")
