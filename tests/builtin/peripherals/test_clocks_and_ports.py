"""Clocks of Kinetis and EFR32 Series 2, port and SERCOM of SAM D: rules of their manuals."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment, record
from vboard.builtin.peripherals.nxp.k6xf_mcg import K6xF_MCG
from vboard.builtin.peripherals.sam.samd5_uart import SAMD5_UART
from vboard.builtin.peripherals.sam.samd21_gpio import SAMD21_GPIO
from vboard.builtin.peripherals.silabs.efr32xg2_cmu_3 import EFR32xG2_CMU_3
from vboard.builtin.peripherals.silabs.efr32xg2_dpll_1 import EFR32xG2_DPLL_1
from vboard.builtin.peripherals.silabs.efr32xg2_emu_3 import EFR32xG2_EMU_3
from vboard.builtin.peripherals.silabs.efr32xg2_hfrco_2 import EFR32xG2_HFRCO_2
from vboard.builtin.peripherals.silabs.efr32xg2_hfxo_3 import EFR32xG2_HFXO_3
from vboard.builtin.peripherals.silabs.efr32xg2_lfrco_2 import EFR32xG2_LFRCO_2
from vboard.builtin.peripherals.silabs.efr32xg2_lfxo_1 import EFR32xG2_LFXO_1

C1, C2, C5, C6, S = 0x00, 0x01, 0x04, 0x05, 0x06


class TestMCG:
    """The way from FEI to PEE (K64P144M120SF5RM, figure 25-1): each step's wait ends."""

    def test_the_pll_is_reached_through_the_external_clock(self, env: FakeEnvironment) -> None:
        mcg = K6xF_MCG(env)
        mcg.write(C2, 1, 1 << 2)  # EREFS
        assert mcg.read(S, 1) & 1 << 1  # OSCINIT0
        mcg.write(C1, 1, 2 << 6)  # CLKS external, IREFS clear
        assert not mcg.read(S, 1) & 1 << 4  # IREFST
        assert mcg.read(S, 1) >> 2 & 3 == 2
        mcg.write(C6, 1, 1 << 6)  # PLLS
        assert mcg.read(S, 1) & (1 << 5 | 1 << 6) == 1 << 5 | 1 << 6
        mcg.write(C1, 1, 0)
        assert mcg.read(S, 1) >> 2 & 3 == 3

    def test_the_internal_reference_is_used_when_it_is_asked_for(self, env: FakeEnvironment) -> None:
        mcg = K6xF_MCG(env)
        mcg.write(C1, 1, 1 << 6 | 1 << 2)
        assert mcg.read(S, 1) >> 2 & 7 == 1 | 1 << 2
        mcg.Reset()
        assert mcg.read(S, 1) == 0


class TestPort:
    @pytest.mark.parametrize(
        ("offset", "value", "after"),
        [(0x10, 0x0F, 0x0F), (0x14, 0x01, 0xA4), (0x18, 0x02, 0xA7), (0x1C, 0x81, 0x24)],
    )
    def test_writes_act_on_the_lines_that_they_name(
        self, env: FakeEnvironment, offset: int, value: int, after: int
    ) -> None:
        port = SAMD21_GPIO(env)
        port.write(0x10, 4, 0xA5)
        port.write(offset, 4, value)
        assert sum(line.IsSet << pin for pin, line in enumerate(port.lines)) == after
        assert port.read(0x10, 4) == after

    def test_directions(self, env: FakeEnvironment) -> None:
        port = SAMD21_GPIO(env)
        port.write(0x08, 4, 0xF0)
        port.write(0x04, 4, 0x10)
        port.write(0x0C, 4, 0x81)
        assert [port.read(offset, 4) for offset in (0x00, 0x04, 0x08, 0x0C)] == [0x61] * 4

    def test_a_pin_is_read_while_its_input_buffer_is_on(self, env: FakeEnvironment) -> None:
        port = SAMD21_GPIO(env)
        port.OnGPIO(5, True)
        port.OnGPIO(20, True)
        assert port.read(0x20, 4) == 0
        port.write(0x45, 1, 1 << 1)
        assert port.read(0x20, 4) == 1 << 5
        port.write(0x28, 4, 1 << 31 | 1 << 30 | 1 << 17 | 1 << 4)  # pin 20
        assert port.read(0x20, 4) == 1 << 5 | 1 << 20


