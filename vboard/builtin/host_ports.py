"""The edges of the emulation: sockets and pseudo terminals of the host, served in virtual time."""

from __future__ import annotations

import select
from collections.abc import Iterator, Sequence
from typing import Protocol

from vboard.builtin.machine.clock import VirtualClock

INTERVAL = 5_000_000
"""Virtual time (ns) between two looks at the host while time passes."""


class HostPort(Protocol):
    """Something of the host that the emulation talks to."""

    def descriptors(self) -> Sequence[int]:
        """File descriptors that become readable when there is something to do."""

    def poll(self, running: bool) -> None:
        """Move what can be moved without waiting.

        `running` tells that virtual time is passing: then no port may let more of it pass.
        """

    def close(self) -> None:
        """Give everything back to the host."""


class HostPorts:
    """All ports of one emulation.

    While virtual time passes they are served every `INTERVAL`, whoever lets it pass: `RunFor`, a
    waiting keyword, or a `HostLoop`. Without ports nothing is scheduled, so that a run without them
    depends on virtual time alone. While time stands still a `HostLoop` calls `poll`.
    """

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._ports: list[HostPort] = []
        self._scheduled = False
        self._polling = False

    def __iter__(self) -> Iterator[HostPort]:
        return iter(tuple(self._ports))

    def __len__(self) -> int:
        return len(self._ports)

    def add(self, port: HostPort) -> None:
        """Serve `port` from now on."""
        self._ports.append(port)
        if not self._scheduled:
            self._scheduled = True
            self._clock.schedule_in(INTERVAL, self._on_time)

    def remove(self, port: HostPort) -> None:
        """Close `port` and forget it."""
        self._ports.remove(port)
        port.close()

    def _on_time(self) -> None:
        self._scheduled = bool(self._ports)
        if self._scheduled:
            self._clock.schedule_in(INTERVAL, self._on_time)
            self.poll(running=True)

    def poll(self, running: bool = False) -> None:
        """Serve all ports; nothing happens when a port itself let virtual time pass."""
        if self._polling:
            return
        self._polling = True
        try:
            for port in tuple(self._ports):
                port.poll(running)
        finally:
            self._polling = False

    def wait(self, seconds: float, more: Sequence[int] = ()) -> None:
        """Wait until the host has something for a port (or for a descriptor of `more`), or `seconds`."""
        found = [*more, *(each for port in self._ports for each in port.descriptors())]
        select.select(found, (), (), max(0.0, seconds))

    def close(self) -> None:
        """Close all ports."""
        for port in tuple(self._ports):
            self.remove(port)
