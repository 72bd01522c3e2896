"""Which exception the core takes and when: delivery, return, faults, escalation, lockup."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.cpu import registers as reg
from vboard.builtin.cpu import scb
from vboard.builtin.cpu.exceptions import ExceptionUnit
from vboard.builtin.cpu.executor import Executor
from vboard.builtin.cpu.memory_map import MemoryMap
from vboard.builtin.cpu.nvic import NVIC
from vboard.builtin.cpu.nvic_state import BUS_FAULT, DEBUG_MONITOR, HARD_FAULT, USAGE_FAULT
from vboard.builtin.cpu.registers import Batch

_SEMIHOSTING = 0xBEAB


class CoreError(Exception):
    """The core cannot go on: lockup, or a jump to where no memory is."""


class Delivery:
    """Priorities and faults of one core, on one translator.

    Attributes:
        event: the event register of WFE (B1.5.18).
        next_pc: PC when it is known without asking the translator.
        arm_state: the next instruction would execute without the T bit.
        entered: the last `deliver` took an exception.
        strict: architecture's faults instead of Renode's tolerance.
        semihosting: called for `bkpt 0xAB`; returns whether it handled the call.
    """

    def __init__(self, nvic: NVIC) -> None:
        self._nvic = nvic
        self.event = False
        self.next_pc: int | None = None
        self.arm_state = False
        self.entered = False
        self.strict = False
        self.semihosting: Callable[[], bool] | None = None

    def use(self, executor: Executor, memory: MemoryMap) -> None:
        """Work on this translator and memory map from now on."""
        self._memory = memory
        self._unit = ExceptionUnit(executor, memory, self._nvic)
        self._pc = Batch(executor.uc, (reg.PC,))
        self._masks = Batch(executor.uc, (reg.PRIMASK, reg.BASEPRI, reg.FAULTMASK, reg.CONTROL))
        self._mode = Batch(executor.uc, (reg.XPSR, reg.CPSR))

    def reset(self) -> None:
        """State after reset."""
        self.event = self.arm_state = False
        self.next_pc = None

    def wakes(self) -> bool:
        """Whether something would be taken if PRIMASK were 0: it ends WFI."""
        state = self._nvic.exceptions
        if not state.preempting():
            return False
        _primask, basepri, faultmask = self._read_masks()
        return bool(state.preempting(state.ceiling(0, basepri, faultmask)))

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
        self._nvic.scb.storage[0xD38] = address
        self.fault(BUS_FAULT, scb.PRECISERR | scb.BFARVALID)

    def ceiling(self) -> int:
        """Execution priority that the mask registers give."""
        return self._nvic.exceptions.ceiling(*self._read_masks())

    def deliver(self) -> bool:
        """Take the exception that is due; True when one waits only for the mask registers."""
        state = self._nvic.exceptions
        self.entered = False
        if not state.preempting():
            return False
        number = state.preempting(self.ceiling())
        if number:
            self.enter(number)
            self.entered = True
        return bool(state.preempting())

    def enter(self, number: int) -> None:
        """Take exception `number` whatever its priority."""
        self.event = True
        self._go_to(self._unit.enter(number))

    def _go_to(self, target: int) -> None:
        """PC was loaded with `target`, whose bit 0 is the new T bit."""
        self.next_pc = target & ~1
        self.arm_state = not target & 1

    def return_from(self, exc_return: int) -> bool:
        """Exception return with tail-chaining; True when the core is to sleep (SLEEPONEXIT)."""
        state = self._nvic.exceptions
        if not state.stack:  # thread mode: no EXC_RETURN, just an address outside memory
            self.fetch_fault(exc_return & ~1)
            return False
        number = state.stack[-1]
        self._unit.deactivate(number)
        self.event = True
        following = state.preempting() and state.preempting(self.ceiling())
        if following:
            self._go_to(self._unit.tail_chain(following, exc_return))
            return False
        self._go_to(self._unit.unstack(exc_return))
        return bool(exc_return & 8) and self._nvic.scb.sleep_on_exit

    def synchronous(self, number: int) -> None:
        """Take an exception that the instruction itself causes, or escalate it (B1.5.6)."""
        state = self._nvic.exceptions
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
        """A configurable fault. Renode takes UsageFault even when SHCSR does not enable it."""
        self._nvic.scb.cfsr |= status
        enabled = self._nvic.scb.fault_enabled(number) or (number == USAGE_FAULT and not self.strict)
        if enabled:
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
        """BKPT: semihosting, else the DebugMonitor exception, as in Renode."""
        pc = self._pc.read()[0]
        if self.semihosting is not None and self._memory.halfword(pc) == _SEMIHOSTING and self.semihosting():
            self._pc.write(pc + 2 | 1)
            return
        if self.strict:
            self._nvic.scb.hfsr |= scb.DEBUGEVT
            self.synchronous(HARD_FAULT)
        else:
            self.synchronous(DEBUG_MONITOR)
