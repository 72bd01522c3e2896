"""Members of the emulation that tell of its machines, and settings that its clock has no use for."""

from __future__ import annotations

from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.machine import Machine
from vboard.builtin.monitor.members import Facet, members_of
from vboard.builtin.types import Int, TimeInterval


@members_of(Emulation)
class EmulationMembers(Facet[Emulation]):
    """What scripts ask the emulation for."""

    @property
    def Names(self) -> list[str]:
        """Names of all machines."""
        return list(self.target.machines)

    @property
    def Machines(self) -> list[Machine]:
        """All machines."""
        return list(self.target.machines.values())

    @property
    def MachinesCount(self) -> Int:
        """How many machines there are."""
        return len(self.target.machines)

    @property
    def AnyMachineStarted(self) -> bool:
        """Whether the emulation is started and has a machine."""
        return self.target.started and bool(self.target.machines)

    @property
    def AllMachinesStarted(self) -> bool:
        """Machines start and pause together."""
        return self.target.started and bool(self.target.machines)

    def SetQuantum(self, interval: TimeInterval) -> None:
        """`SetGlobalQuantum`."""
        self.target.SetGlobalQuantum(interval)

    def SetAdvanceImmediately(self, val: bool) -> None:
        """`SetGlobalAdvanceImmediately`."""
        self.target.SetGlobalAdvanceImmediately(val)

    def GetSeed(self) -> Int:
        """The seed that `SetSeed` was given; nothing in the engine is random."""
        return self.target.seed

    def TryRemoveMachine(self, name: str) -> bool:
        """Remove a machine, if there is one of that name."""
        if name not in self.target.machines:
            return False
        self.target.RemoveMachine(name)
        return True
