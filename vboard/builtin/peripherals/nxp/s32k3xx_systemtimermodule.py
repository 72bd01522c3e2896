"""Timers.S32K3XX_SystemTimerModule: counter with four compare channels (S32K3xx reference manual, STM)."""

from __future__ import annotations

from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.compare_timer import CompareTimer
from vboard.builtin.peripherals.register_table import TablePeripheral, counts, status, writes, written
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

CHANNELS = 4
COUNTS = 1 << 32


@renode_type("Timers.S32K3XX_SystemTimerModule")
class S32K3XX_SystemTimerModule(TablePeripheral):
    """Output IRQ: up while the flag of any channel is set."""

    size = 0x4000
    IRQ: GPIO
    missing = "the freeze bit"
    table = f"""
        0x00      CR  : TEN 0, FRZ 1 -, CPS 15:8
        0x04      CNT : rw
        0x10+0x10 CCR[{CHANNELS}] : CEN 0
        0x14+0x10 CIR[{CHANNELS}] : CIF 0 rw1c
        0x18+0x10 CMP[{CHANNELS}] : rw
    """

    def __init__(self, env: Environment, clockFrequency: ULong) -> None:
        """Create the timer.

        Args:
            clockFrequency: Hz before the prescaler.
        """
        super().__init__(env)
        self._timer = CompareTimer(env.clock, clockFrequency, COUNTS, CHANNELS, self._compared)

    def Reset(self) -> None:
        super().Reset()
        self._timer.reset()

    @status("CR.TEN")
    def _enabled(self) -> int:
        return int(self._timer.enabled)

    @writes("CR.TEN")
    def _enable(self, on: int) -> None:
        self._timer.enabled = bool(on)

    @writes("CR.CPS")
    def _prescale(self, value: int) -> None:
        self._timer.divider = value + 1

    @counts("CNT.CNT")
    def _count(self) -> Count:
        return self._timer.count()

    @writes("CNT.CNT")
    def _set_count(self, value: int) -> None:
        self._timer.value = value

    @written("CCR", "CMP")
    def _set_compare(self, n: int) -> None:
        on = self.named[f"CCR{n}"]["CEN"]
        self._timer.set_compare(n, self.named[f"CMP{n}"].value if on else None)

    def _compared(self, n: int) -> None:
        self.named[f"CIR{n}"]["CIF"] = 1
        self._update()

    @written("CIR")
    def _acknowledged(self, _: int) -> None:
        self._update()

    def _update(self) -> None:
        self.IRQ.Set(any(self.named[f"CIR{n}"].value for n in range(CHANNELS)))
