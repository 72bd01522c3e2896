"""The registers of the interrupt controller."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builtin.cpu.board import Board, board_of_loops
from vboard.builtin.cpu.nvic import NVIC


def controller(mask: int = 0xF0) -> NVIC:
    """The NVIC of a Cortex-M7 that does not execute."""
    return board_with(mask).nvic


def board_with(mask: int = 0xF0) -> Board:
    board = Board("cortex-m7", 72)
    board.cpu.core.configure(priority_mask=mask)
    return board


@settings(deadline=None)
@given(words=st.lists(st.integers(0, 0xFFFFFFFF), min_size=4, max_size=4))
def test_enable_and_pending_bitmaps_set_and_clear(words: list[int]) -> None:
    nvic = controller()
    enabled = pending = 0
    for index, word in enumerate(words):
        nvic.write((0x100, 0x180, 0x200, 0x280)[index], 4, word)
        enabled = enabled | word if index == 0 else enabled & ~word if index == 1 else enabled
        pending = pending | word if index == 2 else pending & ~word if index == 3 else pending
    assert nvic.read(0x100, 4) == nvic.read(0x180, 4) == enabled
    assert nvic.read(0x200, 4) == nvic.read(0x280, 4) == pending


@settings(deadline=None)
@given(
    writes=st.lists(st.tuples(st.integers(0, 127), st.sampled_from([1, 2, 4]), st.integers(0, 0xFFFFFFFF))),
    mask=st.sampled_from([0xFF, 0xF0, 0xE0]),
)
def test_priority_bytes_by_any_width(writes: list[tuple[int, int, int]], mask: int) -> None:
    nvic = controller(mask)
    expected = bytearray(512)
    for index, width, value in writes:
        offset = index * 4 & -width
        data = (value & ((1 << 8 * width) - 1)).to_bytes(width, "little")
        nvic.write(0x400 + offset, width, int.from_bytes(data, "little"))
        expected[offset : offset + width] = bytes(byte & mask for byte in data)
    for index, width, _value in writes:
        offset = index * 4 & -width
        wanted = int.from_bytes(expected[offset : offset + width], "little")
        assert nvic.read(0x400 + offset, width) == wanted


def test_registers_at_rest_are_renodes() -> None:
    nvic = controller()
    at_rest = {
        0x004: 7, 0x010: 4, 0x018: 0xFFFFFF, 0xD00: 0x411FC272, 0xD0C: 0xFA050000,
        0xD14: 0x00010000, 0xD90: 0x800, 0xF34: 0xC0000000, 0xD28: 0, 0xD2C: 0, 0xD24: 0,
    }  # fmt: skip
    assert {offset: nvic.read(offset, 4) for offset in at_rest} == at_rest


def test_system_priorities_are_stored_raw_and_line_priorities_masked() -> None:
    nvic = controller(0xF0)
    nvic.write(0xD20, 4, 0xABCD00EF)
    nvic.write(0x400, 4, 0xFFFFFFFF)
    assert nvic.read(0xD20, 4) == 0xABCD0000  # DebugMonitor has none
    assert nvic.read(0x400, 4) == 0xF0F0F0F0
    assert nvic.read(0xD23, 1) == 0xAB


def test_aircr_needs_its_key() -> None:
    nvic = controller()
    nvic.write(0xD0C, 4, 0x00000700)
    assert nvic.read(0xD0C, 4) == 0xFA050000
    nvic.write(0xD0C, 4, 0x05FA0700)
    assert nvic.read(0xD0C, 4) == 0xFA050700


def faulted() -> Board:
    """A board whose core executed an undefined instruction: UFSR.UNDEFINSTR."""
    board = board_of_loops(strict=False)
    board.nvic.write(0xD24, 4, 7 << 16)
    board.machine.bus.write_bytes(0x20001000, b"\x00\xde")
    board.cpu.PC = 0x20001000
    board.emulation.run_for(100)
    assert board.nvic.read(0xD28, 4) == 1 << 16
    return board


def test_fault_status_is_cleared_by_writing_ones() -> None:
    nvic = faulted().nvic
    nvic.write(0xD28, 4, 0x00020000)
    assert nvic.read(0xD28, 4) == 0x00010000
    nvic.write(0xD28, 4, 0x00010080)
    assert nvic.read(0xD28, 4) == 0


def test_narrow_write_to_the_fault_status_writes_the_other_flags_back() -> None:
    nvic = faulted().nvic
    nvic.write(0xD28, 1, 0x02)
    assert nvic.read(0xD28, 4) == 0


def test_pending_bit_of_a_high_line_cannot_be_cleared() -> None:
    nvic = controller()
    nvic.OnGPIO(3, True)
    nvic.write(0x280, 4, 1 << 3)
    assert nvic.read(0x200, 4) == 1 << 3
    nvic.OnGPIO(3, False)
    nvic.write(0x280, 4, 1 << 3)
    assert nvic.read(0x200, 4) == 0


def test_unknown_register_reads_zero_and_warns() -> None:
    board = board_with()
    board.log.clear()
    assert board.nvic.read(0xD7C, 4) == 0
    board.nvic.write(0xD7C, 4, 5)
    assert board.log == [
        "nvic: Unhandled read from offset 0xD7C (CacheType).",
        "nvic: Unhandled write to offset 0xD7C (CacheType), value 0x5.",
    ]


def test_bits_of_registers_that_hold_nothing_are_told() -> None:
    board = board_with()
    board.log.clear()
    board.nvic.write(0xD2C, 4, 1 << 30)
    board.nvic.write(0xD84, 4, 0)
    assert board.nvic.read(0xD2C, 4) == 0
    assert board.log == [
        "nvic: Unhandled write to offset 0xD2C. Unhandled bits: [30] when writing value 0x40000000."
        " Tags: FORCED (0x1)."
    ]


def test_priority_beyond_the_mask_warns() -> None:
    board = board_with(0xF0)
    board.log.clear()
    board.nvic.write(0x401, 1, 0xFF)
    assert board.log == [
        "nvic: Trying to set the priority for interrupt 17 to 0xFF, but it should be maskable with 0xF0"
    ]
    assert board.nvic.read(0x400, 4) == 0xF000


def test_handler_control_stores_the_enables_and_warns_of_anything_but_all_three() -> None:
    board = faulted()
    nvic = board.nvic
    board.log.clear()
    nvic.write(0xD24, 4, 7 << 16)
    assert board.log == []
    nvic.write(0xD24, 4, 1 << 16)
    assert nvic.read(0xD24, 4) == 1 << 16  # UsageFault is active and does not show
    assert board.log == [
        "nvic: Changing value of the SHCSR register to 0x10000, but only bits [16:18] are supported"
    ]


def test_interrupt_starts_systick_that_deep_sleep_stopped() -> None:
    board = board_of_loops(strict=False)
    nvic = board.nvic
    board.machine.bus.write_bytes(0x20001000, b"\x30\xbf\xfd\xe7")  # wfi; b .-4
    nvic.write(0x014, 4, 100_000)
    nvic.write(0x010, 4, 1)
    board.cpu.PC = 0x20001000
    board.emulation.run_for(100)
    assert nvic.read(0x010, 4) & 1 == 1  # not deep
    board = board_of_loops(strict=False)
    nvic = board.nvic
    board.machine.bus.write_bytes(0x20001000, b"\x30\xbf\xfd\xe7")
    nvic.write(0x014, 4, 100_000)
    nvic.write(0x010, 4, 1)
    nvic.write(0xD10, 4, 4)
    board.cpu.PC = 0x20001000
    board.emulation.run_for(100)
    assert nvic.read(0x010, 4) & 1 == 0
    nvic.write(0x100, 4, 1)
    nvic.OnGPIO(0, True)
    assert nvic.read(0x010, 4) & 1 == 1


@pytest.mark.parametrize("number", [-1, 0, 528, 100_000])
def test_an_exception_that_is_not_there_does_not_pend(number: int) -> None:
    with pytest.raises(ValueError, match=f"1 to 527; got {number}"):
        controller().SetPendingIRQ(number)


def test_external_interrupts_pend_by_their_number_as_an_exception() -> None:
    nvic = controller()
    nvic.SetPendingIRQ(16 + 3)
    assert nvic.read(0x200, 4) == 8
