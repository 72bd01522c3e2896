"""Variables, macros and aliases of the monitor."""

from __future__ import annotations

from vboard.builtin.hints import did_you_mean
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.monitor.tokenizer import Kind, Token

GLOBAL = "global"


class Variables:
    """Tokens by name. A name belongs to a machine (`<machine>.x`) or to nobody (`global.x`)."""

    def __init__(self) -> None:
        self._values: dict[str, Token] = {}

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()

    def names(self) -> list[str]:
        """Full names, sorted."""
        return sorted(self._values)

    @staticmethod
    def full_name(name: str, machine: str | None) -> str:
        """Name under which `name` is stored while `machine` is selected."""
        if "." in name:
            return name
        return f"{(machine or GLOBAL).replace('-', '_')}.{name}"

    def set(self, name: str, value: Token, machine: str | None) -> None:
        """Assign."""
        self._values[self.full_name(name, machine)] = value

    def find(self, name: str, machine: str | None) -> Token | None:
        """Look up: the name as it is, the machine's, the global one."""
        own = f"{(machine or GLOBAL).replace('-', '_')}.{name}"
        for candidate in (name, own, f"{GLOBAL}.{name}"):
            if candidate in self._values:
                return self._values[candidate]
        return None

    def require(self, name: str, machine: str | None) -> Token:
        """Look up or raise CommandError with Renode's text."""
        value = self.find(name, machine)
        if value is None:
            short = {key.partition(".")[2] for key in self._values}
            raise CommandError(f"No such variable: ${name}", did_you_mean(name, short))
        return value


def text_token(text: str) -> Token:
    """A string token with this value."""
    escaped = text.replace('"', '\\"')
    return Token(Kind.STRING, text, f'"{escaped}"')
