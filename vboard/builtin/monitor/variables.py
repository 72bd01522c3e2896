"""Variables, macros and aliases of the monitor."""

from __future__ import annotations

from collections.abc import Iterable

from vboard.builtin.hints import did_you_mean
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.monitor.state import State
from vboard.builtin.monitor.tokenizer import Kind, Token

GLOBAL = "global"


class Variables:
    """Tokens by name. A name belongs to a machine (`<machine>.x`) or to nobody (`global.x`).

    Args:
        state: tells the selected machine and the names of all.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._values: dict[str, Token] = {}

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()

    def names(self) -> list[str]:
        """Full names, sorted."""
        return sorted(self._values)

    @property
    def prefix(self) -> str:
        """What stands before a name of the selected machine, `global.` without one."""
        return f"{_escaped(self._state.machine_name or GLOBAL)}."

    def full_name(self, name: str) -> str:
        """Name under which `name` is stored while this machine is selected."""
        owner, dot, _ = name.partition(".")
        owners = {GLOBAL, *map(_escaped, self._state.emulation.machines)}
        return name if dot and owner in owners else self.prefix + name

    def set(self, name: str, value: Token) -> None:
        """Assign."""
        self._values[self.full_name(name)] = value

    def find(self, name: str) -> Token | None:
        """Look up: the name as it is, the machine's, the global one."""
        for candidate in (name, self.prefix + name, f"{GLOBAL}.{name}"):
            if candidate in self._values:
                return self._values[candidate]
        return None

    def require(self, name: str) -> Token:
        """Look up or raise CommandError with Renode's text."""
        value = self.find(name)
        if value is None:
            short = {key.partition(".")[2] for key in self._values}
            raise CommandError(f"No such variable: ${name}", did_you_mean(name, short))
        return value

    def expand(self, token: Token) -> Token:
        """The value of a variable, other tokens as they are. Raises CommandError."""
        return self.require(str(token.value)) if token.kind is Kind.VARIABLE else token

    def expand_all(self, tokens: Iterable[Token]) -> list[Token]:
        """`expand` of each token."""
        return [self.expand(token) for token in tokens]


def _escaped(machine: str) -> str:
    return machine.replace("-", "_")


def text_token(text: str) -> Token:
    """A string token with this value."""
    escaped = text.replace('"', '\\"')
    return Token(Kind.STRING, text, f'"{escaped}"')
