"""GPIO ports: behaviour of Renode 1.16.1, and a reference formula for any sequence of operations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment, receiver, record
from vboard.builtin.peripherals.stm32.stm32_gpio_port import STM32_GPIOPort
from vboard.builtin.peripherals.stm32.stm32f1_gpio_port import STM32F1GPIOPort

pins = st.integers(0, 15)
masks = st.integers(0, 0xFFFF)

F1_CRL, F1_CRH, F1_IDR, F1_ODR, F1_BSRR, F1_BRR, F1_LCKR = range(0, 0x1C, 4)
ALL_OUTPUTS = 0x2222_2222
MODER, OTYPER, OSPEEDR, PUPDR, IDR, ODR, BSRR, LCKR, AFRL, AFRH, BRR = range(0, 0x2C, 4)


class TestF1:
    @pytest.fixture
    def port(self, env: FakeEnvironment) -> STM32F1GPIOPort:
        return STM32F1GPIOPort(env)

    def test_configuration_reads_0_after_reset(self, port: STM32F1GPIOPort) -> None:
        port.Reset()
        assert (port.read(F1_CRL, 4), port.read(F1_CRH, 4)) == (0, 0)

    def test_a_reset_keeps_modes_and_clears_configurations(self, port: STM32F1GPIOPort) -> None:
        port.write(F1_CRL, 4, 0xFFFF_FFFF)
        port.Reset()
        assert port.read(F1_CRL, 4) == 0x3333_3333

    def test_bsrr_ignores_input_pins_with_a_warning(
        self, env: FakeEnvironment, port: STM32F1GPIOPort
    ) -> None:
        port.write(F1_CRL, 4, 0x2)
        port.write(F1_BSRR, 4, 0b11)
        assert port.read(F1_ODR, 4) == 0b01
        assert env.messages == ["Trying to set the state of the input pin #1"]

    def test_set_wins_over_reset_in_bsrr(self, port: STM32F1GPIOPort) -> None:
        port.write(F1_CRL, 4, ALL_OUTPUTS)
        port.write(F1_BSRR, 4, 0x0001_0001)
        assert port.read(F1_ODR, 4) == 1

    def test_brr_resets(self, port: STM32F1GPIOPort) -> None:
        port.write(F1_CRL, 4, ALL_OUTPUTS)
        port.write(F1_BSRR, 4, 0xFF)
        port.write(F1_BRR, 4, 0x0F)
        assert port.read(F1_ODR, 4) == 0xF0

    def test_odr_drives_lines_but_does_not_show_in_idr(self, port: STM32F1GPIOPort) -> None:
        line = record(port.pins[13])
        port.write(F1_ODR, 4, 1 << 13)
        assert line.edges == [(0, True)]
        assert (port.read(F1_ODR, 4), port.read(F1_IDR, 4)) == (1 << 13, 0)

    def test_bsrr_shows_in_idr(self, port: STM32F1GPIOPort) -> None:
        port.write(F1_CRH, 4, ALL_OUTPUTS)
        port.write(F1_BSRR, 4, 1 << 13)
        assert port.read(F1_IDR, 4) == 1 << 13

    def test_an_input_shows_in_idr_and_on_the_line(self, port: STM32F1GPIOPort) -> None:
        line = record(port.pins[3])
        port.OnGPIO(3, True)
        assert port.read(F1_IDR, 4) == 1 << 3
        assert line.edges == [(0, True)]

    def test_a_signal_on_an_output_pin_is_ignored(self, env: FakeEnvironment, port: STM32F1GPIOPort) -> None:
        port.write(F1_CRL, 4, ALL_OUTPUTS)
        port.OnGPIO(3, True)
        assert port.read(F1_IDR, 4) == 0
        assert env.messages == ["Received a signal on the output pin #3"]

    def test_lckr_is_unhandled(self, env: FakeEnvironment, port: STM32F1GPIOPort) -> None:
        port.read(F1_LCKR, 4)
        assert env.messages == ["Unhandled read from offset 0x18."]

    def test_an_alternate_function_drives_its_pin_only_while_selected(self, port: STM32F1GPIOPort) -> None:
        source = receiver(port, 5)
        port.alternate[5].selected = 2
        source.OnGPIO(2, True)
        assert port.read(F1_IDR, 4) == 0
        port.write(F1_CRL, 4, 0xB << 20)  # alternate function push-pull
        source.OnGPIO(3, True)
        assert port.read(F1_IDR, 4) == 0
        source.OnGPIO(2, True)
        assert port.read(F1_IDR, 4) == 1 << 5

    def test_inverted_alternate_functions(self, env: FakeEnvironment) -> None:
        port = STM32F1GPIOPort(env, invertedAFPins=[[5, 0, 2]])
        port.write(F1_CRL, 4, 0xB << 20)
        receiver(port, 5).OnGPIO(0, False)
        assert port.read(F1_IDR, 4) == 1 << 5

    @pytest.mark.parametrize("row", [[16, 1], [0, 18]])
    def test_inverted_functions_out_of_range_are_refused(self, env: FakeEnvironment, row: list[int]) -> None:
        with pytest.raises(ValueError, match="out of range"):
            STM32F1GPIOPort(env, invertedAFPins=[row])

    def test_byte_accesses_are_not_offered(self, port: STM32F1GPIOPort) -> None:
        assert port.widths == {2, 4}

    @given(st.data())
    def test_output_lines_follow_a_reference_formula(self, data: st.DataObject) -> None:
        port = STM32F1GPIOPort(FakeEnvironment())
        outputs, levels = 0, 0
        for _ in range(data.draw(st.integers(1, 12))):
            operation = data.draw(st.sampled_from(["mode", "bsrr", "brr", "odr", "in"]))
            a, b, pin = data.draw(masks), data.draw(masks), data.draw(pins)
            if operation == "mode":
                outputs = a
                nibbles = [2 if a >> i & 1 else 4 for i in range(16)]
                port.write(F1_CRL, 4, sum(n << 4 * i for i, n in enumerate(nibbles[:8])))
                port.write(F1_CRH, 4, sum(n << 4 * i for i, n in enumerate(nibbles[8:])))
            elif operation == "bsrr":
                port.write(F1_BSRR, 4, a << 16 | b)
                levels = levels & ~(a & outputs) | b & outputs
            elif operation == "brr":
                port.write(F1_BRR, 4, a)
                levels &= ~(a & outputs)
            elif operation == "odr":
                port.write(F1_ODR, 4, a)
                levels = a
            elif not outputs >> pin & 1:
                port.OnGPIO(pin, bool(a & 1))
                levels = levels & ~(1 << pin) | (a & 1) << pin
            assert port.read(F1_ODR, 4) == levels


class TestF4:
    @pytest.fixture
    def port(self, env: FakeEnvironment) -> STM32_GPIOPort:
        return STM32_GPIOPort(env, modeResetValue=0xA800_0000, pullUpPullDownResetValue=0x6400_0000)

    def test_reset_values_come_from_the_platform(self, port: STM32_GPIOPort) -> None:
        port.write(MODER, 4, 0)
        port.write(PUPDR, 4, 0)
        port.Reset()
        assert (port.read(MODER, 4), port.read(PUPDR, 4)) == (0xA800_0000, 0x6400_0000)

    def test_odr_and_idr_are_one_state(self, port: STM32_GPIOPort) -> None:
        port.write(ODR, 4, 0x1234)
        port.OnGPIO(0, True)
        assert (port.read(IDR, 4), port.read(ODR, 4)) == (0x1235, 0x1235)

    def test_writes_drive_input_pins_too(self, port: STM32_GPIOPort) -> None:
        line = record(port.pins[1])
        port.write(BSRR, 4, 1 << 1)
        assert line.edges == [(0, True)]

    def test_reset_wins_over_set_in_bsrr(self, port: STM32_GPIOPort) -> None:
        port.write(BSRR, 4, 0x0001_0003)
        assert port.read(ODR, 4) == 2

    def test_output_type_and_lock_are_tags(self, env: FakeEnvironment, port: STM32_GPIOPort) -> None:
        port.write(OTYPER, 4, 1)
        port.write(LCKR, 4, 1 << 16)
        assert [port.read(OTYPER, 4), port.read(LCKR, 4)] == [0, 0]
        assert [m.split("Tags: ")[1] for m in env.messages] == ["OT0 (0x1).", "LCKK (0x1)."]

    def test_an_alternate_function_drives_its_pin_only_while_selected(self, port: STM32_GPIOPort) -> None:
        port.write(MODER, 4, 0b10 << 18)
        port.write(AFRH, 4, 7 << 4)
        source = receiver(port, 9)
        source.OnGPIO(6, True)
        assert port.read(IDR, 4) == 0
        source.OnGPIO(7, True)
        assert port.read(IDR, 4) == 1 << 9

    def test_a_function_that_does_not_exist_is_refused(self, env: FakeEnvironment) -> None:
        port = STM32_GPIOPort(env, numberOfAFs=8)
        port.write(AFRL, 4, 8)
        assert port.read(AFRL, 4) == 0
        assert env.messages == ["Alternate function number must be between 0 and 7, but 8 was given instead."]

    @pytest.mark.parametrize("count", [0, 17])
    def test_number_of_functions_out_of_range_is_refused(self, env: FakeEnvironment, count: int) -> None:
        with pytest.raises(ValueError, match="alternate functions"):
            STM32_GPIOPort(env, numberOfAFs=count)

    def test_a_pin_that_does_not_exist_is_refused(self, port: STM32_GPIOPort) -> None:
        with pytest.raises(ValueError, match="pins 0 to 15"):
            port.OnGPIO(16, True)

    @given(st.lists(st.tuples(st.sampled_from(["bsrr", "brr", "odr", "in"]), masks, masks, pins)))
    def test_levels_follow_a_reference_formula(self, operations: list[tuple[str, int, int, int]]) -> None:
        port = STM32_GPIOPort(FakeEnvironment())
        levels = 0
        for operation, a, b, pin in operations:
            if operation == "bsrr":
                port.write(BSRR, 4, a << 16 | b)
                levels = (levels | b) & ~a
            elif operation == "brr":
                port.write(BRR, 4, a)
                levels &= ~a
            elif operation == "odr":
                port.write(ODR, 4, a)
                levels = a
            else:
                port.OnGPIO(pin, bool(a & 1))
                levels = levels & ~(1 << pin) | (a & 1) << pin
            assert port.read(IDR, 4) == levels
            assert sum(line.IsSet << i for i, line in port.numbered_outputs().items()) == levels
