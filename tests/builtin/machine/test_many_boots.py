"""A process that boots boards without end needs no more memory for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.builtin.cpu.thumb import FLASH, RAM, assemble
from tests.support.elf import make_elf
from vboard.paths import FILES

BOOTS = """\
import gc, sys
from pathlib import Path
from vboard.builtin.monitor.monitor import Monitor

def resident():
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1])

def boot():
    monitor = Monitor(Path(sys.argv[1]))
    monitor.execute("$bin=@app.elf")
    monitor.execute(f"include @{sys.argv[2]}")
    monitor.execute('emulation RunFor "0.002"')
    assert monitor.execute("sysbus ReadDoubleWord 0x20001000").strip() == "0x00000005"
    monitor.close()

count, warm = int(sys.argv[3]), int(sys.argv[4])
for number in range(count):
    if number == warm:
        before = resident()
    boot()
print(before, resident())
"""
CODE = f"""
.word {RAM + 0x800:#x}, start + 1
.fill 14, 4, 0
start:
    store 0x40013800 + 0xC, 0x2008
    movs r3, #0
    ldr r4, ={RAM + 0x1000:#x}
again:
    adds r3, #1
    str r3, [r4]
    store 0x40013804, 0x41
    cmp r3, #5
    bne again
    b .
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system tells no process's memory")
@pytest.mark.parametrize(
    ("count", "warm", "growth"), [(45, 15, 1.3), pytest.param(1000, 200, 1.05, marks=pytest.mark.long)]
)
def test_memory_stays_flat(tmp_path: Path, count: int, warm: int, growth: float) -> None:
    code = assemble(CODE, "cortex-m3")
    (tmp_path / "app.elf").write_bytes(make_elf([(FLASH, FLASH, code, len(code))]))
    script = FILES / "renode" / "scripts" / "bluepill.resc"
    done = subprocess.run(
        [sys.executable, "-c", BOOTS, str(tmp_path), str(script), str(count), str(warm)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    before, after = map(int, done.stdout.split()[-2:])
    assert after < before * growth
