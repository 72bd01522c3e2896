"""The run loop of one core: exact virtual time, delivery of exceptions, sleep, faults."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.cpu import registers as reg
from vboard.builtin.cpu import scb
from vboard.builtin.cpu.delivery import Delivery
from vboard.builtin.cpu.dsp import DspUnit, is_dsp_candidate
from vboard.builtin.cpu.executor import Executor, Stop, copy_registers, registers_of_reset
from vboard.builtin.cpu.library import arm
from vboard.builtin.cpu.memory_map import MemoryMap
from vboard.builtin.cpu.models import ProcessorModel
from vboard.builtin.cpu.mpu import Access
from vboard.builtin.cpu.nvic import NVIC
from vboard.builtin.cpu.nvic_state import (
    MEM_MANAGE,
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
_MANY_DSP = 1000
"""So many DSP instructions are executed one by one while the FPU is off."""


class Core:
    """Processor state around the translator.

    Attributes:
        time: exact time of the next instruction.
        sleeping: in WFI or WFE.
        breakpoints: address -> functions called before the instruction there executes.
        delivery: priorities, faults, and the hook for semihosting.
        on_stuck: called with PC when an instruction begins to repeat because its fault cannot be taken.
    """

    def __init__(
        self, bus: SystemBus, clock: VirtualClock, nvic: NVIC, model: ProcessorModel, strict: bool
    ) -> None:
        self._bus, self._clock, self._nvic = bus, clock, nvic
        self.model = model
        self.delivery = Delivery(nvic)
        self.delivery.strict = strict
        self.time = CoreTime()
        self.sleeping = False
        self.breakpoints: dict[int, list[Callable[[], None]]] = {}
        self._executed = 0
        self._edge = 0
        self._leave = False
        self._running = False
        self._wake_at: int | None = None
        self._skip_at: int | None = None
        self._stuck_at: int | None = None
        """Address of an instruction whose fault cannot be taken: it repeats."""
        self._memory: MemoryMap | None = None
        self._bus_version = -1
        self._block_observer: Callable[[int], None] | None = None
        nvic.on_change = self._on_nvic_change
        nvic.on_event = self._on_event
        nvic.on_fpu_change = self._on_fpu_change
        nvic.scb.mpu.on_change = self._on_mpu_change
        self._dsp: DspUnit | None = None
        self.on_stuck: Callable[[int], None] = lambda _pc: None
        self._use(Executor(self._translator))
        registers_of_reset(self.executor)

    # -- translator ---------------------------------------------------------------------------

    @property
    def _translator(self) -> int:
        """CPU model of the translator for the present state of the FPU.

        unicorn does not model CPACR: a core with an FPU executes floating point at once. Until
        CPACR grants access the code runs on the same core without an FPU, which reports NOCP. Code that uses
        the DSP extension a lot gets the full model, for speed: from then on NOCP goes unnoticed.
        """
        if self._nvic.scb.fpu_enabled or (self._dsp is not None and self._dsp.executed >= _MANY_DSP):
            return self.model.unicorn
        return self.model.without_fpu

    def _use(self, executor: Executor) -> None:
        """Make `executor` the one that runs; the memory map is built at its first use."""
        if self._memory is not None:
            self._memory.release()
        self._memory = None
        self.executor = executor
        executor.set_block_observer(self._block_observer)
        self._pc = Batch(executor.uc, (reg.PC,))

    def _follow_fpu(self) -> None:
        """Continue on the other translator when CPACR changed what the core can do."""
        if self.executor.cpu != self._translator:
            executor = Executor(self._translator)
            copy_registers(self.executor, executor)
            self._use(executor)

    def _on_fpu_change(self) -> None:
        if self._running and self.executor.cpu != self._translator:
            self.executor.end_after_instruction()

    def _on_mpu_change(self) -> None:
        if self._running:
            self.executor.end_after_instruction()

    def _protect(self, memory: MemoryMap) -> bool:
        """Apply the MPU to the next run; returns whether it is on."""
        unit = self._nvic.scb.mpu
        if unit.enabled or memory.protected:
            memory.protect(unit, self.delivery.privileged)
        return unit.enabled

    # -- what the outside sees ----------------------------------------------------------------

    @property
    def pc(self) -> int:
        """Address of the instruction in progress or of the next one."""
        return self._pc.read()[0]

    @pc.setter
    def pc(self, value: int) -> None:
        self._pc.write(value | 1)
        self.delivery.next_pc = None
        self.delivery.arm_state = False
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
            self._memory = MemoryMap(self._bus, self.executor, self.delivery.strict)
            self.delivery.use(self.executor, self._memory)
            self.executor.set_watchpoints(self._bus.watchpoints)
            self._bus_version = self._bus.version
        return self._memory

    def reset(self) -> None:
        """Registers and sleep state after reset (the controller was reset before); time goes on."""
        self._follow_fpu()
        registers_of_reset(self.executor)
        self.delivery.reset()
        self.sleeping = False
        self._skip_at = self._stuck_at = None
        self._executed = 0
        self.leave()

    def read_privileged(self, register: Batch) -> int:
        """Value of one register of `registers.PRIVILEGED`."""
        assert self.memory is not None  # a memory map gives the delivery its registers
        return self.delivery.read_privileged(register)[0]

    def set_block_observer(self, observer: Callable[[int], None] | None) -> None:
        """Call `observer` with the address of each block of code that executes."""
        self._block_observer = observer
        self.executor.set_block_observer(observer)

    def set_strict(self, strict: bool) -> None:
        """Choose between the architecture's faults and Renode's tolerance."""
        self.delivery.strict = strict
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
            masked = self.delivery.deliver()
            if self.sleeping:
                if not (self.delivery.entered or self._awake()):
                    self.time.jump(self._edge)
                    return
                self.sleeping = False
            if self.delivery.entered:
                self._stuck_at = None
            if self.delivery.arm_state:
                self.delivery.invalid_state()
                self._repeat_if_refused()
                continue
            pc = self.delivery.next_pc
            if pc is None:
                pc = self._pc.read()[0]
            if self.breakpoints and self._at_breakpoint(pc):
                self.delivery.next_pc = None
                continue
            limit = min(self.time.instructions_to(self._edge), _CHUNK)
            if last is not None:
                limit = min(limit, last - self._executed)
                if limit <= 0:
                    return
            elif self._spins(memory, pc):
                # It spins until an interrupt: count the turns instead of making them.
                turns = self.time.instructions_to(self._edge)
                self._executed += turns
                self.time.advance(turns)
                continue
            memory.flush()
            exits = list(self.breakpoints)
            if self._protect(memory) or masked:
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
        self.delivery.next_pc = None
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
            if self.sleeping and not self.delivery.wakes():
                self._nvic.falls_asleep()
        elif stop is Stop.EXC_RETURN:
            self.sleeping = self.delivery.return_from(self.executor.exc_return)
            self._wake_at = None
        elif stop is Stop.SVC:
            self.delivery.synchronous(SVC)
        elif stop is Stop.WFE:
            self._wait_for_event()
        elif stop is Stop.BKPT:
            self.delivery.breakpoint_instruction()
        elif stop is Stop.ARM_STATE:
            self.delivery.invalid_state()
        elif stop is Stop.PROTECTION:
            self.delivery.memory_fault(self.executor.fault_address, 0)
        elif stop is Stop.UNDEFINED:
            if not self._execute_dsp():
                self.delivery.fault(USAGE_FAULT, scb.UNDEFINSTR)
        elif stop is Stop.NOCP:
            self.delivery.fault(USAGE_FAULT, scb.NOCP)
        elif stop is Stop.BUS:
            self.delivery.bus_fault(self.executor.fault_address)
        elif not self._mpu_allows_execution(address := self._pc.read()[0]):
            self.delivery.fault(MEM_MANAGE, scb.IACCVIOL)
        elif not self.memory.allow_execution(address):
            self.delivery.fetch_fault(address)
        if stop is not Stop.SVC:
            self._repeat_if_refused()

    def _execute_dsp(self) -> bool:
        """An undefined instruction that is only undefined in the translator's model without an FPU."""
        if self.executor.cpu != arm.UC_CPU_ARM_CORTEX_M3:
            return False
        pc = self._pc.read()[0]
        first, second = self.memory.halfword(pc), self.memory.halfword(pc + 2)
        if first is None or second is None or not is_dsp_candidate(first):
            return False
        if self._dsp is None:
            self._dsp = DspUnit()
        code = first.to_bytes(2, "little") + second.to_bytes(2, "little")
        return self._dsp.execute(code, self.executor.uc)

    def _mpu_allows_execution(self, address: int) -> bool:
        unit = self._nvic.scb.mpu
        return not unit.enabled or bool(unit.rights(address, self.delivery.privileged) & Access.EXECUTE)

    def _spins(self, memory: MemoryMap, pc: int) -> bool:
        """Whether the instruction at `pc` repeats until an exception is taken."""
        return pc not in self.breakpoints and (memory.halfword(pc) == _BRANCH_TO_SELF or pc == self._stuck_at)

    def _repeat_if_refused(self) -> None:
        """A fault that cannot be taken: like Renode, try the instruction again and again."""
        if not self.delivery.refused:
            return
        self.delivery.refused = False
        pc = self._pc.read()[0]
        if pc != self._stuck_at:
            self._stuck_at = pc
            self.on_stuck(pc)

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
        self.delivery.event = True

    # -- sleep --------------------------------------------------------------------------------

    def _wait_for_event(self) -> None:
        """WFE. The translator does not show SEV: one right before counts as the event."""
        pc = self._pc.read()[0]
        if self.delivery.event or self.memory.halfword(pc - 4) == 0xBF40:
            self.delivery.event = False
            return
        # Waking early is allowed (A7.7.262), so the next timed event of any device ends the sleep:
        # a SEV that was missed cannot hang the program while anything is still going on.
        self.sleeping, self._wake_at = True, self._clock.next_event()

    def _awake(self) -> bool:
        """Whether a sleeping core continues: what would be taken if PRIMASK were 0 wakes it."""
        if self._wake_at is not None and (self.delivery.event or self.time.now >= self._wake_at):
            self.delivery.event = False
            return True
        return self.delivery.wakes()
