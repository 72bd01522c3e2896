"""System Control Block: the registers of ARMv7-M B3.2 that are storage or simple views.

Values at rest are those of Renode 1.16.1.
"""

from __future__ import annotations

from vboard.builtin.cpu import mpu
from vboard.builtin.cpu.models import ProcessorModel
from vboard.builtin.cpu.mpu import ProtectionUnit
from vboard.builtin.cpu.nvic_state import MEM_MANAGE, NMI, PENDSV, SYSTICK, ExceptionState

_CPACR_CP10 = 1 << 20
"""The bit by which Renode decides whether floating point is on."""
_NO_PENDING_VECTOR = 16
"""What Renode 1.16.1 shows in VECTPENDING when nothing is pending."""

# CFSR bits (B3.2.15)
IACCVIOL, DACCVIOL, MSTKERR, MMARVALID = 1 << 0, 1 << 1, 1 << 4, 1 << 7
IBUSERR, PRECISERR, BFARVALID = 1 << 8, 1 << 9, 1 << 15
UNDEFINSTR, INVSTATE, NOCP = 1 << 16, 1 << 17, 1 << 19
# HFSR bits (B3.2.16)
VECTTBL, FORCED, DEBUGEVT = 1 << 1, 1 << 30, 1 << 31

_SHCSR_ENABLES = 7 << 16

_STORAGE = {
    0xD10: (0, 0x16), 0xD14: (0x00010000, 0xFFFFFFFF), 0xD88: (0, 0xFFFFFFFF),
    0xDFC: (0, 1 << 24), 0xF34: (0xC0000000, 0xFFFFFFFF), 0xF38: (0, 0xFFFFFFF8),
    0xF3C: (0, 0x07C00000),
}  # fmt: skip
"""Registers that only store: offset -> (value after reset, writable bits).

SCR, CCR, CPACR, DEMCR, FPCCR, FPCAR, FPDSCR.
"""

_CACHE_OPERATIONS = range(0xF50, 0xF7C, 4)
"""ICIALLU to BPIALL of the Cortex-M7: there is no cache to maintain. Renode warns about each write; here
start-up code that invalidates a cache line by line is quiet."""
_READ_AS_ZERO = frozenset({0xD80, 0xD84, 0xF90, 0xF94})
"""CCSIDR, CSSELR, ITCMCR and DTCMCR: known to Renode's model, which does nothing with them."""


class SystemControlBlock:
    """Register file of the SCB, MPU and FPU pages. Offsets are from 0xE000E000."""

    def __init__(self, exceptions: ExceptionState) -> None:
        self._exceptions = exceptions
        self.model: ProcessorModel | None = None
        self.mpu = ProtectionUnit()
        self.mmfar = self.bfar = 0
        """MMFAR; BFAR, which Renode does not have and only strict mode shows."""
        self.reset()

    def reset(self) -> None:
        """Values after reset. VTOR belongs to the core's reset."""
        self.storage = {offset: value for offset, (value, _mask) in _STORAGE.items()}
        self.vtor = 0
        self.cfsr = 0
        self.hfsr = 0
        self.shcsr_enables = 0
        self.mmfar = 0
        self.mpu.reset()

    @property
    def fpu_enabled(self) -> bool:
        """CPACR grants access to CP10 (to privileged code at least)."""
        return bool(self.storage[0xD88] & _CPACR_CP10)

    @property
    def sleep_deep(self) -> bool:
        """SCR.SLEEPDEEP."""
        return bool(self.storage[0xD10] & 1 << 2)

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
        if offset in mpu.REGISTERS:
            return self.mpu.read(offset)
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
                return self.shcsr_enables
            case 0xD28:
                return self.cfsr
            case 0xD2C:
                return self.hfsr
            case 0xD34:
                return self.mmfar
            case 0xD38 if self._exceptions.strict:
                return self.bfar
        if 0xD18 <= offset < 0xD24:
            first = offset - 0xD18 + 4
            return sum(
                (self._exceptions.priority[first + i] & 0xFF) << 8 * i for i in range(4) if first + i < 16
            )
        return 0 if offset in _CACHE_OPERATIONS or offset in _READ_AS_ZERO else None

    def write(self, offset: int, value: int) -> bool:
        """Write a register that changes nothing but itself; False for others."""
        if offset in self.storage:
            mask = _STORAGE[offset][1]
            self.storage[offset] = self.storage[offset] & ~mask | value & mask
            return True
        if offset in mpu.REGISTERS:
            self.mpu.write(offset, value)
            return True
        match offset:
            case 0xD24:
                self.shcsr_enables = value & _SHCSR_ENABLES
            case 0xD28:
                self.cfsr &= ~value
            case 0xD2C:
                self.hfsr &= ~value
            case _:
                return offset in _CACHE_OPERATIONS or offset in _READ_AS_ZERO
        return True

    def _icsr(self) -> int:
        """ICSR; Renode does not model RETTOBASE, ISRPENDING and ISRPREEMPT."""
        exceptions = self._exceptions
        pending = exceptions.pending
        current = exceptions.stack[-1] if exceptions.stack else 0
        value = current | (exceptions.preempting() or _NO_PENDING_VECTOR) << 12
        value |= (pending >> SYSTICK & 1) << 26
        value |= (pending >> PENDSV & 1) << 28
        return value | (pending >> NMI & 1) << 31
