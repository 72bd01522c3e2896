"""Members of machines that add to them or end them: a console without registers, a wire, the end."""

from __future__ import annotations

from vboard.builtin.cpu.cortex_m import CortexM
from vboard.builtin.csharp import full_name
from vboard.builtin.machine.gpio import GPIO, GPIOReceiver
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.machine import Machine
from vboard.builtin.monitor.members import Facet, members_of
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.peripherals.misc.virtual_console import VirtualConsole
from vboard.builtin.types import Int


@members_of(Machine)
class MachineParts(Facet[Machine]):
    """Parts of a machine."""

    def CreateVirtualConsole(self, name: str) -> None:
        """Add a UART without registers below `sysbus`. Raises CommandError: the name is in use."""
        self._check_free(name)
        self.target.add(name, VirtualConsole(self.target), self.target.SystemBus, "")
        self.monitor.uarts.watch(self.target)

    def SetLocalName(self, peripheral: Peripheral, name: str) -> None:
        """Rename a peripheral. Raises CommandError: the name is in use, or it is not of this machine."""
        self._check_free(name)
        if not self.target.rename(peripheral, name):
            raise CommandError(f"{full_name(type(peripheral))} is not registered in {self.target.name}")

    def AttachGPIO(
        self,
        source: Peripheral,
        destination: Peripheral,
        destinationNumber: Int,
        localReceiverNumber: Int | None = None,
    ) -> None:
        """Wire the only output of a peripheral to an input of another, beside the wires that it has.

        Raises:
            CommandError: there is no such output, or no such input.
        """
        named = source.gpio_outputs()
        if len(named) != 1:
            names = ", ".join(named) or "none"
            raise CommandError(f"{full_name(type(source))} has not one output: {names}")
        self._wire(next(iter(named.values())), destination, destinationNumber, localReceiverNumber)

    def AttachGPIO__2(
        self,
        source: Peripheral,
        sourceNumber: Int,
        destination: Peripheral,
        destinationNumber: Int,
        localReceiverNumber: Int | None = None,
    ) -> None:
        """Wire a numbered output."""
        output = (source.numbered_outputs() or {}).get(sourceNumber)
        if output is None:
            raise CommandError(f"{full_name(type(source))} has no output {sourceNumber}")
        self._wire(output, destination, destinationNumber, localReceiverNumber)

    def AttachGPIO__3(
        self,
        source: Peripheral,
        connectorName: str,
        destination: Peripheral,
        destinationNumber: Int,
        localReceiverNumber: Int | None = None,
    ) -> None:
        """Wire a named output."""
        output = source.gpio_outputs().get(connectorName)
        if output is None:
            raise CommandError(f"{full_name(type(source))} has no output {connectorName}")
        self._wire(output, destination, destinationNumber, localReceiverNumber)

    def UnregisterFromParent(self, peripheral: Peripheral) -> None:
        """Remove a peripheral from the machine. Raises CommandError: it is not of this machine."""
        if self.target.find(self.target.name_of(peripheral)) is not peripheral:
            raise CommandError(f"{full_name(type(peripheral))} is not registered in {self.target.name}")
        for place in self.target.bus.registrations:
            if place.peripheral is peripheral:
                self.target.bus.unregister(place)
        self.target.remove(peripheral)

    def PostCreationActions(self) -> None:
        """Accepted: nothing is left to do when a machine has been made."""

    @property
    def InternalPause(self) -> bool:
        """Whether something inside holds the machine: nothing does."""
        return False

    def Dispose(self) -> None:
        """End the machine: its cores execute no more. It stays in the emulation, as in Renode."""
        for core in self.target.cores:
            if isinstance(core, CortexM):
                core.IsHalted = True
        self.target.log(LogLevel.INFO, self.target, "Disposed.")

    def _check_free(self, name: str) -> None:
        if self.target.find(f"sysbus.{name}") is not None:
            raise CommandError(f"Given name '{name}' is already used.")

    @staticmethod
    def _wire(output: GPIO, destination: Peripheral, number: int, local: int | None) -> None:
        receiver: object = destination if local is None else destination.local_receiver(local)
        if not isinstance(receiver, GPIOReceiver):
            raise CommandError(f"{full_name(type(destination))} has no such input")
        output.connect(receiver, number)
