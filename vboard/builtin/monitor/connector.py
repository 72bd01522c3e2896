"""`connector`: joins peripherals and external objects (sockets, ptys, hubs, wires)."""

from __future__ import annotations

import typing
from collections.abc import Callable
from typing import Any

from vboard.builtin.csharp import full_name
from vboard.builtin.monitor.members import is_object
from vboard.builtin.monitor.monitor_errors import CommandError


class Connector:
    """What is joined with what in one emulation.

    Args:
        name_of: the monitor's name of an object.
    """

    def __init__(self, name_of: Callable[[object], str]) -> None:
        self._name_of = name_of
        self._joined: list[tuple[object, object]] = []

    def Connect(self, connectee: object, connector: object) -> None:
        """Attach the first to the second."""
        self._method(connector, "AttachTo", connectee)(connectee)
        self._joined.append((connectee, connector))

    def Disconnect(self, connectee: object, connector: object) -> None:
        """Undo `Connect`; the two may be named in either order."""
        if hasattr(connectee, "DetachFrom") and not hasattr(connector, "DetachFrom"):
            connectee, connector = connector, connectee
        self._method(connector, "DetachFrom", connectee)(connectee)
        self._joined = [pair for pair in self._joined if not _same(pair, (connectee, connector))]

    def DisconnectFromAll(self, element: object) -> None:
        """Undo every `Connect` of an object."""
        for connectee, connector in tuple(self._joined):
            if connectee is element:
                self.Disconnect(connectee, connector)

    def GetConnectionsFor(self, obj: object) -> list[str]:
        """Names of what an object is attached to."""
        return [self._name_of(connector) for connectee, connector in self._joined if connectee is obj]

    def GetObjectsConnectedTo(self, obj: object) -> list[str]:
        """Names of what is attached to an object."""
        return [self._name_of(connectee) for connectee, connector in self._joined if connector is obj]

    @staticmethod
    def _method(connector: object, name: str, connectee: object) -> Callable[[Any], object]:
        """`AttachTo` or `DetachFrom`. Raises CommandError: there is none, or not for such an object."""
        if not (is_object(connectee) and is_object(connector)):  # a name that nothing has
            raise CommandError("Parameters did not match the signature")
        method: Callable[[Any], object] | None = getattr(connector, name, None)
        if method is None:
            raise CommandError(f"{full_name(type(connector))} takes no connections")
        hints = typing.get_type_hints(method)
        wanted = next((kind for parameter, kind in hints.items() if parameter != "return"), object)
        if isinstance(wanted, type) and not isinstance(connectee, wanted):
            raise CommandError(f"{full_name(type(connector))} takes no {full_name(type(connectee))}")
        return method


def _same(pair: tuple[object, object], other: tuple[object, object]) -> bool:
    return pair[0] is other[0] and pair[1] is other[1]
