"""External interrupts and pin multiplexers of STM32."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment, receiver, record
from vboard.builtin.machine.log import renode_fault
from vboard.builtin.peripherals.stm32.stm32_syscfg import STM32_SYSCFG
from vboard.builtin.peripherals.stm32.stm32f1_afio import STM32F1AFIO
from vboard.builtin.peripherals.stm32.stm32f1_gpio_port import STM32F1GPIOPort
from vboard.builtin.peripherals.stm32.stm32f4_exti import STM32F4_EXTI

IMR, EMR, RTSR, FTSR, SWIER, PR = range(0, 0x18, 4)
words = st.integers(0, 0xFFFF_FFFF)


class TestEXTI:
    @pytest.fixture
    def exti(self, env: FakeEnvironment) -> STM32F4_EXTI:
        exti = STM32F4_EXTI(env, numberOfOutputLines=19)
        exti.write(IMR, 4, 0xFFFF_FFFF)
        return exti

    @pytest.mark.parametrize(("register", "level"), [(RTSR, True), (FTSR, False)])
    def test_selected_edge_pends_until_pr_is_written(
        self, exti: STM32F4_EXTI, register: int, level: bool
    ) -> None:
        exti.write(register, 4, 1 << 3)
        line = record(exti.numbered_outputs()[3])
        exti.OnGPIO(3, not level)
        exti.OnGPIO(3, level)
        exti.OnGPIO(3, not level)
        assert (line.edges, exti.read(PR, 4)) == ([(0, True)], 1 << 3)
        exti.write(PR, 4, 1 << 3)
        assert (line.edges[1:], exti.read(PR, 4)) == ([(0, False)], 0)

    def test_an_edge_while_masked_is_lost(self, exti: STM32F4_EXTI) -> None:
        exti.write(IMR, 4, 0)
        exti.write(RTSR, 4, 1)
        exti.OnGPIO(0, True)
        exti.write(IMR, 4, 1)
        assert (exti.read(PR, 4), exti.numbered_outputs()[0].IsSet) == (0, False)

    def test_swier_raises_enabled_lines_but_pr_stays_0(self, exti: STM32F4_EXTI) -> None:
        exti.write(IMR, 4, 0b01)
        exti.write(SWIER, 4, 0b11)
        assert [exti.numbered_outputs()[i].IsSet for i in (0, 1)] == [True, False]
        assert (exti.read(PR, 4), exti.read(SWIER, 4)) == (0, 0)

    def test_direct_lines_follow_their_input(self, env: FakeEnvironment) -> None:
        exti = STM32F4_EXTI(env, numberOfOutputLines=32)
        exti.OnGPIO(25, True)
        assert (exti.numbered_outputs()[25].IsSet, exti.read(PR, 4)) == (True, 1 << 25)
        exti.OnGPIO(25, False)
        assert (exti.numbered_outputs()[25].IsSet, exti.read(PR, 4)) == (False, 0)

    def test_a_line_that_does_not_exist_is_logged(self, env: FakeEnvironment, exti: STM32F4_EXTI) -> None:
        exti.OnGPIO(19, True)
        assert env.messages == ["GPIO number 19 is out of range [0; 19)"]

    def test_reset_drops_lines(self, exti: STM32F4_EXTI) -> None:
        exti.write(SWIER, 4, 1)
        exti.Reset()
        assert not exti.numbered_outputs()[0].IsSet

    @given(words, words, words, st.lists(st.tuples(st.integers(0, 18), st.booleans()), max_size=30))
    def test_pending_bits_are_the_selected_edges(
        self, mask: int, rising: int, falling: int, edges: list[tuple[int, bool]]
    ) -> None:
        exti = STM32F4_EXTI(FakeEnvironment(), numberOfOutputLines=19)
        for register, value in ((IMR, mask), (RTSR, rising), (FTSR, falling)):
            exti.write(register, 4, value)
        for line, level in edges:
            exti.OnGPIO(line, level)
        expected = 0
        for line, level in edges:
            expected |= (rising if level else falling) & mask & 1 << line
        assert exti.read(PR, 4) == expected


class TestSYSCFG:
    @pytest.fixture
    def syscfg(self, env: FakeEnvironment) -> STM32_SYSCFG:
        return STM32_SYSCFG(env)

    def test_port_a_is_selected_after_reset(self, syscfg: STM32_SYSCFG) -> None:
        line = record(syscfg.numbered_outputs()[11])
        receiver(syscfg, 0).OnGPIO(11, True)
        receiver(syscfg, 8).OnGPIO(11, False)
        assert line.edges == [(0, True)]

    def test_exticr_selects_the_port_and_takes_its_level(self, syscfg: STM32_SYSCFG) -> None:
        receiver(syscfg, 8).OnGPIO(11, True)
        line = record(syscfg.numbered_outputs()[11])
        syscfg.write(0x10, 4, 8 << 12)  # EXTICR3, EXTI11 = port I
        assert line.edges == [(0, True)]
        syscfg.write(0x10, 4, 0)
        assert line.edges == [(0, True), (0, False)]

    def test_only_32_bit_accesses(self, syscfg: STM32_SYSCFG) -> None:
        assert syscfg.widths == {4}

    def test_other_registers_are_unhandled(self, env: FakeEnvironment, syscfg: STM32_SYSCFG) -> None:
        syscfg.read(0x00, 4)
        assert env.messages == ["Unhandled read from offset 0x0."]

    def test_a_pin_that_does_not_exist_is_logged(self, env: FakeEnvironment, syscfg: STM32_SYSCFG) -> None:
        receiver(syscfg, 2).OnGPIO(16, True)
        assert env.messages == ["GPIO port 2, pin 16, is not supported. Up to 16 pins are supported"]


class TestAFIO:
    @pytest.fixture
    def ports(self, env: FakeEnvironment) -> list[STM32F1GPIOPort]:
        return [STM32F1GPIOPort(env) for _ in range(7)]

    @pytest.fixture
    def afio(self, env: FakeEnvironment, ports: list[STM32F1GPIOPort]) -> STM32F1AFIO:
        return STM32F1AFIO(env, ports)

    @pytest.mark.parametrize(
        ("timer", "value", "mapr", "port", "pin"),
        [(1, 3, 3 << 6, 4, 9), (2, 1, 1 << 8, 0, 15), (3, 3, 3 << 10, 2, 6), (4, 1, 1 << 12, 3, 12)],
    )
    def test_timer_remap_selects_pins(
        self,
        afio: STM32F1AFIO,
        ports: list[STM32F1GPIOPort],
        timer: int,
        value: int,
        mapr: int,
        port: int,
        pin: int,
    ) -> None:
        afio.write(0x04, 4, mapr)
        assert ports[port].alternate[pin].selected == timer
        assert afio.read(0x04, 4) == mapr

    def test_remap_frees_the_old_pins(self, afio: STM32F1AFIO, ports: list[STM32F1GPIOPort]) -> None:
        afio.write(0x04, 4, 0)
        assert ports[0].alternate[15].selected == 0
        afio.write(0x04, 4, 1 << 8)
        afio.write(0x04, 4, 0)
        assert (ports[0].alternate[15].selected, ports[0].alternate[0].selected) == (0, 2)

    def test_exticr_is_a_tag(self, env: FakeEnvironment, afio: STM32F1AFIO) -> None:
        afio.write(0x14, 4, 2 << 4)
        assert env.messages[0].endswith("Tags: EXTI13 (0x2).")

    def test_mapr2_warns_of_renodes_fault_once(self, env: FakeEnvironment, afio: STM32F1AFIO) -> None:
        for _ in range(2):
            afio.write(0x1C, 4, 1)
        assert env.messages == [renode_fault("a write to MAPR2 throws KeyNotFoundException")]

    def test_seven_ports_are_needed(self, env: FakeEnvironment, ports: list[STM32F1GPIOPort]) -> None:
        with pytest.raises(ValueError, match="A to G"):
            STM32F1AFIO(env, ports[:3])

    def test_exti_lines_follow_the_selected_port(
        self, afio: STM32F1AFIO, ports: list[STM32F1GPIOPort]
    ) -> None:
        lines = afio.numbered_outputs()
        ports[1].pins[5].Set(True)
        assert not lines[5].IsSet  # port A
        afio.write(0x0C, 4, 0x0010)  # EXTICR2: EXTI5 is port B
        assert lines[5].IsSet
        ports[1].pins[5].Set(False)
        assert not lines[5].IsSet
        ports[0].pins[5].Set(True)
        assert not lines[5].IsSet
