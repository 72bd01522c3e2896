"""Lets virtual time pass in step with the host, slice by slice, and serves the host's ports."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from vboard.builtin.host_ports import HostPorts
from vboard.engine.pace import HostPace

if TYPE_CHECKING:
    from vboard.builtin.machine.emulation import Emulation

SLICE = 5_000_000
"""Virtual time (ns) of one slice."""
_IDLE = 0.05
"""Seconds to wait while the emulation is paused."""


class Pumped(Protocol):
    """What the loop drives: a monitor. `Clear` replaces both."""

    @property
    def emulation(self) -> Emulation: ...

    @property
    def ports(self) -> HostPorts: ...


@dataclass
class HostTime:
    """The host's clock; tests bring their own."""

    now: Callable[[], int] = time.monotonic_ns


class HostLoop:
    """Runs a started emulation.

    Attributes:
        realtime: virtual time never gets ahead of the host's; otherwise as fast as the host can.
    """

    def __init__(self, target: Pumped, realtime: bool = True, host: HostTime | None = None) -> None:
        self._target = target
        self.realtime = realtime
        self._pace = HostPace((host or HostTime()).now)

    @property
    def speed(self) -> float:
        """Virtual seconds a host second, over the last moment; 0 while paused."""
        return self._pace.speed

    def advance(self, limit: int | None = None) -> float:
        """Serve the ports and run one slice, at most to virtual time `limit` (ns).

        Returns:
            Seconds after which the next call is due: 0 at once.
        """
        emulation = self._target.emulation
        self._target.ports.poll()
        now = emulation.clock.now
        if not emulation.started or emulation.held or (limit is not None and now >= limit):
            self._pace.restart()
            self._pace.speed = 0.0
            return _IDLE
        self._pace.reach(now)
        due = self._due(now)
        if due > 0:
            return due
        end = now + SLICE
        emulation.run_until(end if limit is None else min(end, limit))
        self._pace.measure(emulation.clock.now)
        return max(0.0, self._due(emulation.clock.now))

    def restart(self) -> None:
        """Take this moment as the beginning: somebody else let virtual or host time pass."""
        self._pace.restart()

    def _due(self, now: int) -> float:
        """Seconds until the host reaches virtual time `now`."""
        return self._pace.due(now) if self.realtime else 0.0

    def turn(self, limit: int | None = None, more: Sequence[int] = ()) -> None:
        """`advance`, then wait as long as it says or until a port or a descriptor of `more` is ready."""
        due = self.advance(limit)
        if due > 0 or more:
            self._target.ports.wait(due, more)
