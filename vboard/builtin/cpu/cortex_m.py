"""CPU.CortexM: the processor as the platform description and the monitor see it."""

from __future__ import annotations

from typing import Any

from vboard.builtin.cpu.debug import DebugMembers
from vboard.builtin.cpu.memory_map import MemoryMap
from vboard.builtin.cpu.nvic import NVIC
from vboard.builtin.machine.bus import SystemBus
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.unhandled import log_unhandled_read
from vboard.builtin.registry import renode_type
from vboard.builtin.types import RegisterInteger, RegisterValue, UInt, ULong
from vboard.native.core import Core


@renode_type("CPU.CortexM")
class CortexM(DebugMembers):
    """A Cortex-M core.

    Attributes:
        core: the native core.
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
        self._model = cpuType
        self.abort_reason: str | None = None
        self._nvic = nvic
        self._cpu_id = cpuId
        bus = env.bus
        assert isinstance(bus, SystemBus)
        self._bus = bus
        self.core = Core(cpuType, _Host(self), env.clock)
        nvic.attach(self.core, numberOfMPURegions)
        self.memory = MemoryMap(bus, self, nvic)
        self._halted = False
        self._initialized = False
        self._pc_set = False
        self._image_start: int | None = None
        bus.on_image_loaded(self._image_loaded, self)
        bus.cores.append(self)

    # -- the emulation's side -----------------------------------------------------------------

    def before_run(self) -> None:
        """The memory map is the bus's, and the first resume has its start values."""
        if self._halted or self._paused or self.waits_for_step:
            self.core.halted = True
            return
        self.memory.update()
        if not self._initialized and self.abort_reason is None:
            self._initialize()
        self.core.halted = self._halted

    @property
    def executing(self) -> bool:
        """Whether an instruction of this core is in progress."""
        return self.core.executing

    def __str__(self) -> str:
        machine: Any = self.env
        name = machine.name_of(self).removeprefix("sysbus.")
        return f"[CPU: {machine.name}.{name}[{machine.cores.index(self)}]]"

    def position(self) -> str:
        """The core and its PC: `cpu: 0x80001EA`."""
        return f"{self.name}: 0x{self.core.pc:X}"

    @property
    def name(self) -> str:
        """As the log names it."""
        name_of = getattr(self.env, "name_of", None)
        return str(name_of(self)).removeprefix("sysbus.") if name_of is not None else "cpu"

    def aborted(self, reason: str) -> None:
        """The core cannot go on."""
        self.abort_reason = reason
        self.log(LogLevel.ERROR, reason)

    def semihosting(self) -> bool:
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

    def _image_loaded(self, lowest_section: int) -> None:
        self._image_start = lowest_section

    def prepare(self) -> None:
        """Do now what the first resume does, so that a debugger sees the state after reset."""
        self.memory.update()
        known = self._image_start is not None or self.core.vector_table_was_set
        if known and not (self._initialized or self._halted or self.abort_reason is not None):
            self._initialize()

    def _initialize(self) -> None:
        """First resume: guess VTOR from the image, load SP and PC from the table unless PC was set."""
        core = self.core
        if not core.vector_table_was_set and self._image_start is not None:
            self.log(
                LogLevel.INFO,
                f"Guessing VectorTableOffset value to be 0x{self._image_start:X}.",
            )
            core.vector_table = self._image_start
        self._initialized = True
        if self._pc_set:
            return
        table = core.vector_table
        sp, pc = self._bus.read(table, 4), self._bus.read(table + 4, 4)
        if (sp == 0 and pc == 0) or not core.is_memory(pc):
            self.log(
                LogLevel.ERROR,
                "PC does not lay in memory or PC and SP are equal to zero. CPU was halted.",
            )
            self._halted = True
            self._initialized = False
            return
        self.log(LogLevel.INFO, f"Setting initial values: PC = 0x{pc:X}, SP = 0x{sp:X}.")
        core.set_register("PC", pc)
        core.set_register("SP", sp & ~3)

    # -- Renode's members ---------------------------------------------------------------------

    def Reset(self) -> None:
        self.core.reset()
        self.abort_reason = None
        self._halted = False
        self._initialized = False
        self._pc_set = False
        self._image_start = None

    def OnGPIO(self, number: int, value: bool) -> None:
        """Lines 0 and 1: the NVIC's request. The controller is a part of the core."""

    @property
    def Model(self) -> str:
        """What `cpuType` says."""
        return self._model

    @property
    def PC(self) -> RegisterValue:
        """Program counter."""
        return RegisterInteger(self.core.pc)

    @PC.setter
    def PC(self, value: RegisterValue) -> None:
        self._pc_set = True
        self.core.set_register("PC", value)

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
        return self._halted or self.abort_reason is not None

    @IsHalted.setter
    def IsHalted(self, value: bool) -> None:
        self._halted = value
        self.env.clock.stop()

    @property
    def PerformanceInMips(self) -> UInt:
        """Million instructions per virtual second."""
        return self.core.mips

    @PerformanceInMips.setter
    def PerformanceInMips(self, value: UInt) -> None:
        if value == 0:
            self.warn_of_renode_fault("a core of 0 MIPS never ends its quantum; the speed stays as it is")
            return
        self.core.mips = value

    @property
    def StrictFaults(self) -> bool:
        """Faults as the architecture has them instead of Renode's tolerance (ours; default off).

        Unmapped accesses are BusFaults, disabled faults escalate, BKPT is a HardFault.
        """
        return self.memory.strict

    @StrictFaults.setter
    def StrictFaults(self, value: bool) -> None:
        self.core.configure(strict=value)
        self.memory.strict = value
        self.env.clock.stop()

    @property
    def ExecutedInstructions(self) -> ULong:
        """Instructions since reset."""
        return self.core.executed

    @property
    def VectorTableOffset(self) -> UInt:
        """VTOR."""
        return self.core.vector_table

    @VectorTableOffset.setter
    def VectorTableOffset(self, value: UInt) -> None:
        self.memory.update()
        self.core.vector_table = value


class _Host:
    """What the native core calls (`CoreHost` of its stub)."""

    def __init__(self, cpu: CortexM) -> None:
        self._cpu = cpu

    def log_core(self, level: int, message: str) -> None:
        self._cpu.log(LogLevel(level), message)

    def log_controller(self, level: int, message: str) -> None:
        self._cpu._nvic.log(LogLevel(level), message)

    def renode_fails(self, what: str) -> None:
        self._cpu._nvic.warn_of_renode_fault(what)

    def read_nothing(self, offset: int) -> None:
        log_unhandled_read(self._cpu._nvic, offset)

    def wrote_nothing(self, offset: int, value: int) -> None:
        self._cpu._nvic.wrote_nothing(offset, value)

    def semihosting(self) -> bool:
        return self._cpu.semihosting()

    def request_reset(self) -> None:
        self._cpu._nvic.request_reset()

    def abort(self, reason: str) -> None:
        self._cpu.aborted(reason)

    def at_breakpoint(self, address: int) -> None:
        self._cpu.at_breakpoint(address)

    def entered_block(self, address: int) -> None:
        self._cpu.entered_block(address)

    def entering_exception(self, number: int) -> None:
        self._cpu.entering_exception(number)

    def left_exception(self, number: int) -> None:
        self._cpu.left_exception(number)

    def sleep_changed(self, sleeping: bool) -> None:
        self._cpu.sleep_changed(sleeping)

    def traced(self) -> None:
        self._cpu.traced()
