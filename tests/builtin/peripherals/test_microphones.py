"""Microphones: what the PDM blocks of nRF52840 and Apollo3 record, where and when."""

from __future__ import annotations

import struct
from pathlib import PosixPath

import pytest
from _pytest.monkeypatch import MonkeyPatch

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.apollo3.ambiqapollo3_pdm import AmbiqApollo3_PDM, Channel
from vboard.builtin.peripherals.nrf.nrf52840_pdm import NRF52840_PDM

MILLISECOND = 1_000_000
BUFFER = 0x2000_0000


@pytest.fixture
def speech(tmp_path: PosixPath) -> str:
    """Samples 1, 2, ... 100."""
    file = tmp_path / "speech.pcm"
    file.write_bytes(struct.pack("<100h", *range(1, 101)))
    return str(file)


def words(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data))


class TestNordic:
    START, STOP, STOPPED, END, INTENSET = 0x000, 0x004, 0x104, 0x108, 0x304
    ENABLE, CLOCK, MODE, GAINL, RATIO, PTR, MAXCNT = 0x500, 0x504, 0x508, 0x518, 0x520, 0x560, 0x564

    @pytest.fixture
    def pdm(self, env: FakeEnvironment) -> NRF52840_PDM:
        """Mono, 1.28 MHz / 80 = 16 kHz, 16 samples a buffer."""
        pdm = NRF52840_PDM(env)
        for offset, value in (
            (self.ENABLE, 1),
            (self.CLOCK, 0x0A000000),
            (self.RATIO, 1),
            (self.MODE, 1),
            (self.PTR, BUFFER),
            (self.MAXCNT, 16),
            (self.INTENSET, 1 << 2),
        ):
            pdm.write(offset, 4, value)
        return pdm

    def samples(self, env: FakeEnvironment, count: int) -> list[int]:
        return list(struct.unpack(f"<{count}h", env.bus.get(BUFFER, 2 * count)))

    def test_a_buffer_is_there_when_its_samples_have_been_spoken(
        self, env: FakeEnvironment, pdm: NRF52840_PDM, speech: str
    ) -> None:
        pdm.SetInputFile(speech)
        pdm.write(self.START, 4, 1)
        env.pass_time(MILLISECOND - 1)
        assert not pdm.IRQ.IsSet
        env.pass_time(1)
        assert pdm.IRQ.IsSet
        assert self.samples(env, 16) == list(range(1, 17))

    def test_it_goes_on_until_it_is_stopped(
        self, env: FakeEnvironment, pdm: NRF52840_PDM, speech: str
    ) -> None:
        pdm.SetInputFile(speech)
        pdm.write(self.START, 4, 1)
        env.pass_time(2 * MILLISECOND)
        assert self.samples(env, 16) == list(range(17, 33))
        pdm.write(self.STOP, 4, 1)
        env.pass_time(2 * MILLISECOND)
        assert self.samples(env, 16) == list(range(17, 33))
        assert pdm.read(self.STOPPED, 4) == 1

    def test_nothing_starts_without_a_file(self, env: FakeEnvironment, pdm: NRF52840_PDM) -> None:
        pdm.write(self.START, 4, 1)
        env.pass_time(5 * MILLISECOND)
        assert pdm.read(self.END, 4) == 0
        assert "SetInputFile" in env.messages[-1]

    def test_gain_is_in_half_decibels_and_saturates(
        self, env: FakeEnvironment, pdm: NRF52840_PDM, tmp_path: PosixPath
    ) -> None:
        file = tmp_path / "loud.pcm"
        file.write_bytes(struct.pack("<3h", 100, 20000, -20000))
        pdm.SetInputFile(str(file))
        pdm.write(self.GAINL, 4, 0x28 + 12)  # 6 dB
        pdm.write(self.START, 4, 1)
        env.pass_time(MILLISECOND)
        assert self.samples(env, 4) == [199, 32767, -32768, 0]

    def test_a_reset_forgets_the_file(self, env: FakeEnvironment, pdm: NRF52840_PDM, speech: str) -> None:
        pdm.SetInputFile(speech)
        pdm.Reset()
        pdm.write(self.ENABLE, 4, 1)
        pdm.write(self.MODE, 4, 1)
        pdm.write(self.START, 4, 1)
        assert "SetInputFile" in env.messages[-1]


