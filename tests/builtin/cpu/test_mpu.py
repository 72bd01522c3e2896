"""The Memory Protection Unit: answers against a reference model, and what guest code meets."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builtin.cpu.board import Board, StandInPort
from tests.builtin.cpu.thumb import FLASH, RAM, program, traced
from vboard.builtin.machine.log import renode_fault

FULL, READ_ONLY, PRIVILEGED_ONLY, NONE = 3, 6, 1, 0
XN = 1 << 28
TYPE, CTRL, RNR, RBAR, RASR, CFSR = 0xD90, 0xD94, 0xD98, 0xD9C, 0xDA0, 0xD28
READERS = {1: (True, False), 2: (True, True), 3: (True, True), 5: (True, False), 6: (True, True)}
"""Who reads, privileged code and other, by AP; 0 is nobody (ARMv7-M B3.5.8)."""
WRITERS = {1: (True, False), 2: (True, False), 3: (True, True)}


def attributes(size: int, permission: int, disabled: int = 0, never_execute: bool = False) -> int:
    """RASR of an enabled region of 2**size bytes."""
    return (XN if never_execute else 0) | permission << 24 | disabled << 8 | (size - 1) << 1 | 1


@dataclass(frozen=True)
class Region:
    """A region of 2**`size` bytes at a multiple of them; bits of `disabled` are its eighths."""

    base: int
    size: int
    permission: int
    disabled: int = 0
    never_execute: bool = False

    def set_up(self, board: Board, number: int) -> None:
        board.nvic.write(RNR, 4, number)
        board.nvic.write(RBAR, 4, self.base)
        rasr = attributes(self.size, self.permission, self.disabled, self.never_execute)
        board.nvic.write(RASR, 4, rasr)

    def matches(self, address: int) -> bool:
        offset = address - self.base
        if not 0 <= offset < 1 << self.size:
            return False
        return self.size < 8 or not self.disabled >> (offset >> self.size - 3) & 1

    def allows(self, use: str, privileged: bool) -> bool:
        others = WRITERS if use == "write" else READERS
        allowed = others.get(self.permission, (False, False))[0 if privileged else 1]
        return allowed and not (use == "execute" and self.never_execute)


class Prober:
    """A core that makes one access after the other, and says which ones were denied."""

    USES = {"read": b"\x01\x78", "write": b"\x01\x70", "execute": b"\x00\x47"}
    """ldrb r1, [r0]; strb r1, [r0]; bx r0."""

    def __init__(self, regions: list[Region]) -> None:
        self.regions = regions
        self.board = Board("cortex-m7", mips=100)
        write = self.board.machine.bus.write_bytes
        vectors = struct.pack("<16I", RAM + 0x40000, FLASH + 0x121, *[FLASH + 0x101] * 14)
        write(FLASH, vectors)
        write(FLASH + 0x100, b"\x70\x47")  # bx lr, back to what was denied
        write(FLASH + 0x120, b"\xfe\xe7")
        for index, code in enumerate(self.USES.values()):
            write(FLASH + 0x200 + 16 * index, code + b"\xfe\xe7")
        write(RAM, b"\xfe\xe7" * 0x10000)  # b .
        self.board.cpu.VectorTableOffset = FLASH
        self.board.emulation.run_for(20)
        self.board.nvic.write(0xD24, 4, 7 << 16)
        for number, region in enumerate(regions):
            region.set_up(self.board, number)
        # Code and stack of all.
        Region(FLASH, 20, READ_ONLY).set_up(self.board, 6)
        Region(RAM + 0x3F000, 12, FULL).set_up(self.board, 7)
        self.board.nvic.write(CTRL, 4, 5)

    def denied(self, use: str, address: int, privileged: bool) -> bool:
        cpu, nvic = self.board.cpu, self.board.nvic
        cpu.SetRegister("CONTROL", 0 if privileged else 1)
        cpu.SetRegister("R0", address | (use == "execute"))
        cpu.SetRegister("R1", 0xE7 if address & 1 else 0xFE)
        cpu.PC = FLASH + 0x200 + 16 * list(self.USES).index(use)
        cpu.step(2)
        status = int(nvic.read(CFSR, 4))
        if status and use == "execute":
            cpu.step()  # the handler
        nvic.write(CFSR, 4, 0xFFFFFFFF)
        assert cpu.core.get_register("XPSR") & 0x1FF == 0
        return status != 0

    def expected(self, use: str, address: int, privileged: bool) -> bool:
        for region in reversed(self.regions):
            if region.matches(address):
                return not region.allows(use, privileged)
        return not privileged  # the default map lets privileged code do all of it in RAM


regions = st.integers(5, 17).flatmap(
    lambda size: st.builds(
        Region,
        base=st.integers(0, (1 << 17) - 1).map(lambda offset: RAM + (offset >> size << size)),
        size=st.just(size),
        permission=st.sampled_from([0, 1, 2, 3, 5, 6]),
        disabled=st.integers(0, 255),
        never_execute=st.booleans(),
    )
)


@settings(deadline=None, max_examples=60)
@given(
    chosen=st.lists(regions, min_size=1, max_size=6),
    offsets=st.lists(st.integers(0, 0x1FFFF), max_size=10),
    privileged=st.booleans(),
)
def test_every_access_is_as_the_regions_say(
    chosen: list[Region], offsets: list[int], privileged: bool
) -> None:
    prober = Prober(chosen)
    edges = [each.base + edge for each in chosen for edge in (0, (1 << each.size) - 2)]
    eighths = [each.base + (1 << each.size - 3) for each in chosen]
    for address in [*edges, *eighths, *(RAM + offset for offset in offsets)]:
        for use in Prober.USES:
            at = address & ~1 if use == "execute" else address
            assert prober.denied(use, at, privileged) == prober.expected(use, at, privileged), (use, hex(at))


def test_registers_read_back_and_aliases_select_by_valid() -> None:
    nvic = Board("cortex-m7").nvic
    nvic.write(RBAR, 4, 0x20000010 | 2)  # VALID, region 2
    nvic.write(RASR, 4, 0xFFFFFFFF)
    nvic.write(0xDA4, 4, 0x20001010 | 5)
    nvic.write(0xDA8, 4, attributes(10, FULL))
    assert nvic.read(RNR, 4) == 5
    assert nvic.read(RBAR, 4) == 0x20001005
    assert nvic.read(0xDB8, 4) == attributes(10, FULL)
    nvic.write(RNR, 4, 2)
    assert (nvic.read(0xDB4, 4), nvic.read(RASR, 4)) == (0x20000002, 0xFFFFFF3F)
    assert nvic.read(TYPE, 4) == 0x800


def test_region_that_does_not_exist_ends_the_run() -> None:
    board = Board("cortex-m7")
    board.nvic.write(RNR, 4, 8)
    assert board.cpu.abort_reason is not None
    assert "Number of regions: 8, faulting region number: 8" in board.cpu.abort_reason


def test_highest_region_and_disabled_eighths() -> None:
    prober = Prober([Region(RAM, 16, NONE), Region(RAM, 8, READ_ONLY, disabled=0b10)])

    def denied(address: int, privileged: bool = True) -> list[str]:
        return [use for use in Prober.USES if prober.denied(use, address, privileged)]

    assert denied(RAM + 0x1E) == ["write"]
    assert denied(RAM + 0x20) == ["read", "write", "execute"]  # disabled: the region below decides
    assert denied(RAM + 0x40) == ["write"]
    assert denied(RAM + 0x10000) == []
    assert denied(RAM + 0x10000, privileged=False) == ["read", "write", "execute"]


@pytest.mark.parametrize("address", [0x40000000, 0xE0100000])
def test_the_default_map_forbids_execution_of_devices(address: int) -> None:
    prober = Prober([])
    assert prober.denied("execute", address, privileged=True)


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


UNPRIVILEGED = " movs r0, #1\n msr control, r0\n isb\n"
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


@pytest.mark.parametrize(("privileged", "trace"), [(True, [1]), (False, [4, 1])])
def test_the_default_map_allows_the_space_of_vendors(privileged: bool, trace: list[int]) -> None:
    """ARMv7-M table B3-1: Vendor_SYS. Chips have identification registers there, drivers read them."""
    code = region(0, 0x08000000, attributes(20, READ_ONLY)) + region(1, RAM, attributes(18, FULL))
    code += region(2, 0x40000000, attributes(29, FULL))
    body = ("" if privileged else UNPRIVILEGED) + " ldr r0, =0xF0000FE0\n ldr r2, [r0]\n trace 1\n"
    board = run(code, body)
    assert traced(board) == trace
    told = [line for line in board.log if "0xE0100000" in line]
    fault = "with the MPU on, an access from 0xE0100000 on that no region allows is a MemManage fault"
    assert told == (["nvic: " + renode_fault(fault)] if privileged else [])


def test_code_in_a_never_execute_region_faults_without_an_address() -> None:
    handler = MEMMANAGE.replace("mov r3, r6\n    adds r3, #2", "ldr r3, =after")
    body = f" ldr r0, ={RAM + 0x8001:#x}\n bx r0\nafter: trace 1\n"
    board = run(region(0, RAM + 0x8000, attributes(12, FULL, never_execute=True)), body, handler)
    assert traced(board) == [4, 1]
    assert (board.cpu.GetRegister("R4"), board.cpu.GetRegister("R6")) == (1, RAM + 0x8000)


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
