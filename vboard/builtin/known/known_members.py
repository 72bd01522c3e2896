"""Members of objects that a Renode has and the engine has not (`members.toml`): known, with the reason."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

_FILE = Path(__file__).with_name("members.toml")


@functools.cache
def absent_members() -> Mapping[str, Mapping[str, str]]:
    """By class (a Renode type name, or one of our classes): members and why they are not there."""
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    reasons: dict[str, str] = content["reasons"]
    return {
        cls: {name: reasons[key] for key, names in groups.items() for name in names.split()}
        for cls, groups in content["members"].items()
    }


def why_absent(classes: Iterable[str], member: str) -> str | None:
    """The reason why an object of these classes has no such member; None: Renode has none either."""
    table = absent_members()
    return next((table[cls][member] for cls in classes if member in table.get(cls, ())), None)
