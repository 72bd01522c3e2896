"""Which exception the core takes and when: delivery, return, faults, escalation, lockup."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.cpu import registers as reg
from vboard.builtin.cpu import scb
from vboard.builtin.cpu.errors import CoreError
from vboard.builtin.cpu.exceptions import ExceptionUnit
from vboard.builtin.cpu.executor import Executor
from vboard.builtin.cpu.memory_map import MemoryMap
from vboard.builtin.cpu.nvic import NVIC
from vboard.builtin.cpu.nvic_state import (
    BUS_FAULT,
    DEBUG_MONITOR,
    HARD_FAULT,
    MEM_MANAGE,
    USAGE_FAULT,
)
from vboard.builtin.cpu.registers import Batch

_SEMIHOSTING = 0xBEAB
_STACKING_ATTEMPTS = 64


class Delivery:
    """Priorities and faults of one core, on one translator.

    Attributes:
        event: the event register of WFE (B1.5.18).
        next_pc: PC when it is known without asking the translator.
        arm_state: the next instruction would execute without the T bit.
        entered: the last `deliver` took an exception.
        refused: the last `synchronous` could not be taken: the instruction repeats until something else is.
        semihosting: does the call of `bkpt 0xAB`; returns whether a console is there.
    """

    def __init__(self, nvic: NVIC) -> None:
        self._nvic = nvic
        self.event = False
        self.next_pc: int | None = None
        self.arm_state = False
        self.entered = False
        self.refused = False
        self.semihosting: Callable[[], bool] | None = None

    def use(self, executor: Executor, memory: MemoryMap) -> None:
        """Work on this translator and memory map from now on."""
        self._memory = memory
        self._unit = ExceptionUnit(executor, memory, self._nvic)
        self._pc = Batch(executor.uc, (reg.PC,))
        self._masks = Batch(executor.uc, (reg.PRIMASK, reg.BASEPRI, reg.FAULTMASK, reg.CONTROL))
        self._mode = Batch(executor.uc, (reg.XPSR, reg.CPSR))

    @property
    def strict(self) -> bool:
        """The architecture's faults and priorities instead of Renode's tolerance."""
        return self._nvic.exceptions.strict

    @strict.setter
    def strict(self, value: bool) -> None:
        self._nvic.exceptions.strict = value

    def reset(self) -> None:
        """State after reset."""
        self.event = self.arm_state = self.refused = False
        self.next_pc = None

    def wakes(self) -> bool:
        """Whether something would be taken if PRIMASK were 0: it ends WFI."""
        state = self._nvic.exceptions
        if not state.preempting():
            return False
        _primask, basepri, _faultmask = self._read_masks()
        return bool(state.preempting(basepri))

    def _read_masks(self) -> tuple[int, int, int]:
        """PRIMASK, BASEPRI, FAULTMASK."""
        primask, basepri, faultmask, control = self._masks.read()
        if control & 1:
            primask, basepri, faultmask, _control = self.read_privileged(self._masks)
        return primask, basepri, faultmask

    def read_privileged(self, batch: Batch) -> list[int]:
        """Read registers that the translator shows as 0 while the code is unprivileged."""
        if self._nvic.exceptions.stack:
            return batch.read()
        xpsr, cpsr = self._mode.read()
        self._mode.write(xpsr | HARD_FAULT, cpsr)  # a moment in handler mode, which is privileged
        values = batch.read()
        self._mode.write(xpsr, cpsr)
        return values

    def bus_fault(self, address: int) -> None:
        """A precise data fault (strict mode)."""
        self._nvic.scb.bfar = address
        self.fault(BUS_FAULT, scb.PRECISERR | scb.BFARVALID)

    def ceiling(self) -> int:
        """Execution priority that the mask registers give (strict mode)."""
        return self._nvic.exceptions.ceiling(*self._read_masks())

    def deliver(self) -> bool:
        """Take the exception that is due; True when one waits only for the mask registers."""
        state = self._nvic.exceptions
        self.entered = False
        for _ in range(_STACKING_ATTEMPTS):
            if not state.preempting():
                return False
            number = state.takeable(*self._read_masks())
            if number:
                self.enter(number)
                self.entered = True
            if not number or not self._unit.stacking_failed:
                return bool(state.preempting())
            # As Renode has it: the handler is left at once, and the fault is pending.
            self._unit.deactivate(number)
            self._go_to(self._unit.unstack(self._unit.exc_return))
            self.memory_fault(self._unit.stacking_failed, scb.MSTKERR)
        raise CoreError(f"CPU lockup: the MPU denies each stacking, at 0x{self._unit.stacking_failed:08X}")

    def enter(self, number: int) -> None:
        """Take exception `number` whatever its priority."""
        self.event = True
        self.refused = False
        self._go_to(self._unit.enter(number))

    def memory_fault(self, address: int, status: int) -> None:
        """The MPU denied a data access."""
        self._nvic.scb.mmfar = address
        self.fault(MEM_MANAGE, status | scb.DACCVIOL | scb.MMARVALID)

    @property
    def privileged(self) -> bool:
        """Whether the next instruction executes with privilege."""
        return bool(self._nvic.exceptions.stack) or not self._masks.read()[3] & 1

    def _go_to(self, target: int) -> None:
        """PC was loaded with `target`, whose bit 0 is the new T bit."""
        self.next_pc = target & ~1
        self.arm_state = not target & 1

    def return_from(self, exc_return: int) -> bool:
        """Exception return with tail-chaining; True when the core is to sleep (SLEEPONEXIT)."""
        state = self._nvic.exceptions
        if not state.stack and self.strict:  # thread mode: no EXC_RETURN, just an address outside memory
            self.fetch_fault(exc_return & ~1)
            return False
        if state.stack:
            self._unit.deactivate(state.stack[-1])
        self.event = True
        following = state.preempting() and state.takeable(*self._read_masks())
        if following:
            self._go_to(self._unit.tail_chain(following, exc_return))
            return False
        self._go_to(self._unit.unstack(exc_return))
        return bool(exc_return & 8) and self._nvic.scb.sleep_on_exit

    def synchronous(self, number: int) -> None:
        """Take an exception that the instruction itself causes.

        Renode makes it pending like any other; the architecture escalates what cannot be taken (B1.5.6).
        """
        state = self._nvic.exceptions
        if not self.strict:
            state.pending |= 1 << number
            self.refused = state.takeable(*self._read_masks()) == 0
            return
        current = min(state.active_priority, self.ceiling())
        if state.group(state.priority[number]) < current:
            self.enter(number)
            return
        if current <= -1:
            where = f"[PC=0x{self._pc.read()[0]:X}]"
            raise CoreError(
                f"CPU lockup {where}: exception {number} at priority {current}, "
                f"CFSR 0x{self._nvic.scb.cfsr:08X}, HFSR 0x{self._nvic.scb.hfsr:08X}"
            )
        self._nvic.scb.hfsr |= scb.FORCED
        self.enter(HARD_FAULT)

    def fault(self, number: int, status: int) -> None:
        """A configurable fault. Renode takes it even when SHCSR does not enable it."""
        self._nvic.scb.cfsr |= status
        if self._nvic.scb.fault_enabled(number) or not self.strict:
            self.synchronous(number)
            return
        current = min(self._nvic.exceptions.active_priority, self.ceiling())
        self._nvic.scb.hfsr |= scb.FORCED if current > -1 else 0
        self.synchronous(HARD_FAULT)

    def invalid_state(self) -> None:
        """The T bit is clear: no instruction executes in that state (B1.5.14)."""
        self.arm_state = False
        self._pc.write(self._pc.read()[0] & ~1)  # an even PC clears T: it is stacked like that
        self.fault(USAGE_FAULT, scb.INVSTATE)

    def fetch_fault(self, address: int) -> None:
        """An instruction fetch from `address`, where no memory is: Renode stops the core."""
        if self.strict:
            self.fault(BUS_FAULT, scb.IBUSERR)
            return
        raise CoreError(
            f"CPU abort [PC=0x{address:X}]: Trying to execute code outside RAM or ROM at 0x{address:08X}."
        )

    def breakpoint_instruction(self) -> None:
        """BKPT: semihosting, with a console or without, else the DebugMonitor exception, as in Renode."""
        pc = self._pc.read()[0]
        called = self.semihosting is not None and self._memory.halfword(pc) == _SEMIHOSTING
        if called and self.semihosting is not None and (self.semihosting() or not self.strict):
            self._pc.write(pc + 2 | 1)
            return
        if self.strict:
            self._nvic.scb.hfsr |= scb.DEBUGEVT
            self.synchronous(HARD_FAULT)
        else:
            self.synchronous(DEBUG_MONITOR)
