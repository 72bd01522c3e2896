"""IRQControllers.NVIC: the System Control Space at 0xE000E000, which is a part of the native core."""

from __future__ import annotations

from typing import Any

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import BusPeripheral, Environment
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte, Int, Long, ULong
from vboard.native.core import Core

LINES = 512
_ISER, _SCR, _SLEEPDEEP = 0x100, 0xD10, 4


@renode_type("IRQControllers.NVIC")
class NVIC(BusPeripheral):
    """Interrupt controller with 512 lines, SysTick and the System Control Block.

    Registers and behaviour belong to the core that the controller is attached to (`vboard/native/system`).
    """

    size = 0x1000
    widths = frozenset({1, 2, 4})

    def __init__(
        self,
        env: Environment,
        systickFrequency: Long = 0x19000000,
        priorityMask: Byte = 0xFF,
        haltSystickOnDeepSleep: bool = True,
    ) -> None:
        super().__init__(env)
        self.IRQ = GPIO()
        self._frequency, self._priority_mask = systickFrequency, priorityMask
        self._halt_in_deep_sleep = haltSystickOnDeepSleep
        self._core: Core | None = None
        self._early: dict[int, bool] = {}
        """Levels of lines that were driven before there was a core."""
        self._early_lines: list[GPIO] = []
        self.PauseInsteadOfReset = False

    def attach(self, core: Core, mpu_regions: int) -> None:
        """Become a part of `core`."""
        core.configure(
            priority_mask=self._priority_mask,
            systick_frequency=self._frequency,
            mpu_regions=mpu_regions,
            halt_systick_in_deep_sleep=self._halt_in_deep_sleep,
        )
        self._core = core
        for line, level in self._early.items():
            core.set_line(line, level)
        for wire in self._early_lines:
            wire.rewire()

    def core_for(self, line: GPIO) -> Core | None:
        """The core that takes the level of a line without Python."""
        if self._core is None:
            self._early_lines.append(line)
        return self._core

    @property
    def HaltSystickOnDeepSleep(self) -> bool:
        """Whether SysTick stands still in deep sleep."""
        return self._halt_in_deep_sleep

    @HaltSystickOnDeepSleep.setter
    def HaltSystickOnDeepSleep(self, value: bool) -> None:
        self._halt_in_deep_sleep = value
        if self._core is not None:
            self._core.configure(halt_systick_in_deep_sleep=value)

    @property
    def Frequency(self) -> ULong:
        """Clock of SysTick, Hz."""
        return self._frequency

    @Frequency.setter
    def Frequency(self, value: ULong) -> None:
        if value == 0:
            raise ValueError("Frequency must be greater than 0")
        self._frequency = value
        if self._core is not None:
            self._core.configure(systick_frequency=value)

    @property
    def DeepSleepEnabled(self) -> bool:
        """SCR.SLEEPDEEP."""
        return bool(self.read(_SCR, 4) & _SLEEPDEEP)

    @DeepSleepEnabled.setter
    def DeepSleepEnabled(self, value: bool) -> None:
        kept = self.read(_SCR, 4) & ~_SLEEPDEEP
        self.write(_SCR, 4, kept | (_SLEEPDEEP if value else 0))

    def SetPendingIRQ(self, number: Int) -> None:
        """Make an exception pending, by its number in IPSR: 16 is external interrupt 0."""
        if self._core is not None:
            self._core.pend(number)

    def GetEnabledExternalInterrupts(self) -> list[Int]:
        """Numbers of the external interrupts that are enabled."""
        words = [self.read(_ISER + 4 * i, 4) for i in range(LINES // 32)]
        return [line for line in range(LINES) if words[line // 32] >> line % 32 & 1]

    def Reset(self) -> None:
        """The core resets its controller."""

    def OnGPIO(self, number: int, value: bool) -> None:
        """External interrupt line `number` changed."""
        if not 0 <= number < LINES:
            raise ValueError(f"NVIC has lines 0 to {LINES - 1}; got {number}")
        if self._core is None:
            self._early[number] = value
        else:
            self._core.set_line(number, value)

    def read(self, offset: int, width: int) -> int:
        return 0 if self._core is None else self._core.read_system(offset, width)

    def write(self, offset: int, width: int, value: int) -> None:
        if self._core is not None:
            self._core.write_system(offset, width, value)

    def request_reset(self) -> None:
        """AIRCR.SYSRESETREQ."""
        machine: Any = self.env
        if self.PauseInsteadOfReset:
            machine.Pause()
        else:
            machine.request_reset()
