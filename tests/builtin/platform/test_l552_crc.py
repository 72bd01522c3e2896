"""The CRC unit of the Nucleo-L552ZE-Q, which firmware of neural networks checks (RM0438 section 15)."""

from __future__ import annotations

from pathlib import Path

from tests.builtin.cpu.thumb import FLASH, RAM, assemble
from tests.support.elf import make_elf
from vboard.builtin.monitor.monitor import Monitor

LIBRARY = Path(__file__).parents[3] / "renode" / "library"
BOARD = LIBRARY / "platforms" / "boards" / "nucleo_l552ze_q.repl"
RESULT = RAM + 0x1000
FIRMWARE = f"""
.word {RAM + 0x800:#x}, start + 1
.fill 14, 4, 0
start:
    store 0x40023008, 1
    ldr r0, =0x40023000
wait:
    ldr r1, [r0, #8]
    lsls r1, r1, #31
    bne wait
    movs r1, #0
    str r1, [r0]
    ldr r1, [r0]
    ldr r2, ={RESULT:#x}
    str r1, [r2]
    b .
.ltorg
"""
"""Resets the unit, feeds it one word of zeros, and keeps the sum."""


def test_the_sum_of_a_word_of_zeros(tmp_path: Path) -> None:
    image = assemble(FIRMWARE, "cortex-m4")
    (tmp_path / "app.elf").write_bytes(make_elf([(FLASH, FLASH, image, len(image))]))
    monitor = Monitor(tmp_path)
    monitor.execute('mach create "l552"')
    monitor.execute(f"machine LoadPlatformDescription @{BOARD}")
    monitor.execute("sysbus LoadELF @app.elf")
    monitor.execute('emulation RunFor "0.001"')
    assert int(monitor.execute(f"sysbus ReadDoubleWord {RESULT:#x}"), 16) == 0xC704DD7B
