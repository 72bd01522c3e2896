"""What start-up code of nRF52840 firmware reads before `main`: part, revision and reset pin."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builtin.cpu.thumb import RAM, assemble
from tests.support.elf import make_elf
from vboard.builtin.monitor.monitor import Monitor

PLATFORMS = Path(__file__).parents[3] / "renode"
BOOTS, PART = RAM + 0x1000, RAM + 0x1004
FIRMWARE = f"""
.word {RAM + 0x800:#x}, 0x41
.fill 14, 4, 0
start:
    ldr r0, ={BOOTS:#x}
    ldr r1, [r0]
    adds r1, #1
    str r1, [r0]
    ldr r2, =0x10001200
    movs r4, #18
    ldr r3, [r2]
    cmp r3, r4
    bne set_up
    ldr r3, [r2, #4]
    cmp r3, r4
    bne set_up
    ldr r2, =0x10000130
    ldr r1, [r2]
    ldr r3, [r2, #4]
    lsls r3, r3, #8
    orrs r1, r3
    str r1, [r0, #4]
    b .
set_up:
    store 0x4001E504, 1
    str r4, [r2]
    str r4, [r2, #4]
    store 0xE000ED0C, 0x05FA0004
    b .
.ltorg
"""
"""Counts its starts; stores reset pin P0.18 and resets where it is another; keeps part and revision."""


@pytest.mark.parametrize(
    "platform", ["library/platforms/cpus/nrf52840.repl", "platforms/nano33ble.repl"], ids=["library", "board"]
)
def test_the_reset_pin_is_set_up_and_the_part_is_known(tmp_path: Path, platform: str) -> None:
    image = assemble(FIRMWARE, "cortex-m4")
    (tmp_path / "app.elf").write_bytes(make_elf([(0, 0, image, len(image))]))
    monitor = Monitor(tmp_path)
    monitor.execute('mach create "nrf"')
    monitor.execute(f"machine LoadPlatformDescription @{PLATFORMS / platform}")
    monitor.execute("sysbus LoadELF @app.elf")
    monitor.execute('emulation RunFor "0.01"')
    assert int(monitor.execute(f"sysbus ReadDoubleWord {BOOTS:#x}"), 16) == 1
    assert int(monitor.execute(f"sysbus ReadDoubleWord {PART:#x}"), 16) == 0x208
