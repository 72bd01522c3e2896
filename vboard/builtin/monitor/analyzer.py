"""The logging UART analyzer: each finished line of a UART becomes a log entry."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import UART

_UNITS = ((1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "µs"))


def short_time(nanoseconds: int) -> str:
    """`0.63µs`, `12.5ms`, `1.2s`: two decimals at most, in the largest unit that fits."""
    for size, unit in _UNITS:
        if nanoseconds >= size or unit == "µs":
            return f"{nanoseconds / size:.2f}".rstrip("0").rstrip(".") + unit
    raise AssertionError


class LineSplitter:
    """Calls `on_line` with each finished line of a UART; CR is dropped."""

    def __init__(self, uart: UART, on_line: Callable[[str], None]) -> None:
        self._on_line = on_line
        self._line = bytearray()
        uart.observe(self._byte)

    def _byte(self, byte: int) -> None:
        if byte == ord("\n"):
            text = self._line.decode("utf-8", errors="replace")
            self._line.clear()
            self._on_line(text)
        elif byte != ord("\r"):
            self._line.append(byte)


class LoggingAnalyzer:
    """Logs `[host: 0s (+0s)|virt: 0.63µs (+0.63µs)] text` in the UART's name.

    The engine knows no host time: that half is always zero.
    """

    def __init__(self, uart: UART, now: Callable[[], int]) -> None:
        self._uart = uart
        self._now = now
        self._last = 0
        LineSplitter(uart, self._log)

    def _log(self, line: str) -> None:
        now = self._now()
        stamp = f"[host: 0s (+0s)|virt: {short_time(now)} (+{short_time(now - self._last)})]"
        self._uart.log(LogLevel.INFO, f"{stamp} {line}")
        self._last = now
