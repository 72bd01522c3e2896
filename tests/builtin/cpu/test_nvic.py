"""Pending and active exceptions against a plain reference model, and the controller's registers."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from vboard.builtin.cpu.models import processor_model
from vboard.builtin.cpu.nvic import NVIC
from vboard.builtin.cpu.nvic_state import IDLE_PRIORITY, ExceptionState
from vboard.builtin.machine.emulation import Emulation

numbers = st.sampled_from([2, 3, 11, 14, 15, 16, 17, 18, 40, 300, 527])
masks = st.sampled_from([0xFF, 0xF0, 0xE0])


def controller(mask: int = 0xF0) -> NVIC:
    """An NVIC of a Cortex-M7 without a core."""
    nvic = NVIC(Emulation().add_machine("m"), 72_000_000, mask)
    nvic.attach(processor_model("cortex-m7"), 8)
    return nvic


@settings(deadline=None)
@given(
    pending=st.sets(numbers),
    active=st.lists(numbers, max_size=3, unique=True),
    priorities=st.dictionaries(st.sampled_from([11, 14, 15, 16, 17, 18, 40, 300, 527]), st.integers(0, 255)),
    prigroup=st.integers(0, 7),
    disabled=st.sets(st.sampled_from([16, 17, 18, 40])),
    primask=st.booleans(),
    faultmask=st.booleans(),
    basepri=st.integers(0, 255),
    mask=masks,
)
def test_choice_of_the_exception_to_take_by_the_architecture(
    pending: set[int], active: list[int], priorities: dict[int, int], prigroup: int,
    disabled: set[int], primask: bool, faultmask: bool, basepri: int, mask: int,
) -> None:  # fmt: skip
    state = ExceptionState(mask, strict=True)
    state.prigroup = prigroup
    state.enabled |= sum(1 << n for n in (16, 17, 18, 40, 300, 527) if n not in disabled)
    for number, priority in priorities.items():
        state.priority[number] = priority
    for number in active:
        state.enter(number)
    state.pending = sum(1 << n for n in pending)

    def group(priority: int) -> int:
        return priority if priority < 0 else priority >> (prigroup + 1)

    def priority(number: int) -> int:
        return {2: -2, 3: -1}.get(number, priorities.get(number, 0))

    current = min((group(priority(n)) for n in active), default=IDLE_PRIORITY)
    if basepri & mask:
        current = min(current, group(basepri & mask))
    if primask:
        current = min(current, 0)
    if faultmask:
        current = min(current, -1)
    ready = sorted((priority(n), n) for n in pending - disabled)
    wanted = ready[0][1] if ready and group(ready[0][0]) < current else 0

    assert state.takeable(primask, basepri, faultmask) == wanted


@settings(deadline=None)
@given(
    pending=st.sets(numbers),
    active=st.lists(numbers, max_size=3, unique=True),
    priorities=st.dictionaries(st.sampled_from([11, 14, 15, 16, 17, 18, 40, 300, 527]), st.integers(0, 255)),
    prigroup=st.integers(0, 7),
    primask=st.booleans(),
    faultmask=st.booleans(),
    basepri=st.integers(0, 255),
)
def test_choice_of_the_exception_to_take_as_in_renode(
    pending: set[int], active: list[int], priorities: dict[int, int], prigroup: int,
    primask: bool, faultmask: bool, basepri: int,
) -> None:  # fmt: skip
    state = ExceptionState(0xF0)
    state.prigroup = prigroup
    state.enabled |= sum(1 << n for n in (16, 17, 18, 40, 300, 527))
    for number, priority in priorities.items():
        state.priority[number] = priority
    for number in active:
        state.enter(number)
    state.pending = sum(1 << n for n in pending)

    def priority(number: int) -> int:
        return priorities.get(number, 0)  # NMI and HardFault too

    # Raw priorities choose and meet BASEPRI; groups decide against the exception entered last.
    ready = sorted((priority(n), n) for n in pending - set(active) if not basepri or priority(n) < basepri)
    wanted = ready[0][1] if ready else 0
    if wanted and active and priority(wanted) >> prigroup + 1 >= priority(active[-1]) >> prigroup + 1:
        wanted = 0
    if primask or (faultmask and wanted != 2):
        wanted = 0
    assert state.takeable(primask, basepri, faultmask) == wanted


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
    mask=masks,
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
        0x004: 7, 0x010: 4, 0x018: 0xFFFFFF, 0xD00: 0x411FC272, 0xD04: 0x00010000, 0xD0C: 0xFA050000,
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


def test_icsr_sets_and_clears_pendsv_and_systick() -> None:
    nvic = controller()
    nvic.write(0xD04, 4, 1 << 28 | 1 << 26)
    assert nvic.read(0xD04, 4) == 1 << 28 | 1 << 26 | 14 << 12
    nvic.write(0xD04, 4, 1 << 27)
    assert nvic.read(0xD04, 4) == 1 << 26 | 15 << 12


def test_fault_status_is_cleared_by_writing_ones() -> None:
    nvic = controller()
    nvic.scb.cfsr = 0x00030082
    nvic.write(0xD28, 4, 0x00010080)
    assert nvic.read(0xD28, 4) == 0x00020002


def test_narrow_write_to_the_fault_status_writes_the_other_flags_back() -> None:
    nvic = controller()
    nvic.scb.cfsr = 0x00030082
    nvic.write(0xD28, 1, 0x02)
    assert nvic.read(0xD28, 4) == 0x80


def test_icsr_shows_neither_rettobase_nor_isrpending() -> None:
    nvic = controller()
    nvic.exceptions.enter(15)
    nvic.write(0x100, 4, 1)
    nvic.write(0x200, 4, 1)
    assert nvic.read(0xD04, 4) == 15 | 16 << 12  # the line has the same priority: 16 says nothing to take


def test_pending_bit_of_a_high_line_cannot_be_cleared() -> None:
    nvic = controller()
    nvic.OnGPIO(3, True)
    nvic.write(0x280, 4, 1 << 3)
    assert nvic.read(0x200, 4) == 1 << 3
    nvic.OnGPIO(3, False)
    nvic.write(0x280, 4, 1 << 3)
    assert nvic.read(0x200, 4) == 0


def messages(nvic: NVIC) -> list[str]:
    """The list that will hold the texts of the controller's log entries."""
    texts: list[str] = []
    nvic.env.log = lambda _level, _source, message: texts.append(message)  # type: ignore[method-assign]
    return texts


