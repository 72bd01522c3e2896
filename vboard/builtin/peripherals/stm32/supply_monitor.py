"""What power controllers with a programmable voltage detector (PVD) share: the supply and its warnings."""

from __future__ import annotations

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral

SUPPLY = 3.3
"""Volts after reset."""


class SupplyMonitor(TablePeripheral):
    """A power controller whose `_compare` sets flag and line by the supply and the level."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._voltage = SUPPLY

    def Reset(self) -> None:
        super().Reset()
        self._voltage = SUPPLY

    @property
    def Voltage(self) -> float:
        """Supply in volts."""
        return self._voltage

    @Voltage.setter
    def Voltage(self, value: float) -> None:
        self._voltage = value
        self._compare()

    def _warn_of_external_input(self) -> None:
        self.log(LogLevel.WARNING, "External PVD input selected, this is not supported")

    def _compare(self) -> None:
        raise NotImplementedError
