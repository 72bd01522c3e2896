"""Timers.SAM4S_WDT: watchdog (SAM4S datasheet, section 17.5).

As Renode 1.16.1 models it, it is disabled after a reset, and MR.WDV shows the count.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, counts, written
from vboard.builtin.peripherals.sam.sam4s_rstc import SAM4S_RSTC
from vboard.builtin.peripherals.timing import LimitTimer
from vboard.builtin.registry import renode_type

FREQUENCY = 32_768 // 128
"""Hz of the counter: slow clock divided by 128."""

KEY = 0xA5
MR = 0x4


@renode_type("Timers.SAM4S_WDT")
class SAM4S_WDT(TablePeripheral):
    """Output IRQ: underflow, while WDFIEN is set."""

    size = 0x10
    default_gpio = "IRQ"
    IRQ: GPIO
    interrupts: ClassVar = {"IRQ": "SR.WDUNF & MR.WDFIEN"}
    missing = "the window of WDD"
    table = """
        0x0  CR              : WDRSTT 0, KEY 31:24
        0x4  MR = 0x3FFFAFFF : WDV 11:0, WDFIEN 12, WDRSTEN 13, WDRPROC 14, WDDIS 15, WDD 27:16,
                WDDBGHLT 28 -, WDIDLEHLT 29 -
        0x8  SR              : WDUNF 0 rc, WDERR 1 rc
    """

    def __init__(self, env: Environment, resetController: SAM4S_RSTC | None = None) -> None:
        """Create the watchdog.

        Args:
            resetController: what resets the machine.
        """
        super().__init__(env)
        self._reset_controller = resetController
        self._written = False
        self._timer = LimitTimer(env.clock, FREQUENCY, 0xFFF, self._underflow)

    def Reset(self) -> None:
        super().Reset()
        self._written = False
        self._timer.reset()

    special_writes = frozenset({MR})

    def write32(self, offset: int, value: int) -> None:
        if offset == MR:
            if self._written:
                return
            self._written = True
        super().write32(offset, value)

    @counts("MR.WDV")
    def _count(self) -> Count:
        return self._timer.count() if self._timer.enabled else Count.constant(self.named["MR"]["WDV"])

    @written("MR")
    def _configured(self) -> None:
        mode = self.named["MR"]
        self._timer.limit = mode["WDV"] or 1
        self._timer.value = mode["WDV"]
        self._timer.enabled = not mode["WDDIS"]

    @written("CR")
    def _restart(self) -> None:
        command = self.named["CR"]
        if command["KEY"] == KEY and command["WDRSTT"]:
            self._timer.value = self._timer.limit

    def _underflow(self) -> None:
        self.named["SR"]["WDUNF"] = 1
        self.interrupt_lines.update()
        if self.named["MR"]["WDRSTEN"] and self._reset_controller is not None:
            self._reset_controller.reset_machine()
