"""Assembles text for `cpu AssembleBlock` with the cross assembler that firmware is built with."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from vboard.errors import VBoardError

_PREFIX = "arm-none-eabi-"
_MODELS = {"cortex-m4f": "cortex-m7", "cortex-m0+": "cortex-m0plus"}
_NEWER_MODELS = dict.fromkeys(
    ("cortex-m52", "cortex-m55", "cortex-m85"), "-march=armv8.1-m.main+mve.fp+fp.dp"
)
"""Models that assemblers of 2022 do not know by name."""
_FPU = {"cortex-m4": "fpv5-d16", "cortex-m7": "fpv5-d16", "cortex-m33": "fpv5-sp-d16"}


class AssemblerError(VBoardError):
    """There is no assembler, or the text is no program."""


def assemble(source: str, address: int, cpu: str) -> bytes:
    """Machine code of Thumb instructions that will lie at `address`.

    Raises:
        AssemblerError: no assembler is installed, or an instruction is wrong.
    """
    if shutil.which(_PREFIX + "as") is None:
        raise AssemblerError(f"Assembler not available: install {_PREFIX}as (binutils)")
    with tempfile.TemporaryDirectory() as folder:
        text, obj, linked, binary = (Path(folder, f"block.{end}") for end in ("s", "o", "elf", "bin"))
        text.write_text(f".syntax unified\n.thumb\n.text\n{source}\n", encoding="utf-8")
        model = _MODELS.get(cpu, cpu)
        fpu = [f"-mfpu={_FPU[model]}"] if model in _FPU else []
        target = _NEWER_MODELS.get(cpu, f"-mcpu={model}")
        _run(["as", target, *fpu, "-o", str(obj), str(text)])
        _run(["ld", "-e", "0", "-Ttext", f"{address:#x}", "-o", str(linked), str(obj)])
        _run(["objcopy", "-O", "binary", "-j", ".text", str(linked), str(binary)])
        return binary.read_bytes() if binary.exists() else b""


def _run(command: list[str]) -> None:
    result = subprocess.run([_PREFIX + command[0], *command[1:]], capture_output=True, text=True, check=False)
    if result.returncode:
        lines = [line for line in result.stderr.splitlines() if "Error" in line or "error" in line]
        reason = (lines or result.stderr.splitlines() or ["unknown reason"])[0]
        raise AssemblerError(f"Failed to assemble the block: {reason.partition('Error: ')[2] or reason}")
