"""An environment gives all sensors of its machines the same temperature and humidity."""

from __future__ import annotations

from typing import Any

from vboard.builtin.externals.base import External
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.machine import Machine
from vboard.builtin.peripherals.base import Peripheral

_QUANTITIES = ("Temperature", "Humidity")


def is_sensor(peripheral: object) -> bool:
    """Whether a peripheral measures what an environment has."""
    return any(hasattr(type(peripheral), quantity) for quantity in _QUANTITIES)


class EmulationEnvironment(External):
    """Temperature and humidity around sensors.

    Args:
        emulation: the emulation.
        name: name of the environment.
        others: all environments of the emulation; a sensor is in one of them.
    """

    def __init__(self, emulation: Emulation, name: str, others: list[EmulationEnvironment]) -> None:
        super().__init__(emulation, name)
        self.others = others
        self._machines: list[Machine] = []
        self._sensors: list[Peripheral] = []
        self._values = dict.fromkeys(_QUANTITIES, 0.0)
        others.append(self)
        emulation.on_reset(self._machine_reset)

    def add_machine(self, machine: Machine) -> None:
        """Take all sensors of a machine, also those that come later."""
        for other in self.others:
            if other is not self and machine in other._machines:
                other._machines.remove(machine)
        for entry in machine.entries:
            self._consider(entry.peripheral)
        if machine not in self._machines:
            self._machines.append(machine)
            machine.on_added.append(lambda each: self._added(machine, each))

    def add_sensor(self, sensor: Peripheral) -> None:
        """Take one sensor."""
        for other in self.others:
            if other is not self and sensor in other._sensors:
                other._sensors.remove(sensor)
        if sensor not in self._sensors:
            self._sensors.append(sensor)
            self._apply(sensor, _QUANTITIES)

    def _present(self) -> list[Any]:
        """Sensors that their machine still has."""
        return [
            sensor
            for sensor in self._sensors
            if isinstance(sensor.env, Machine) and sensor.env.find(sensor.env.name_of(sensor)) is sensor
        ]

    def _added(self, machine: Machine, peripheral: Peripheral) -> None:
        if machine in self._machines:
            self._consider(peripheral)

    def _consider(self, peripheral: Peripheral) -> None:
        if is_sensor(peripheral):
            self.add_sensor(peripheral)

    def _machine_reset(self, machine: Machine) -> None:
        for sensor in self._present():
            if sensor.env is machine:
                self._apply(sensor, _QUANTITIES)

    def _apply(self, sensor: Any, quantities: tuple[str, ...]) -> None:
        for quantity in quantities:
            if hasattr(type(sensor), quantity):
                setattr(sensor, quantity, self._values[quantity])

    def _set(self, quantity: str, value: float) -> None:
        self._values[quantity] = value
        for sensor in self._present():
            self._apply(sensor, (quantity,))

    def GetRegisteredSensorsNames(self) -> list[str]:
        """`machine:name` of each sensor."""
        return [self.emulation.element_name(sensor) for sensor in self._present()]

    def GetRegisteredMachineNames(self) -> list[str]:
        """Names of the machines whose sensors are here."""
        return [machine.name for machine in self._machines if machine.name in self.emulation.machines]

    @property
    def Temperature(self) -> float:
        """Degrees Celsius."""
        return self._values["Temperature"]

    @Temperature.setter
    def Temperature(self, value: float) -> None:
        self._set("Temperature", value)

    @property
    def Humidity(self) -> float:
        """Relative humidity, per cent."""
        return self._values["Humidity"]

    @Humidity.setter
    def Humidity(self, value: float) -> None:
        self._set("Humidity", value)
