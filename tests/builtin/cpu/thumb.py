"""Small Thumb programs, assembled at test time."""

from __future__ import annotations

import functools
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.builtin.cpu.board import Board

FLASH, RAM = 0x08000000, 0x20000000
STACK = RAM + 0x8000

VECTORS = ["nmi", "hardfault", "memmanage", "busfault", "usagefault", "", "", "", "", "svc",
           "debugmon", "", "pendsv", "systick"]  # fmt: skip
PREAMBLE = """
.syntax unified
.thumb
.fpu fpv5-d16
.section .text
"""
MACROS = """
@ trace value: appends a word to the trace buffer at 0x20001004, its length is at 0x20001000
.macro trace value
    push {r0-r3}
    ldr r0, =0x20001000
    ldr r1, [r0]
    adds r1, #4
    str r1, [r0]
    ldr r2, =\\value
    str r2, [r0, r1]
    pop {r0-r3}
.endm
.macro store address, value
    ldr r0, =\\address
    ldr r1, =\\value
    str r1, [r0]
.endm
"""


@functools.cache
def assemble(source: str, cpu: str) -> bytes:
    """Machine code of `source`, linked at FLASH."""
    if shutil.which("arm-none-eabi-gcc") is None:
        pytest.skip("arm-none-eabi-gcc is not installed")
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "a.s")
        text.write_text(PREAMBLE + MACROS + source)
        image, binary = Path(folder, "a.elf"), Path(folder, "a.bin")
        subprocess.run(
            ["arm-none-eabi-gcc", f"-mcpu={cpu}", "-nostdlib", "-Wl,-e,0", f"-Wl,-Ttext={FLASH:#x}",
             "-o", image, text],
            check=True,
        )  # fmt: skip
        subprocess.run(["arm-none-eabi-objcopy", "-O", "binary", image, binary], check=True)
        return binary.read_bytes()


def program(source: str, cpu: str = "cortex-m3", lines: dict[int, str] | None = None) -> Board:
    """A board whose flash holds a vector table and `source`, which starts at `start`.

    Handlers that `source` does not define (`svc:`, `pendsv:`, ...) are 0; `lines` maps external
    interrupt lines to labels.
    """
    defined = [name if f"{name}:" in source else "" for name in VECTORS]
    handlers = {16 + line: label for line, label in (lines or {}).items()}
    table = [f"{STACK:#x}", "start + 1", *(f"{name} + 1" if name else "0" for name in defined)]
    for number in range(16, max(handlers, default=15) + 1):
        table.append(f"{handlers[number]} + 1" if number in handlers else "0")
    words = "\n".join(f".word {entry}" for entry in table)
    board = Board(cpu, mips=100)
    board.machine.bus.write_bytes(FLASH, assemble(f"{words}\n{source}\n.ltorg\n", cpu))
    board.cpu.VectorTableOffset = FLASH
    return board


def traced(board: Board) -> list[int]:
    """What the program traced."""
    count = board.machine.bus.read(RAM + 0x1000, 4) // 4
    return [board.machine.bus.read(RAM + 0x1004 + 4 * i, 4) for i in range(count)]


def run_traced(source: str, cpu: str = "cortex-m3", lines: dict[int, str] | None = None) -> list[int]:
    """Run a program for a millisecond and return its trace."""
    board = program(source, cpu, lines)
    board.emulation.run_for(1_000_000)
    assert board.cpu.abort_reason is None
    return traced(board)


_ISER, _IPR = 0xE000E100, 0xE000E400
LINES = {0: "irq0", 1: "irq1", 2: "irq2"}


def lines_program(priorities: tuple[int, int, int], body: str, handlers: str = "") -> str:
    """Lines 0 to 2 enabled with these priorities; handler n traces 0xA0 + n unless given."""
    packed = priorities[0] | priorities[1] << 8 | priorities[2] << 16
    result = f"start:\n store {_ISER}, 7\n store {_IPR}, {packed:#x}\n{body}\nb .\n.ltorg\n{handlers}\n"
    for line in range(3):
        if f"irq{line}:" not in handlers:
            result += f"irq{line}:\n trace 0xA{line}\n bx lr\n.ltorg\n"
    return result
