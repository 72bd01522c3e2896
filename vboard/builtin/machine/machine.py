"""One machine: its system bus, its named peripherals, its reset."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol, runtime_checkable

from vboard.builtin.machine.bus import SystemBus
from vboard.builtin.machine.clock import Event, VirtualClock
from vboard.builtin.machine.log import LaterEntries, Log, LogLevel
from vboard.builtin.machine.log_members import LogMembers
from vboard.builtin.machine.python2 import NAMES
from vboard.builtin.machine.script import compile_script_of
from vboard.builtin.machine.timestamp import TimeStamp
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.types import Int
from vboard.errors import nearest
from vboard.native.core import Core as NativeCore


@runtime_checkable
class Core(Protocol):
    """What the run loop needs from a CPU. Implemented by `vboard.builtin.cpu`."""

    @property
    def core(self) -> NativeCore:
        """The core that executes."""

    def before_run(self) -> None:
        """Called before each run: the memory map is to be that of the bus."""

    def Reset(self) -> None: ...


class Owner(Protocol):
    """The emulation, as its machines use it."""

    def reset_machine(self, machine: Machine) -> None: ...

    def StartAll(self) -> None: ...

    def PauseAll(self) -> None: ...

    def GetTimeSourceInfo(self) -> str: ...

    def SetGlobalQuantum(self, quantum: int) -> None: ...


@dataclass(frozen=True)
class Entry:
    """A registered peripheral: full name (`sysbus.gpioPortC.led`), object, parent, where."""

    name: str
    peripheral: Peripheral
    parent: Peripheral | None
    point: str
    """Text that `peripherals` shows: `<0x40013800, 0x400138FF>`, `Address: 13`, `Slot: 0`."""


class Machine(LogMembers):
    """A machine of the emulation. It is the `Environment` of its peripherals."""

    def __init__(
        self, name: str, clock: VirtualClock, emulation_log: Log, emulation: Owner | None = None
    ) -> None:
        self.name = name
        self.emulation = emulation
        self._clock = clock
        self._log = emulation_log
        self._entries: dict[str, Entry] = {}
        self._names: dict[int, str] = {}
        self.cores: list[Core] = []
        self.on_added: list[Callable[[Peripheral], None]] = []
        """Called with each peripheral that is added."""
        self.reset_requested = False
        self.waits = False
        """Created in a started emulation: its cores wait for the next start."""
        self._periodic: dict[str, Event] = {}
        self.script_scope: dict[str, Any] = {**NAMES, "LogLevel": LogLevel}
        """Variables of the scripts of hooks; a monitor puts its own scope here."""
        self.user_state = ""
        self.user_state_hooks: list[tuple[str, Callable[[], None]]] = []
        """What runs when a script sets the state to a word."""
        self._bus = SystemBus(self)
        self._add(Entry("sysbus", self._bus, None, ""))

    def __str__(self) -> str:
        return self.name

    @property
    def clock(self) -> VirtualClock:
        return self._clock

    @property
    def bus(self) -> SystemBus:
        return self._bus

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All registered peripherals, `sysbus` first, in the order of registration."""
        return tuple(self._entries.values())

    def log(self, level: LogLevel, source: object, message: str) -> None:
        self._log.write(level, self.name_of(source), message, self.name)

    def is_logged(self, level: LogLevel, source: object) -> bool:
        """Whether anybody takes an entry of a level from a source."""
        return self._log.is_wanted(level, self.name_of(source), self.name)

    def log_later(self, level: LogLevel, source: object, entries: LaterEntries) -> None:
        self._log.write_later(level, self.name_of(source), entries, self.name)

    @property
    def log_is_awaited(self) -> bool:
        """Whether somebody waits for an entry of the log."""
        return self._log.waiting > 0

    def write_log(self, level: LogLevel, message: str) -> None:
        self.log(level, self, message)

    def log_as(self, source: str, level: LogLevel, message: str) -> None:
        """Log in a name that is no peripheral's, or in none."""
        self._log.write(level, source, message)

    def request_reset(self) -> None:
        self.reset_requested = True
        self._clock.stop()

    def _add(self, entry: Entry) -> None:
        if entry.name in self._entries:
            raise ValueError(f"{entry.name} is registered twice")
        self._entries[entry.name] = entry
        self._names.setdefault(id(entry.peripheral), entry.name)

    def add(self, local_name: str, peripheral: Peripheral, parent: Peripheral, point: str) -> str:
        """Give `peripheral` a name below its parent's; returns the full name."""
        name = f"{self.name_of(parent)}.{local_name}"
        self._add(Entry(name, peripheral, parent, point))
        if isinstance(peripheral, Core):
            self.cores.append(peripheral)
        for action in tuple(self.on_added):
            action(peripheral)
        return name

    def remove(self, peripheral: Peripheral) -> None:
        """Forget a peripheral and what is registered below it."""
        name = self.name_of(peripheral)
        for full in [each for each in self._entries if each == name or each.startswith(f"{name}.")]:
            gone = self._entries.pop(full).peripheral
            self._names.pop(id(gone), None)
            if isinstance(gone, Core) and gone in self.cores:
                self.cores.remove(gone)

    def rename(self, peripheral: Peripheral, local_name: str) -> bool:
        """Give a peripheral another name below its parent; False: it is not registered here."""
        old = self.name_of(peripheral)
        if old not in self._entries:
            return False
        new = f"{old.rpartition('.')[0]}.{local_name}"
        entries = {}
        for name, entry in self._entries.items():
            if name == old or name.startswith(f"{old}."):
                entry = replace(entry, name=new + name[len(old) :])
                self._names[id(entry.peripheral)] = entry.name
            entries[entry.name] = entry
        self._entries = entries
        return True

    def name_of(self, peripheral: object) -> str:
        """Full name of a registered object, the machine's own for itself, `unnamed` for others."""
        if peripheral is self:
            return self.name
        return self._names.get(id(peripheral), "unnamed")

    def find(self, name: str) -> Peripheral | None:
        """Object of a full name, or None."""
        entry = self._entries.get(name)
        return entry.peripheral if entry else None

    def reset_peripherals(self) -> None:
        """Reset all peripherals; memory contents and the virtual clock stay."""
        self.reset_requested = False
        self.waits = False
        """Created in a started emulation: its cores wait for the next start."""
        for entry in self.entries:
            entry.peripheral.Reset()

    # -- Renode's members ---------------------------------------------------------------------

    def Reset(self) -> None:
        """Reset all peripherals, then run the `reset` macro."""
        if self.emulation is not None:
            self.emulation.reset_machine(self)
        else:
            self.reset_peripherals()

    def RequestReset(self) -> None:
        """Reset before the next instruction."""
        self.request_reset()

    def Start(self) -> None:
        """Start the emulation (machines are not started one by one)."""
        if self.emulation is not None:
            self.emulation.StartAll()

    def Pause(self) -> None:
        """Pause the emulation, after the instruction in progress."""
        if self.emulation is not None:
            self.emulation.PauseAll()

    def PauseAndRequestEmulationPause(self, precise: bool = False) -> None:
        """The same; always precise."""
        self.Pause()

    @property
    def IsPaused(self) -> bool:
        """Whether time stands still."""
        return self.waits or not self._clock.running

    @property
    def SystemBus(self) -> SystemBus:
        """The system bus."""
        return self._bus

    @property
    def ElapsedVirtualTime(self) -> TimeStamp:
        """Virtual time, with the state of its source."""
        return TimeStamp(self._clock.now, self.GetTimeSourceInfo())

    def GetTimeSourceInfo(self) -> str:
        """State of the clock, several lines."""
        return "" if self.emulation is None else self.emulation.GetTimeSourceInfo()

    def ExecutePython(self, script: str) -> None:
        """Run a script once; it sees `self` and `machine`."""
        compile_script_of(self, script, "script")()

    def ExecutePythonEvery(self, name: str, milliseconds: Int, script: str) -> None:
        """Run a script every so many milliseconds of virtual time until `StopPythonExecution`."""
        if milliseconds <= 0:
            raise ValueError(f"ExecutePythonEvery needs a positive period, got {milliseconds} ms")
        self.StopPythonExecution(name)
        run = compile_script_of(self, script, name)

        def tick() -> None:
            self._periodic[name] = self._clock.schedule_in(milliseconds * 1_000_000, tick)
            run()

        self._periodic[name] = self._clock.schedule_in(milliseconds * 1_000_000, tick)

    def StopPythonExecution(self, name: str) -> None:
        """End `ExecutePythonEvery`."""
        event = self._periodic.pop(name, None)
        if event is not None:
            event.cancel()

    def GetAllNames(self) -> list[str]:
        """Full names of everything that is registered."""
        return list(self._entries)

    def __getitem__(self, name: str) -> Peripheral:
        """Object of a full name, `sysbus.` optional (`machine["usart1"]` in scripts)."""
        found = self.find(name) or self.find(f"sysbus.{name}")
        if found is None:
            raise KeyError(f"No peripheral {name}{nearest(name, self._entries)}")
        return found
