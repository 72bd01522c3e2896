"""The translator that older engines used, by itself: a loop, and instructions counted."""

from __future__ import annotations

import importlib
import time
from pathlib import Path
from typing import Any

from elftools.elf.elffile import ELFFile

_INSTRUCTIONS = 50_000_000


def measure(image: Path) -> dict[str, float]:
    """CPU seconds of so many instructions, `emu_start` with `count`.

    Raises:
        ImportError: unicorn is not installed.
    """
    unicorn: Any = importlib.import_module("unicorn")  # it has no types
    models: Any = importlib.import_module("unicorn.arm_const")
    machine = unicorn.Uc(unicorn.UC_ARCH_ARM, unicorn.UC_MODE_THUMB | unicorn.UC_MODE_MCLASS)
    machine.ctl_set_cpu_model(models.UC_CPU_ARM_CORTEX_M4)
    machine.mem_map(0x08000000, 0x100000)
    machine.mem_map(0x20000000, 0x40000)
    with image.open("rb") as file:
        for segment in ELFFile(file).iter_segments():
            if segment["p_type"] == "PT_LOAD":
                machine.mem_write(segment["p_paddr"], segment.data())
    start = int.from_bytes(machine.mem_read(0x08000004, 4), "little")
    machine.emu_start(start, 0, count=1000)
    before = time.process_time()
    machine.emu_start(start, 0, count=_INSTRUCTIONS)
    return {"seconds": time.process_time() - before, "instructions": _INSTRUCTIONS}