class TestApollo3:
    PCFG, VCFG, STATUS, READ, FLUSH, THRESHOLD = 0x00, 0x04, 0x08, 0x0C, 0x10, 0x14
    INTEN, INTSTAT, INTCLR = 0x200, 0x204, 0x208
    DMA, COUNT, TARGET, DMASTAT = 0x280, 0x288, 0x28C, 0x290
    ON = 1 << 26 | 4 << 27 | 1 << 30 | 1 << 31  # 1.5 MHz

    @pytest.fixture
    def pdm(self, env: FakeEnvironment, monkeypatch: MonkeyPatch, speech: str) -> AmbiqApollo3_PDM:
        """1.5 MHz / (2 * 50): 15 kHz, a word in 66.7 us."""
        monkeypatch.delenv("VBOARD_STRICT", raising=False)
        pdm = AmbiqApollo3_PDM(env)
        pdm.SetInputFile(speech)
        pdm.write(self.PCFG, 4, 50 << 10 | 1)
        pdm.write(self.VCFG, 4, self.ON | 1 << 3)
        return pdm

    def start_dma(self, pdm: AmbiqApollo3_PDM, count: int) -> None:
        pdm.write(self.DMA, 4, 0)
        pdm.write(self.TARGET, 4, BUFFER)
        pdm.write(self.COUNT, 4, 4 * count)
        pdm.write(self.DMA, 4, 1)

    def test_dma_is_done_when_its_last_word_is_there(
        self, env: FakeEnvironment, pdm: AmbiqApollo3_PDM
    ) -> None:
        pdm.write(self.INTEN, 4, 1 << 3)
        self.start_dma(pdm, 15)
        env.pass_time(MILLISECOND - 1)
        assert not pdm.IRQ.IsSet
        env.pass_time(1)
        assert pdm.IRQ.IsSet
        assert pdm.read(self.DMASTAT, 4) == 2
        assert words(env.bus.get(BUFFER, 60)) == list(range(1, 16))
        pdm.write(self.INTCLR, 4, 1 << 3)
        assert not pdm.IRQ.IsSet

    def test_words_between_two_buffers_wait_in_the_fifo(
        self, env: FakeEnvironment, pdm: AmbiqApollo3_PDM
    ) -> None:
        self.start_dma(pdm, 15)
        env.pass_time(MILLISECOND + MILLISECOND // 2)
        self.start_dma(pdm, 15)
        env.pass_time(MILLISECOND // 2)
        assert words(env.bus.get(BUFFER, 60)) == list(range(16, 31))

    def test_a_full_fifo_loses_its_oldest_words(self, env: FakeEnvironment, pdm: AmbiqApollo3_PDM) -> None:
        env.pass_time(4 * MILLISECOND)
        assert pdm.read(self.STATUS, 4) == 32
        assert pdm.read(self.INTSTAT, 4) & 2
        assert pdm.read(self.READ, 4) == 60 - 32 + 1

    def test_the_fifo_reads_without_dma(self, env: FakeEnvironment, pdm: AmbiqApollo3_PDM) -> None:
        pdm.write(self.THRESHOLD, 4, 3)
        env.pass_time(MILLISECOND // 5)
        assert pdm.read(self.INTSTAT, 4) & 1
        assert [pdm.read(self.READ, 4) for _ in range(4)] == [1, 2, 3, 0]
        assert pdm.read(self.INTSTAT, 4) & 4

    def test_stereo_words_hold_both_channels_when_packed(
        self, env: FakeEnvironment, pdm: AmbiqApollo3_PDM, tmp_path: PosixPath
    ) -> None:
        right = tmp_path / "right.pcm"
        right.write_bytes(struct.pack("<2h", -1, -2))
        pdm.SetInputFile(str(right), Channel.Right)
        pdm.write(self.VCFG, 4, self.ON | 3 << 3 | 1 << 8)
        env.pass_time(MILLISECOND // 5)
        assert pdm.read(self.READ, 4) == 0xFFFF0001
        assert pdm.read(self.READ, 4) == 0xFFFE0002

    def test_nothing_arrives_while_the_clock_is_off(
        self, env: FakeEnvironment, pdm: AmbiqApollo3_PDM
    ) -> None:
        pdm.write(self.VCFG, 4, 0)
        env.pass_time(MILLISECOND)
        assert pdm.read(self.STATUS, 4) == 0

    def test_strict_mode_refuses_what_renode_has_not(
        self, env: FakeEnvironment, monkeypatch: MonkeyPatch
    ) -> None:
        monkeypatch.setenv("VBOARD_STRICT", "1")
        with pytest.raises(ValueError, match="built-in engine"):
            AmbiqApollo3_PDM(env)
