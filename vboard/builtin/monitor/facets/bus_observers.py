"""Members of `sysbus` that observe accesses: logs, hooks, watchpoints."""

from __future__ import annotations

import enum
from collections.abc import Callable

from vboard.builtin.machine.bus import SystemBus
from vboard.builtin.machine.observation import Watchpoint
from vboard.builtin.machine.script import compile_hook
from vboard.builtin.monitor.members import Facet, members_of
from vboard.builtin.peripherals.base import BusPeripheral
from vboard.builtin.types import Range, ULong


class SysbusAccessWidth(enum.Enum):
    """Width of an access in bytes."""

    Byte = 1
    Word = 2
    DoubleWord = 4
    QuadWord = 8


class Access(enum.Enum):
    """Kind of an access."""

    Read = 1
    Write = 2
    ReadAndWrite = 3


@members_of(SystemBus)
class BusObservers(Facet[SystemBus]):
    """Logs, hooks and watchpoints."""

    def LogPeripheralAccess(
        self, busPeripheral: BusPeripheral, enable: bool = True, silent: bool = False
    ) -> None:
        """Log each access of a peripheral."""
        self.target.trace(busPeripheral, enable)

    def LogAllPeripheralsAccess(self, enable: bool = True, silent: bool = False) -> None:
        """Log each access of every peripheral."""
        for registration in self.target.registrations:
            self.target.trace(registration.peripheral, enable)

    def AddWatchpointHook(
        self, address: ULong, width: SysbusAccessWidth, access: Access, pythonScript: str
    ) -> None:
        """Run a script before accesses of the cores; it sees self, cpu, address, width and value."""
        script = compile_hook(pythonScript, f"watchpoint at 0x{address:X}")

        def hit(where: int, size: int, value: int) -> None:
            cpu = next(iter(getattr(self.target.env, "cores", ())), None)
            script(self=self.target, cpu=cpu, address=where, width=size, value=value, machine=self.target.env)

        read, write = access is not Access.Write, access is not Access.Read
        self.target.add_watchpoint(Watchpoint(address, width.value, read, write, hit))

    def SetHookAfterPeripheralRead(
        self, peripheral: BusPeripheral, pythonScript: str, subrange: Range | None = None
    ) -> None:
        """Run a script after each read; it sees `self`, `offset` and `value`, which it may change."""
        self.target.hook(peripheral).read = self._access_hook(peripheral, pythonScript, subrange)

    def SetHookBeforePeripheralWrite(
        self, peripheral: BusPeripheral, pythonScript: str, subrange: Range | None = None
    ) -> None:
        """Run a script before each write; it sees `self`, `offset` and `value`, which it may change."""
        self.target.hook(peripheral).write = self._access_hook(peripheral, pythonScript, subrange)

    def ClearHookAfterPeripheralRead(self, peripheral: BusPeripheral) -> None:
        """Undo `SetHookAfterPeripheralRead`."""
        self.target.hook(peripheral).read = None

    def _access_hook(
        self, peripheral: BusPeripheral, source: str, subrange: Range | None
    ) -> Callable[[int, int], int] | None:
        if not source.strip():
            return None
        script = compile_hook(source, "hook of accesses")

        def run(offset: int, value: int) -> int:
            if subrange is not None and not subrange.start <= offset <= subrange.end:
                return value
            names = {"self": peripheral, "sysbus": self.target, "machine": self.target.env}
            return int(script(**names, offset=offset, value=value)["value"])

        return run

    def RemoveAllWatchpointHooks(self, address: ULong) -> None:
        """Remove the watchpoints at an address."""
        self.target.remove_watchpoints(address)

    def IsLoggingPeripheralAccessEnabled(self, busPeripheral: BusPeripheral) -> bool:
        """Whether each access of a peripheral is logged."""
        return self.target.is_traced(busPeripheral)
