"""The emulation: machines on one virtual clock, and the run loop."""

from __future__ import annotations

import enum
from collections.abc import Callable

from vboard.builtin.machine.clock import VirtualClock
from vboard.builtin.machine.log import Log, LogLevel
from vboard.builtin.machine.machine import Machine
from vboard.builtin.machine.random_generator import RandomGenerator
from vboard.builtin.machine.renode_faults import RenodeFaults
from vboard.builtin.machine.timestamp import time_source_info
from vboard.builtin.types import Int, TimeInterval
from vboard.errors import VBoardError
from vboard.native.core import run_cores

QUANTUM = 100_000
"""Sync quantum, ns (`SetGlobalQuantum`)."""


class EmulationMode(enum.Enum):
    """What Renode keeps in step with virtual time; the built-in engine keeps everything."""

    SynchronizedIO = 0
    SynchronizedTimers = 1


class EmulationError(VBoardError):
    """An action that the emulation refuses, in Renode's words."""


class Emulation:
    """All machines. Time passes only in `run_until`: there is no background thread.

    `started` is the state that Renode's `start` and `pause` change; a started emulation continues
    whenever somebody waits for virtual time.

    Attributes:
        held: a debugger keeps a core from executing: started or not, time does not pass by itself.
    """

    def __init__(self) -> None:
        self.clock = VirtualClock()
        self.log = Log(lambda: self.clock.now)
        self.faults = RenodeFaults(self.log)
        self.log.several_machines = lambda: len(self.machines) > 1
        self.machines: dict[str, Machine] = {}
        self.RandomGenerator = RandomGenerator()
        self._ran: set[str] = set()
        """Names of the machines that were started before."""
        self.quantum = QUANTUM
        self.advance_immediately = False
        self.held = False
        self.SingleStepBlocking = True
        """Accepted: `Step` returns when the instruction has executed."""
        self.Mode = EmulationMode.SynchronizedIO
        """Accepted."""
        self.seed = 0
        self._stop = False
        self._interrupted = False
        self._cores_run = False
        self._reset_actions: list[Callable[[Machine], None]] = []

    @property
    def started(self) -> bool:
        """Whether the emulation is started rather than paused."""
        return self.clock.running

    @started.setter
    def started(self, value: bool) -> None:
        changed = [
            machine
            for machine in self.machines.values()
            if (machine.waits and value) or (value != self.clock.running and not machine.waits)
        ]
        if value:  # a core tells what it starts with before its machine tells that it has started
            for machine in changed:
                machine.waits = False
                for core in machine.cores:
                    core.before_run()
        for machine in changed:
            self._announce(machine, value)
        self.clock.running = value

    def _announce(self, machine: Machine, started: bool) -> None:
        """Log that a machine goes on or stops."""
        what = "paused"
        if started:
            what = "resumed" if machine.name in self._ran else "started"
            self._ran.add(machine.name)
        machine.log(LogLevel.INFO, machine, f"Machine {what}.")

    def add_machine(self, name: str) -> Machine:
        """Create a machine.

        Raises:
            ValueError: the name is taken.
        """
        if name in self.machines:
            raise ValueError("Given machine is already added or name is already taken.")
        machine = Machine(name, self.clock, self.log, self)
        machine.waits = self.started
        self.machines[name] = machine
        self.log.write(LogLevel.INFO, "", "System bus created.")
        return machine

    def RemoveMachine(self, name: str) -> None:
        """Remove a machine.

        Raises:
            EmulationError: there is none of that name.
        """
        if name not in self.machines:
            raise EmulationError(f"Machine {name} not found.")
        self.machines[name].log(LogLevel.INFO, self.machines[name], "Disposed.")
        del self.machines[name]
        self._ran.discard(name)

    def element_name(self, element: object) -> str:
        """`machine:sysbus.device` of a peripheral."""
        for machine in self.machines.values():
            if any(entry.peripheral is element for entry in machine.entries):
                return f"{machine.name}:{machine.name_of(element)}"
        return "unnamed"

    def next_sync_point(self) -> int:
        """Virtual time (ns) of the next border of the quantum grid, where machines meet."""
        return (self.clock.now // self.quantum + 1) * self.quantum

    # -- running ------------------------------------------------------------------------------

    def request_stop(self) -> None:
        """End `run_until` after the instruction in progress (called by observers)."""
        self._stop = True
        self.clock.stop()

    def interrupt(self) -> None:
        """End `run_until` after the instruction in progress, and each later one at once: the program ends."""
        self._interrupted = True
        self.request_stop()

    @property
    def stop_requested(self) -> bool:
        """Whether `run_until` is to end now."""
        return self._stop

    def on_reset(self, action: Callable[[Machine], None]) -> None:
        """Call `action` after each machine reset (the monitor runs the `reset` macro there)."""
        self._reset_actions.append(action)

    def reset_machine(self, machine: Machine) -> None:
        """Reset a machine, then run the reset actions; both see a paused emulation, as in Renode.

        While cores run (a hook asks) it happens as soon as they have been left.
        """
        if self._cores_run:
            machine.request_reset()
            return
        was_started, self.started = self.started, False
        try:
            machine.reset_peripherals()
            for action in self._reset_actions:
                action(machine)
        finally:
            self.started = self.started or was_started

    def run_until(self, time: int) -> bool:
        """Let virtual time pass until `time` (ns) or until `request_stop`.

        Returns:
            True when `time` was reached, False when stopped before.
        """
        self._stop = self._interrupted
        was_started = self.started
        self.clock.running = True
        try:
            while not (self._stop or self._interrupted) and self.clock.now < time:
                self._run(time)
        finally:
            if not was_started:
                self.clock.running = False
        return not self._stop

    def _run(self, time: int) -> None:
        """Run cores and events up to `time`, or to what needs the machines to be looked at.

        Several cores meet at multiples of the quantum, a fixed grid, so that they meet at the same times
        however a run is cut.
        """
        cores = [core for machine in self.machines.values() if not machine.waits for core in machine.cores]
        for core in cores:
            core.before_run()
        if self._interrupted:  # since `run_until` asked
            return
        self._cores_run = True
        try:
            reached = run_cores(self.clock, [core.core for core in cores], time, self.quantum)
        finally:
            self._cores_run = False
        if any(core.core.budget == 0 for core in cores):
            self._stop = True
        self._reset_requested_machines()
        self.clock.advance_to(reached)
        self._reset_requested_machines()  # an event may be a watchdog's

    def _reset_requested_machines(self) -> None:
        for machine in tuple(self.machines.values()):
            if machine.reset_requested:
                self.reset_machine(machine)

    def run_for(self, duration: int) -> bool:
        """`run_until` now + duration (ns)."""
        return self.run_until(self.clock.now + duration)

    # -- Renode's members ---------------------------------------------------------------------

    @property
    def IsStarted(self) -> bool:
        """Whether the emulation is started."""
        return self.started

    def RunFor(self, period: TimeInterval) -> None:
        """Let `period` of virtual time pass, then stay paused.

        Raises:
            EmulationError: the emulation is started.
        """
        if self.started:
            raise EmulationError("This action is not available when emulation is already started")
        self.started = True
        try:
            self.run_for(period)
        finally:
            self.started = False

    def RunToNearestSyncPoint(self) -> None:
        """Run to the next border of the quantum grid."""
        if self.started:
            raise EmulationError("This action is not available when emulation is already started")
        self.run_until(self.next_sync_point())

    def StartAll(self) -> None:
        """Start the emulation."""
        self.started = True

    def PauseAll(self) -> None:
        """Pause the emulation, after the instruction in progress."""
        self.started = False
        self.request_stop()

    def SetGlobalQuantum(self, quantum: TimeInterval) -> None:
        """Set the interval at which several cores meet."""
        if quantum <= 0:
            raise EmulationError(f"The quantum must be positive, got {quantum} ns")
        self.quantum = quantum

    def SetGlobalSerialExecution(self, val: bool) -> None:
        """Accepted: cores always execute one after another."""

    def SetGlobalAdvanceImmediately(self, val: bool) -> None:
        """Accepted: virtual time never waits for the host."""
        self.advance_immediately = val

    def SetSeed(self, seed: Int) -> None:
        """Begin the random numbers of scripts anew; models have sequences of their own."""
        self.seed = seed
        self.RandomGenerator = RandomGenerator(seed)

    def GetTimeSourceInfo(self) -> str:
        """State of the master clock, several lines."""
        return time_source_info(self)
