"""Python hooks that the monitor attaches to addresses and accesses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vboard.errors import VBoardError


class ScriptError(VBoardError):
    """A hook's script does not compile or failed; the text says where."""


def compile_hook(source: str, where: str) -> Callable[..., None]:
    """Return a function that runs `source` with its keyword arguments as variables.

    The scope is the machine's (`Machine.script_scope`) when `machine` is among the arguments; it
    keeps the variables that scripts set.

    Raises:
        ScriptError: the source does not compile.
    """
    try:
        code = compile(source, f"<{where}>", "exec")
    except SyntaxError as error:
        raise ScriptError(f"{where}: line {error.lineno}: {error.msg}") from None
    own: dict[str, Any] = {}

    def run(**variables: Any) -> None:
        scope: dict[str, Any] = getattr(variables.get("machine"), "script_scope", own)
        hidden = {name: scope[name] for name in variables if name in scope}
        scope.update(variables)
        try:
            exec(code, scope)
        except Exception as error:
            raise ScriptError(f"{where}: {type(error).__name__}: {error}") from error
        finally:
            # The arguments (`self` is the core) exist for this call only.
            for name in variables:
                scope.pop(name, None)
            scope.update(hidden)

    return run