def test_unknown_register_reads_zero_and_warns() -> None:
    nvic = controller()
    texts = messages(nvic)
    assert nvic.read(0xD7C, 4) == 0
    nvic.write(0xD7C, 4, 5)
    assert texts == ["Unhandled read from offset 0xD7C.", "Unhandled write to offset 0xD7C, value 0x5."]


def test_priority_beyond_the_mask_warns() -> None:
    nvic = controller(0xF0)
    texts = messages(nvic)
    nvic.write(0x401, 1, 0xFF)
    assert texts == [
        "Trying to set the priority for interrupt 17 to 0xFF, but it should be maskable with 0xF0"
    ]
    assert nvic.read(0x400, 4) == 0xF000


def test_handler_control_stores_the_enables_and_warns_of_anything_but_all_three() -> None:
    nvic = controller()
    texts = messages(nvic)
    nvic.write(0xD24, 4, 7 << 16)
    assert texts == []
    nvic.write(0xD24, 4, 1 << 16)
    nvic.exceptions.enter(6)
    assert nvic.read(0xD24, 4) == 1 << 16
    assert texts == ["Changing value of the SHCSR register to 0x10000, but only bits [16:18] are supported"]


def test_interrupt_starts_systick_that_deep_sleep_stopped() -> None:
    nvic = controller()
    nvic.write(0x014, 4, 100)
    nvic.write(0x010, 4, 1)
    nvic.falls_asleep()
    assert nvic.read(0x010, 4) & 1 == 1  # not deep
    nvic.write(0xD10, 4, 4)
    nvic.falls_asleep()
    assert nvic.read(0x010, 4) & 1 == 0
    nvic.write(0x100, 4, 1)
    nvic.OnGPIO(0, True)
    assert nvic.read(0x010, 4) & 1 == 1