def test_sercom_sends_and_receives(env: FakeEnvironment) -> None:
    uart = SAMD5_UART(env)
    sent: list[int] = []
    uart.observe(sent.append)
    edges = record(uart.IRQ)
    uart.write(0x28, 1, 0x41)
    assert sent == [0x41]
    assert uart.read(0x18, 1) & 0b11 == 0b11
    uart.write(0x16, 1, 1 << 2)  # RXC
    uart.WriteChar(0x42)
    assert edges.edges == [(0, True)]
    assert uart.read(0x28, 1) == 0x42
    assert not uart.IRQ.IsSet
    uart.write(0x14, 1, 1 << 2)
    uart.WriteChar(0x43)
    assert not uart.IRQ.IsSet


class TestSeries2:
    SET, CLEAR = 0x1000, 0x2000
    READY = 1 << 16 | 1

    @pytest.mark.parametrize(
        ("cls", "control", "force", "state"),
        [
            (EFR32xG2_LFXO_1, 0x04, 1, 0x10),
            (EFR32xG2_LFRCO_2, 0x04, 1, 0x08),
            (EFR32xG2_HFXO_3, 0x28, 1 << 16, 0x58),
        ],
    )
    def test_an_oscillator_is_ready_while_it_is_forced_on(
        self,
        env: FakeEnvironment,
        cls: type[EFR32xG2_LFRCO_2] | type[EFR32xG2_LFXO_1] | type[EFR32xG2_HFXO_3],
        control: int,
        force: int,
        state: int,
    ) -> None:
        oscillator = cls(env)
        assert not oscillator.read(state, 4) & self.READY
        oscillator.write(control + self.SET, 4, force)
        assert oscillator.read(state, 4) & self.READY == self.READY
        oscillator.write(control + self.CLEAR, 4, force)
        assert not oscillator.read(state, 4) & self.READY

    def test_the_oscillator_of_the_processor_always_runs(self, env: FakeEnvironment) -> None:
        assert EFR32xG2_HFRCO_2(env).read(0x0C, 4) == self.READY

    def test_the_crystal_tells_that_it_is_ready(self, env: FakeEnvironment) -> None:
        crystal = EFR32xG2_HFXO_3(env)
        crystal.write(0x74, 4, 1)
        crystal.write(0x28 + self.SET, 4, 1 << 16)
        assert crystal.read(0x58, 4) & 1 << 1  # COREBIASOPTRDY
        assert crystal.IRQ.IsSet
        crystal.write(0x70 + self.CLEAR, 4, 1)
        assert not crystal.IRQ.IsSet

    def test_the_loop_locks_when_it_is_enabled(self, env: FakeEnvironment) -> None:
        loop = EFR32xG2_DPLL_1(env)
        loop.write(0x04 + self.SET, 4, 1)
        assert loop.read(0x18, 4) & 3 == 3
        assert loop.read(0x10, 4) & 1

    def test_clocks_are_selected_and_locks_show(self, env: FakeEnvironment) -> None:
        unit = EFR32xG2_CMU_3(env)
        unit.write(0x70, 4, 2)
        assert unit.read(0x70, 4) == 2
        unit.write(0x10, 4, 0)
        assert unit.read(0x08, 4) >> 30 == 2
        unit.write(0x10, 4, 0x93F7)
        assert unit.read(0x08, 4) >> 30 == 0

    def test_a_calibration_ends_at_its_top(self, env: FakeEnvironment) -> None:
        unit = EFR32xG2_CMU_3(env)
        unit.write(0x54, 4, 1000)
        unit.write(0x50, 4, 1)
        assert unit.read(0x08, 4) & 1
        assert unit.read(0x58, 4) == 1000

    def test_voltage_scaling_ends_at_once(self, env: FakeEnvironment) -> None:
        unit = EFR32xG2_EMU_3(env)
        unit.write(0x70, 4, 1 << 10)
        assert unit.read(0x84, 4) >> 4 & 0xF == 1 << 2
        assert unit.read(0x64, 4) & 1 << 25
