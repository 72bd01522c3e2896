"""Registers of a core under the numbers and names that Renode has for them."""

from __future__ import annotations

from vboard.native.core import Core

_SYSTEM = {"VecBase": 0xD08, "FPCCR": 0xF34, "FPCAR": 0xF38, "FPDSCR": 0xF3C, "CPACR": 0xD88}
"""Offsets in the System Control Space (ARMv7-M B3.2.2, B3.5)."""
_CORE = {
    **{f"R{n}": f"R{n}" for n in range(16)},
    "SP": "SP",
    "LR": "LR",
    "PC": "PC",
    "CurrentSP": "SP",
    "CPSR": "XPSR",
    "Control": "CONTROL",
    "CONTROL": "CONTROL",
    "BasePri": "BASEPRI",
    "BASEPRI": "BASEPRI",
    "PRIMASK": "PRIMASK",
    "FAULTMASK": "FAULTMASK",
    "MSP": "MSP",
    "PSP": "PSP",
}
_SINGLE, _DOUBLE = [f"S{n}" for n in range(32)], [f"D{n}" for n in range(32)]
_HALF = len(_DOUBLE) // 2
"""Of the double registers so many are pairs of single ones; a Cortex-M has no others, Renode keeps them."""
_WORD = 0xFFFF_FFFF
_FPSCR_WITHOUT_FPU = 0x40000

NAMES = (*_CORE, *_SYSTEM, "OtherSP", "FPSCR", *_SINGLE, *_DOUBLE)
"""What `GetRegister` takes; XPSR is not among them, as in Renode 1.16.1."""

NUMBERS: dict[int, str] = {
    **{n: f"R{n}" for n in range(13)},
    13: "SP",
    14: "LR",
    15: "PC",
    18: "Control",
    19: "BasePri",
    20: "VecBase",
    21: "CurrentSP",
    22: "OtherSP",
    23: "FPCCR",
    24: "FPCAR",
    25: "CPSR",
    26: "FPDSCR",
    27: "CPACR",
    28: "PRIMASK",
    30: "FAULTMASK",
    **{42 + n: f"D{n}" for n in range(32)},
    74: "FPSCR",
    **{75 + n: f"S{n}" for n in range(32)},
}
"""Numbers that `GetRegister` takes beside the names."""

_SHOWN = {"SP": "SP / R13", "LR": "LR / R14", "PC": "PC / R15"}


def shown(name: str) -> str:
    """A register's name in lists."""
    return _SHOWN.get(name, name)


class RegisterFile:
    """Reads and writes a core's registers by name."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._kept = dict.fromkeys(_DOUBLE[_HALF:], 0)
        if not core.has_fpu:  # Renode has them in each core
            self._kept |= {"FPSCR": _FPSCR_WITHOUT_FPU, **dict.fromkeys(_SINGLE, 0)}

    def read(self, name: str) -> int:
        """Value of one of `NAMES`."""
        core = self._core
        if name in self._kept:
            return self._kept[name]
        if name in _DOUBLE:
            low, high = self._halves(name)
            return self.read(low) | self.read(high) << 32
        if name in _SYSTEM:
            return core.read_system(_SYSTEM[name], 4)
        if name == "OtherSP":
            return core.get_register(self._other_stack_pointer())
        return core.get_register(_CORE.get(name, name))

    def write(self, name: str, value: int) -> None:
        """Set one of `NAMES`."""
        core = self._core
        if name in self._kept:
            self._kept[name] = value
        elif name in _DOUBLE:
            low, high = self._halves(name)
            self.write(low, value & _WORD)
            self.write(high, value >> 32)
        elif name in _SYSTEM:
            core.write_system(_SYSTEM[name], 4, value)
        elif name == "OtherSP":
            core.set_register(self._other_stack_pointer(), value)
        else:
            core.set_register(_CORE.get(name, name), value)

    @staticmethod
    def _halves(name: str) -> tuple[str, str]:
        number = 2 * _DOUBLE.index(name)
        return _SINGLE[number], _SINGLE[number + 1]

    def _other_stack_pointer(self) -> str:
        core = self._core
        return "PSP" if core.get_register("SP") == core.get_register("MSP") else "MSP"
