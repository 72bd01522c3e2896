"""The cycle counter of the platforms that Renode has no file of.

Drivers wait by it for microseconds (Arduino's core, display and I2C libraries), benchmarks measure with it:
without one they wait for ever. Registers: ARM DDI 0403E, section C1.8.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builtin.platform.test_stm32_families import Machine

DWT_CTRL, DWT_CYCCNT = 0xE0001000, 0xE0001004
CYCCNTENA = 1
MILLISECONDS = 2


@pytest.mark.parametrize(
    ("platform", "megahertz"),
    [
        ("cpus/stm32f207", 120),
        ("cpus/stm32f303xc", 72),
        ("cpus/stm32f303xe", 72),
        ("cpus/stm32g431", 170),
        ("cpus/stm32g474", 170),
        ("cpus/stm32l432", 80),
        ("cpus/stm32l475", 80),
        ("cpus/stm32l476", 80),
        ("cpus/stm32l4r5", 120),
        ("cpus/stm32l4s5", 120),
        ("cpus/stm32u575", 160),
        ("cpus/stm32u585", 160),
        ("cpus/stm32wb55", 64),
        ("cpus/stm32wl55", 48),
        ("boards/nucleo_f103rb", 72),
        ("boards/nucleo_f401re", 84),
        ("boards/nucleo_f411re", 100),
        ("boards/nucleo_f429zi", 180),
        ("boards/nucleo_f446re", 180),
        ("boards/nucleo_h743zi", 480),
        ("boards/nucleo_l152re", 32),
        ("boards/stm32f429i_disc1", 180),
    ],
)
def test_counts_at_the_fastest_clock_once_it_is_enabled(
    tmp_path: Path, platform: str, megahertz: int
) -> None:
    machine = Machine(tmp_path, platform)
    try:
        machine.monitor.execute(f'emulation RunFor "{MILLISECONDS / 1000}"')
        assert machine.read(DWT_CYCCNT) == 0
        machine.write(DWT_CTRL, CYCCNTENA)
        machine.monitor.execute(f'emulation RunFor "{MILLISECONDS / 1000}"')
        assert machine.read(DWT_CYCCNT) == MILLISECONDS * 1000 * megahertz
    finally:
        machine.monitor.close()
