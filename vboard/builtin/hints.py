"""Suggestions beside error texts that have to stay as Renode words them."""

from __future__ import annotations

from collections.abc import Iterable

from vboard.errors import nearest


def did_you_mean(name: str, valid: Iterable[str]) -> str:
    """Return `Did you mean 'x'?` for the valid name closest to `name`, or an empty string."""
    return nearest(name, valid).replace("; d", "D", 1)
