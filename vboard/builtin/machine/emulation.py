"""The emulation: machines on one virtual clock, and the run loop."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.clock import VirtualClock
from vboard.builtin.machine.log import Log
from vboard.builtin.machine.machine import Machine

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
            at = self.clock.next_event()
            edge = min(time, self.clock.now + QUANTUM, at if at is not None else time)
            for machine in self.machines.values():
                for core in machine.cores:
                    core.execute_until(edge)
                if machine.reset_requested:
                    self.reset_machine(machine)
            if not self._stop:
                self.clock.advance_to(edge)
        return not self._stop

    def run_for(self, duration: int) -> bool:
        """`run_until` now + duration (ns)."""
        return self.run_until(self.clock.now + duration)
