"""Exception entry and return (ARMv7-M B1.5.6 to B1.5.8) on the translator's registers."""

from __future__ import annotations

from vboard.builtin.cpu import registers as reg
from vboard.builtin.cpu.executor import Executor
from vboard.builtin.cpu.memory_map import MemoryMap
from vboard.builtin.cpu.mpu import Access
from vboard.builtin.cpu.nvic import NVIC
from vboard.builtin.cpu.nvic_state import NMI
from vboard.builtin.cpu.registers import Batch

_T = 1 << 24
_ALIGNED = 1 << 9
"""Bit 9 of a stacked xPSR: a word was inserted to align the frame."""
_SPSEL, _FPCA = 1 << 1, 1 << 2
_BASIC, _EXTENDED = 0x20, 0x68
"""Frame sizes without and with S0-S15, FPSCR and a reserved word."""


class ExceptionUnit:
    """Stacks, unstacks and switches modes. Priorities are the caller's business.

    Attributes:
        exc_return: EXC_RETURN value of the last entry.
        stacking_failed: address of the word that the MPU kept the last entry from stacking, or 0.
    """

    def __init__(self, executor: Executor, memory: MemoryMap, nvic: NVIC) -> None:
        self._executor = executor
        self._memory = memory
        self._nvic = nvic
        self.exc_return = 0
        self.stacking_failed = 0
        uc = executor.uc
        self._context = Batch(uc, (*reg.SCRATCH, reg.PC, reg.XPSR, reg.CONTROL, reg.SP))
        self._enter = Batch(uc, (reg.SP, reg.CONTROL, reg.XPSR, reg.CPSR, reg.LR, reg.PC))
        mode = (reg.XPSR, reg.CPSR, reg.CONTROL)
        self._enter_unprivileged = Batch(
            uc, (reg.SP, *mode, *mode, reg.XPSR, reg.CPSR, reg.CONTROL, reg.LR, reg.PC)
        )
        self._stacks = Batch(uc, (reg.MSP, reg.PSP, reg.CONTROL))
        restored = (*reg.SCRATCH, reg.PC)
        self._leave_to_msp = Batch(uc, (reg.MSP, reg.CONTROL, *mode, *restored))
        self._leave_to_psp = Batch(uc, (reg.PSP, reg.CONTROL, *mode, *restored))
        self._tail = Batch(uc, (reg.XPSR, reg.CPSR, reg.LR, reg.PC))
        self._fp = Batch(uc, (*(reg.D0 + n for n in range(8)), reg.FPSCR))
        self._faultmask = Batch(uc, (reg.FAULTMASK,))
        self._xpsr = Batch(uc, (reg.XPSR,))

    def vector(self, number: int) -> int:
        """Entry `number` of the vector table."""
        return self._memory.read_words(self._nvic.scb.vtor + 4 * number, 1)[0]

    def enter(self, number: int) -> int:
        """Take exception `number`; the return address is PC. Returns the vector."""
        *scratch, pc, xpsr, control, sp = self._context.read()
        thread = xpsr & 0x1FF == 0
        extended = bool(control & _FPCA)
        frame = sp - (_EXTENDED if extended else _BASIC) & 0xFFFFFFFF
        words = [*scratch, pc, xpsr]
        if frame & 4:
            frame -= 4
            words[7] |= _ALIGNED
        else:
            words[7] &= ~_ALIGNED
        if extended:
            *doubles, fpscr = self._fp.read()
            for value in doubles:
                words += (value & 0xFFFFFFFF, value >> 32)
            words += (fpscr, 0)
        self.stacking_failed = 0
        if self._nvic.scb.mpu.enabled:
            frame = self._push(frame, words, privileged=not (thread and control & 1))
        else:
            self._memory.write_words(frame, words)
        exc_return = 0xFFFFFFF1
        if thread:
            exc_return = 0xFFFFFFFD if control & _SPSEL else 0xFFFFFFF9
        if extended:
            exc_return &= ~0x10
        self.exc_return = exc_return
        vector = self.vector(number)
        self._executor.clear_exclusive()
        handler = xpsr & 0xF80F0000 | _T | number
        cpsr = reg.cpsr_of(handler)
        if thread and control & 1:
            # Stack selection is only writable in privileged thread mode: pass through handler mode
            # (privileged), drop nPRIV, be thread again, clear SPSEL, then enter with nPRIV set.
            base = handler & ~0x1FF
            self._enter_unprivileged.write(
                frame, handler, cpsr, control & ~1, base, cpsr, 0, handler, cpsr, 1,
                exc_return, vector | 1,
            )  # fmt: skip
        else:
            self._enter.write(frame, control & 1, handler, cpsr, exc_return, vector | 1)
        self._nvic.exceptions.enter(number)
        return vector

    def _push(self, frame: int, words: list[int], privileged: bool) -> int:
        """Stack `words` where the MPU allows it; the stack pointer moves over what was written."""
        pointer = frame + 4 * len(words)
        for word in reversed(words):
            address = pointer - 4 & 0xFFFFFFFF
            if self._nvic.scb.mpu.rights(address, privileged) & Access.WRITE:
                self._memory.write_words(address, [word])
                pointer = address
            else:
                self.stacking_failed = address
        return pointer

    def tail_chain(self, number: int, exc_return: int) -> int:
        """Take `number` at a return without unstacking. Returns the vector."""
        vector = self.vector(number)
        handler = self._xpsr.read()[0] & 0xF80F0000 | _T | number
        self._tail.write(handler, reg.cpsr_of(handler), exc_return, vector | 1)
        self._nvic.exceptions.enter(number)
        return vector

    def deactivate(self, number: int) -> None:
        """First half of a return: exception `number` is over; FAULTMASK falls unless it was NMI."""
        self._nvic.exceptions.leave(number)
        if number != NMI and self._faultmask.read()[0]:
            self._faultmask.write(0)

    def unstack(self, exc_return: int) -> int:
        """Second half of a return: restore the context that `exc_return` describes.

        Returns:
            PC, with the stacked T bit in bit 0.
        """
        msp, psp, control = self._stacks.read()
        to_psp = bool(exc_return & 4)
        thread = bool(exc_return & 8)
        extended = not exc_return & 0x10
        frame = psp if to_psp else msp
        size = _EXTENDED if extended else _BASIC
        words = self._memory.read_words(frame, size // 4)
        stacked = words[7]
        if extended:
            pairs = zip(words[8:24:2], words[9:24:2], strict=True)
            self._fp.write(*(low | high << 32 for low, high in pairs), words[24])
        sp = frame + size + (4 if stacked & _ALIGNED else 0) & 0xFFFFFFFF
        number = 0 if thread else stacked & 0x1FF
        xpsr = stacked & 0xFE0FFC00 & ~_ALIGNED | _T | number
        final = control & 1 | (_FPCA if extended else 0) | (_SPSEL if to_psp and thread else 0)
        batch = self._leave_to_psp if to_psp else self._leave_to_msp
        pc = words[6] & ~1
        # An even PC would make the translator drop the T bit; the caller sees to a missing one.
        batch.write(sp, 0, xpsr, reg.cpsr_of(xpsr), final, *words[:6], pc | 1)
        return pc | (1 if stacked & _T else 0)
