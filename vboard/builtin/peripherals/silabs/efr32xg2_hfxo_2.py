"""Miscellaneous.SiLabs.EFR32xG2_HFXO_2: high-frequency crystal oscillator (EFR32xG22 reference manual)."""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import changes, writes
from vboard.builtin.peripherals.silabs.series2_block import Series2Block
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt

TICKS = 32_768
"""Hz of the clock that times the start."""


@renode_type("Miscellaneous.SiLabs.EFR32xG2_HFXO_2")
class EFR32xG2_HFXO_2(Series2Block):
    """Output IRQ. It is ready while it is forced on."""

    IRQ: GPIO
    interrupts: ClassVar = {"IRQ": "IF.RDY & IEN.RDY"}
    KEY = 0x580E
    missing = "frequencies, requests by what it clocks, the effect of the lock"
    table = """
        0x010  XTALCFG    : XTALCFG 31:0 -
        0x018  XTALCTRL   : XTALCTRL 31:0 -
        0x020  CFG        : CFG 31:0 -
        0x028  CTRL = 0x2 : FORCEEN 0, DISONDEMAND 1, KEEPWARM 2 -, FORCEXI2GNDANA 4 -, FORCEXO2GNDANA 5 -
        0x050  CMD        : COREBIASOPT 0 w, MANUALOVERRIDE 1 w
        0x058  STATUS     : RDY 0 r, COREBIASOPTRDY 1 r, ENS 16 r, HWREQ 17 -, ISWARM 19 -, FSMLOCK 30 r,
                LOCK 31 r
        0x070  IF         : RDY 0, COREBIASOPTRDY 1 -, DNSERR 29 -, COREBIASOPTERR 31 -
        0x074  IEN        : RDY 0, COREBIASOPTRDY 1 -, DNSERR 29 -, COREBIASOPTERR 31 -
        0x080  LOCK       : LOCKKEY 15:0
    """

    def __init__(self, env: Environment, startupDelayTicks: UInt) -> None:
        """Create the oscillator.

        Args:
            startupDelayTicks: delay of its start, in periods of `TICKS`.
        """
        super().__init__(env)
        self._start_time = startupDelayTicks * 1_000_000_000 // TICKS

    @changes("CTRL.FORCEEN")
    def _forced(self, on: int) -> None:
        state = self.named["STATUS"]
        if on:
            state["ENS"] = 1
            self.env.clock.schedule_in(self._start_time, self._started)
        elif self.named["CTRL"]["DISONDEMAND"]:
            state["ENS"] = state["RDY"] = state["COREBIASOPTRDY"] = 0

    @writes("CTRL.DISONDEMAND")
    def _hold(self, off_on_demand: int) -> None:
        if not off_on_demand:
            self.named["STATUS"]["FSMLOCK"] = 1

    @writes("CMD.MANUALOVERRIDE")
    def _release(self, on: int) -> None:
        control = self.named["CTRL"]
        if on and control["FORCEEN"] and control["DISONDEMAND"]:
            self.named["STATUS"]["FSMLOCK"] = 0

    def _started(self) -> None:
        state = self.named["STATUS"]
        if state["ENS"]:
            state["RDY"] = state["COREBIASOPTRDY"] = self.named["IF"]["RDY"] = 1
            self.interrupt_lines.update()
