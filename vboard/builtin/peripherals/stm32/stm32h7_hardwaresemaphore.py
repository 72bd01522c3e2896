"""Miscellaneous.STM32H7_HardwareSemaphore: hardware semaphores (RM0433 rev 7, section 10.4).

A core takes a semaphore by a write of LOCK and its own number (two steps: it reads whether it has it) or by
a read of RLR (one step). The number is 3 for a Cortex-M7 and 1 for a Cortex-M4. As in Renode 1.16.1, no
interrupt tells that a semaphore is free, and the monitor's reads take none.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, reads, written
from vboard.builtin.registry import renode_type

SEMAPHORES = 32
CORTEX_M4, CORTEX_M7 = 1, 3


@renode_type("Miscellaneous.STM32H7_HardwareSemaphore")
class STM32H7_HardwareSemaphore(TablePeripheral):
    """No outputs."""

    size = 0x400
    missing = "interrupts, clearing by key"
    table = f"""
        0x000+4  R[{SEMAPHORES}]   : PROCID 7:0, MASTERID 15:8, LOCK 31
        0x080+4  RLR[{SEMAPHORES}] : OWNER 31:0 r
        0x100    C1IER
        0x104    C1ICR
        0x108    C1ISR
        0x10C    C1MISR
        0x140    CR
        0x144    KEYR
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._owners: dict[int, tuple[int, int]] = {}

    def Reset(self) -> None:
        self._owners.clear()
        super().Reset()

    def _core(self) -> int:
        """Number of the core that has access."""
        cpu = self.env.find("sysbus.cpu")
        return CORTEX_M4 if str(getattr(cpu, "Model", "")).startswith("cortex-m4") else CORTEX_M7

    def _show(self, number: int) -> None:
        register = self.named[f"R{number}"]
        owner = self._owners.get(number)
        register["PROCID"], register["MASTERID"] = owner or (0, 0)
        register["LOCK"] = int(owner is not None)

    @written("R")
    def _written(self, number: int) -> None:
        register = self.named[f"R{number}"]
        caller = register["PROCID"], register["MASTERID"]
        if register["LOCK"] and caller[1] in (CORTEX_M4, CORTEX_M7):
            self._owners.setdefault(number, caller)
        elif not register["LOCK"] and self._owners.get(number) == caller:
            del self._owners[number]
        self._show(number)

    @reads("RLR.OWNER")
    def _take(self, number: int) -> int:
        if self.env.clock.running:
            self._owners.setdefault(number, (0, self._core()))
            self._show(number)
        return self.named[f"R{number}"].value
