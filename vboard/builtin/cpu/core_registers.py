"""Registers of a core under the names that Renode has for them."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.types import RegisterInteger, RegisterValue, UInt
from vboard.native.core import Core

_SCR, _CFSR, _MMFAR, _CPACR, _MPU_TYPE, _MPU_CTRL = 0xD10, 0xD28, 0xD34, 0xD88, 0xD90, 0xD94
_MPU_RNR, _MPU_RBAR, _MPU_RASR, _FPCCR, _FPCAR, _FPDSCR = 0xD98, 0xD9C, 0xDA0, 0xF34, 0xF38, 0xF3C
"""Offsets in the System Control Space (ARMv7-M B3.2.2, B3.5)."""
_FPU_ACCESS = 0xF << 20
"""CP10 and CP11 of CPACR."""


class RegisterMembers(Peripheral):
    """Base of the core's model; the subclass sets `core`."""

    core: Core

    @property
    def XProgramStatusRegister(self) -> UInt:
        """xPSR."""
        return self.core.get_register("XPSR")

    @property
    def CPSR(self) -> RegisterValue:
        """xPSR, under the name of other cores."""
        return RegisterInteger(self.core.get_register("XPSR"))

    @property
    def PRIMASK(self) -> RegisterValue:
        """Whether configurable exceptions are held back."""
        return RegisterInteger(self.core.get_register("PRIMASK"))

    @PRIMASK.setter
    def PRIMASK(self, value: RegisterValue) -> None:
        self.core.set_register("PRIMASK", value)

    @property
    def FAULTMASK(self) -> RegisterValue:
        """Whether all exceptions but NMI are held back."""
        return RegisterInteger(self.core.get_register("FAULTMASK"))

    @FAULTMASK.setter
    def FAULTMASK(self, value: RegisterValue) -> None:
        self.core.set_register("FAULTMASK", value)

    @property
    def BasePri(self) -> RegisterValue:
        """Priority from which on exceptions are held back."""
        return RegisterInteger(self.core.get_register("BASEPRI"))

    @BasePri.setter
    def BasePri(self, value: RegisterValue) -> None:
        self.core.set_register("BASEPRI", value)

    @property
    def Control(self) -> RegisterValue:
        """CONTROL."""
        return RegisterInteger(self.core.get_register("CONTROL"))

    @Control.setter
    def Control(self, value: RegisterValue) -> None:
        self.core.set_register("CONTROL", value)

    @property
    def CurrentSP(self) -> RegisterValue:
        """Stack pointer in use."""
        return RegisterInteger(self.core.get_register("SP"))

    @CurrentSP.setter
    def CurrentSP(self, value: RegisterValue) -> None:
        self.core.set_register("SP", value)

    @property
    def OtherSP(self) -> RegisterValue:
        """Stack pointer that is not in use."""
        sp, msp = self.core.get_register("SP"), self.core.get_register("MSP")
        return RegisterInteger(self.core.get_register("PSP") if sp == msp else msp)

    @property
    def FPSCR(self) -> RegisterValue:
        """Floating point status and control; 0 for a core without an FPU."""
        return RegisterInteger(self.core.get_register("FPSCR") if self.core.has_fpu else 0)

    @FPSCR.setter
    def FPSCR(self, value: RegisterValue) -> None:
        if self.core.has_fpu:
            self.core.set_register("FPSCR", value)

    @property
    def CPACR(self) -> RegisterValue:
        """Access to coprocessors."""
        return RegisterInteger(self.core.read_system(_CPACR, 4))

    def _enable_fpu(self, value: bool) -> None:
        """Give full access to the FPU, or none (CPACR, ARMv7-M ARM B3.2.20)."""
        access = self.core.read_system(_CPACR, 4) & ~_FPU_ACCESS
        self.core.write_system(_CPACR, 4, access | (_FPU_ACCESS if value else 0))

    FpuEnabled = property(None, _enable_fpu)

    @property
    def FPCCR(self) -> RegisterValue:
        """Floating point context control."""
        return RegisterInteger(self.core.read_system(_FPCCR, 4))

    @property
    def FPCAR(self) -> RegisterValue:
        """Where floating point registers wait to be stored."""
        return RegisterInteger(self.core.read_system(_FPCAR, 4))

    @property
    def FPDSCR(self) -> RegisterValue:
        """Values that FPSCR starts a context with."""
        return RegisterInteger(self.core.read_system(_FPDSCR, 4))

    @property
    def NumberOfMPURegions(self) -> UInt:
        """Regions of the memory protection unit."""
        return self.core.read_system(_MPU_TYPE, 4) >> 8 & 0xFF

    @property
    def MPUEnabled(self) -> bool:
        """Whether the memory protection unit checks accesses."""
        return bool(self.core.read_system(_MPU_CTRL, 4) & 1)

    @property
    def MPURegionNumber(self) -> UInt:
        """MPU_RNR."""
        return self.core.read_system(_MPU_RNR, 4)

    @property
    def MPURegionBaseAddress(self) -> UInt:
        """MPU_RBAR of that region."""
        return self.core.read_system(_MPU_RBAR, 4)

    @property
    def MPURegionAttributeAndSize(self) -> UInt:
        """MPU_RASR of that region (ARMv7-M)."""
        return self.core.read_system(_MPU_RASR, 4)

    @property
    def FaultStatus(self) -> UInt:
        """CFSR."""
        return self.core.read_system(_CFSR, 4)

    @property
    def MemoryFaultAddress(self) -> UInt:
        """MMFAR."""
        return self.core.read_system(_MMFAR, 4)

    def GetPrimask(self, secure: bool) -> UInt:
        """PRIMASK; there is one alone."""
        return self.core.get_register("PRIMASK")

    def GetFaultmask(self, secure: bool) -> UInt:
        """FAULTMASK; there is one alone."""
        return self.core.get_register("FAULTMASK")

    def SetSevOnPending(self, value: bool) -> None:
        """SCR.SEVONPEND: whether a pending interrupt is an event."""
        self._set_sleep_control(1 << 4, value)

    def SetSleepOnExceptionExit(self, value: bool) -> None:
        """SCR.SLEEPONEXIT: whether the core sleeps when the last handler returns."""
        self._set_sleep_control(1 << 1, value)

    def _set_sleep_control(self, bit: int, value: bool) -> None:
        kept = self.core.read_system(_SCR, 4) & ~bit
        self.core.write_system(_SCR, 4, kept | (bit if value else 0))
