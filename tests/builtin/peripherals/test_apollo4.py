"""Ambiq Apollo4: system timer and pins (Apollo4 SoC datasheet)."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment, record
from vboard.builtin.peripherals.apollo4.ambiqapollo4_gpio import UNLOCKED, AmbiqApollo4_GPIO
from vboard.builtin.peripherals.apollo4.ambiqapollo4_systemtimer import SKIPPED, AmbiqApollo4_SystemTimer

MICROSECOND = 1_000


class TestSystemTimer:
    STCFG, STTMR, SCMPR0, INTEN, INTSTAT, INTCLR = 0x000, 0x004, 0x020, 0x100, 0x104, 0x108
    HFRC_6MHZ, LFRC_1KHZ = 1, 6

    def start(self, env: FakeEnvironment, clock: int, compares: int = 0xFF) -> AmbiqApollo4_SystemTimer:
        timer = AmbiqApollo4_SystemTimer(env)
        timer.write(self.STCFG, 4, clock | compares << 8)
        return timer

    @pytest.mark.parametrize("channel", [0, 7])
    def test_a_compare_value_is_relative_to_the_count(self, env: FakeEnvironment, channel: int) -> None:
        timer = self.start(env, self.HFRC_6MHZ)
        env.pass_time(100 * MICROSECOND)
        timer.write(self.INTEN, 4, 1 << channel)
        timer.write(self.SCMPR0 + 4 * channel, 4, 600)
        assert timer.read(self.SCMPR0 + 4 * channel, 4) == 600 + SKIPPED + 600
        line = timer.gpio_outputs()[f"IRQ{'ABCDEFGH'[channel]}"]
        env.pass_time(100 * MICROSECOND - 1)
        assert not line.IsSet
        env.pass_time(1)
        assert line.IsSet
        timer.write(self.INTCLR, 4, 1 << channel)
        assert not line.IsSet

    def test_a_disabled_compare_does_nothing(self, env: FakeEnvironment) -> None:
        timer = self.start(env, self.LFRC_1KHZ, compares=0)
        timer.write(self.SCMPR0, 4, 5)
        env.pass_time(10_000 * MICROSECOND)
        assert timer.read(self.INTSTAT, 4) == 0

    @pytest.mark.parametrize("stop", [0, 1 << 31 | LFRC_1KHZ])
    def test_it_stands_without_a_clock_and_frozen(self, env: FakeEnvironment, stop: int) -> None:
        timer = self.start(env, self.LFRC_1KHZ)
        env.pass_time(5000 * MICROSECOND)
        timer.write(self.STCFG, 4, stop)
        env.pass_time(5000 * MICROSECOND)
        assert timer.read(self.STTMR, 4) == 5
        timer.write(self.STCFG, 4, 1 << 30 | self.LFRC_1KHZ)
        assert timer.read(self.STTMR, 4) == 0


class TestPins:
    PADKEY, RD, WT, WTS, WTC, EN, ENS, ENC = 0x200, 0x204, 0x214, 0x224, 0x234, 0x244, 0x254, 0x264
    N0_INTEN, N0_INTSTAT, N0_INTCLR, N1_INTEN = 0x2C0, 0x2C4, 0x2C8, 0x300
    PUSH_PULL, TRISTATE, INPUT = 1 << 8, 3 << 8, 1 << 4

    @pytest.fixture
    def port(self, env: FakeEnvironment) -> AmbiqApollo4_GPIO:
        port = AmbiqApollo4_GPIO(env)
        port.write(self.PADKEY, 4, UNLOCKED)
        return port

    @pytest.mark.parametrize("pin", [0, 31, 32, 100])
    def test_a_push_pull_output_is_set_and_cleared(self, port: AmbiqApollo4_GPIO, pin: int) -> None:
        bank, bit = divmod(pin, 32)
        port.write(4 * pin, 4, self.PUSH_PULL | self.INPUT)
        line = record(port.lines[pin])
        port.write(self.WTS + 4 * bank, 4, 1 << bit)
        assert port.read(self.WT + 4 * bank, 4) == port.read(self.RD + 4 * bank, 4) == 1 << bit
        port.write(self.WTC + 4 * bank, 4, 1 << bit)
        port.write(self.WT + 4 * bank, 4, 1 << bit)
        assert [level for _, level in line.edges] == [True, False, True]

    def test_a_tristate_output_follows_while_it_is_enabled(self, port: AmbiqApollo4_GPIO) -> None:
        port.write(0, 4, self.TRISTATE)
        port.write(self.WT, 4, 1)
        assert not port.lines[0].IsSet
        port.write(self.ENS, 4, 1)
        assert port.lines[0].IsSet
        port.write(self.ENC, 4, 1)
        port.write(self.WT, 4, 0)
        assert port.lines[0].IsSet

    def test_a_locked_configuration_stays(self, env: FakeEnvironment, port: AmbiqApollo4_GPIO) -> None:
        port.write(self.PADKEY, 4, 0)
        port.write(0, 4, self.PUSH_PULL)
        assert port.read(0, 4) == 3
        assert any("PADKEY" in text for text in env.messages)

    @pytest.mark.parametrize(("mode", "edges"), [(1, [False]), (2, [True]), (3, [True, False])])
    def test_edges_interrupt_by_mode_and_priority(
        self, port: AmbiqApollo4_GPIO, mode: int, edges: list[bool]
    ) -> None:
        pin, bit = 37, 1 << 5
        port.write(4 * pin, 4, mode << 6 | self.INPUT)
        port.write(self.N0_INTEN + 0x10, 4, bit)
        for level in (True, False):
            port.OnGPIO(pin, level)
            assert port.McuN0IrqBank1.IsSet == (level in edges)
            assert not port.McuN1IrqBank1.IsSet
            port.write(self.N0_INTCLR + 0x10, 4, bit)
            assert not port.McuN0IrqBank1.IsSet
