"""DSP instructions for the translator's model without a floating point unit.

Renode executes them on every core from the Cortex-M3 up; the library's only model that knows no floating
point knows just a few of them. What it calls undefined is tried on the library's Cortex-M4, for these
instructions work on registers alone.
"""

from __future__ import annotations

from vboard.builtin.cpu import registers as reg
from vboard.builtin.cpu.library import arm, native, unicorn
from vboard.builtin.cpu.registers import Batch

_PAGE = 0x1000
_GENERAL = (*(reg.R0 + n for n in range(13)), reg.LR)
_FLAGS = 0xF80F0000
"""N Z C V Q and GE of the APSR."""
_T = 1 << 24
_NEVER = 0xFFFFFFFE


def is_dsp_candidate(first: int) -> bool:
    """Whether a 32-bit instruction with this first halfword may be of the extension: data processing."""
    return first >> 9 == 0x7D or first & 0xFFF0 == 0xEAC0  # FAxx, FBxx; PKHBT, PKHTB


def _advanced(xpsr: int) -> int:
    """xPSR behind one instruction of an IT block (ARMv7-M A7.3.3)."""
    state = xpsr >> 8 & 0xFC | xpsr >> 25 & 3
    state = state & 0xE0 | state << 1 & 0x1F if state & 7 else 0
    return xpsr & ~0x0600FC00 | (state & 0xFC) << 8 | (state & 3) << 25


class DspUnit:
    """Executes single instructions on a Cortex-M4 that has no memory but their page."""

    def __init__(self) -> None:
        self._uc = unicorn.Uc(unicorn.UC_ARCH_ARM, unicorn.UC_MODE_THUMB, cpu=arm.UC_CPU_ARM_CORTEX_M4)
        self._uc.mem_map(_PAGE, _PAGE)
        self._registers = Batch(self._uc, (*_GENERAL, reg.XPSR))
        self.executed = 0

    def execute(self, code: bytes, uc: object) -> bool:
        """Execute `code` on the registers of the engine `uc`; False when it is undefined here too.

        The engine's PC is on the instruction; it moves behind it, and an IT block goes on.
        """
        target = Batch(uc, (*_GENERAL, reg.XPSR, reg.CPSR, reg.PC))
        *general, xpsr, _cpsr, pc = target.read()
        self._uc.mem_write(_PAGE, code)
        self._uc.ctl_remove_cache(_PAGE, _PAGE + len(code))
        self._registers.write(*general, xpsr & _FLAGS | _T)
        if native.uc_emu_start(self._uc._uch, _PAGE | 1, _NEVER, 0, 1) != unicorn.UC_ERR_OK:
            return False
        *general, flags = self._registers.read()
        xpsr = _advanced(xpsr & ~_FLAGS | flags & _FLAGS)
        target.write(*general, xpsr, reg.cpsr_of(xpsr), pc + len(code) | 1)
        self.executed += 1
        return True
