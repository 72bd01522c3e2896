"""Every processor name of Renode boots, handles an exception and answers its CPUID."""

from __future__ import annotations

import struct

import pytest

from tests.builtin.cpu.board import Board

FLASH = 0x08000000
NAMES = ["cortex-m0", "cortex-m0+", "cortex-m1", "cortex-m3", "cortex-m4", "cortex-m4f", "cortex-m7",
         "cortex-m23", "cortex-m33", "cortex-m55", "cortex-m85"]  # fmt: skip
# adds r0, #1; svc 0; adds r1, #2; b start; handler: bx lr (Armv6-M encodings)
CODE = bytes.fromhex("0130 00df 0231 fbe7 7047")


@pytest.mark.parametrize("name", NAMES)
def test_it_boots_and_returns_from_svc(name: str) -> None:
    board = Board(name, mips=100)
    vectors = struct.pack("<16I", 0x20008000, FLASH + 0x41, *[0] * 9, FLASH + 0x49, *[0] * 4)
    board.machine.bus.write_bytes(FLASH, vectors + CODE)
    board.cpu.VectorTableOffset = FLASH
    board.emulation.run_for(10_000)
    assert (board.cpu.GetRegister("R0"), board.cpu.GetRegister("R1")) == (200, 400)
    assert board.cpu.ExecutedInstructions == 1_000


@pytest.mark.parametrize(
    ("name", "cpuid"),
    [("cortex-m3", 0x410FC231), ("cortex-m4", 0x410FC240), ("cortex-m7", 0x411FC272)],
)
def test_cpuid_is_renodes(name: str, cpuid: int) -> None:
    assert Board(name).machine.bus.ReadDoubleWord(0xE000ED00) == cpuid


def test_an_unknown_name_is_refused_in_renodes_words() -> None:
    with pytest.raises(ValueError, match=r"^Unknown CPU type$"):
        Board("cortex-m99")
