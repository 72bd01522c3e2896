"""Commands that make objects beside the machines: hubs, wires, gates, environments, testers."""

from __future__ import annotations

from vboard.builtin.externals.base import External
from vboard.builtin.externals.can_hub import CANHub
from vboard.builtin.externals.environment import EmulationEnvironment, is_sensor
from vboard.builtin.externals.gpio_connector import GPIOConnector
from vboard.builtin.externals.host_machine import HostMachine as Host
from vboard.builtin.externals.logic_gate import LogicGate, LogicMode
from vboard.builtin.externals.medium import Medium, Switch, WirelessMedium
from vboard.builtin.externals.sysbus_tester import SysbusTester
from vboard.builtin.externals.uart_hub import UARTHub
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.machine import Machine
from vboard.builtin.monitor.members import Facet, members_of
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.monitor.objects import Objects
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.types import Int


def add_external(objects: Objects, made: External) -> None:
    """Give an object its name. Raises CommandError: the name is in use."""
    if objects.find_named(made.name) is not None:
        raise CommandError("External's name already in use")
    objects.externals[made.name] = made


@members_of(Emulation)
class ExternalObjects(Facet[Emulation]):
    """Objects of an emulation."""

    def CreateUARTHub(self, name: str, loopback: bool = False) -> None:
        """Make a cable that joins UARTs, also of several machines; `connector Connect` joins one."""
        add_external(self.monitor.objects, UARTHub(self.target, name, loopback))

    def CreateGPIOConnector(self, name: str) -> None:
        """Make a wire from a pin of one peripheral to a pin of another."""
        add_external(self.monitor.objects, GPIOConnector(self.target, name))

    def CreateLogicGate(
        self, name: str, mode: LogicMode, numberOfInputs: Int = 2, invertedOutput: bool = False
    ) -> None:
        """Make a gate between pins of peripherals."""
        if numberOfInputs < 2:
            raise CommandError(f"A logic gate has two inputs or more, got {numberOfInputs}")
        add_external(self.monitor.objects, LogicGate(self.target, name, mode, numberOfInputs, invertedOutput))

    def CreateSwitch(self, name: str) -> None:
        """Make an Ethernet switch, which carries nothing."""
        add_external(self.monitor.objects, Switch(self.target, name))

    def CreateCANHub(
        self, name: str, loopback: bool = False, useNetworkByteOrderForLogging: bool = True
    ) -> None:
        """Make a CAN bus that joins controllers, also of several machines; `connector Connect` joins one."""
        add_external(self.monitor.objects, CANHub(self.target, name, loopback, useNetworkByteOrderForLogging))

    def CreateLINHub(self, name: str) -> None:
        """Make a LIN bus, which carries nothing."""
        add_external(self.monitor.objects, Medium(self.target, name, ("UART",)))

    def CreateIEEE802_15_4Medium(self, name: str) -> None:
        """Make a radio medium, which carries nothing."""
        add_external(self.monitor.objects, WirelessMedium(self.target, name))

    def CreateBLEMedium(self, name: str) -> None:
        """Make a radio medium, which carries nothing."""
        add_external(self.monitor.objects, WirelessMedium(self.target, name))

    @property
    def HostMachine(self) -> Host:
        """The object `host`."""
        host: Host = self.monitor.objects.find("host")
        return host

    def CreateEnvironment(self, environmentName: str) -> None:
        """Make surroundings of sensors: a temperature and a humidity."""
        others = [
            each for each in self.monitor.objects.externals.values() if isinstance(each, EmulationEnvironment)
        ]
        known = others[0].others if others else []
        add_external(self.monitor.objects, EmulationEnvironment(self.target, environmentName, known))


@members_of(Machine)
class MachineObjects(Facet[Machine]):
    """Objects of a machine."""

    def SetEnvironment(self, targetEnvironment: EmulationEnvironment) -> None:
        """Put all sensors of the machine, also those that come later, into an environment."""
        targetEnvironment.add_machine(self.target)

    def CreateSysbusTester(self, name: str) -> None:
        """Make a tester that waits for the guest to write values to addresses."""
        assert isinstance(self.target.emulation, Emulation)
        add_external(self.monitor.objects, SysbusTester(self.target.emulation, self.target, name))


@members_of(Peripheral)
class SensorObjects(Facet[Peripheral]):
    """What joins a sensor with its surroundings."""

    def SetEnvironment(self, environment: EmulationEnvironment) -> None:
        """Put a sensor into an environment."""
        if not is_sensor(self.target):
            raise CommandError("Only a sensor has an environment")
        environment.add_sensor(self.target)
