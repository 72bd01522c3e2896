"""Python code of scripts and hooks: one scope, CPython 3.

`self` and `monitor` are the monitor, `machine` the current machine, as in Renode's IronPython. Only
code that the user passed (a script, a keyword, a hook) comes here.
"""

from __future__ import annotations

import io
import sys
import time
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from vboard.builtin.csharp import CSharpType
from vboard.builtin.escaped_error import EscapedError
from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.machine import Machine
from vboard.builtin.machine.python2 import NAMES, LongInteger, compile_script, syntax_error
from vboard.builtin.monitor.dotnet import importing, namespaces
from vboard.builtin.monitor.format import NumbersMode, scalar
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.members import Method, find_member
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.monitor.standard_commands import standard_commands
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.types import IntegerType

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor


class PythonMachine:
    """A machine with indexing by peripheral name, as Python code sees it."""

    def __init__(self, monitor: Monitor, machine: Machine) -> None:
        self._monitor = monitor
        self._machine = machine

    def __getitem__(self, name: str) -> Any:
        for candidate in (name, f"sysbus.{name}"):
            found = self._machine.find(candidate)
            if found is not None:
                return PythonObject(self._monitor, found)
        raise KeyError(f"No such peripheral: {name}")

    @property
    def SystemBus(self) -> Any:
        """The system bus."""
        return PythonObject(self._monitor, self._machine.bus)

    @property
    def GetPeripheralsOfType(self) -> _OfType:
        """`machine.GetPeripheralsOfType[LED]()`: the peripherals of a class."""
        return _OfType(self._monitor, self._machine)

    def __getattr__(self, name: str) -> Any:
        return _member(self._monitor, self._machine, name)

    def __str__(self) -> str:
        return self._machine.name


class _OfType:
    """A generic method, as IronPython writes it: the class in brackets."""

    def __init__(self, monitor: Monitor, machine: Machine) -> None:
        self._monitor = monitor
        self._machine = machine

    def __getitem__(self, kind: type[Any]) -> Callable[[], list[Any]]:
        found = [each.peripheral for each in self._machine.entries if isinstance(each.peripheral, kind)]
        return lambda: [_wrapped(self._monitor, each) for each in found]


class PythonObject:
    """A peripheral with the members that the monitor shows."""

    def __init__(self, monitor: Monitor, target: Any) -> None:
        object.__setattr__(self, "_monitor", monitor)
        object.__setattr__(self, "_target", target)

    def __getattr__(self, name: str) -> Any:
        found = _member(self._monitor, self._target, name)
        if isinstance(found, _Call):
            # Scripts feed a UART byte by byte: from now on the method is at hand.
            object.__setattr__(self, name, found)
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._target, name, _unwrapped(value))

    def __eq__(self, other: object) -> bool:
        return self._target is _unwrapped(other)

    def __hash__(self) -> int:
        return hash(self._target)

    def __str__(self) -> str:
        return scalar(self._target, CSharpType(object), NumbersMode.Decimal)

    def __repr__(self) -> str:
        return repr(self._target)


class _Call:
    """A method that takes and gives objects as Python code sees them."""

    def __init__(self, monitor: Monitor, method: Method) -> None:
        self._monitor = monitor
        self._method = method

    def __call__(self, *values: Any, **named: Any) -> Any:
        plain = {name: _unwrapped(value) for name, value in named.items()}
        result = self._method.call(*map(_unwrapped, values), **plain)
        kind = self._method.overloads[0].result.kind
        if type(result) is int and isinstance(kind, IntegerType) and kind.bits == 64:
            return LongInteger(result)
        return _wrapped(self._monitor, result)


def _member(monitor: Any, target: Any, name: str) -> Any:
    member = find_member(monitor, target, name)
    if member is None:
        return getattr(target, name)
    if isinstance(member, Method):
        return _Call(monitor, member)
    if member.get is None:
        raise AttributeError(f"{name} can be set only")
    return _wrapped(monitor, member.get())


def _wrapped(monitor: Monitor, value: Any) -> Any:
    """An object of the emulation, or several, as Python code sees them; other values as they are."""
    if isinstance(value, Machine):
        return PythonMachine(monitor, value)
    if isinstance(value, Peripheral | Emulation):
        return PythonObject(monitor, value)
    return [_wrapped(monitor, each) for each in value] if isinstance(value, list) else value


def _unwrapped(value: Any) -> Any:
    if isinstance(value, PythonMachine):
        return value._machine
    return object.__getattribute__(value, "_target") if isinstance(value, PythonObject) else value


class PythonMonitor:
    """`self` and `monitor` of Python code."""

    def __init__(self, monitor: Monitor) -> None:
        self._monitor = monitor

    @property
    def Machine(self) -> PythonMachine | None:
        """The current machine."""
        machine = self._monitor.machine
        return PythonMachine(self._monitor, machine) if machine is not None else None

    @property
    def CurrentEmulation(self) -> Any:
        """The emulation."""
        return PythonObject(self._monitor, self._monitor.emulation)

    @property
    def CurrentPathPrefixes(self) -> list[str]:
        """Where files are looked for."""
        return [str(self._monitor.files.working_directory), *self._monitor.files.search_path]

    def Parse(self, line: str) -> bool:
        """Execute a monitor command; its output goes where the code's output goes."""
        return self._monitor.lines.run(line, self._monitor.python.out)

    def GetVariable(self, name: str) -> Any:
        """Value of a variable, None when there is none."""
        found = self._monitor.variables.find(name)
        return found.value if found is not None else None


