"""The run loop of one core: exact virtual time, delivery of exceptions, sleep, faults."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.cpu import registers as reg
from vboard.builtin.cpu import scb
from vboard.builtin.cpu.exceptions import ExceptionUnit
from vboard.builtin.cpu.executor import Executor, Stop, copy_registers, registers_of_reset
from vboard.builtin.cpu.memory_map import MemoryMap
from vboard.builtin.cpu.models import ProcessorModel
from vboard.builtin.cpu.nvic import NVIC
from vboard.builtin.cpu.nvic_state import (
    BUS_FAULT,
    DEBUG_MONITOR,
    HARD_FAULT,
    SVC,
    USAGE_FAULT,
)
from vboard.builtin.cpu.registers import Batch
from vboard.builtin.cpu.time import CoreTime
from vboard.builtin.machine.bus import SystemBus
from vboard.builtin.machine.clock import VirtualClock

_CHUNK = 500_000
"""Most instructions of one run of the translator: bounds the host's reaction to Ctrl-C."""
_BRANCH_TO_SELF = 0xE7FE
_SEMIHOSTING = 0xBEAB


class CoreError(Exception):
    """The core cannot go on: lockup, or a jump to where no memory is."""


class Core:
    """Processor state around the translator.

    Attributes:
        time: exact time of the next instruction.
        sleeping: in WFI or WFE.
        strict: architecture's faults instead of Renode's tolerance.
        breakpoints: address -> functions called before the instruction there executes.
        semihosting: called for `bkpt 0xAB`; returns whether it handled the call.
    """

    def __init__(
        self, bus: SystemBus, clock: VirtualClock, nvic: NVIC, model: ProcessorModel, strict: bool
    ) -> None:
        self._bus, self._clock, self._nvic = bus, clock, nvic
        self.model = model
        self.strict = strict
        self.time = CoreTime()
        self.sleeping = False
        self.breakpoints: dict[int, list[Callable[[], None]]] = {}
        self.semihosting: Callable[[], bool] | None = None
        self._executed = 0
        self._edge = 0
        self._leave = False
        self._running = False
        self._event = False
        self._wake_at: int | None = None
        self._skip_at: int | None = None
        self._next_pc: int | None = None
        """PC when it is known without asking the translator."""
        self._memory: MemoryMap | None = None
        self._exceptions: ExceptionUnit | None = None
        self._bus_version = -1
        nvic.on_change = self._on_nvic_change
        nvic.on_event = self._on_event
        nvic.on_fpu_change = self._on_fpu_change
        self._use(Executor(self._translator))
        registers_of_reset(self.executor)

    # -- translator ---------------------------------------------------------------------------

    @property
    def _translator(self) -> int:
        """CPU model of the translator for the present state of the FPU.

        unicorn does not model CPACR: a core with an FPU executes floating point at once. Until
        CPACR grants access the code runs on the same core without an FPU, which reports NOCP.
        """
        return self.model.unicorn if self._nvic.scb.fpu_enabled else self.model.without_fpu

    def _use(self, executor: Executor) -> None:
        """Make `executor` the one that runs; the memory map is built at its first use."""
        if self._memory is not None:
            self._memory.release()
        self._memory = None
        self.executor = executor
        self._pc = Batch(executor.uc, (reg.PC,))
        self._masks = Batch(executor.uc, (reg.PRIMASK, reg.BASEPRI, reg.FAULTMASK))

    def _follow_fpu(self) -> None:
        """Continue on the other translator when CPACR changed what the core can do."""
        if self.executor.cpu != self._translator:
            executor = Executor(self._translator)
            copy_registers(self.executor, executor)
            self._use(executor)

    def _on_fpu_change(self) -> None:
        if self._running and self.executor.cpu != self._translator:
            self.executor.end_after_instruction()

    # -- what the outside sees ----------------------------------------------------------------

    @property
    def pc(self) -> int:
        """Address of the instruction in progress or of the next one."""
        return self._pc.read()[0]

    @pc.setter
    def pc(self, value: int) -> None:
        self._pc.write(value & ~1)
        self._next_pc = None
        self.sleeping = False

    @property
    def executed(self) -> int:
        """Instructions since reset, the one in progress included."""
        return self._executed + (self.executor.counter.index if self._running else 0)

    @property
    def now(self) -> int:
        """Time (ns) at which the instruction in progress started."""
        if not self._running:
            return self.time.now
        return self.time.after(self.executor.counter.index - 1)

    @property
    def memory(self) -> MemoryMap:
        """The memory map, rebuilt when something was registered since."""
        if self._memory is None or self._bus_version != self._bus.version:
            if self._memory is not None:
                self._memory.release()
                self.executor.unmap_all()
            self._memory = MemoryMap(self._bus, self.executor, self.strict)
            self._exceptions = ExceptionUnit(self.executor, self._memory, self._nvic)
            self.executor.set_watchpoints(self._bus.watchpoints)
            self._bus_version = self._bus.version
        return self._memory

    def reset(self) -> None:
        """Registers and sleep state after reset (the controller was reset before); time goes on."""
        self._follow_fpu()
        registers_of_reset(self.executor)
        self.sleeping = self._event = False
        self._skip_at = None
        self._executed = 0
        self._next_pc = None
        self.leave()

    def set_strict(self, strict: bool) -> None:
        """Choose between the architecture's faults and Renode's tolerance."""
        self.strict = strict
        self._bus_version = -1

    def leave(self) -> None:
        """Return from `execute_until` after the instruction in progress."""
        self._leave = True
        if self._running:
            self.executor.end_after_instruction()

    def shorten(self, time: int) -> None:
        """Return from `execute_until` when `time` is reached, if that is earlier."""
        if time < self._edge:
            self._edge = time
            if self._running:
                self.executor.shorten(self.time.instructions_to(time))

    # -- the run loop -------------------------------------------------------------------------

    def execute_until(self, edge: int, budget: int | None = None) -> None:
        """Run until the core's time reaches `edge` (ns), `leave`, or `budget` instructions."""
        self._edge = edge
        self._leave = False
        self._follow_fpu()
        memory = self.memory
        last = None if budget is None else self._executed + budget
        while not self._leave and self.time.now < self._edge:
            masked = self._deliver()
            if self.sleeping:
                if not self._awake():
                    self.time.jump(self._edge)
                    return
                self.sleeping = False
            pc = self._next_pc
            if pc is None:
                pc = self._pc.read()[0]
            if self.breakpoints and self._at_breakpoint(pc):
                self._next_pc = None
                continue
            limit = min(self.time.instructions_to(self._edge), _CHUNK)
            if last is not None:
                limit = min(limit, last - self._executed)
                if limit <= 0:
                    return
            elif memory.halfword(pc) == _BRANCH_TO_SELF and pc not in self.breakpoints:
                # It spins until an interrupt: count the turns instead of making them.
                turns = self.time.instructions_to(self._edge)
                self._executed += turns
                self.time.advance(turns)
                continue
            memory.flush()
            exits = list(self.breakpoints)
            if masked:
                exits += memory.unmask_exits()
            if pc in exits:  # the translator would not leave this address
                exits, limit = [], 1
            self.executor.set_exits(exits)
            self._run(pc, limit, exits)
            if self.executor.cpu != self._translator:
                self._follow_fpu()
                memory = self.memory

    def _run(self, pc: int, limit: int, exits: list[int]) -> None:
        """One run of the translator, and what its end asks for."""
        if pc == self._skip_at:
            self._skip_at = None
        self._running = True
        self._next_pc = None
        try:
            stop = self.executor.run(pc, limit)
        finally:
            self._running = False
            self._executed += self.executor.retired
            self.time.advance(self.executor.retired)
        if stop is Stop.LIMIT or stop is Stop.YIELD:
            return
        if stop is Stop.WFI:
            self.sleeping = self._pc.read()[0] not in exits
            self._wake_at = None
        elif stop is Stop.EXC_RETURN:
            self._return(self.executor.exc_return)
        elif stop is Stop.SVC:
            self._synchronous(SVC)
        elif stop is Stop.WFE:
            self._wait_for_event()
        elif stop is Stop.BKPT:
            self._breakpoint_instruction()
        elif stop is Stop.UNDEFINED:
            self._fault(USAGE_FAULT, scb.UNDEFINSTR)
        elif stop is Stop.NOCP:
            self._fault(USAGE_FAULT, scb.NOCP)
        elif stop is Stop.BUS:
            self._nvic.scb.storage[0xD38] = self.executor.fault_address
            self._fault(BUS_FAULT, scb.PRECISERR | scb.BFARVALID)
        else:
            self._fetch_fault(self._pc.read()[0])

    def _at_breakpoint(self, pc: int) -> bool:
        """Call the breakpoint at `pc` once; True when it asked to leave."""
        actions = self.breakpoints.get(pc)
        if actions is None or pc == self._skip_at:
            return False
        self._skip_at = pc
        for action in tuple(actions):
            action()
        return self._leave or self._pc.read()[0] != pc

    # -- exceptions ---------------------------------------------------------------------------

    def _on_nvic_change(self) -> None:
        """A register or line changed: end the run if an exception may be due."""
        if self._running and self._nvic.exceptions.preempting():
            self.executor.end_after_instruction()

    def _on_event(self) -> None:
        self._event = True

    def _ceiling(self) -> int:
        return self._nvic.exceptions.ceiling(*self._masks.read())

    def _deliver(self) -> bool:
        """Take the exception that is due; True when one waits only for the mask registers."""
        state = self._nvic.exceptions
        if not state.preempting():
            return False
        number = state.preempting(self._ceiling())
        if number:
            self._enter(number)
        return bool(state.preempting())

    def _enter(self, number: int) -> None:
        assert self._exceptions is not None
        self.sleeping = False
        self._event = True
        self._next_pc = self._exceptions.enter(number) & ~1

    def _return(self, exc_return: int) -> None:
        """Exception return with tail-chaining."""
        assert self._exceptions is not None
        state = self._nvic.exceptions
        if not state.stack:  # thread mode: no EXC_RETURN, just an address outside memory
            self._fetch_fault(exc_return & ~1)
            return
        number = state.stack[-1]
        self._exceptions.deactivate(number)
        self._event = True
        following = state.preempting() and state.preempting(self._ceiling())
        if following:
            self._next_pc = self._exceptions.tail_chain(following, exc_return) & ~1
            return
        self._next_pc = self._exceptions.unstack(exc_return)
        if exc_return & 8 and self._nvic.scb.sleep_on_exit:
            self.sleeping, self._wake_at = True, None

    def _synchronous(self, number: int, cause: int = 0) -> None:
        """Take an exception that the instruction itself causes, or escalate it (B1.5.6)."""
        state = self._nvic.exceptions
        current = min(state.active_priority, self._ceiling())
        if state.group(state.priority[number]) < current:
            self._enter(number)
            return
        if current <= -1:
            where = f"[PC=0x{self.pc:X}]"
            raise CoreError(
                f"CPU lockup {where}: exception {number} at priority {current}, "
                f"CFSR 0x{self._nvic.scb.cfsr:08X}, HFSR 0x{self._nvic.scb.hfsr:08X}"
            )
        self._nvic.scb.hfsr |= cause or scb.FORCED
        self._enter(HARD_FAULT)

    def _fault(self, number: int, status: int) -> None:
        """A configurable fault. Renode takes UsageFault even when SHCSR does not enable it."""
        self._nvic.scb.cfsr |= status
        enabled = self._nvic.scb.fault_enabled(number) or (number == USAGE_FAULT and not self.strict)
        if enabled:
            self._synchronous(number)
            return
        current = min(self._nvic.exceptions.active_priority, self._ceiling())
        self._nvic.scb.hfsr |= scb.FORCED if current > -1 else 0
        self._synchronous(HARD_FAULT)

    def _fetch_fault(self, address: int) -> None:
        if self.strict:
            self._fault(BUS_FAULT, scb.IBUSERR)
            return
        raise CoreError(
            f"CPU abort [PC=0x{address:X}]: Trying to execute code outside RAM or ROM at 0x{address:08X}."
        )

    def _breakpoint_instruction(self) -> None:
        """BKPT: semihosting, else the DebugMonitor exception, as in Renode."""
        pc = self._pc.read()[0]
        if self.semihosting is not None and self.memory.halfword(pc) == _SEMIHOSTING and self.semihosting():
            self._pc.write(pc + 2)
            return
        if self.strict:
            self._nvic.scb.hfsr |= scb.DEBUGEVT
            self._synchronous(HARD_FAULT)
        else:
            self._synchronous(DEBUG_MONITOR)

    # -- sleep --------------------------------------------------------------------------------

    def _wait_for_event(self) -> None:
        """WFE. The translator does not show SEV: one right before counts as the event."""
        pc = self._pc.read()[0]
        if self._event or self.memory.halfword(pc - 4) == 0xBF40:
            self._event = False
            return
        # Waking early is allowed (A7.7.262), so the next timed event of any device ends the sleep:
        # a SEV that was missed cannot hang the program while anything is still going on.
        self.sleeping, self._wake_at = True, self._clock.next_event()

    def _awake(self) -> bool:
        """Whether a sleeping core continues: what would be taken if PRIMASK were 0 wakes it."""
        if self._wake_at is not None and (self._event or self.time.now >= self._wake_at):
            self._event = False
            return True
        state = self._nvic.exceptions
        if not state.preempting():
            return False
        _primask, basepri, faultmask = self._masks.read()
        return bool(state.preempting(state.ceiling(0, basepri, faultmask)))
