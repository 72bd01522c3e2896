"""Members of `sysbus` about what is where: registrations, redirections, locks, conditions."""

from __future__ import annotations

import dataclasses
from typing import Any

from vboard.builtin.cpu.core_state import Endianess
from vboard.builtin.machine.address_map import Registration
from vboard.builtin.machine.bus import BusCommandError, SystemBus
from vboard.builtin.machine.conditions import Condition, ConditionError
from vboard.builtin.machine.memory import MappedMemory, Memory
from vboard.builtin.machine.redirector import Redirector
from vboard.builtin.monitor.members import Facet, members_of
from vboard.builtin.peripherals.base import BusPeripheral, Peripheral
from vboard.builtin.types import Int, Range, ULong, checked_range


@members_of(SystemBus)
class BusPlaces(Facet[SystemBus]):
    """Places of peripherals."""

    @property
    def _machine(self) -> Any:
        return self.target.env

    def IsPeripheralEnabled(self, peripheral: Peripheral) -> bool:
        """Whether a peripheral takes accesses."""
        return self.target.control.is_enabled(peripheral)

    def EnablePeripheral(self, peripheral: Peripheral) -> None:
        """Let a peripheral take accesses."""
        self.SetPeripheralEnabled(peripheral, True)

    def DisablePeripheral(self, peripheral: Peripheral) -> None:
        """Refuse accesses of a peripheral: reads give 0, writes are lost, both are logged."""
        self.SetPeripheralEnabled(peripheral, False)

    def SetPeripheralEnabled(self, peripheral: Peripheral, enabled: bool) -> None:
        """Let a peripheral take accesses, or not."""
        self.target.control.set_enabled(peripheral, enabled)
        self.target.refresh()

    def SetAddressRangeLocked(self, range: Range, locked: bool, context: Peripheral | None = None) -> None:
        """Refuse accesses in a range, of one core or of all, or undo that.

        Raises:
            BusCommandError: a memory is only partly inside the range.
        """
        start, end = range.start, range.start + range.size
        control = self.target.control
        done = control.is_wholly_locked if locked else lambda *where: not control.is_locked(*where)
        if done(start, end, context):
            return
        partly = [
            each
            for each in self.target.registrations
            if isinstance(each.peripheral, MappedMemory)
            and start < each.end
            and each.start < end
            and not (start <= each.start and each.end <= end)
        ]
        if partly and self._machine.cores:
            places = "\n* ".join(self.target.described(each) for each in partly)
            raise BusCommandError(
                f"Mapped peripherals registered at the given range {range} have to be fully included:\n"
                f"* {places}"
            )
        control.set_locked(start, end, locked, context)
        self.target.refresh()

    def IsAddressRangeLocked(self, range: Range, context: Peripheral | None = None) -> bool:
        """Whether any address of a range is locked."""
        return self.target.control.is_locked(range.start, range.start + range.size, context)

    def Redirect(self, from_: ULong, to: ULong, size: ULong) -> None:
        """Let accesses at one range go to another."""
        where = checked_range(from_, size)
        self.target.register(Registration(where.start, where.size, Redirector(self._machine, to)))

    def Unregister(self, peripheral: Peripheral) -> None:
        """Remove a peripheral from the bus and from the machine.

        Raises:
            BusCommandError: it is not registered here.
        """
        places = [each for each in self.target.registrations if each.peripheral is peripheral]
        if not places and peripheral not in self._machine.cores:
            raise BusCommandError("Attempt to unregister a peripheral that is not registered on the bus.")
        for place in places:
            self.target.unregister(place)
        self._machine.remove(peripheral)

    def UnregisterFromAddress(self, address: ULong, context: Peripheral | None = None) -> None:
        """Remove what is at an address from the bus.

        Raises:
            BusCommandError: nothing is there.
        """
        found = self.target.find(address, context)
        if found is None:
            raise BusCommandError(f"There is no peripheral registered at 0x{address:X}.")
        self.target.unregister(found)
        if not any(each.peripheral is found.peripheral for each in self.target.registrations):
            self._machine.remove(found.peripheral)

    def GetRegistrationPoints(
        self, peripheral: BusPeripheral, context: Peripheral | None = None
    ) -> list[str]:
        """Places of a peripheral."""
        return [
            each.span
            for each in self.target.registrations
            if each.peripheral is peripheral and each.initiator in (None, context)
        ]

    def GetRegisteredPeripherals(self, context: Peripheral | None = None) -> list[str]:
        """All places, with what is there."""
        found = self.target.registrations
        return [self.target.described(each) for each in found if each.initiator in (None, context)]

    def GetMappedPeripherals(self, context: Peripheral | None = None) -> list[str]:
        """The places of memories."""
        return [
            self.target.described(each)
            for each in self.target.registrations
            if isinstance(each.peripheral, Memory) and each.initiator in (None, context)
        ]

    def FindMemory(self, address: ULong, context: Peripheral | None = None) -> str | None:
        """Name and place of the memory at an address."""
        found = self.target.find(address, context)
        if found is None or not isinstance(found.peripheral, MappedMemory):
            return None
        return self.target.described(found)

    def ChangePeripheralAccessCondition(
        self, peripheral: BusPeripheral, newCondition: str, oldCondition: str | None = None
    ) -> None:
        """Replace the condition of a peripheral's places.

        Raises:
            BusCommandError: a malformed condition, or no place has the old one.
        """
        try:
            condition = Condition(newCondition)
        except ConditionError as error:
            raise BusCommandError(str(error)) from None
        places = [
            each
            for each in self.target.registrations
            if each.peripheral is peripheral
            and oldCondition in (None, each.condition.text if each.condition is not None else None)
        ]
        if not places:
            raise BusCommandError(f"No registration has the condition '{oldCondition}'")
        for place in places:
            self.target.unregister(place)
            self.target.register(dataclasses.replace(place, condition=condition))

    def GetCommonStateBits(self) -> dict[str, int]:
        """State bits that all initiators have, with their positions."""
        return {"privileged": 0, "cpuSecure": 1, "attributionSecure": 2} if self._machine.cores else {}

    def GetStateBits(self, initiatorName: str) -> dict[str, int]:
        """State bits of one initiator, with their positions."""
        return self.GetCommonStateBits()

    # -- cores --------------------------------------------------------------------------------

    @property
    def Endianess(self) -> Endianess:
        """Order of bytes (Renode's spelling)."""
        return Endianess.LittleEndian

    def GetCPUs(self) -> list[Peripheral]:
        """All cores."""
        return list(self._machine.cores)

    def GetCPUSlot(self, cpu: Peripheral) -> Int:
        """Number of a core.

        Raises:
            BusCommandError: the core is not of this machine.
        """
        if cpu not in self._machine.cores:
            raise BusCommandError("Given CPU is not registered.")
        return int(self._machine.cores.index(cpu))

    def GetCurrentCPU(self) -> Peripheral:
        """The core that executes.

        Raises:
            BusCommandError: none does.
        """
        if not isinstance(self.target.initiator, Peripheral):
            raise BusCommandError("Can't verify current CPU in the given context.")
        return self.target.initiator

    def GetCurrentCPUId(self) -> Int:
        """Number of the core that executes. Raises as `GetCurrentCPU`."""
        return self.GetCPUSlot(self.GetCurrentCPU())

    def SetPCOnAllCores(self, pc: ULong) -> None:
        """Set the program counter of all cores."""
        for core in self._machine.cores:
            core.PC = pc

    @property
    def IsMultiCore(self) -> bool:
        """Whether there are several cores."""
        return len(self._machine.cores) > 1

    @property
    def Machine(self) -> Any:
        """The machine."""
        return self._machine

    def WriteASCIIString(self, address: ULong, stringToLoad: str, context: Peripheral | None = None) -> None:
        """Write a text to memory, a byte a character, without an end mark."""
        self.target.write_bytes(address, stringToLoad.encode("ascii", errors="replace"), context)

    def DecorateWithCPUNameAndPC(self, str_: str) -> str:
        """A text with core and PC before it while a core executes."""
        accessor = self.target.accessor
        return f"[{accessor()}] {str_}" if accessor is not None else str_
