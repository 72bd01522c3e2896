"""IRQControllers.NVIC: the System Control Space at 0xE000E000, which is a part of the native core."""

from __future__ import annotations

from typing import Any

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import BusPeripheral, Environment
from vboard.builtin.peripherals.register_fields import Tag, reserved
from vboard.builtin.peripherals.register_map import Register
from vboard.builtin.peripherals.unhandled import log_unhandled_write
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte, Int, Long, ULong
from vboard.native.core import Core

LINES = 512
_EXTERNAL = 16
"""Number of the first external interrupt as an exception (ARMv7-M B1.5.2)."""
_ISER, _SCR, _SLEEPDEEP = 0x100, 0xD10, 4
_UNMODELLED = {
    register.offset: register
    for register in (
        Register(
            0xD2C,
            "HFSR",
            [reserved(0, 1), Tag("VECTTBL", 1), reserved(2, 28), Tag("FORCED", 30), Tag("DEBUGEVT", 31)],
        ),
        Register(
            0xD80, "CCSIDR", [Tag("LineSize", 0, 3), Tag("Associativity", 3, 10), Tag("NumSets", 13, 15)]
        ),
        Register(
            0xD84,
            "CSSELR",
            [Tag("InD (Instruction or Data Selection)", 0), Tag("Level", 1, 3), reserved(4, 28)],
        ),
    )
}
"""Registers that Renode knows and that hold nothing: it reports the bits that firmware sets."""


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
        """Make an exception pending, by its number in IPSR: 16 is external interrupt 0.

        Raises:
            ValueError: there is no exception of that number.
        """
        if not 0 < number < _EXTERNAL + LINES:
            raise ValueError(f"Exception numbers are 1 to {_EXTERNAL + LINES - 1}; got {number}")
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

    def wrote_nothing(self, offset: int, value: int) -> None:
        """A core or the bus wrote where the core has no register."""
        known = _UNMODELLED.get(offset)
        if known is not None:
            known.write(value, self)
        else:
            log_unhandled_write(self, offset, value)

    def request_reset(self) -> None:
        """AIRCR.SYSRESETREQ."""
        machine: Any = self.env
        if self.PauseInsteadOfReset:
            machine.Pause()
        else:
            machine.request_reset()
