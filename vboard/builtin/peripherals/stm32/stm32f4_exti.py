"""IRQControllers.STM32F4_EXTI: external interrupt controller (RM0008 rev 21, section 10.3).

As Renode 1.16.1 models it: an edge on a masked line is lost (silicon latches it in PR); SWIER raises the
lines that IMR enables but neither SWIER nor PR shows it; a line stays high until its PR bit is written.
EMR only stores. Lines from `firstDirectLine` on follow their input without mask and edge selection.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO, InputMask
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import Field, Mode, Register, RegisterMap, RegisterPeripheral
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int


@renode_type("IRQControllers.STM32F4_EXTI")
class STM32F4_EXTI(RegisterPeripheral):
    """Inputs and outputs 0 to numberOfOutputLines - 1."""

    size = 0x400

    def __init__(self, env: Environment, numberOfOutputLines: Int = 14, firstDirectLine: Int = 23) -> None:
        super().__init__(env)
        self._lines = [GPIO() for _ in range(numberOfOutputLines)]
        self._first_direct = firstDirectLine
        self._imr = Register(0x00, "IMR", [Field("IMR", 0, 32)])
        self._rtsr = Register(0x08, "RTSR", [Field("RTSR", 0, 32)])
        self._ftsr = Register(0x0C, "FTSR", [Field("FTSR", 0, 32)])
        self._pr = Register(0x14, "PR", [Field("PR", 0, 32, Mode.RW1C, write=self._acknowledge)])
        self.registers = RegisterMap(
            self,
            [
                self._imr,
                Register(0x04, "EMR", [Field("EMR", 0, 32)]),
                self._rtsr,
                self._ftsr,
                Register(0x10, "SWIER", [Field("SWIER", 0, 32, status=lambda: 0, write=self._trigger)]),
                self._pr,
            ],
        )

    def numbered_outputs(self) -> dict[int, GPIO]:
        return dict(enumerate(self._lines))

    @property
    def NumberOfLines(self) -> Int:
        """Number of inputs and of outputs."""
        return len(self._lines)

    def Reset(self) -> None:
        super().Reset()
        for line in self._lines:
            line.Unset()

    def OnGPIO(self, number: int, value: bool) -> None:
        """Input `number` changed."""
        if number >= len(self._lines):
            self.log(LogLevel.ERROR, f"GPIO number {number} is out of range [0; {len(self._lines)})")
            return
        if number < self._first_direct:
            bit = 1 << number
            edges = self._rtsr if value else self._ftsr
            if not self._imr.value & edges.value & bit:
                return
            value = True
        self._set_pending(number, value)
        self._lines[number].Set(value)

    def input_mask(self, number: int) -> InputMask | None:
        """IMR: an edge of a masked line is lost."""
        return (self._imr, 1 << number) if number < min(self._first_direct, len(self._lines), 32) else None

    def _set_pending(self, number: int, value: bool) -> None:
        if number < 32:
            bit = 1 << number
            self._pr.value = self._pr.value | bit if value else self._pr.value & ~bit

    def _trigger(self, mask: int) -> None:
        for number, line in enumerate(self._lines[:32]):
            if mask & self._imr.value & 1 << number:
                line.Set()

    def _acknowledge(self, mask: int) -> None:
        for number, line in enumerate(self._lines[:32]):
            if mask & 1 << number:
                line.Unset()
