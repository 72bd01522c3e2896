"""CPU.CortexM: the processor as the platform description and the monitor see it."""

from __future__ import annotations

from typing import Any

from vboard.builtin.cpu import registers as reg
from vboard.builtin.cpu.core import Core
from vboard.builtin.cpu.debug import DebugMembers
from vboard.builtin.cpu.errors import CoreError
from vboard.builtin.cpu.models import processor_model
from vboard.builtin.cpu.nvic import NVIC
from vboard.builtin.cpu.registers import Batch
from vboard.builtin.machine.bus import SystemBus
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.registry import renode_type
from vboard.builtin.types import RegisterValue, UInt, ULong


@renode_type("CPU.CortexM")
class CortexM(DebugMembers):
    """A Cortex-M core.

    Attributes:
        abort_reason: why the core stopped for good (lockup, jump out of memory), or None.
    """

    def __init__(
        self,
        env: Environment,
        cpuType: str,
        nvic: NVIC,
        cpuId: UInt = 0,
        fpuInterruptNumber: UInt | None = None,
        numberOfMPURegions: UInt = 8,
        enableTrustZone: bool = False,
    ) -> None:
        super().__init__(env)
        self.Model = cpuType
        self.abort_reason: str | None = None
        self._nvic = nvic
        self._cpu_id = cpuId
        model = processor_model(cpuType)
        nvic.attach(model, numberOfMPURegions)
        bus = env.bus
        assert isinstance(bus, SystemBus)
        self._bus = bus
        self.core = Core(bus, env.clock, nvic, model, strict=False)
        self.core.delivery.semihosting = self._semihosting
        self.core.on_stuck = self._stuck
        nvic.on_vector_table = self._set_vector_table
        self._halted = False
        self._initialized = False
        self._pc_set = False
        self._vtor_set = False
        bus.on_image_loaded(self._image_loaded, self)
        self._image_start: int | None = None

    # -- the emulation's side -----------------------------------------------------------------

    def execute_until(self, time: int) -> None:
        """Run guest code until the core's time is `time` (ns) or it has to leave."""
        core = self.core
        machine: Any = self.env
        if self._halted or self.abort_reason is not None or self.waits_for_step:
            core.time.jump(time)
            return
        if not self._initialized:
            self._initialize()
            if self._halted:
                core.time.jump(time)
                return
        self._bus.accessor = self._accessor
        try:
            before = core.executed
            core.execute_until(time, self._steps)
            if self._steps is not None:
                self._steps -= core.executed - before
                if self._steps <= 0:
                    machine.emulation.request_stop()
        except CoreError as error:
            self._abort(str(error))
            core.time.jump(time)
        finally:
            self._bus.accessor = None

    @property
    def now(self) -> int:
        """Exact time (ns) of the instruction in progress or of the next one."""
        return self.core.now

    def leave(self) -> None:
        """End `execute_until` after the instruction in progress."""
        self.core.leave()

    def shorten(self, time: int) -> None:
        """End `execute_until` at `time` (ns) if that is earlier."""
        self.core.shorten(time)

    def _semihosting(self) -> bool:
        """`bkpt 0xAB`: R0 operation, R1 parameter, R0 result; done by a console registered here.

        Without a console the result is 0, as in Renode.
        """
        machine: Any = self.env
        for entry in machine.entries:
            handler = getattr(entry.peripheral, "semihosting", None)
            if entry.parent is self and handler is not None:
                self.SetRegister("R0", handler(self.GetRegister("R0"), self.GetRegister("R1")))
                return True
        if not self.StrictFaults:
            self.SetRegister("R0", 0)
        return False

    def _stuck(self, pc: int) -> None:
        self.log(
            LogLevel.ERROR,
            f"The instruction at 0x{pc:X} causes a fault that cannot be taken at the present priority: "
            "it repeats for ever",
        )

    def _set_vector_table(self, value: int) -> None:
        """VTOR of the SCB: Renode refuses what is not in memory."""
        self._vtor_set = True
        if not self._bus.IsMemory(value):
            self.log(
                LogLevel.WARNING,
                f"Tried to set VTOR address at 0x{value:X} which does not lay in memory. Aborted.",
            )
            return
        self._nvic.scb.vtor = value

    def _accessor(self) -> str:
        return f"{self._short_name()}: 0x{self.core.pc:X}"

    def _short_name(self) -> str:
        name_of = getattr(self.env, "name_of", None)
        return str(name_of(self)).removeprefix("sysbus.") if name_of is not None else "cpu"

    def _abort(self, reason: str) -> None:
        self.abort_reason = reason
        self.log(LogLevel.ERROR, reason)

    def _image_loaded(self, lowest_section: int) -> None:
        self._image_start = lowest_section

    def prepare(self) -> None:
        """Do now what the first resume does, so that a debugger sees the state after reset."""
        known = self._image_start is not None or self._vtor_set
        if known and not (self._initialized or self._halted or self.abort_reason is not None):
            self._initialize()

    def _initialize(self) -> None:
        """First resume: guess VTOR from the image, load SP and PC from the table unless PC was set."""
        scb = self._nvic.scb
        if not self._vtor_set and self._image_start is not None:
            self.log(
                LogLevel.INFO,
                f"Guessing VectorTableOffset value to be 0x{self._image_start:X}.",
            )
            scb.vtor = self._image_start
        self._initialized = True
        self._vtor_set = True
        if self._pc_set:
            return
        sp, pc = self._bus.read(scb.vtor, 4), self._bus.read(scb.vtor + 4, 4)
        if (sp == 0 and pc == 0) or not self.core.memory.is_memory(pc):
            self.log(
                LogLevel.ERROR,
                "PC does not lay in memory or PC and SP are equal to zero. CPU was halted.",
            )
            self._halted = True
            self._initialized = False
            return
        self.log(LogLevel.INFO, f"Setting initial values: PC = 0x{pc:X}, SP = 0x{sp:X}.")
        self.core.pc = pc
        Batch(self.core.executor.uc, (reg.SP,)).write(sp & ~3)

    # -- Renode's members ---------------------------------------------------------------------

    def Reset(self) -> None:
        self.core.reset()
        self.abort_reason = None
        self._halted = False
        self._initialized = False
        self._pc_set = False
        self._vtor_set = False
        self._image_start = None

    def OnGPIO(self, number: int, value: bool) -> None:
        """Lines 0 and 1: the NVIC's request. The controller is read directly."""

    @property
    def PC(self) -> RegisterValue:
        """Program counter."""
        return self.core.pc

    @PC.setter
    def PC(self, value: RegisterValue) -> None:
        self._pc_set = True
        self.core.pc = value

    @property
    def LR(self) -> RegisterValue:
        """Link register."""
        return self.GetRegister("LR")

    @LR.setter
    def LR(self, value: RegisterValue) -> None:
        self.SetRegister("LR", value)

    @property
    def SP(self) -> RegisterValue:
        """Stack pointer in use."""
        return self.GetRegister("SP")

    @SP.setter
    def SP(self, value: RegisterValue) -> None:
        self.SetRegister("SP", value)

    @property
    def IsHalted(self) -> bool:
        """Whether the core is kept from executing."""
        return self._halted

    @IsHalted.setter
    def IsHalted(self, value: bool) -> None:
        self._halted = value
        if value:
            self.core.leave()

    @property
    def PerformanceInMips(self) -> UInt:
        """Million instructions per virtual second."""
        return self.core.time.mips

    @PerformanceInMips.setter
    def PerformanceInMips(self, value: UInt) -> None:
        self.core.time.set_mips(value)

    @property
    def StrictFaults(self) -> bool:
        """Faults as the architecture has them instead of Renode's tolerance (ours; default off).

        Unmapped accesses are BusFaults, disabled faults escalate, BKPT is a HardFault.
        """
        return self.core.delivery.strict

    @StrictFaults.setter
    def StrictFaults(self, value: bool) -> None:
        self.core.set_strict(value)

    @property
    def ExecutedInstructions(self) -> ULong:
        """Instructions since reset."""
        return self.core.executed

    @property
    def VectorTableOffset(self) -> UInt:
        """VTOR."""
        return self._nvic.scb.vtor

    @VectorTableOffset.setter
    def VectorTableOffset(self, value: UInt) -> None:
        self._set_vector_table(value)
