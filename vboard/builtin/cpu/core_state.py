"""Properties of a core that tell of its state: what it is, what it is doing."""

from __future__ import annotations

import enum
from typing import Any

from vboard.builtin.cpu.core_registers import RegisterMembers
from vboard.builtin.machine.bus import SystemBus
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.types import UInt, ULong
from vboard.errors import VBoardError
from vboard.native.core import Core


class CoreStateError(VBoardError):
    """A state that the core cannot take, in Renode's words."""


class Endianess(enum.Enum):
    """Order of bytes (Renode's spelling)."""

    LittleEndian = 0
    BigEndian = 1


class MpuAccess(enum.Enum):
    """Kind of an access whose address is translated."""

    Read = 0
    Write = 1
    InstructionFetch = 2


class StateMembers(RegisterMembers):
    """Base of the core's model; the subclass sets `core`, `_bus`, `_cpu_id` and `Model`."""

    core: Core
    _bus: SystemBus
    _cpu_id: int
    IsHalted: bool

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._wfi_as_nop = self._wfe_as_nop = self._paused = False
        self._millicycles = 1000
        self.ChainingEnabled = True
        self.SyncPCEveryInstructionDisabled = False
        self.TbCacheEnabled = True
        self.ThreadSentinelEnabled = False
        self.UpdateContextOnLoadAndStore = False
        self.DisableInterruptsWhileStepping = False

    # -- identity ---------------------------------------------------------------------------------

    @property
    def Architecture(self) -> str:
        """Name of the instruction set."""
        return "arm-m"

    @property
    def GDBArchitecture(self) -> str:
        """Name of the instruction set for GDB."""
        return "arm"

    @property
    def Endianness(self) -> Endianess:
        """Order of bytes."""
        return Endianess.LittleEndian

    @property
    def Slot(self) -> int:
        """Number of the core in its machine."""
        cores: list[object] = list(self._bus.cores)
        return cores.index(self) if self in cores else 0

    @property
    def MultiprocessingId(self) -> UInt:
        """Number of the core in its cluster: its `cpuId`."""
        return self._cpu_id

    @property
    def Bus(self) -> SystemBus:
        """The bus that the core is on."""
        return self._bus

    # -- execution --------------------------------------------------------------------------------

    @property
    def ElapsedCycles(self) -> ULong:
        """Instructions times `CyclesPerInstruction`."""
        return self.core.executed * self._millicycles // 1000

    def GetCurrentInstructionsCount(self) -> ULong:
        """Instructions since reset."""
        return self.core.executed

    @property
    def CyclesPerInstruction(self) -> float:
        """What `ElapsedCycles` counts for an instruction; time is a matter of `PerformanceInMips`."""
        return self._millicycles / 1000

    @CyclesPerInstruction.setter
    def CyclesPerInstruction(self, value: float) -> None:
        if value <= 0:
            raise CoreStateError("Value must be a positive number.")
        if value * 1000 != round(value * 1000):
            raise CoreStateError("Value's precision can't be greater than 0.001")
        self._millicycles = round(value * 1000)

    @property
    def WfiAsNop(self) -> bool:
        """Whether WFI does not sleep."""
        return self._wfi_as_nop

    @WfiAsNop.setter
    def WfiAsNop(self, value: bool) -> None:
        self._wfi_as_nop = value
        self.core.configure(wfi_as_nop=value)

    @property
    def WfeAndSevAsNop(self) -> bool:
        """Whether WFE does not sleep."""
        return self._wfe_as_nop

    @WfeAndSevAsNop.setter
    def WfeAndSevAsNop(self, value: bool) -> None:
        self._wfe_as_nop = value
        self.core.configure(wfe_as_nop=value)

    @property
    def IsStarted(self) -> bool:
        """Whether the core has started, paused or not."""
        return self.env.clock.running

    @property
    def IsPaused(self) -> bool:
        """Whether the core is kept from executing by `Pause`, or the emulation is paused."""
        return self._paused or not self.env.clock.running

    def Start(self) -> None:
        """Let the core execute when the emulation runs."""
        self._paused = False

    def Resume(self) -> None:
        """Undo `Pause`."""
        self._paused = False

    def Pause(self) -> None:
        """Keep the core from executing; time passes."""
        self._paused = True
        self.env.clock.stop()

    @property
    def DebuggerConnected(self) -> bool:
        """Whether GDB is connected to the machine."""
        machine: Any = self.env
        return bool(getattr(machine, "debugger_connected", False))

    def ClearTranslationCache(self) -> None:
        """Accepted: decoded code is dropped whenever it is overwritten."""

    def TranslateAddress(self, logicalAddress: ULong, accessType: MpuAccess) -> ULong:
        """The address itself: a Cortex-M does not translate addresses."""
        return logicalAddress

    def RaiseException(self, exceptionId: UInt) -> None:
        """Make an exception pending, by its number in IPSR."""
        self.core.pend(exceptionId)
