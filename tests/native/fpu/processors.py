"""Processors of others that execute `program.S`: unicorn and qemu-system-arm."""

from __future__ import annotations

import itertools
import shutil
import struct
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.native.fpu.instructions import Instruction

Words = NDArray[np.uint64]
_ROW, _ANSWER = 32, 16


@dataclass(frozen=True)
class Processor:
    """A core and where its memories are."""

    name: str
    double: bool
    """Whether it has double precision."""
    code: int
    data: int
    machine: str
    """For qemu-system-arm."""
    unicorn: str

    @property
    def output(self) -> int:
        return self.data + 0xA00000


M7 = Processor("cortex-m7", True, 0x00000000, 0x60000000, "mps2-an500", "UC_CPU_ARM_CORTEX_M7")
M33 = Processor("cortex-m33", False, 0x10000000, 0x80000000, "mps2-an505", "UC_CPU_ARM_CORTEX_M33")


def assemble(folder: Path, processor: Processor, table: Sequence[Instruction]) -> tuple[Path, int]:
    """Build the program for `table`; returns the ELF file and the address of `done`."""
    lines = []
    for i, row in enumerate(table):
        low, high = row.prepared
        lines.append(f"FUNCTION {i}, {low}, {high}, {row.text}")
    lines.append(".balign 4\nfunctions: " + "\n".join(f".word function_{i}" for i in range(len(table))))
    (folder / "functions.inc").write_text("\n".join(lines) + "\n", encoding="ascii")
    program = folder / f"{processor.name}.elf"
    subprocess.run(
        ["arm-none-eabi-gcc", "-mcpu=cortex-m7", "-mfpu=fpv5-d16", "-mfloat-abi=hard", "-nostdlib",
         f"-I{folder}", f"-DINPUT={processor.data:#x}", f"-DOUTPUT={processor.output:#x}",
         f"-DSTACK={processor.output - 16:#x}", f"-Wl,--section-start=.vectors={processor.code:#x}",
         f"-Wl,-Ttext={processor.code + 64:#x}", "-Wl,-e,start", str(Path(__file__).with_name("program.S")),
         "-o", str(program)], check=True,
    )  # fmt: skip
    symbols = subprocess.run(["arm-none-eabi-nm", program], capture_output=True, text=True, check=True).stdout
    done = next(line for line in symbols.splitlines() if line.endswith(" done"))
    return program, int(done.split()[0], 16)


def pack(blocks: Sequence[tuple[int, Words, NDArray[np.uint32]]]) -> bytes:
    """Input of the program: (index, rows of three operands, FPSCR) each."""
    parts = []
    for index, rows, fpscr in blocks:
        words = np.zeros((len(rows), 4), np.uint64)
        words[:, :3] = rows
        words[:, 3] = fpscr
        parts += [struct.pack("<II", index, len(rows)), words.astype("<u8").tobytes()]
    packed = b"".join(parts) + struct.pack("<iI", -1, 0)
    assert len(packed) < 0xA00000 - 4096, "more operands than the memories hold"
    return packed


def unpack(output: bytes, counts: Sequence[int]) -> list[tuple[Words, NDArray[np.uint32]]]:
    """Answers of the program: (d0, FPSCR) for each block."""
    words = np.frombuffer(output, "<u8").reshape(-1, 2)
    assert len(words) == sum(counts), f"{len(words)} answers instead of {sum(counts)}"
    borders = np.cumsum([0, *counts])
    return [
        (words[start:end, 0].astype(np.uint64), words[start:end, 1].astype(np.uint32))
        for start, end in itertools.pairwise(borders)
    ]


def run_qemu(folder: Path, processor: Processor, program: Path, packed: bytes) -> bytes:
    """Execute on Debian's qemu-system-arm."""
    qemu = shutil.which("qemu-system-arm")
    assert qemu is not None
    (folder / "input").write_bytes(packed)
    subprocess.run(
        [qemu, "-M", processor.machine, "-display", "none", "-monitor", "none", "-serial", "none",
         "-semihosting-config", "enable=on,target=native", "-kernel", str(program),
         "-device", f"loader,file=input,addr={processor.data:#x},force-raw=on"],
        cwd=folder, check=True, timeout=600, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return (folder / "output").read_bytes()


def run_unicorn(processor: Processor, program: Path, done: int, packed: bytes) -> bytes:
    """Execute on unicorn."""
    import unicorn
    from elftools.elf.elffile import ELFFile
    from unicorn import arm_const as arm

    uc = unicorn.Uc(unicorn.UC_ARCH_ARM, unicorn.UC_MODE_THUMB)
    uc.ctl_set_cpu_model(getattr(arm, processor.unicorn))
    uc.mem_map(processor.code, 0x10000)
    uc.mem_map(processor.data, 0x1000000)
    uc.mem_map(0xE000E000, 0x1000)
    with program.open("rb") as file:
        elf = ELFFile(file)
        for segment in elf.iter_segments("PT_LOAD"):
            if segment["p_vaddr"] >= processor.code:
                uc.mem_write(segment["p_vaddr"], segment.data())
        start = elf["e_entry"]
    uc.mem_write(processor.data, packed)
    uc.reg_write(arm.UC_ARM_REG_SP, processor.output - 16)
    uc.emu_start(start | 1, done)
    end = uc.reg_read(arm.UC_ARM_REG_R1)
    return bytes(uc.mem_read(processor.output, end - processor.output))
