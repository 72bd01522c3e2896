"""Execution traces: a line an instruction, whatever ends a block."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.builtin.cpu.thumb import FLASH, program
from vboard.builtin.cpu.execution_trace import TraceError, TraceFormat

START = FLASH + 16 * 4
SOURCE = (
    "start:\n movs r0, #3\n cmp r0, #3\n ite eq\n moveq r1, #1\n movne r1, #2\n svc #0\n b .\nsvc:\n bx lr\n"
)
OFFSETS = (0, 2, 4, 6, 8, 10, 14, 12, 12, 12)
"""Of the instructions from `start` on, in the order of their execution. One whose condition fails counts."""


def trace(path: Path, form: TraceFormat, binary: bool = False, compress: bool = False) -> bytes:
    board = program(SOURCE)
    board.cpu.CreateExecutionTracing("t", str(path), form, binary, compress)
    board.emulation.run_for(10 * len(OFFSETS))
    assert board.cpu.ExecutedInstructions == len(OFFSETS)
    board.cpu.DisableExecutionTracing()
    assert f"output file: {path}" in board.log[-1]
    return path.read_bytes()


def test_pc(tmp_path: Path) -> None:
    lines = trace(tmp_path / "trace", TraceFormat.PC).decode().splitlines()
    assert lines == [f"0x{START + offset:X}" for offset in OFFSETS]


def test_an_older_trace_is_kept(tmp_path: Path) -> None:
    opcodes = trace(tmp_path / "trace", TraceFormat.Opcode)
    trace(tmp_path / "trace", TraceFormat.PC)
    assert (tmp_path / "trace.1").read_bytes() == opcodes


def test_opcode_and_both(tmp_path: Path) -> None:
    opcodes = trace(tmp_path / "a", TraceFormat.Opcode).decode().splitlines()
    both = trace(tmp_path / "b", TraceFormat.PCAndOpcode).decode().splitlines()
    assert opcodes[:3] == ["0x2003", "0x2803", "0xBF0C"]
    assert both[0] == f"0x{START:X}: 0x2003"
    assert [line.partition(": ")[2] for line in both] == opcodes


def test_compressed(tmp_path: Path) -> None:
    packed = trace(tmp_path / "a.gz", TraceFormat.PC, compress=True)
    assert gzip.decompress(packed) == trace(tmp_path / "b", TraceFormat.PC)


def test_binary(tmp_path: Path) -> None:
    """Layout: signature, version, width of PC, opcodes or not; then the records, each ended by a 0."""
    places = trace(tmp_path / "a", TraceFormat.PC, binary=True)
    assert places[:10] == b"ReTrace\x04\x04\x00"
    assert places[10:15] == START.to_bytes(4, "little") + b"\0"
    assert len(places) == 10 + 5 * len(OFFSETS)
    both = trace(tmp_path / "b", TraceFormat.PCAndOpcode, binary=True)
    name = b"thumb cortex-m3"
    assert both[:10] == b"ReTrace\x04\x04\x01"
    assert both[10 : 12 + len(name)] == bytes((0, len(name))) + name
    assert both[12 + len(name) :][:8] == START.to_bytes(4, "little") + b"\x02\x03\x20\0"


def test_wide_instructions_are_two_halfwords(tmp_path: Path) -> None:
    board = program("start:\n movw r0, #0x1234\n b .\n")
    board.cpu.CreateExecutionTracing("t", str(tmp_path / "t"), TraceFormat.Opcode)
    board.emulation.run_for(10)
    board.cpu.DisableExecutionTracing()
    assert (tmp_path / "t").read_text() == "0xF2412034\n"


def test_tracing_changes_neither_counts_nor_times(tmp_path: Path) -> None:
    plain, traced = program(SOURCE), program(SOURCE)
    traced.cpu.CreateExecutionTracing("t", str(tmp_path / "t"), TraceFormat.PC)
    for board in (plain, traced):
        board.emulation.run_for(12_345)
    assert traced.cpu.ExecutedInstructions == plain.cpu.ExecutedInstructions
    traced.cpu.DisableExecutionTracing()
    assert len((tmp_path / "t").read_text().splitlines()) == traced.cpu.ExecutedInstructions


def test_what_cannot_be_traced(tmp_path: Path) -> None:
    board = program(SOURCE)
    with pytest.raises(TraceError, match="needs Renode's disassembler"):
        board.cpu.CreateExecutionTracing("t", str(tmp_path / "t"), TraceFormat.Disassembly)
    with pytest.raises(TraceError, match="No such file or directory"):
        board.cpu.CreateExecutionTracing("t", str(tmp_path / "none" / "t"), TraceFormat.PC)
    board.cpu.CreateExecutionTracing("t", str(tmp_path / "t"), TraceFormat.PC)
    with pytest.raises(TraceError, match="already running"):
        board.cpu.CreateExecutionTracing("t", str(tmp_path / "t"), TraceFormat.PC)
