"""A range of addresses whose accesses go to another range (`sysbus Redirect`)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import BusPeripheral, Environment


class Redirector(BusPeripheral):
    """Passes accesses of all widths on.

    Args:
        env: the machine.
        target: address that offset 0 stands for.
    """

    widths = frozenset({1, 2, 4, 8})

    def __init__(self, env: Environment, target: int) -> None:
        super().__init__(env)
        self._target = target

    def read(self, offset: int, width: int) -> int:
        return self.env.bus.read(self._target + offset, width)

    def write(self, offset: int, width: int, value: int) -> None:
        self.env.bus.write(self._target + offset, width, value)
