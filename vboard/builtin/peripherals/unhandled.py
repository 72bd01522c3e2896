"""Log entries about accesses to offsets without a register, as Renode words them."""

from __future__ import annotations

from vboard.builtin.known.register_names import register_name
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Peripheral


def log_unhandled_read(owner: Peripheral, offset: int) -> None:
    """Report a read of an offset without a register."""
    owner.log(LogLevel.WARNING, f"Unhandled read from offset 0x{offset:X}{_named(owner, offset)}.")


def log_unhandled_write(owner: Peripheral, offset: int, value: int) -> None:
    """Report a write to an offset without a register."""
    message = f"Unhandled write to offset 0x{offset:X}{_named(owner, offset)}, value 0x{value:X}."
    owner.log(LogLevel.WARNING, message)


def _named(owner: Peripheral, offset: int) -> str:
    name = register_name(getattr(owner, "renode_type_name", ""), offset)
    return "" if name is None else f" ({name})"
