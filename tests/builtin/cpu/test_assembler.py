"""`cpu AssembleBlock`, hooks with the core's names, and what the core accepts for Renode's sake."""

from __future__ import annotations

import shutil

import pytest

from tests.builtin.cpu.thumb import program
from vboard.builtin.cpu.assembler import AssemblerError, assemble

pytestmark = pytest.mark.skipif(
    shutil.which("arm-none-eabi-as") is None, reason="needs the cross assembler that firmware is built with"
)


def test_a_block_is_assembled_to_its_address_and_runs() -> None:
    board = program("start: b .\n")
    size = board.cpu.AssembleBlock(0x20001000, "movw r0, #0x1234\nadds r0, #1\nloop: b loop")
    assert size == 8
    board.emulation.run_for(1_000)
    board.cpu.PC = 0x20001000
    board.emulation.run_for(1_000)
    assert board.cpu.GetRegister("R0") == 0x1235


@pytest.mark.parametrize(
    ("model", "source", "code"),
    [
        ("cortex-m33", "vmov.f32 s0, #1.5", "b7ee080a"),
        ("cortex-m55", "vadd.i32 q0, q1, q2", "22ef4408"),
        ("cortex-m85", "vmov.f64 d0, #1.5", "b7ee080b"),
    ],
)
def test_each_model_has_its_instructions(model: str, source: str, code: str) -> None:
    """Encodings of ARM DDI 0553 (VMOV immediate T2, VADD vector T1)."""
    assert assemble(source, 0, model).hex() == code


def test_a_wrong_instruction_is_named() -> None:
    board = program("start: b .\n")
    with pytest.raises(AssemblerError, match="bad instruction"):
        board.cpu.AssembleBlock(0x20001000, "frobnicate r0")


def test_hooks_see_the_core_and_the_address() -> None:
    board = program("start:\n nop\n nop\n b .\n")
    board.cpu.AddHook(0x08000042, "cpu.InfoLog('at 0x{0:X}, r0 {1}', pc, cpu.GetRegister('R0'))")
    board.emulation.run_for(1_000)
    assert "cpu: at 0x8000042, r0 0" in board.log


def test_block_size_is_accepted() -> None:
    board = program("start: b .\n")
    board.cpu.MaximumBlockSize = 1
    assert board.cpu.MaximumBlockSize == 1
