"""DMA controllers: transfers and the documented departures from silicon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeBus, FakeEnvironment
from vboard.builtin.peripherals.dma_engine import End, UnalignedSizeError, copy
from vboard.builtin.peripherals.stm32.stm32_dma import STM32DMA
from vboard.builtin.peripherals.stm32.stm32_ldma import STM32LDMA
from vboard.builtin.peripherals.stm32.stm32_uart import STM32_UART
from vboard.builtin.peripherals.stm32.stm32f7_usart import STM32F7_USART
from vboard.builtin.peripherals.stm32.stm32g0_dma import STM32G0DMA

SOURCE, DESTINATION, UART_DR = 0x1000, 0x2000, 0x4001_3804
DATA = bytes(range(1, 65))

# STM32G0DMA, channel 1
ISR, IFCR, CCR, CNDTR, CPAR, CMAR = 0x00, 0x04, 0x08, 0x0C, 0x10, 0x14
EN, TCIE, HTIE, DIR, CIRC, PINC, MINC, MEM2MEM = (1 << bit for bit in (0, 1, 2, 4, 5, 6, 7, 14))

# STM32DMA, stream 0
LISR, LIFCR, S0CR, S0NDTR, S0PAR, S0M0AR, S0FCR = 0x00, 0x08, 0x10, 0x14, 0x18, 0x1C, 0x24
S_TCIE, S_PINC, S_MINC = 1 << 4, 1 << 9, 1 << 10
TO_PERIPHERAL, MEMORY_TO_MEMORY = 1 << 6, 2 << 6


def write(model: STM32G0DMA | STM32DMA, *pairs: tuple[int, int]) -> None:
    for offset, value in pairs:
        model.write(offset, 4, value)


@given(
    st.sampled_from([1, 2, 4]), st.sampled_from([1, 2, 4]), st.integers(0, 8), st.booleans(), st.booleans()
)
def test_copy_moves_items_and_fixed_ends_stay(
    read_width: int, write_width: int, items: int, read_moves: bool, write_moves: bool
) -> None:
    bus = FakeBus()
    bus.put(SOURCE, DATA)
    count = 4 * items
    copy(bus, End(SOURCE, read_width, read_moves), End(DESTINATION, write_width, write_moves), count)
    stream = DATA[:count] if read_moves else (DATA[:read_width] * count)[:count]
    if write_moves:
        assert bus.get(DESTINATION, count) == stream
    else:
        assert bus.get(DESTINATION, write_width) == (stream[-write_width:] or bytes(write_width))


def test_copy_refuses_a_part_of_an_item() -> None:
    with pytest.raises(UnalignedSizeError):
        copy(FakeBus(), End(0, 4, True), End(8, 1, True), 6)


class TestChannels:
    @pytest.fixture
    def dma(self, env: FakeEnvironment) -> STM32G0DMA:
        env.bus.put(SOURCE, DATA)
        dma = STM32G0DMA(env, numberOfChannels=7)
        write(dma, (CPAR, SOURCE), (CMAR, DESTINATION))
        return dma

    @pytest.mark.parametrize("size", [0, 1, 2])
    def test_memory_to_memory_copies_cndtr_bytes(
        self, env: FakeEnvironment, dma: STM32G0DMA, size: int
    ) -> None:
        write(dma, (CNDTR, 4), (CCR, MEM2MEM | PINC | MINC | size << 8 | size << 10 | EN))
        assert env.bus.get(DESTINATION, 8) == DATA[:4] + bytes(4)
        assert dma.read(CNDTR, 4) == 0

    def test_memory_to_peripheral_runs_inside_the_write_of_en(
        self, env: FakeEnvironment, dma: STM32G0DMA
    ) -> None:
        sent: list[int] = []
        uart = STM32_UART(env)
        uart.write(0x0C, 4, 1 << 13)
        uart.observe(sent.append)
        env.bus.peripherals[UART_DR] = (uart, 4)
        write(dma, (CPAR, UART_DR), (CMAR, SOURCE), (CNDTR, 5), (CCR, DIR | MINC | EN))
        assert bytes(sent) == DATA[:5]

    def test_reception_moves_one_byte_a_request(self, env: FakeEnvironment, dma: STM32G0DMA) -> None:
        uart = STM32_UART(env)
        uart.write(0x0C, 4, 1 << 13)
        uart.write(0x14, 4, 1 << 6)
        env.bus.peripherals[UART_DR] = (uart, 4)
        uart.DMARequest.connect(dma, 1)
        write(dma, (CPAR, UART_DR), (CNDTR, 4), (CCR, MINC | HTIE | TCIE | EN))
        irq = dma.numbered_outputs()[0]
        seen = []
        for byte in b"abcd":
            uart.WriteChar(byte)
            seen.append((dma.read(ISR, 4), irq.IsSet))
        assert env.bus.get(DESTINATION, 4) == b"abcd"
        assert seen == [(0, False), (0b101, True), (0b101, True), (0b111, True)]

    def test_circular_mode_starts_over(self, env: FakeEnvironment, dma: STM32G0DMA) -> None:
        write(dma, (CNDTR, 2), (CCR, MINC | PINC | CIRC | EN))
        for _ in range(3):
            dma.OnGPIO(1, True)
        assert dma.read(CNDTR, 4) == 1
        assert env.bus.get(DESTINATION, 2) == DATA[:2]

    def test_en_reads_0_and_reading_clears_it(self, env: FakeEnvironment, dma: STM32G0DMA) -> None:
        write(dma, (CNDTR, 2), (CCR, MINC | EN))
        assert dma.read(CCR, 4) == MINC
        dma.OnGPIO(1, True)
        assert "ignored - channel is disabled" in env.messages[-1]

    def test_clearing_tcif_also_clears_htif(self, dma: STM32G0DMA) -> None:
        write(dma, (CNDTR, 4), (CCR, MEM2MEM | TCIE | EN))
        assert dma.read(ISR, 4) == 0b111
        assert dma.numbered_outputs()[0].IsSet
        dma.write(IFCR, 4, 0b010)
        assert dma.read(ISR, 4) == 0
        assert not dma.numbered_outputs()[0].IsSet

    def test_reset_leaves_channels(self, dma: STM32G0DMA) -> None:
        dma.Reset()
        assert dma.read(CPAR, 4) == SOURCE

    def test_requests_out_of_range_are_logged(self, env: FakeEnvironment, dma: STM32G0DMA) -> None:
        dma.OnGPIO(0, True)
        dma.OnGPIO(8, True)
        assert env.messages == [f"Channel number {n} is out of range, must be in [1; 7]" for n in (0, 8)]

    def test_offsets_behind_the_channels_are_logged(self, env: FakeEnvironment, dma: STM32G0DMA) -> None:
        assert dma.read(0x98, 4) == 0
        assert env.messages[0].startswith("Could not read from offset 0x98")


class TestStreams:
    @pytest.fixture
    def dma(self, env: FakeEnvironment) -> STM32DMA:
        env.bus.put(SOURCE, DATA)
        dma = STM32DMA(env)
        write(dma, (S0PAR, SOURCE), (S0M0AR, DESTINATION))
        return dma

    @pytest.mark.parametrize("size", [0, 1, 2])
    def test_memory_to_memory_copies_items_at_once_and_en_stays_set(
        self, env: FakeEnvironment, dma: STM32DMA, size: int
    ) -> None:
        control = MEMORY_TO_MEMORY | S_PINC | S_MINC | S_TCIE | size << 11 | size << 13 | EN
        write(dma, (S0NDTR, 4), (S0CR, control))
        count = 4 << size
        assert env.bus.get(DESTINATION, count + 1) == DATA[:count] + b"\0"
        assert (dma.read(S0CR, 4), dma.read(S0NDTR, 4), dma.read(LISR, 4)) == (control, 0, 1 << 5)
        assert dma.numbered_outputs()[0].IsSet
        dma.write(LIFCR, 4, 1 << 5)
        assert (dma.read(LISR, 4), dma.numbered_outputs()[0].IsSet) == (0, False)

    def test_memory_to_peripheral(self, env: FakeEnvironment, dma: STM32DMA) -> None:
        sent: list[int] = []
        uart = STM32F7_USART(env, 1)
        uart.write(0x00, 4, 0b1101)
        uart.observe(sent.append)
        env.bus.peripherals[UART_DR] = (uart, 0x28)
        write(dma, (S0PAR, UART_DR), (S0M0AR, SOURCE), (S0NDTR, 5), (S0CR, TO_PERIPHERAL | S_MINC | EN))
        assert bytes(sent) == DATA[:5]

    def test_reception_moves_one_item_a_request(self, env: FakeEnvironment, dma: STM32DMA) -> None:
        uart = STM32F7_USART(env, 1)
        uart.write(0x00, 4, 0b1101)
        uart.write(0x08, 4, 1 << 6)
        env.bus.peripherals[UART_DR] = (uart, 0x24)
        uart.ReceiveDmaRequest.connect(dma, 0)
        write(dma, (S0PAR, UART_DR), (S0NDTR, 3), (S0CR, S_MINC | S_TCIE | EN))
        for byte in b"abc":
            assert not dma.numbered_outputs()[0].IsSet
            uart.WriteChar(byte)
        assert env.bus.get(DESTINATION, 3) == b"abc"
        assert dma.numbered_outputs()[0].IsSet

    def test_fifo_mode_moves_a_threshold_of_bytes_a_request(
        self, env: FakeEnvironment, dma: STM32DMA
    ) -> None:
        write(dma, (S0FCR, 0b101), (S0NDTR, 16), (S0CR, S_PINC | S_MINC | EN))
        dma.OnGPIO(0, True)
        assert env.bus.get(DESTINATION, 9) == DATA[:8] + b"\0"
        assert dma.read(S0NDTR, 4) == 8

    @pytest.mark.parametrize(
        ("pairs", "message"),
        [
            ([(S0CR, MEMORY_TO_MEMORY | EN)], "no data to send"),
            ([(S0NDTR, 4), (S0CR, 3 << 6 | EN)], "direction set as Reserved"),
        ],
    )
    def test_impossible_transfers_are_logged(
        self, env: FakeEnvironment, dma: STM32DMA, pairs: list[tuple[int, int]], message: str
    ) -> None:
        write(dma, *pairs)
        assert message in env.messages[0]
        assert env.messages[-1] == "Error in DMA configuration detected. Ignoring transfer request."

    def test_requests_of_disabled_streams_are_logged(self, env: FakeEnvironment, dma: STM32DMA) -> None:
        dma.OnGPIO(3, True)
        dma.OnGPIO(8, True)
        assert env.messages == [
            "Attempting to perform a transfer on disabled DMA stream 3. Ignoring request",
            "Attempted to signal DMA stream 8. Maximum value is 7",
        ]

    @given(st.integers(0, 7))
    def test_flags_sit_at_the_manuals_bits(self, stream: int) -> None:
        env = FakeEnvironment()
        dma = STM32DMA(env)
        base = 0x10 + 0x18 * stream
        write(dma, (base + 4, 1), (base, MEMORY_TO_MEMORY | EN))
        flags = dma.read(0x00, 4) | dma.read(0x04, 4) << 32
        assert flags == 1 << (32 * (stream // 4) + (5, 11, 21, 27)[stream % 4])


def test_ldma_copies_items_when_it_is_enabled(env: FakeEnvironment) -> None:
    from_words = bytes(range(16))
    env.bus.put(0x2000_0000, from_words)
    dma = STM32LDMA(env)
    base = 0x08 + 0x14 * 2
    dma.write(base + 0x4, 4, 4)
    dma.write(base + 0x8, 4, 0x2000_0100)
    dma.write(base + 0xC, 4, 0x2000_0000)
    dma.write(base, 4, 2 << 10 | 2 << 8 | 1 << 7 | 1 << 6 | 1 << 4 | 1 << 1 | 1)
    assert env.bus.get(0x2000_0100, 16) == from_words
    assert dma.lines[2].IsSet
    dma.write(0x04, 4, 1 << 9)
    assert not dma.lines[2].IsSet
