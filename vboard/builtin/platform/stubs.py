"""Stand-ins for types that a Renode has and this engine does not model.

A stub takes any parameter and any property. Each access is logged like one of an unmapped address and reads
0; what a script calls is logged and ignored. It says once that it is one.
"""

from __future__ import annotations

import functools
from typing import Any, ClassVar

from vboard.builtin.known.known_types import KnownType, known_type
from vboard.builtin.machine.access_reports import Access
from vboard.builtin.machine.device_register import DirectReports
from vboard.builtin.machine.gpio import GPIO, GPIOReceiver
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.unmapped import WIDTH_NAMES
from vboard.builtin.peripherals.base import UART, BusPeripheral, Environment, Peripheral
from vboard.builtin.registry import NAMESPACE, find_type
from vboard.builtin.types import Byte


class _Pins(dict[int, GPIO]):
    """Outputs that come into being when they are asked for."""

    def __missing__(self, number: int) -> GPIO:
        self[number] = GPIO()
        return self[number]

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int)


class Ignorant:
    """Takes levels and does nothing with them."""

    def OnGPIO(self, number: int, value: bool) -> None:
        """A level changed."""


class Stub(Peripheral):
    """Base of the stand-ins.

    Attributes:
        known: what is known of the type.
        parameters: what the description gave.
    """

    known: ClassVar[KnownType]
    is_stub: ClassVar[bool] = True

    def __init__(self, env: Environment, **parameters: Any) -> None:
        super().__init__(env)
        self.parameters = parameters
        self._outputs = {name: GPIO() for name in self.known.outputs}
        self._pins = _Pins()
        self._ignored: set[str] = set()

    def gpio_outputs(self) -> dict[str, GPIO]:
        return self._outputs

    def numbered_outputs(self) -> dict[int, GPIO] | None:
        return self._pins if "numbered" in self.known.kinds else None

    def local_receiver(self, index: int) -> GPIOReceiver | None:
        return Ignorant() if "local" in self.known.kinds else None

    def ignore(self, name: str, *values: object) -> None:
        """A script uses a member: log it once."""
        if name not in self._ignored:
            self._ignored.add(name)
            shown = " ".join([name, *map(str, values)])
            self.log(LogLevel.WARNING, f"{self.renode_type_name} is not modelled, ignored: {shown}")


class BusStub(Stub, BusPeripheral):
    """A stand-in with registers."""

    widths = frozenset({1, 2, 4, 8})

    def bus_region(self, name: str) -> BusPeripheral:
        """A named part of it: all of it has the same registers."""
        return self

    def direct_reports(self) -> DirectReports:
        def text(core: str, access: Access) -> str:
            value = access.value if access.write else None
            return self._text(f"[{core}: 0x{access.pc:X}] ", access.address, access.width, value)

        return DirectReports(text)

    def read(self, offset: int, width: int) -> int:
        self.log(LogLevel.WARNING, self._text(self._where(), offset, width, None))
        return 0

    def write(self, offset: int, width: int, value: int) -> None:
        self.log(LogLevel.WARNING, self._text(self._where(), offset, width, value))

    def _text(self, where: str, offset: int, width: int, value: int | None) -> str:
        what = f"Read{WIDTH_NAMES[width]} from 0x{offset:X}, returning 0x0."
        if value is not None:
            what = f"Write{WIDTH_NAMES[width]} to 0x{offset:X}, value 0x{value:X}."
        return f"({self.renode_type_name} is not modelled) {where}{what}"

    def _where(self) -> str:
        accessor = getattr(self.env.bus, "accessor", None)
        core = accessor() if accessor is not None else None
        return f"[{core}] " if core else ""


class _UARTPart(UART):
    """The wire of a stand-in: nothing is transmitted, what is received is lost."""

    def WriteChar(self, value: Byte) -> None:
        """Received and lost."""


class _Receiver:
    def OnGPIO(self, number: int, value: bool) -> None:
        """Received and lost."""


@functools.cache
def _stub_class(known: KnownType) -> type[Any]:
    bases: list[type[Any]] = [BusStub if "bus" in known.kinds else Stub]
    if "receiver" in known.kinds:
        bases.append(_Receiver)
    if "uart" in known.kinds:
        bases.append(_UARTPart)
    name = known.name.rpartition(".")[2]
    members = {
        "known": known,
        "renode_type_name": known.name,
        "default_gpio": known.default_output or None,
        "size": known.size or None,
        "__doc__": f"Stands for {known.name}.",
    }
    return type(name, tuple(bases), members)


def resolve_type(name: str) -> type[Any] | None:
    """The class of a type name: its model, else a stub for a type that a Renode has, else None."""
    found = find_type(name)
    if found is not None:
        return found
    known = known_type(name)
    return _stub_class(known) if known is not None else None


def is_stub(cls: type[Any]) -> bool:
    """Whether a class only stands for what is not modelled."""
    return bool(getattr(cls, "is_stub", False))


def full_type_name(name: str) -> str:
    """A type name with its namespace."""
    return name if name.startswith("Antmicro.Renode.") else NAMESPACE + name


def announce(instance: Stub, name: str) -> None:
    """Say of a created stub that it is one."""
    halted = "; the processor stays halted" if "cpu" in instance.known.kinds else ""
    instance.env.log(
        LogLevel.WARNING,
        instance,
        f"{instance.renode_type_name} is not modelled: '{name}' reads 0 and logs each access{halted}",
    )
