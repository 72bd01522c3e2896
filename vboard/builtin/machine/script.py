"""Python hooks that the monitor attaches to addresses and accesses."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType
from typing import Any

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.python2 import NAMES, compile_script, described
from vboard.builtin.peripherals.base import Peripheral
from vboard.errors import VBoardError


class ScriptError(VBoardError):
    """A hook's script does not compile or failed; the text says where."""


def compile_script_of(machine: Any, source: str, where: str) -> Callable[[], None]:
    """Return a function that runs a script of a machine; it sees `self` and `machine`.

    The script has a scope of its own, which its functions keep: they may be called later.

    Raises:
        ScriptError: the source does not compile.
    """
    code = _compiled(source, where)
    scope = {**NAMES, "LogLevel": LogLevel, **machine.script_scope, "self": machine, "machine": machine}

    def run() -> None:
        try:
            exec(code, scope)
        except (NameError, AttributeError, ArithmeticError) as error:
            raise ScriptError(f"{where}: Python runtime error: {error}") from error
        except Exception as error:
            raise ScriptError(f"{where}: {type(error).__name__}: {error}") from error

    return run


def _compiled(source: str, where: str) -> CodeType:
    try:
        return compile_script(source, f"<{where}>")
    except SyntaxError as error:
        raise ScriptError(described(error)) from None


def compile_hook(source: str, where: str) -> Callable[..., dict[str, Any]]:
    """Return a function that runs `source` with its keyword arguments as variables.

    It returns what the script left in these variables. Names, members and numbers that are wrong are errors
    in the log of the script's `self`.

    The scope is the machine's (`Machine.script_scope`) when `machine` is among the arguments; it
    keeps the variables that scripts set.

    Raises:
        ScriptError: the source does not compile.
    """
    code = _compiled(source, where)
    own: dict[str, Any] = {**NAMES, "LogLevel": LogLevel}

    def run(**variables: Any) -> dict[str, Any]:
        scope: dict[str, Any] = getattr(variables.get("machine"), "script_scope", own)
        hidden = {name: scope[name] for name in variables if name in scope}
        scope.update(variables)
        owner = variables.get("self")
        try:
            exec(code, scope)
        except (NameError, AttributeError, ArithmeticError) as error:
            if not isinstance(owner, Peripheral):
                raise ScriptError(f"{where}: Python runtime error: {error}") from error
            owner.log(LogLevel.ERROR, f"Python runtime error: {error}")  # as Renode, which goes on
        except Exception as error:
            raise ScriptError(f"{where}: {type(error).__name__}: {error}") from error
        finally:
            # The arguments (`self` is the core) exist for this call only.
            left = {name: scope.pop(name, None) for name in variables}
            scope.update(hidden)
        return left

    return run
