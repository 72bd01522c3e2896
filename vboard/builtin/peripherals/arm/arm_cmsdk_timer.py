"""Timers.Arm_CMSDK_Timer: APB timer (Arm DDI 0479, section 4.2), a type of newer Renodes."""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, counts, writes
from vboard.builtin.peripherals.timing import LimitTimer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt, ULong

PART_NUMBER, JEDEC_ID, REVISION = 0x822, 0xBB, 1
COMPONENT = (0x0D, 0xF0, 0x05, 0xB1)
LONGEST = 0xFFFF_FFFF


def identification(part: int, jedec: int) -> list[int]:
    """PID4 to PID7 and PID0 to PID3 by the CoreSight scheme: part number, JEDEC code, revision."""
    return [
        0x04,
        0,
        0,
        0,
        part & 0xFF,
        (jedec & 0xF) << 4 | part >> 8 & 0xF,
        REVISION << 4 | 8 | jedec >> 4 & 7,
        0,
    ]


@renode_type("Timers.Arm_CMSDK_Timer")
class Arm_CMSDK_Timer(TablePeripheral):
    """Output IRQ: up while the interrupt status is set."""

    default_gpio = "IRQ"
    IRQ: GPIO
    interrupts: ClassVar = {"IRQ": "INTSTATUS"}
    missing = "the external input as enable and as clock"
    table = """
        0x000  CTRL       : EN 0, EXTEN 1 -, EXTCLK 2 -, IRQEN 3
        0x004  VALUE      : rw
        0x008  RELOAD     : rw
        0x00C  INTSTATUS  : FLAG 0 rw1c
        0xFD0  PID4       : r
        0xFD4  PID5       : r
        0xFD8  PID6       : r
        0xFDC  PID7       : r
        0xFE0  PID0       : r
        0xFE4  PID1       : r
        0xFE8  PID2       : r
        0xFEC  PID3       : r
        0xFF0  CID0       : r
        0xFF4  CID1       : r
        0xFF8  CID2       : r
        0xFFC  CID3       : r
    """

    def __init__(
        self,
        env: Environment,
        frequency: ULong,
        partNumber: UInt = PART_NUMBER,
        jedecId: UInt = JEDEC_ID,
        loadOnReloadWrite: bool = False,
    ) -> None:
        """Create the timer.

        Args:
            frequency: Hz of its clock.
            partNumber, jedecId: what the identification registers tell.
            loadOnReloadWrite: a write of RELOAD is the count too.
        """
        self._load_count = loadOnReloadWrite
        self._identity = [*identification(partNumber, jedecId), *COMPONENT]
        super().__init__(env)
        self._timer = LimitTimer(env.clock, frequency, LONGEST, self._reached)
        self._show_identity()
        self._timer.value = 0

    def Reset(self) -> None:
        super().Reset()
        self._show_identity()
        self._timer.reset()
        self._timer.value = 0

    def _show_identity(self) -> None:
        names = [f"PID{i}" for i in (4, 5, 6, 7, 0, 1, 2, 3)] + [f"CID{i}" for i in range(4)]
        for name, value in zip(names, self._identity, strict=True):
            self.named[name].value = value

    @changes("CTRL.EN")
    def _enable(self, on: int) -> None:
        if on and not self._timer.value:  # the count goes from 0 to the reload value without an interrupt
            self._timer.value = self._timer.limit
        self._timer.enabled = bool(on)

    @counts("VALUE.VALUE")
    def _value(self) -> Count:
        return self._timer.count()

    @writes("VALUE.VALUE")
    def _set_value(self, value: int) -> None:
        self._timer.value = value

    @writes("RELOAD.RELOAD")
    def _reload(self, value: int) -> None:
        self._timer.limit = value or LONGEST
        if self._load_count:
            self._timer.value = value

    def _reached(self) -> None:
        if self.named["CTRL"]["IRQEN"]:
            self.named["INTSTATUS"]["FLAG"] = 1
            self.interrupt_lines.update()
