"""Sensors.LSM9DS1_Magnetic: magnetometer (LSM9DS1 data sheet DocID025715, sections 6.2 and 8)."""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.sensors.i2c_device import RegisterDevice
from vboard.builtin.peripherals.sensors.vector_samples import signed_word
from vboard.builtin.registry import renode_type

WHO_AM_I, CTRL_REG1, CTRL_REG2, CTRL_REG3, STATUS, OUT = 0x0F, 0x20, 0x21, 0x22, 0x27, 0x28
IDENTITY = 0x3D
AT_RESET = {CTRL_REG1: 0x10, CTRL_REG3: 0x03}
REBOOT_OR_RESET = 0b1100
DATA_READY = 0x0F
REGISTER_BITS = 0x7F
"""The highest bit of a register's number asks for the next one after each byte; it always is."""
_GAUSS_A_STEP = (0.00014, 0.00029, 0.00043, 0.00058)
_READ_ONLY = {WHO_AM_I, STATUS, *range(OUT, OUT + 6)}


@renode_type("Sensors.LSM9DS1_Magnetic")
class LSM9DS1_Magnetic(RegisterDevice):
    """Scripts set the field in gauss.

    Attributes:
        MagneticX, MagneticY, MagneticZ: the field.
    """

    missing = "data rates, interrupts, offsets"
    at_reset: ClassVar = AT_RESET

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.MagneticX: float = 0.0
        self.MagneticY: float = 0.0
        self.MagneticZ: float = 0.0

    def read_register(self, number: int) -> int:
        number &= REGISTER_BITS
        if OUT <= number < OUT + 6:
            step = _GAUSS_A_STEP[self._registers.get(CTRL_REG2, 0) >> 5 & 3]
            axes = (self.MagneticX, self.MagneticY, self.MagneticZ)
            return b"".join(signed_word(value / step) for value in axes)[number - OUT]
        return {WHO_AM_I: IDENTITY, STATUS: DATA_READY}.get(number, self._registers.get(number, 0))

    def write_register(self, number: int, value: int) -> None:
        number &= REGISTER_BITS
        if number == CTRL_REG2 and value & REBOOT_OR_RESET:
            self._registers = dict(self.at_reset)
        elif number not in _READ_ONLY:
            self._registers[number] = value
