"""Commands that Renode defines in Python, in its `scripts/monitor.py`: what they do, in code of our own.

Each function `mc_<name>` is a command; a true result is a failure.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_ROW = 16
_INT32_MAX = (1 << 31) - 1


def standard_commands(
    monitor: Any, write: Callable[[str], None], sleep: Callable[[float], None]
) -> dict[str, Callable[..., Any]]:
    """The functions by name.

    Args:
        monitor: what Python code calls `monitor`.
        write: writes text to the output of the running command.
        sleep: lets a started emulation run for so many virtual seconds.
    """
    counter = 0

    def mc_echo(*values: Any) -> None:
        if len(values) > 1 and (len(values) > 2 or values[0] != "-n"):
            write("usage: echo [-n] [string]\n")
        elif len(values) == 2:
            write(_shown(values[1]))
        else:
            write((_shown(values[0]) if values else "") + "\n")

    def mc_next_value(offset: Any = 0) -> None:
        nonlocal counter
        if not isinstance(offset, int):
            raise TypeError(f"unsupported operand type(s) for +: 'int' and '{type(offset).__name__}'")
        write(f"{counter + offset}\n")
        counter += 1

    def mc_sleep(*arguments: Any) -> None:
        """Let a started emulation run for so many virtual seconds; a paused one has nothing to wait for."""
        if len(arguments) != 1:
            raise TypeError(f"mc_sleep() takes exactly 1 argument ({len(arguments)} given)")
        seconds = float(arguments[0])
        if not (0 <= seconds <= _INT32_MAX / 1000 or seconds == -0.001):
            limits = "either non-negative and less than or equal to Int32.MaxValue or -1."
            raise ValueError(f"Number must be {limits}\nParameter name: millisecondsTimeout")
        sleep(seconds)

    def mc_console_log(text: Any) -> None:
        print(text, file=sys.stderr)

    def mc_dump(start: int, count: int, width: int = _ROW) -> None:
        bus = monitor.Machine.SystemBus
        for address in range(int(start), int(start) + int(count), int(width)):
            data = bytes(bus.ReadBytes(address, int(width)))
            shown = "".join(chr(byte) if 0x20 <= byte <= 0x7F else "." for byte in data)
            write(f"0x{address:08X} | {' '.join(f'{byte:02X}' for byte in data)} | {shown}\n")

    def mc_dump_file(start: int, count: int, path: str) -> None:
        data = bytes(monitor.Machine.SystemBus.ReadBytes(int(start), int(count)))
        Path(path).write_bytes(data)

    def mc_get_environ(name: str) -> None:
        value = os.environ.get(name)
        if value is not None:
            write(f"{value}\n")

    def mc_if(condition: Any, commands: str) -> None:
        for line in commands.splitlines() if condition else ():
            monitor.Parse(line)

    def mc_uart_connect(device: Any) -> int:
        write(f"{device.GetName()}: press F2 in the console, or `vboard run --uart`, to type into a UART.\n")
        return 1

    return {name: function for name, function in locals().items() if name.startswith("mc_")}


def _shown(value: Any) -> str:
    """A value as IronPython prints it."""
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)
