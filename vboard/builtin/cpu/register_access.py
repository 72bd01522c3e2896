"""Members of a core that read and write its registers by name or number."""

from __future__ import annotations

from vboard.builtin.cpu.registers import NAMES, NUMBERS, RegisterFile, shown
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.types import Int, RegisterInteger, RegisterValue, Table, ULong
from vboard.errors import nearest
from vboard.native.core import Core


class RegisterAccess(Peripheral):
    """Base of the core's model; the subclass sets `core`."""

    core: Core
    PC: RegisterValue
    _register_file: RegisterFile | None = None

    @property
    def _registers(self) -> RegisterFile:
        if self._register_file is None:
            self._register_file = RegisterFile(self.core)
        return self._register_file

    def GetRegister(self, register: str | int) -> RegisterValue:
        """Value of a register by name (`R0`, `LR`, `CONTROL`) or number.

        Raises:
            ValueError: there is none of that name or number.
        """
        return RegisterInteger(self._registers.read(_name_of(register)))

    def SetRegister(self, register: str | int, value: RegisterValue) -> None:
        """Write a register by name or number."""
        name = _name_of(register)
        if name in ("PC", "R15"):
            self.PC = value
        else:
            self._registers.write(name, value)

    def GetRegisterUlong(self, register: Int) -> ULong:
        """Value of a register by number."""
        return self.GetRegister(register)

    def GetRegisterUnsafe(self, register: Int) -> RegisterValue:
        """Value of a register by number."""
        return self.GetRegister(register)

    def SetRegisterUlong(self, register: Int, value: ULong) -> None:
        """Write a register by number."""
        self.SetRegister(register, value)

    def SetRegisterUnsafe(self, register: Int, value: RegisterValue) -> None:
        """Write a register by number."""
        self.SetRegister(register, value)

    def GetRegisters(self) -> list[str]:
        """Names of the registers that have numbers."""
        return [shown(name) for name in NUMBERS.values()]

    def GetRegistersValues(self) -> Table:
        """Table of all registers."""
        rows = [[shown(name), str(n), f"0x{self._registers.read(name):X}"] for n, name in NUMBERS.items()]
        return Table([["Name", "Index", "Value"], *rows])


_BY_UPPER_CASE = {name.upper(): name for name in NAMES}


def _name_of(register: str | int) -> str:
    name = NUMBERS.get(register) if isinstance(register, int) else _BY_UPPER_CASE.get(register.upper())
    if name is None or name not in NAMES:
        raise ValueError(f"Wrong register name: {register}{nearest(str(register), NAMES)}")
    return name