class PythonHost:
    """The scope of all Python code of one monitor."""

    def __init__(self, monitor: Monitor) -> None:
        self._monitor = monitor
        self.out: Interaction = _HookInteraction(monitor)
        """Where `print` writes: the command's output; while a hook runs the front end."""
        self.scope: dict[str, Any] = {}
        self.reset()

    def reset(self) -> None:
        """Forget all definitions."""
        facade = PythonMonitor(self._monitor)
        self.scope = {
            **standard_commands(facade, self._write, self._sleep),
            "__name__": "__monitor__",
            "self": facade,
            "monitor": facade,
            "emulationManager": self._monitor.manager,
            "print": self._print,
            "LogLevel": LogLevel,
            **NAMES,
            "sys": sys,
            "time": time,
            **(roots := namespaces(self._monitor, self._print)),
            "__builtins__": importing(roots),
        }

    def _write(self, text: str) -> None:
        self.out.write(text.replace("\n", "\n\n"))

    def _sleep(self, seconds: float) -> None:
        if self._monitor.emulation.started:
            self._monitor.emulation.run_for(int(seconds * NANOSECONDS))

    def _print(self, *values: Any, **options: Any) -> None:
        if options.get("file") is not None:
            print(*values, **options)
            return
        buffer = io.StringIO()
        print(*values, **{**options, "file": buffer})
        text = buffer.getvalue()
        for line in text.removesuffix("\n").split("\n"):
            self.out.line(line)

    def execute(
        self, code: str, out: Interaction, extra: dict[str, Any] | None = None, source: str = "<python>"
    ) -> Any:
        """Run code in the scope; `extra` names exist for this run only.

        Returns:
            The value of code that is one expression, None for statements.

        Raises:
            CommandError: the code has a syntax error or raised.
        """
        machine = self._monitor.machine
        self.scope["machine"] = PythonMachine(self._monitor, machine) if machine is not None else None
        hidden = {name: self.scope.get(name) for name in extra or ()}
        self.scope.update(extra or {})
        before, self.out = self.out, out
        try:
            code = _dedent(code)
            try:
                expression = compile_script(code.strip(), source, "eval")
            except SyntaxError:
                exec(compile_script(code, source), self.scope)
                return None
            return eval(expression, self.scope)
        except (EscapedError, CommandError):
            raise
        except SyntaxError as error:
            raise CommandError(_syntax_text(error)) from error
        except SystemExit as error:
            raise CommandError(f"the code called exit({error.code})") from None
        except Exception as error:
            raise CommandError(_text(error, source)) from error
        finally:
            self.out = before
            self.scope.update(hidden)

    def function(self, name: str) -> Callable[..., Any] | None:
        """Function of the scope, such as `mc_x` for command `x`."""
        found = self.scope.get(name)
        return found if callable(found) else None

    def command_names(self) -> list[str]:
        """Names of the commands that functions of the scope define."""
        return sorted(name.removeprefix("mc_") for name in self.scope if name.startswith("mc_"))

    def wrapped(self, target: Any) -> Any:
        """An object of the emulation as Python code sees it."""
        if isinstance(target, Machine):
            return PythonMachine(self._monitor, target)
        return PythonObject(self._monitor, target)

    def call(self, name: str, positional: list[Any], named: dict[str, Any], out: Interaction) -> Any:
        """Call a function of the scope.

        Raises:
            CommandError: it raised; the text is the exception's.
        """
        before, self.out = self.out, out
        try:
            return self.scope[name](*positional, **named)
        except (EscapedError, CommandError):
            raise
        except Exception as error:
            raise CommandError(_text(error, "<python>")) from error
        finally:
            self.out = before


class _HookInteraction(Interaction):
    """Output of hooks: a front end shows it, else it goes to the log. It is no command's result."""

    def __init__(self, monitor: Monitor) -> None:
        super().__init__()
        self._monitor = monitor

    def write(self, text: str) -> None:
        self.line(text)

    def line(self, text: str = "") -> None:
        if self._monitor.on_output is not None:
            self._monitor.on_output(text)
        else:
            self._monitor.emulation.log.write(LogLevel.INFO, "", f"Script: {text}")

    def error(self, text: str, cause: Exception | None = None) -> None:
        self._monitor.emulation.log.write(LogLevel.ERROR, "", f"Script: {text}")


def _dedent(code: str) -> str:
    """Strip blank lines around, and the indent that all lines share."""
    lines = code.replace("\r\n", "\n").split("\n")
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    indent = min(indents, default=0)
    return "\n".join(line[indent:] for line in lines)


def _syntax_text(error: SyntaxError) -> str:
    text, line, _ = syntax_error(error)
    return f"{text} (line {line})" if line > 1 else text


def _text(error: Exception, source: str) -> str:
    """One line about an exception, with the line of the user's code when there are several."""
    if isinstance(error, ZeroDivisionError):
        message = "Attempted to divide by zero."
    elif isinstance(error, KeyError) and error.args:
        message = str(error.args[0])
    else:
        message = str(error) or type(error).__name__
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == source]
    line = frames[-1].lineno if frames else None
    return f"{message} (line {line})" if line is not None and line > 1 else message
