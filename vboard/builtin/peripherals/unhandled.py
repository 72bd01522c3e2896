"""Log entries about accesses to offsets without a register, as Renode words them."""

from __future__ import annotations

from vboard.builtin.known.register_names import register_name
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Peripheral


def log_unhandled_read(owner: Peripheral, offset: int) -> None:
    """Report a read of an offset without a register."""
    owner.log(LogLevel.WARNING, unhandled_text(owner, offset, None))


def log_unhandled_write(owner: Peripheral, offset: int, value: int) -> None:
    """Report a write to an offset without a register."""
    owner.log(LogLevel.WARNING, unhandled_text(owner, offset, value))


def unhandled_text(owner: Peripheral, offset: int, value: int | None) -> str:
    """What is reported of an access to an offset without a register; `value` is None of a read."""
    name = register_name(getattr(owner, "renode_type_name", ""), offset)
    where = f"0x{offset:X}" if name is None else f"0x{offset:X} ({name})"
    if value is None:
        return f"Unhandled read from offset {where}."
    return f"Unhandled write to offset {where}, value 0x{value:X}."
