"""The emulation: machines on one virtual clock, and the run loop."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.clock import VirtualClock
from vboard.builtin.machine.log import Log
from vboard.builtin.machine.machine import Core, Machine

QUANTUM = 100_000
"""Sync quantum, ns (`SetGlobalQuantum`)."""


class Emulation:
    """All machines. Time passes only in `run_until`: there is no background thread.

    `started` is the state that Renode's `start` and `pause` change; a started emulation continues
    whenever somebody waits for virtual time.
    """

    def __init__(self) -> None:
        self.clock = VirtualClock()
        self.log = Log(lambda: self.clock.now)
        self.machines: dict[str, Machine] = {}
        self._stop = False
        self._running: Core | None = None
        self._reset_actions: list[Callable[[Machine], None]] = []

    @property
    def started(self) -> bool:
        """Whether the emulation is started rather than paused."""
        return self.clock.running

    @started.setter
    def started(self, value: bool) -> None:
        self.clock.running = value

    def add_machine(self, name: str) -> Machine:
        """Create a machine.

        Raises:
            ValueError: the name is taken.
        """
        if name in self.machines:
            raise ValueError("Given machine is already added or name is already taken.")
        machine = Machine(name, self.clock, self.log)
        self.machines[name] = machine
        return machine

    def request_stop(self) -> None:
        """End `run_until` after the instruction in progress (called by observers)."""
        self._stop = True
        if self._running is not None:
            self._running.leave()

    @property
    def stop_requested(self) -> bool:
        """Whether `run_until` is to end now."""
        return self._stop

    def on_reset(self, action: Callable[[Machine], None]) -> None:
        """Call `action` after each machine reset (the monitor runs the `reset` macro there)."""
        self._reset_actions.append(action)

    def reset_machine(self, machine: Machine) -> None:
        """Reset a machine, then run the reset actions."""
        machine.Reset()
        for action in self._reset_actions:
            action(machine)

    def run_until(self, time: int) -> bool:
        """Let virtual time pass until `time` (ns) or until `request_stop`.

        Returns:
            True when `time` was reached, False when stopped before.
        """
        self._stop = False
        while not self._stop and self.clock.now < time:
            if self._several_cores():
                edge = min(time, (self.clock.now // QUANTUM + 1) * QUANTUM)
            else:
                edge = time
            at = self.clock.next_event()
            edge = edge if at is None else min(edge, at)
            for machine in tuple(self.machines.values()):
                for core in tuple(machine.cores):
                    edge = self._execute(core, edge)
                if machine.reset_requested:
                    self.reset_machine(machine)
                if self._stop:
                    break
            self.clock.advance_to(edge)
        return not self._stop

    def _several_cores(self) -> bool:
        return sum(len(machine.cores) for machine in self.machines.values()) > 1

    def _execute(self, core: Core, edge: int) -> int:
        """Run one core until `edge`; returns the time that was reached if it is earlier."""
        if edge <= self.clock.now:
            return edge
        self._running = core
        self.clock.time_source = lambda: core.now
        self.clock.on_schedule = core.shorten
        try:
            core.execute_until(edge)
        finally:
            self._running = None
            self.clock.time_source = None
            self.clock.on_schedule = None
        return min(edge, core.now)

    def run_for(self, duration: int) -> bool:
        """`run_until` now + duration (ns)."""
        return self.run_until(self.clock.now + duration)
