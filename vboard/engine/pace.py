"""Virtual time in step with the host's clock."""

from __future__ import annotations

import time
from collections.abc import Callable

MAX_LAG = 500_000_000
"""What a slow host may catch up later (ns); the rest of a longer delay is forgiven."""
_WINDOW = 250_000_000
"""Host time (ns) over which the speed is measured, at least."""


class HostPace:
    """Tells how far virtual time is ahead of the host's.

    Args:
        now: the host's clock in ns; tests bring their own.

    Attributes:
        speed: virtual seconds a host second, over the last moment; 0 before the first measurement.
    """

    def __init__(self, now: Callable[[], int] = time.monotonic_ns) -> None:
        self._now = now
        self.speed = 0.0
        self._anchor: tuple[int, int] | None = None
        """Host time and virtual time that count as the same moment."""
        self._measured: tuple[int, int] | None = None

    def restart(self) -> None:
        """Take the next moment as the beginning: somebody else let virtual or host time pass."""
        self._anchor = self._measured = None

    def reach(self, virtual: int) -> None:
        """Note the virtual time at which a slice begins."""
        if self._anchor is None or self._anchor[1] > virtual:
            self._anchor = self._measured = (self._now(), virtual)

    def due(self, virtual: int) -> float:
        """Seconds until the host reaches virtual time `virtual` (ns); negative when it is past it."""
        if self._anchor is None:
            return 0.0
        host, start = self._anchor
        ahead = (virtual - start) - (self._now() - host)
        if ahead < -MAX_LAG:
            self._anchor = (self._now() - MAX_LAG, virtual)
        return ahead / 1e9

    def measure(self, virtual: int) -> None:
        """Renew `speed`, with virtual time (ns) at `virtual`."""
        assert self._measured is not None
        host, start = self._measured
        elapsed = self._now() - host
        if elapsed >= _WINDOW:
            self.speed = (virtual - start) / elapsed
            self._measured = (self._now(), virtual)
