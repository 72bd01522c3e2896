"""What observes accesses to a bus: watchpoints at addresses, hooks of peripherals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Watchpoint:
    """A range [start, start + width) whose guest reads or writes call `action` before they happen.

    `action` gets the address, the width in bytes and the value (0 for reads).
    """

    start: int
    width: int
    read: bool
    write: bool
    action: Callable[[int, int, int], None]


@dataclass
class AccessHooks:
    """Functions of (offset, value) that return the value to use instead: after reads, before writes."""

    read: Callable[[int, int], int] | None = None
    write: Callable[[int, int], int] | None = None
