"""The register file as GDB sees it, and its description (GDB manual, G.5.3 ARM Features)."""

from __future__ import annotations

from dataclasses import dataclass

from vboard.builtin.cpu.cortex_m import CortexM

_M_PROFILE = "org.gnu.gdb.arm.m-profile"
_VFP = "org.gnu.gdb.arm.vfp"
_M_SYSTEM = "org.gnu.gdb.arm.m-system"


@dataclass(frozen=True)
class Register:
    """A register: GDB's name, the core's name for it, bits, type, and the feature it belongs to."""

    name: str
    core_name: str
    bits: int
    type: str
    feature: str

    @property
    def size(self) -> int:
        """Bytes."""
        return self.bits // 8


_CORE = (
    *(Register(f"r{n}", f"R{n}", 32, "uint32", _M_PROFILE) for n in range(13)),
    Register("sp", "SP", 32, "data_ptr", _M_PROFILE),
    Register("lr", "LR", 32, "int", _M_PROFILE),
    Register("pc", "PC", 32, "code_ptr", _M_PROFILE),
    Register("xpsr", "CPSR", 32, "int", _M_PROFILE),
)
_FLOATING_POINT = (
    *(Register(f"d{n}", f"D{n}", 64, "ieee_double", _VFP) for n in range(16)),
    Register("fpscr", "FPSCR", 32, "int", _VFP),
)
_SYSTEM = tuple(
    Register(name.lower(), name, 32, "data_ptr" if name.endswith("SP") else "int", _M_SYSTEM)
    for name in ("MSP", "PSP", "PRIMASK", "BASEPRI", "FAULTMASK", "CONTROL")
)


class RegisterFile:
    """The registers of one core; a register's number is its place in `registers`."""

    def __init__(self, cpu: CortexM) -> None:
        self._cpu = cpu
        self.registers = (*_CORE, *(_FLOATING_POINT if cpu.core.has_fpu else ()), *_SYSTEM)

    def read(self, number: int) -> bytes:
        """Value, little endian. Raises IndexError."""
        register = self.registers[number]
        value = self._cpu.GetRegister(register.core_name)
        return (value & ((1 << register.bits) - 1)).to_bytes(register.size, "little")

    def write(self, number: int, data: bytes) -> None:
        """Set a register. Raises IndexError, ValueError for a wrong size."""
        register = self.registers[number]
        if len(data) != register.size:
            raise ValueError(f"{register.name}: expected {register.size} bytes, got {len(data)}")
        value = int.from_bytes(data, "little")
        if register.name == "xpsr":
            self._cpu.core.set_register("XPSR", value)
        else:
            self._cpu.SetRegister(register.core_name, value)

    def read_all(self) -> bytes:
        """All registers in order (`g`)."""
        return b"".join(self.read(number) for number in range(len(self.registers)))

    def write_all(self, data: bytes) -> None:
        """Set registers from the first on (`G`); PC last, so that it stays what was given."""
        values = {}
        for number, register in enumerate(self.registers):
            value, data = data[: register.size], data[register.size :]
            if len(value) < register.size:
                break
            values[number] = value
        for number, value in values.items():
            if self.read(number) != value:
                self.write(number, value)

    def description(self) -> str:
        """`target.xml`."""
        lines = [
            '<?xml version="1.0"?>',
            '<!DOCTYPE target SYSTEM "gdb-target.dtd">',
            '<target version="1.0">',
            "<architecture>arm</architecture>",
        ]
        for feature in dict.fromkeys(register.feature for register in self.registers):
            lines.append(f'<feature name="{feature}">')
            for number, register in enumerate(self.registers):
                if register.feature == feature:
                    lines.append(
                        f'<reg name="{register.name}" bitsize="{register.bits}" regnum="{number}" '
                        f'type="{register.type}"/>'
                    )
            lines.append("</feature>")
        return "\n".join([*lines, "</target>", ""])
