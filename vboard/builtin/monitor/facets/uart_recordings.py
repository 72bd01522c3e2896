"""Recordings of UARTs that `asciinema play` shows (asciicast v2: a line of JSON an event)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from vboard.builtin.monitor.members import extension_method
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.peripherals.base import UART
from vboard.builtin.types import Int

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor


@extension_method(UART)
def RecordToAsciinema(
    monitor: Monitor,
    uart: UART,
    filePath: str,
    useVirtualTimeStamps: bool = False,
    width: Int = 80,
    height: Int = 24,
) -> None:
    """Record transmitted bytes with their times, for `asciinema play`.

    Times are virtual whatever `useVirtualTimeStamps` says, so that recordings repeat.
    """
    path = Path(monitor.files.resolve(filePath))
    try:
        file = path.open("w", encoding="utf-8", buffering=1)
    except OSError as error:
        raise CommandError(f"Could not open {path}: {error.strerror}") from None
    file.write(json.dumps({"version": 2, "width": width, "height": height, "timestamp": 0}) + "\n")

    def write(byte: int) -> None:
        file.write(json.dumps([uart.env.clock.now / 1e9, "o", chr(byte)]) + "\n")

    uart.observe(write)
