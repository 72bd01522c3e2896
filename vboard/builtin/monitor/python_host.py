"""Python code of scripts and hooks: one scope, CPython 3.

`self` and `monitor` are the monitor, `machine` the current machine, as in Renode's IronPython. Only
code that the user passed (a script, a keyword, a hook) comes here.
"""

from __future__ import annotations

import io
import traceback
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from vboard.builtin.escaped_error import EscapedError
from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.machine import Machine
from vboard.builtin.machine.python2 import NAMES, compile_line, syntax_error
from vboard.builtin.machine.python2_modules import old_module, sys_with
from vboard.builtin.monitor.dotnet import importing, namespaces
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.monitor.python_objects import PythonMachine, PythonMonitor, PythonObject
from vboard.builtin.monitor.standard_commands import standard_commands

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor


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
            "time": old_module("time"),
            **(roots := namespaces(self._monitor, self._print)),
            "sys": (own_sys := sys_with(_Output(self))),
            "__builtins__": importing({**roots, "sys": own_sys}),
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
        self.out.print(buffer.getvalue())

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
            compiled, is_expression = compile_line(_dedent(code), source)
            if is_expression:
                return eval(compiled, self.scope)
            exec(compiled, self.scope)
            return None
        except (EscapedError, CommandError):
            raise
        except SyntaxError as error:
            raise CommandError(_syntax_text(error)) from error
        except SystemExit as error:
            raise CommandError(f"the code called exit({error.code})") from None
        except Exception as error:
            raise CommandError(_text(error, source)) from error
        finally:
            self.out.end_print()
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
            self.out.end_print()
            self.out = before


class _Output:
    """`sys.stdout` of scripts: what `print` does, without the end of the line."""

    def __init__(self, host: PythonHost) -> None:
        self._host = host

    def write(self, text: str) -> None:
        """Write text."""
        self._host.out.print(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several."""
        self.write("".join(lines))

    def flush(self) -> None:
        """Nothing waits here but the beginning of a line."""


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
