"""Machines, objects of the emulation and the monitor as Python code of scripts and hooks sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from vboard.builtin.csharp import CSharpType
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.machine import Machine
from vboard.builtin.machine.python2 import LongInteger
from vboard.builtin.monitor.format import NumbersMode, scalar
from vboard.builtin.monitor.members import Method, find_member
from vboard.builtin.peripherals.base import UART, Peripheral
from vboard.builtin.platform.stubs import Stub
from vboard.builtin.types import IntegerType

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor


class PythonMachine:
    """A machine with indexing by peripheral name, as Python code sees it."""

    def __init__(self, monitor: Monitor, machine: Machine) -> None:
        self._monitor = monitor
        self._machine = machine

    def __getitem__(self, name: str) -> Any:
        for candidate in (name, f"sysbus.{name}"):
            found = self._machine.find(candidate)
            if found is not None:
                return PythonObject(self._monitor, found)
        raise KeyError(f"No such peripheral: {name}")

    @property
    def SystemBus(self) -> Any:
        """The system bus."""
        return PythonBus(self._monitor, self._machine.bus)

    @property
    def GetPeripheralsOfType(self) -> _OfType:
        """`machine.GetPeripheralsOfType[LED]()`: the peripherals of a class."""
        return _OfType(self._monitor, self._machine)

    def TryGetAnyName(self, peripheral: Any, name: Reference | None = None) -> Any:
        """Whether a peripheral has a name, and the name: behind a comma, or in `clr.Reference[str]()`."""
        return self._named(peripheral, name, lambda full: full)

    def TryGetLocalName(self, peripheral: Any, name: Reference | None = None) -> Any:
        """The same of the name below its parent."""
        return self._named(peripheral, name, lambda full: full.rpartition(".")[2])

    def _named(self, peripheral: Any, reference: Reference | None, shown: Callable[[str], str]) -> Any:
        full = self._machine.name_of(unwrapped(peripheral))
        has_name = full != "unnamed"
        name = shown(full) if has_name else None
        if reference is None:
            return has_name, name
        reference.Value = name
        return has_name

    def __getattr__(self, name: str) -> Any:
        return _member(self._monitor, self._machine, name)

    def __str__(self) -> str:
        return self._machine.name


class Reference:
    """`clr.Reference[str]()`: what a method of .NET writes a result into."""

    def __init__(self, value: Any = None) -> None:
        self.Value = value

    def __class_getitem__(cls, kind: object) -> type[Reference]:
        return cls

    def __str__(self) -> str:
        return str(self.Value)


class _CharReceived:
    """The event of a UART: functions that `+=` adds get each byte that the guest transmits."""

    def __init__(self, uart: UART) -> None:
        self._uart = uart

    def __iadd__(self, handler: Callable[[int], None]) -> _CharReceived:
        self._uart.observe(handler)
        return self

    def __isub__(self, handler: Callable[[int], None]) -> _CharReceived:
        self._uart.unobserve(handler)
        return self


class _OfType:
    """A generic method, as IronPython writes it: the class in brackets."""

    def __init__(self, monitor: Monitor, machine: Machine) -> None:
        self._monitor = monitor
        self._machine = machine

    def __getitem__(self, kind: type[Any]) -> Callable[[], list[Any]]:
        found = [each.peripheral for each in self._machine.entries if isinstance(each.peripheral, kind)]
        return lambda: [_wrapped(self._monitor, each) for each in found]


class PythonObject:
    """A peripheral with the members that the monitor shows."""

    def __init__(self, monitor: Monitor, target: Any) -> None:
        object.__setattr__(self, "_monitor", monitor)
        object.__setattr__(self, "_target", target)

    def __getattr__(self, name: str) -> Any:
        if name == "CharReceived" and isinstance(self._target, UART):
            return _CharReceived(self._target)
        found = _member(self._monitor, self._target, name)
        if isinstance(found, _Call):
            # Scripts feed a UART byte by byte: from now on the method is at hand.
            object.__setattr__(self, name, found)
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, _CharReceived):  # `+=` puts it where it was
            return
        if isinstance(self._target, Stub):
            self._target.ignore(name, unwrapped(value))
        else:
            setattr(self._target, name, unwrapped(value))

    def __eq__(self, other: object) -> bool:
        return self._target is unwrapped(other)

    def __hash__(self) -> int:
        return hash(self._target)

    def __str__(self) -> str:
        return scalar(self._target, CSharpType(object), NumbersMode.Decimal)

    def __repr__(self) -> str:
        return repr(self._target)


class PythonBus(PythonObject):
    """The system bus."""

    @property
    def Children(self) -> list[SimpleNamespace]:
        """What is registered, with its place."""
        return [
            SimpleNamespace(
                Peripheral=_wrapped(self._monitor, each.peripheral),
                RegistrationPoint=Place(Range(each.start, each.end - 1)),
            )
            for each in self._target.registrations
        ]


@dataclass(frozen=True)
class Range:
    """Addresses from the first to the last."""

    StartAddress: int
    EndAddress: int

    @property
    def Size(self) -> int:
        """Number of bytes."""
        return self.EndAddress + 1 - self.StartAddress

    def __str__(self) -> str:
        return f"<0x{self.StartAddress:X}, 0x{self.EndAddress:X}>"


@dataclass(frozen=True)
class Place:
    """Where something is registered."""

    Range: Range

    def __str__(self) -> str:
        return str(self.Range)


class _Call:
    """A method that takes and gives objects as Python code sees them."""

    def __init__(self, monitor: Monitor, method: Method) -> None:
        self._monitor = monitor
        kind = method.overloads[0].result.kind
        self._is_long = isinstance(kind, IntegerType) and kind.bits == 64
        self._call = method.overloads[0].call if len(method.overloads) == 1 else method.call

    def __call__(self, *values: Any, **named: Any) -> Any:
        if named:
            plain = {name: unwrapped(value) for name, value in named.items()}
            result = self._call(*map(unwrapped, values), **plain)
        elif len(values) == 1 and type(values[0]) is int:  # a byte for a UART
            result = self._call(values[0])
        else:
            result = self._call(*map(unwrapped, values))
        if result is None:
            return None
        if self._is_long and type(result) is int:
            return LongInteger(result)
        return _wrapped(self._monitor, result)


def _member(monitor: Any, target: Any, name: str) -> Any:
    member = find_member(monitor, target, name)
    if member is None:
        return getattr(target, name)
    if isinstance(member, Method):
        return _Call(monitor, member)
    if member.get is None:
        raise AttributeError(f"{name} can be set only")
    return _wrapped(monitor, member.get())


def _wrapped(monitor: Monitor, value: Any) -> Any:
    """An object of the emulation, or several, as Python code sees them; other values as they are."""
    if isinstance(value, Machine):
        return PythonMachine(monitor, value)
    if isinstance(value, Peripheral | Emulation):
        return PythonObject(monitor, value)
    return [_wrapped(monitor, each) for each in value] if isinstance(value, list) else value


def unwrapped(value: Any) -> Any:
    """What stands behind an object that Python code sees; other values as they are."""
    if type(value) is int:  # what scripts call most with
        return value
    if isinstance(value, PythonMachine):
        return value._machine
    return object.__getattribute__(value, "_target") if isinstance(value, PythonObject) else value


class PythonMonitor:
    """`self` and `monitor` of Python code."""

    def __init__(self, monitor: Monitor) -> None:
        self._monitor = monitor

    @property
    def Machine(self) -> PythonMachine | None:
        """The current machine."""
        machine = self._monitor.machine
        return PythonMachine(self._monitor, machine) if machine is not None else None

    @property
    def CurrentEmulation(self) -> Any:
        """The emulation."""
        return PythonObject(self._monitor, self._monitor.emulation)

    @property
    def CurrentPathPrefixes(self) -> list[str]:
        """Where files are looked for."""
        return [str(self._monitor.files.working_directory), *self._monitor.files.search_path]

    def Parse(self, line: str) -> bool:
        """Execute a monitor command; its output goes where the code's output goes."""
        return self._monitor.lines.run(line, self._monitor.python.out)

    def GetVariable(self, name: str) -> Any:
        """Value of a variable, None when there is none."""
        found = self._monitor.variables.find(name)
        return found.value if found is not None else None
