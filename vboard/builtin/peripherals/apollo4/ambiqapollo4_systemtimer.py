"""Timers.AmbiqApollo4_SystemTimer: system timer STIMER (Apollo4 SoC datasheet, chapter STIMER).

A compare value is relative to the count at its write. As in Renode 1.16.1 the count goes on by three at such
a write (on silicon it becomes effective two clocks later), and the clocks of the crystal have 32,000, 16,000
and 1,000 Hz.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.compare_timer import CompareTimer
from vboard.builtin.peripherals.register_table import TablePeripheral, counts, status, writes, written
from vboard.builtin.registry import renode_type

COMPARES, CAPTURES = 8, 4
FREQUENCIES = {1: 6_000_000, 2: 375_000, 3: 32_000, 4: 16_000, 5: 1_000, 6: 1_000}
"""Hz by STCFG.CLKSEL."""
SKIPPED = 3
COUNTS = 1 << 32


@renode_type("Timers.AmbiqApollo4_SystemTimer")
class AmbiqApollo4_SystemTimer(TablePeripheral):
    """Outputs IRQA to IRQH of the compare registers, IRQI of overflow and capture."""

    size = 0x110
    IRQA: GPIO
    IRQB: GPIO
    IRQC: GPIO
    IRQD: GPIO
    IRQE: GPIO
    IRQF: GPIO
    IRQG: GPIO
    IRQH: GPIO
    IRQI: GPIO
    effects = ("STMINTCLR clears STMINTSTAT", "STMINTSET sets STMINTSTAT")
    interrupts: ClassVar = {
        **{f"IRQ{'ABCDEFGH'[n]}": f"STMINTSTAT.COMPARE{n} & STMINTEN.COMPARE{n}" for n in range(COMPARES)},
        "IRQI": "STMINTSTAT.OVERFLOW & STMINTEN.OVERFLOW | STMINTSTAT.CAPTURE & STMINTEN.CAPTURE",
    }
    missing = "capture by pins, clocks of other timers"
    table = f"""
        0x000   STCFG = 0x80000000 : CLKSEL 3:0, COMPAREEN 15:8, CLEAR 30, FREEZE 31
        0x004   STTMR : r
        0x010+4 SCAPCTRL[{CAPTURES}] = 0x7F : STSEL 6:0, STPOL 8, CAPTURE 9
        0x020+4 SCMPR[{COMPARES}] : rw
        0x0E0+4 SCAPT[{CAPTURES}] : r
        0x100   STMINTEN   : COMPARE[{COMPARES}] 0, OVERFLOW 8, CAPTURE 12:9
        0x104   STMINTSTAT : COMPARE[{COMPARES}] 0 r, OVERFLOW 8 r, CAPTURE 12:9 r
        0x108   STMINTCLR  : COMPARE[{COMPARES}] 0 w, OVERFLOW 8 w, CAPTURE 12:9 w
        0x10C   STMINTSET  : COMPARE[{COMPARES}] 0 w, OVERFLOW 8 w, CAPTURE 12:9 w
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._timer = CompareTimer(env.clock, 1, COUNTS, COMPARES, self._compared, self._wrapped)
        self._compares = [0] * COMPARES

    def Reset(self) -> None:
        super().Reset()
        self._timer.reset()
        self._compares = [0] * COMPARES

    @written("STCFG")
    def _configured(self) -> None:
        config = self.named["STCFG"]
        frequency = FREQUENCIES.get(config["CLKSEL"])
        if frequency is None and config["CLKSEL"]:
            self.log(LogLevel.WARNING, f"STCFG.CLKSEL {config['CLKSEL']} is not modelled; the timer stands")
        if frequency is not None:
            self._timer.frequency = frequency
        if config["CLEAR"]:
            self._timer.value = 0
        self._timer.enabled = frequency is not None and not config["FREEZE"] and not config["CLEAR"]
        self._set_compares()

    def _set_compares(self) -> None:
        enabled = self.named["STCFG"]["COMPAREEN"]
        for n, value in enumerate(self._compares):
            self._timer.set_compare(n, value if enabled >> n & 1 else None)

    @counts("STTMR.STTMR")
    def _count(self) -> Count:
        return self._timer.count()

    @status("SCMPR.SCMPR")
    def _compare(self, n: int) -> int:
        return self._compares[n]

    @writes("SCMPR.SCMPR")
    def _set_compare(self, n: int, value: int) -> None:
        if (self._compares[n] - value) % COUNTS > SKIPPED:
            self._timer.skip(SKIPPED)
        self._compares[n] = (self._timer.value + value) % COUNTS
        self._set_compares()

    def _compared(self, n: int) -> None:
        self.named["STMINTSTAT"][f"COMPARE{n}"] = 1
        self.interrupt_lines.update()

    def _wrapped(self) -> None:
        self.named["STMINTSTAT"]["OVERFLOW"] = 1
        self.interrupt_lines.update()
