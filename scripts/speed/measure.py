"""Measures the engine of the Python that runs it: `measure.py FOLDER` prints figures as JSON.

CPU time of one pinned processor, `RunFor` alone; each figure is the best of three runs, for other programs of
the machine only ever make one longer. It uses what every revision of the engine has, so that an older one is
measured in the same way.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_M4 = (
    "flash: Memory.MappedMemory @ sysbus 0x08000000 { size: 0x100000 }; "
    "sram: Memory.MappedMemory @ sysbus 0x20000000 { size: 0x40000 }; "
    "nvic: IRQControllers.NVIC @ sysbus 0xE000E000 "
    "{ priorityMask: 0xF0; systickFrequency: 100000000; IRQ -> cpu@0 }; "
    'cpu: CPU.CortexM @ sysbus { cpuType: \\"cortex-m4\\"; nvic: nvic; PerformanceInMips: 100 }'
)
_TIMES = 3


def pin() -> None:
    """Stay on one processor where the system allows it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def run_seconds(folder: Path, image: str, virtual: float, board: Path | None) -> tuple[float, int]:
    """CPU seconds of a run of so many virtual seconds after a short one, and instructions."""
    from vboard.builtin.monitor.monitor import Monitor

    best, instructions = float("inf"), 0
    for _ in range(_TIMES):
        monitor = Monitor(folder)
        monitor.execute('mach create "m"')
        if board is None:
            monitor.execute(f'machine LoadPlatformDescriptionFromString "{_M4}"')
        else:
            monitor.execute(f"machine LoadPlatformDescription @{board}")
        monitor.execute(f"sysbus LoadELF @{folder / image}")
        monitor.execute('emulation RunFor "0.0001"')
        before = int(monitor.execute("sysbus.cpu ExecutedInstructions").strip(), 16)
        start = time.process_time()
        monitor.execute(f'emulation RunFor "{virtual}"')
        seconds = time.process_time() - start
        instructions = int(monitor.execute("sysbus.cpu ExecutedInstructions").strip(), 16) - before
        best = min(best, seconds)
    return best, instructions


def command_seconds(command: list[str]) -> float:
    """CPU seconds of a program and its children, which keep what Python compiles as an installation does."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure the rows of FOLDER/rows.json."""
    pin()
    folder = Path(sys.argv[1]).resolve()
    figures: dict[str, Any] = {}
    for row in json.loads((folder / "rows.json").read_text()):
        print(f"  {row['name']}", file=sys.stderr, flush=True)
        try:
            if "command" in row:
                command = [sys.executable, "-m", "vboard", *row["command"]]
                repeats = 1 if row.get("once") else _TIMES
                figures[row["name"]] = {"seconds": min(command_seconds(command) for _ in range(repeats))}
            else:
                board = Path(row["board"]) if row["board"] else None
                seconds, instructions = run_seconds(folder, row["image"], row["virtual"], board)
                figures[row["name"]] = {"seconds": seconds, "instructions": instructions}
        except Exception as error:  # an older engine may lack what a row needs
            figures[row["name"]] = {"error": str(error).splitlines()[0][:200]}
    json.dump(figures, sys.stdout, indent=2)


if __name__ == "__main__":
    main()
