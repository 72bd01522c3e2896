"""System Control Block: the registers of ARMv7-M B3.2 that are storage or simple views.

Values at rest are those of Renode 1.16.1.
"""

from __future__ import annotations

from vboard.builtin.cpu.models import ProcessorModel
from vboard.builtin.cpu.nvic_state import (
    BUS_FAULT,
    DEBUG_MONITOR,
    MEM_MANAGE,
    NMI,
    PENDSV,
    SVC,
    SYSTICK,
    USAGE_FAULT,
    ExceptionState,
)

CPACR_FULL = 0xF << 20
_NO_PENDING_VECTOR = 16
"""What Renode 1.16.1 shows in VECTPENDING when nothing is pending."""

# CFSR bits (B3.2.15)
IACCVIOL, DACCVIOL = 1 << 0, 1 << 1
IBUSERR, PRECISERR, BFARVALID = 1 << 8, 1 << 9, 1 << 15
UNDEFINSTR, INVSTATE, INVPC, NOCP = 1 << 16, 1 << 17, 1 << 18, 1 << 19
# HFSR bits (B3.2.16)
VECTTBL, FORCED, DEBUGEVT = 1 << 1, 1 << 30, 1 << 31

_SHCSR_ACTIVE = {
    0: MEM_MANAGE, 1: BUS_FAULT, 3: USAGE_FAULT, 7: SVC, 8: DEBUG_MONITOR, 10: PENDSV, 11: SYSTICK,
}  # fmt: skip
_SHCSR_PENDED = {12: USAGE_FAULT, 13: MEM_MANAGE, 14: BUS_FAULT, 15: SVC}
_SHCSR_ENABLES = 7 << 16

_STORAGE = {
    0xD10: (0, 0x16), 0xD14: (0x00010000, 0xFFFFFFFF), 0xD30: (0, 0), 0xD34: (0, 0xFFFFFFFF),
    0xD38: (0, 0xFFFFFFFF), 0xD88: (0, 0x00F00000),
    0xD94: (0, 7), 0xD98: (0, 0xFF), 0xD9C: (0, 0xFFFFFFFF), 0xDA0: (0, 0xFFFFFFFF),
    0xDFC: (0, 0xFFFFFFFF), 0xF34: (0xC0000000, 0xFFFFFFFF), 0xF38: (0, 0xFFFFFFF8),
    0xF3C: (0, 0x07C00000),
}  # fmt: skip
"""Registers that only store: offset -> (value after reset, writable bits).

SCR, CCR, DFSR, MMFAR, BFAR, CPACR, MPU_CTRL, MPU_RNR, MPU_RBAR, MPU_RASR, DEMCR, FPCCR, FPCAR, FPDSCR.
"""

_CACHE_OPERATIONS = range(0xF50, 0xF7C, 4)
"""ICIALLU to BPIALL of the Cortex-M7: there is no cache to maintain."""


class SystemControlBlock:
    """Register file of the SCB, MPU and FPU pages. Offsets are from 0xE000E000."""

    def __init__(self, exceptions: ExceptionState) -> None:
        self._exceptions = exceptions
        self.model: ProcessorModel | None = None
        self.mpu_regions = 8
        self.reset()

    def reset(self) -> None:
        """Values after reset. VTOR belongs to the core's reset."""
        self.storage = {offset: value for offset, (value, _mask) in _STORAGE.items()}
        self.vtor = 0
        self.cfsr = 0
        self.hfsr = 0
        self.shcsr_enables = 0

    @property
    def fpu_enabled(self) -> bool:
        """CPACR grants full access to CP10 and CP11."""
        return self.storage[0xD88] & CPACR_FULL == CPACR_FULL

    @property
    def sleep_on_exit(self) -> bool:
        """SCR.SLEEPONEXIT."""
        return bool(self.storage[0xD10] & 1 << 1)

    @property
    def sev_on_pend(self) -> bool:
        """SCR.SEVONPEND."""
        return bool(self.storage[0xD10] & 1 << 4)

    def fault_enabled(self, number: int) -> bool:
        """Whether SHCSR enables MemManage, BusFault or UsageFault."""
        return bool(self.shcsr_enables >> (16 + number - MEM_MANAGE) & 1)

    def read(self, offset: int) -> int | None:
        """Read a register, None for one that is not here."""
        if offset in self.storage:
            return self.storage[offset]
        match offset:
            case 0xD00:
                return self.model.cpuid if self.model is not None else 0
            case 0xD04:
                return self._icsr()
            case 0xD08:
                return self.vtor
            case 0xD0C:
                return 0xFA050000 | self._exceptions.prigroup << 8
            case 0xD24:
                return self._shcsr()
            case 0xD28:
                return self.cfsr
            case 0xD2C:
                return self.hfsr
            case 0xD90:
                return self.mpu_regions << 8
            case 0xF40 | 0xF44 | 0xF48:
                return self.model.mvfr[(offset - 0xF40) // 4] if self.model is not None else 0
        if 0xD18 <= offset < 0xD24:
            first = offset - 0xD18 + 4
            return sum(
                (self._exceptions.priority[first + i] & 0xFF) << 8 * i for i in range(4) if first + i < 16
            )
        if offset in _CACHE_OPERATIONS:
            return 0
        return None

    def write(self, offset: int, value: int) -> bool:
        """Write a register that changes nothing but itself; False for others."""
        if offset in self.storage:
            mask = _STORAGE[offset][1]
            self.storage[offset] = self.storage[offset] & ~mask | value & mask
            return True
        match offset:
            case 0xD08:
                self.vtor = value & 0xFFFFFF80
            case 0xD24:
                self.shcsr_enables = value & _SHCSR_ENABLES
            case 0xD28:
                self.cfsr &= ~value
            case 0xD2C:
                self.hfsr &= ~value
            case _:
                return offset in _CACHE_OPERATIONS
        return True

    def _icsr(self) -> int:
        exceptions = self._exceptions
        pending = exceptions.pending
        current = exceptions.stack[-1] if exceptions.stack else 0
        value = current | (exceptions.best() or _NO_PENDING_VECTOR) << 12
        if len(exceptions.stack) == 1:
            value |= 1 << 11  # RETTOBASE
        if pending & exceptions.enabled >> 16 << 16:
            value |= 1 << 22  # ISRPENDING
        value |= (pending >> SYSTICK & 1) << 26
        value |= (pending >> PENDSV & 1) << 28
        return value | (pending >> NMI & 1) << 31

    def _shcsr(self) -> int:
        value = self.shcsr_enables
        for bit, number in _SHCSR_ACTIVE.items():
            value |= (self._exceptions.active >> number & 1) << bit
        for bit, number in _SHCSR_PENDED.items():
            value |= (self._exceptions.pending >> number & 1) << bit
        return value
