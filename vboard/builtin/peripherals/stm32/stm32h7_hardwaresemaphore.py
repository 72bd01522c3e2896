"""Miscellaneous.STM32H7_HardwareSemaphore: HSEM (RM0433, section 10).

A read of HSEM_RLR takes a free semaphore for the core that reads: its COREID is 3 for a Cortex-M7 and 1 for
a Cortex-M4. The monitor is no core: its reads take nothing.
"""

from __future__ import annotations

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, reads, status, writes
from vboard.builtin.registry import renode_type

COUNT = 32
LOCK = 1 << 31
CORE_IDS = {"cortex-m7": 3, "cortex-m4": 1, "cortex-m4f": 1}


@renode_type("Miscellaneous.STM32H7_HardwareSemaphore")
class STM32H7_HardwareSemaphore(TablePeripheral):
    """No outputs."""

    missing = "the line IRQ, interrupts when a semaphore is freed, HSEM_CR and its key"
    size = 0x400
    table = f"""
        0x000+4  HSEM_R[{COUNT}]   : rw
        0x080+4  HSEM_RLR[{COUNT}] : r
        0x100  HSEM_C1IER
        0x104  HSEM_C1ICR
        0x108  HSEM_C1ISR
        0x10C  HSEM_C1MISR
        0x140  HSEM_CR
        0x144  HSEM_KEYR
    """

    def __init__(self, env: Environment) -> None:
        self._taken = [0] * COUNT
        super().__init__(env)

    def Reset(self) -> None:
        super().Reset()
        self._taken = [0] * COUNT

    @status("HSEM_R.HSEM_R")
    def _state(self, index: int) -> int:
        return self._taken[index]

    @writes("HSEM_R.HSEM_R")
    def _two_steps(self, index: int, value: int) -> None:
        owner = value & 0xFFFF
        if not value & LOCK:
            self._take(index, owner)
        elif self._taken[index] == LOCK | owner:
            self._taken[index] = 0

    @reads("HSEM_RLR.HSEM_RLR")
    def _one_step(self, index: int) -> int:
        core = self.env.bus.initiator
        if core is None:
            self.log(LogLevel.WARNING, "Failed getting current CPU")
            return self._taken[index]
        model = str(getattr(core, "Model", ""))
        if model not in CORE_IDS:
            self.log(LogLevel.WARNING, f"Unsupported cpu model: {model}")
        elif not self._taken[index]:
            self.warn_of_renode_fault("the read of HSEM_RLR that takes a semaphore answers 0")
            self._take(index, CORE_IDS[model] << 8)
        return self._taken[index]

    def _take(self, index: int, owner: int) -> None:
        if not self._taken[index]:
            self._taken[index] = LOCK | owner
