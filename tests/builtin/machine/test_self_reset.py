"""Machines that are reset while they run, with the usual `macro reset` that loads the image, go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builtin.cpu.thumb import FLASH, RAM, assemble
from tests.support.elf import make_elf
from vboard.builtin.monitor.monitor import Monitor

SCRIPTS = Path(__file__).parents[3] / "renode" / "scripts"
LED = 0x40011010
"""GPIOC_BSRR: writes to it are counted."""
BOOT = RAM + 0x1000
COUNT = f"""
start:
    ldr r0, ={BOOT:#x}
    ldr r1, [r0]
    adds r1, #1
    str r1, [r0]
    movw r2, #7200
wait:
    subs r2, #1
    bne wait
"""
"""Counts its starts in a word that no reset clears, then waits for 200 us."""
SYSRESETREQ = COUNT + " store 0xE000ED0C, 0x05FA0004\n b .\n.ltorg\n"
WATCHDOG = COUNT + (
    " store 0x40003000, 0x5555\n store 0x40003004, 0\n store 0x40003008, 4\n"
    " store 0x40003000, 0xAAAA\n store 0x40003000, 0xCCCC\n b .\n.ltorg\n"
)
SLEEPS = COUNT + " wfi\n b .\n.ltorg\n"


def load(tmp_path: Path, source: str) -> Monitor:
    code = f".word {RAM + 0x800:#x}, start + 1\n.fill 14, 4, 0\n{source}"
    image = assemble(code, "cortex-m3")
    (tmp_path / "app.elf").write_bytes(make_elf([(FLASH, FLASH, image, len(image))]))
    monitor = Monitor(tmp_path)
    monitor.execute("$bin=@app.elf")
    monitor.execute(f"include @{SCRIPTS / 'bluepill.resc'}")
    return monitor


def starts(monitor: Monitor) -> int:
    return int(monitor.execute(f"sysbus ReadDoubleWord {BOOT:#x}").strip(), 16)


@pytest.mark.parametrize(("source", "period"), [(SYSRESETREQ, 200), (WATCHDOG, 600)])
def test_firmware_that_resets_itself_starts_again_and_again(tmp_path: Path, source: str, period: int) -> None:
    monitor = load(tmp_path, source)
    monitor.execute('emulation RunFor "0.01"')
    assert monitor.emulation.clock.now == 10_000_000
    assert starts(monitor) == pytest.approx(10_000 / period, abs=1.5)
    assert "unpaused" not in monitor.execute("lastLog 100")


def test_the_image_is_loaded_again(tmp_path: Path) -> None:
    monitor = load(tmp_path, SYSRESETREQ)
    monitor.execute('emulation RunFor "0.001"')
    flash = monitor.execute(f"sysbus ReadDoubleWord {FLASH + 4:#x}").strip()
    monitor.execute(f"sysbus WriteDoubleWord {FLASH + 4:#x} 0")  # the vector of the next start
    monitor.execute('emulation RunFor "0.001"')
    assert monitor.execute(f"sysbus ReadDoubleWord {FLASH + 4:#x}").strip() == flash
    assert starts(monitor) >= 8


def test_reset_by_the_monitor_while_the_emulation_is_started(tmp_path: Path) -> None:
    monitor = load(tmp_path, SLEEPS)
    monitor.execute("start")
    monitor.emulation.run_for(1_000_000)
    monitor.execute("machine Reset")
    assert monitor.emulation.started
    monitor.emulation.run_for(1_000_000)
    assert starts(monitor) == 2


@pytest.mark.parametrize(
    "hook",
    [
        'cpu AddHook {place:#x} "machine.Reset()"',
        'sysbus AddWatchpointHook 0x40011010 4 2 "self.GetMachine().Reset()"',
        'sysbus SetHookBeforePeripheralWrite gpioPortC "self.GetMachine().Reset()"',
    ],
)
def test_reset_by_a_hook_within_an_instruction(tmp_path: Path, hook: str) -> None:
    monitor = load(tmp_path, COUNT + f" store {LED:#x}, 1\nend: b end\n.ltorg\n")
    place = FLASH + 64 + 16  # behind the loop
    monitor.execute(hook.format(place=place))
    monitor.execute('emulation RunFor "0.001"')
    assert starts(monitor) == 5
