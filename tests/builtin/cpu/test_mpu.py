"""The Memory Protection Unit: answers against a reference model, and what guest code meets."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builtin.cpu.board import StandInPort
from tests.builtin.cpu.thumb import RAM, program, traced
from vboard.builtin.cpu.errors import CoreError
from vboard.builtin.cpu.mpu import Access, ProtectionUnit

FULL, READ_ONLY, PRIVILEGED_ONLY, NONE = 3, 6, 1, 0
XN = 1 << 28


def attributes(size: int, permission: int, disabled: int = 0, never_execute: bool = False) -> int:
    """RASR of an enabled region of 2**size bytes."""
    return (XN if never_execute else 0) | permission << 24 | disabled << 8 | (size - 1) << 1 | 1


@settings(deadline=None)
@given(
    regions=st.lists(
        st.tuples(
            st.integers(0, 0xFFFFFFFF),
            st.integers(4, 32),
            st.integers(0, 7),
            st.integers(0, 255),
            st.booleans(),
        ),
        max_size=8,
    ),
    addresses=st.lists(st.integers(0, 0xFFFFFFFF), max_size=20),
    privileged=st.booleans(),
)
def test_ranges_agree_with_single_addresses(
    regions: list[tuple[int, int, int, int, bool]], addresses: list[int], privileged: bool
) -> None:
    unit = ProtectionUnit()
    for number, (base, size, permission, disabled, never) in enumerate(regions):
        unit.write(0xD98, number)
        unit.write(0xD9C, base & -(1 << size) & 0xFFFFFFE0)
        unit.write(0xDA0, attributes(size, permission, disabled, never))
    unit.write(0xD94, 1)
    segments = unit.segments(privileged)
    assert segments[0][0] == 0
    assert segments[-1][1] == 1 << 32
    assert all(a[1] == b[0] for a, b in itertools.pairwise(segments))
    edges = [edge for start, end, _rights in segments for edge in (start, end - 1)]
    for address in [*addresses, *edges]:
        found = next(rights for start, end, rights in segments if start <= address < end)
        assert found == unit.rights(address, privileged)


def test_registers_read_back_and_aliases_select_by_valid() -> None:
    unit = ProtectionUnit()
    unit.write(0xD9C, 0x20000010 | 2)  # VALID, region 2
    unit.write(0xDA0, 0xFFFFFFFF)
    unit.write(0xDA4, 0x20001010 | 5)
    unit.write(0xDA8, attributes(10, FULL))
    assert unit.read(0xD98) == 5
    assert unit.read(0xD9C) == 0x20001005
    assert unit.read(0xDB8) == attributes(10, FULL)
    unit.write(0xD98, 2)
    assert (unit.read(0xDB4), unit.read(0xDA0)) == (0x20000002, 0xFFFFFF3F)
    assert unit.read(0xD90) == 0x800


def test_region_that_does_not_exist_ends_the_run() -> None:
    with pytest.raises(CoreError, match="Number of regions: 8, faulting region number: 8"):
        ProtectionUnit().write(0xD98, 8)


def test_highest_region_and_disabled_eighths() -> None:
    unit = ProtectionUnit()
    for number, (base, rasr) in enumerate(
        ((0x20000000, attributes(16, NONE)), (0x20000000, attributes(8, READ_ONLY, disabled=0b10)))
    ):
        unit.write(0xD98, number)
        unit.write(0xD9C, base)
        unit.write(0xDA0, rasr)
    unit.write(0xD94, 1)
    assert unit.rights(0x2000001F, True) == Access.READ | Access.EXECUTE
    assert unit.rights(0x20000020, True) == Access.NONE  # disabled: the region below decides
    assert unit.rights(0x20000040, True) == Access.READ | Access.EXECUTE
    assert unit.rights(0x20010000, True) == Access.READ | Access.WRITE | Access.EXECUTE
    assert unit.rights(0x20010000, False) == Access.NONE
    assert unit.rights(0x40000000, True) == Access.READ | Access.WRITE
    assert unit.rights(0xE0100000, True) == Access.NONE


MEMMANAGE = """
memmanage:
    ldr r0, =0xE000ED28
    ldr r4, [r0]
    ldr r5, [r0, #12]
    ldr r6, [sp, #24]
    str r4, [r0]
    mov r3, r6
    adds r3, #2
    str r3, [sp, #24]
    push {r4-r6}
    trace 4
    pop {r4-r6}
    bx lr
.ltorg
"""


def region(number: int, base: int, rasr: int) -> str:
    """Set up one region."""
    return f" store 0xE000ED9C, {base | 0x10 | number:#x}\n store 0xE000EDA0, {rasr:#x}\n"


ENABLE = " store 0xE000ED94, 5\n dsb\n isb\n"


def run(setup: str, body: str, handler: str = MEMMANAGE):  # type: ignore[no-untyped-def]
    """Run code behind an enabled MPU."""
    board = program("start:\n" + setup + ENABLE + body + " b .\n.ltorg\n" + handler, cpu="cortex-m7")
    board.port = board.add("port", StandInPort(board.machine), 0x40022000)
    board.emulation.run_for(1_000_000)
    assert board.cpu.abort_reason is None
    return board


def test_denied_store_is_a_memory_fault_at_the_instruction() -> None:
    body = f" ldr r0, ={RAM + 0x8010:#x}\n movs r1, #7\n str r1, [r0]\n trace 1\n"
    board = run(region(0, RAM + 0x8000, attributes(12, READ_ONLY)), body)
    register = board.cpu.GetRegister
    assert traced(board) == [4, 1]
    assert register("R4") == 0x82  # MMARVALID, DACCVIOL
    assert register("R5") == RAM + 0x8010
    assert board.machine.bus.read(register("R6"), 2) == 0x6001  # str r1, [r0]
    assert board.machine.bus.read(RAM + 0x8010, 4) == 0


def test_regions_smaller_than_a_page_guard_exactly_their_bytes() -> None:
    guard = RAM + 0x8100
    body = (
        f" ldr r0, ={guard:#x}\n ldr r1, =0x11223344\n str r1, [r0, #-4]\n str r1, [r0, #32]\n"
        " ldr r7, [r0, #-4]\n ldrb r2, [r0, #31]\n str r1, [r0]\n mov r8, r7\n trace 1\n"
    )
    board = run(region(0, guard, attributes(5, NONE)), body)
    assert traced(board) == [4, 4, 1]
    assert board.cpu.GetRegister("R5") == guard
    assert board.cpu.GetRegister("R8") == 0x11223344
    words = [board.machine.bus.read(guard + offset, 4) for offset in (-4, 0, 32)]
    assert words == [0x11223344, 0, 0x11223344]


@pytest.mark.parametrize(("permission", "trace"), [(NONE, [4, 1]), (FULL, [1])])
def test_registers_of_devices_are_protected_too(permission: int, trace: list[int]) -> None:
    body = " ldr r0, =0x40022018\n movs r1, #2\n str r1, [r0]\n trace 1\n"
    board = run(region(0, 0x40022000, attributes(10, permission)), body)
    assert traced(board) == trace
    assert board.port.output == (0 if permission == NONE else 2)


def test_code_in_a_never_execute_region_faults_without_an_address() -> None:
    handler = MEMMANAGE.replace("mov r3, r6\n    adds r3, #2", "ldr r3, =after")
    body = f" ldr r0, ={RAM + 0x8001:#x}\n bx r0\nafter: trace 1\n"
    board = run(region(0, RAM + 0x8000, attributes(12, FULL, never_execute=True)), body, handler)
    assert traced(board) == [4, 1]
    assert (board.cpu.GetRegister("R4"), board.cpu.GetRegister("R6")) == (1, RAM + 0x8000)


UNPRIVILEGED = " movs r0, #1\n msr control, r0\n isb\n"


def test_unprivileged_code_has_no_default_map_and_handlers_have() -> None:
    code = region(0, 0x08000000, attributes(20, READ_ONLY)) + region(1, RAM, attributes(15, FULL))
    body = UNPRIVILEGED + f" ldr r0, ={RAM + 0x9000:#x}\n ldr r1, [r0]\n trace 1\n"
    handler = MEMMANAGE.replace("trace 4", f"ldr r0, ={RAM + 0x9000:#x}\n    str r4, [r0]\n    trace 4")
    board = run(code, body, handler)
    assert traced(board) == [4, 1]
    assert board.cpu.GetRegister("R5") == RAM + 0x9000
    assert board.machine.bus.read(RAM + 0x9000, 4) == 0x82


def test_switching_the_unit_off_lifts_everything() -> None:
    body = " store 0xE000ED94, 0\n" + f" ldr r0, ={RAM + 0x8010:#x}\n movs r1, #7\n str r1, [r0]\n trace 1\n"
    board = run(region(0, RAM + 0x8000, attributes(12, NONE)), body)
    assert traced(board) == [1]
    assert board.machine.bus.read(RAM + 0x8010, 4) == 7


def test_stack_below_its_region_is_a_stacking_fault() -> None:
    # A frame that begins above the guard and ends in it; the handler runs on the main stack.
    guard = RAM + 0x8000
    setup = region(0, guard, attributes(10, READ_ONLY)) + " store 0xE000ED20, 0x00800000\n"
    body = (
        f" ldr r0, ={guard + 0x410:#x}\n msr psp, r0\n movs r0, #2\n msr control, r0\n isb\n"
        " store 0xE000ED04, 0x10000000\n dsb\n isb\n trace 1\n"
    )
    handler = "pendsv:\n trace 14\n bx lr\n"
    handler += "memmanage:\n ldr r0, =0xE000ED28\n ldr r4, [r0]\n ldr r5, [r0, #12]\n b .\n"
    board = run(setup, body, handler + ".ltorg\n")
    assert traced(board) == []
    assert board.cpu.GetRegister("R4") == 0x92  # MMARVALID, MSTKERR, DACCVIOL
    assert guard <= board.cpu.GetRegister("R5") < guard + 0x400
