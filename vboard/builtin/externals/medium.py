"""Switches, hubs of LIN, and radio: what devices connect to. They carry nothing here."""

from __future__ import annotations

from vboard.builtin.csharp import full_name
from vboard.builtin.externals.base import ExternalError, Link
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Peripheral


class Medium(Link):
    """Takes connections and says once that nothing is carried: the engine has no such networks.

    Args:
        emulation: the emulation.
        name: name of the medium.
        spaces: namespaces of the peripheral types that can be connected (`UART`).
    """

    def __init__(self, emulation: Emulation, name: str, spaces: tuple[str, ...]) -> None:
        super().__init__(emulation, name)
        self._spaces = spaces
        self._connected: list[Peripheral] = []
        self.log(LogLevel.WARNING, "carries nothing: the built-in engine has no networks")

    def AttachTo(self, iface: Peripheral) -> None:
        """Join a device.

        Raises:
            ExternalError: it is not of a kind that can be joined, or it is joined already.
        """
        if iface.renode_type_name.split(".")[0] not in self._spaces:
            raise ExternalError(f"{self.name} takes no {full_name(type(iface))}")
        if iface in self._connected:
            raise ExternalError(f"{full_name(type(iface))} is connected to {self.name} already")
        self._connected.append(iface)

    def DetachFrom(self, iface: Peripheral) -> None:
        """Leave a device.

        Raises:
            ExternalError: it is not joined.
        """
        if iface not in self._connected:
            raise ExternalError(f"{full_name(type(iface))} is not connected to {self.name}")
        self._connected.remove(iface)


class WirelessMedium(Medium):
    """Radio: where devices are and how far they reach is accepted."""

    def __init__(self, emulation: Emulation, name: str) -> None:
        super().__init__(emulation, name, ("Wireless",))

    def SetPosition(self, radio: Peripheral, x: float, y: float, z: float) -> None:
        """Accepted."""

    def SetSimpleWirelessFunction(self) -> None:
        """Accepted."""

    def SetRangeWirelessFunction(self, range: float) -> None:
        """Accepted."""

    def SetRangeLossWirelessFunction(self, lossRange: float, txRatio: float = 0, rxRatio: float = 0) -> None:
        """Accepted."""


class Switch(Medium):
    """An Ethernet switch."""

    def __init__(self, emulation: Emulation, name: str) -> None:
        super().__init__(emulation, name, ("Network", "Wireless"))

    def EnablePromiscuousMode(self, iface: Peripheral) -> None:
        """Accepted: there are no frames.

        Raises:
            ExternalError: the device is not joined.
        """
        if iface not in self._connected:
            raise ExternalError(f"{full_name(type(iface))} is not connected to {self.name}")

    def DisablePromiscuousMode(self, iface: Peripheral) -> None:
        """As `EnablePromiscuousMode`."""
        self.EnablePromiscuousMode(iface)
