"""Core registers: batches of raw reads and writes, and Renode's register names."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

from vboard.builtin.cpu.library import arm, native

R0 = arm.UC_ARM_REG_R0
SP = arm.UC_ARM_REG_SP
LR = arm.UC_ARM_REG_LR
PC = arm.UC_ARM_REG_PC
XPSR = arm.UC_ARM_REG_XPSR
CPSR = arm.UC_ARM_REG_CPSR
MSP = arm.UC_ARM_REG_MSP
PSP = arm.UC_ARM_REG_PSP
CONTROL = arm.UC_ARM_REG_CONTROL
PRIMASK = arm.UC_ARM_REG_PRIMASK
BASEPRI = arm.UC_ARM_REG_BASEPRI
FAULTMASK = arm.UC_ARM_REG_FAULTMASK
FPSCR = arm.UC_ARM_REG_FPSCR
S0 = arm.UC_ARM_REG_S0
D0 = arm.UC_ARM_REG_D0

R12 = arm.UC_ARM_REG_R12
SCRATCH = (R0, R0 + 1, R0 + 2, R0 + 3, R12, LR)
"""Registers that the hardware stacks, in the order of the frame."""

PRIVILEGED = frozenset({MSP, PSP, PRIMASK, BASEPRI, FAULTMASK})
"""Registers that the translator shows as 0 to unprivileged code."""

NAMES: dict[str, int] = {
    **{f"R{n}": R0 + n for n in range(13)},
    "SP": SP,
    "R13": SP,
    "LR": LR,
    "R14": LR,
    "PC": PC,
    "R15": PC,
    "CPSR": XPSR,
    "Control": CONTROL,
    "CONTROL": CONTROL,
    "BasePri": BASEPRI,
    "BASEPRI": BASEPRI,
    "PRIMASK": PRIMASK,
    "FAULTMASK": FAULTMASK,
    "MSP": MSP,
    "PSP": PSP,
    "FPSCR": FPSCR,
    **{f"S{n}": S0 + n for n in range(32)},
    **{f"D{n}": D0 + n for n in range(16)},
}
"""Names that `GetRegister` takes. XPSR is not among them, as in Renode 1.16.1."""

NUMBERS: dict[int, str] = {
    **{n: f"R{n}" for n in range(13)},
    13: "SP",
    14: "LR",
    15: "PC",
    25: "CPSR",
    18: "PRIMASK",
    19: "BASEPRI",
    20: "FAULTMASK",
    21: "CONTROL",
    **{42 + n: f"D{n}" for n in range(16)},
}
"""Register numbers that `GetRegister` takes beside the names."""


def cpsr_of(xpsr: int) -> int:
    """The A-profile word that the translator wants to rebuild its cached mode for this xPSR.

    N Z C V Q, GE and IT have the same places in both; bit 5 is T, the rest is constant.
    """
    return 0x1F3 | xpsr & 0xFE0FFC00 & ~0x01000000


class Batch:
    """A fixed list of registers, transferred in one library call, in order."""

    def __init__(self, uc: Any, ids: Sequence[int]) -> None:
        self._handle = uc._uch
        self._count = len(ids)
        self._ids = (ctypes.c_int32 * self._count)(*ids)
        self._values = (ctypes.c_uint64 * self._count)()
        base = ctypes.addressof(self._values)
        self._pointers = (ctypes.c_void_p * self._count)(*(base + 8 * i for i in range(self._count)))

    def read(self) -> list[int]:
        """Read all registers."""
        native.uc_reg_read_batch(self._handle, self._ids, self._pointers, self._count)
        return self._values[:]

    def write(self, *values: int) -> None:
        """Write all registers, first to last."""
        self._values[:] = list(values)
        native.uc_reg_write_batch(self._handle, self._ids, self._pointers, self._count)
