"""Timers.Efm32Timer: timer/counter (EFM32HG reference manual, section 19.5).

As Renode 1.16.1 models it: CMD starts and stops a 16-bit counter of 48 MHz; TOP, flags and interrupts have no
effect.
"""

from __future__ import annotations

from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.compare_timer import CompareTimer
from vboard.builtin.peripherals.register_table import TablePeripheral, counts, writes
from vboard.builtin.registry import renode_type

FREQUENCY = 48_000_000


@renode_type("Timers.Efm32Timer")
class Efm32Timer(TablePeripheral):
    """Output IRQ, which never rises."""

    size = 0x400
    IRQ: GPIO
    missing = "top value, compare and capture, flags and interrupts"
    table = """
        0x000     CTRL       : CTRL 31:0 -
        0x004     CMD        : START 0 w, STOP 1 w
        0x008     STATUS     : STATUS 31:0 -
        0x00C     IEN        : FLAGS 10:0 -
        0x010     IF         : FLAGS 10:0 -
        0x014     IFS        : FLAGS 10:0 -
        0x018     IFC        : FLAGS 10:0 -
        0x01C     TOP        : TOP 15:0 -
        0x020     TOPB       : TOPB 15:0 -
        0x024     CNT        : CNT 15:0
        0x028     ROUTE      : ROUTE 18:0 -
        0x030+16  CC_CTRL[3] : CTRL 31:0 -
        0x034+16  CC_CCV[3]  : CCV 15:0 -
        0x038+16  CC_CCVP[3] : CCVP 15:0 -
        0x03C+16  CC_CCVB[3] : CCVB 15:0 -
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._counter = CompareTimer(env.clock, FREQUENCY, 1 << 16, 0, lambda _: None)

    def Reset(self) -> None:
        super().Reset()
        self._counter.reset()

    @writes("CMD.START")
    def _start(self, value: int) -> None:
        if value:
            self._counter.enabled = True

    @writes("CMD.STOP")
    def _stop(self, value: int) -> None:
        if value:
            self._counter.enabled = False

    @counts("CNT.CNT")
    def _count(self) -> Count:
        return self._counter.count()

    @writes("CNT.CNT")
    def _set_count(self, value: int) -> None:
        self._counter.value = value
