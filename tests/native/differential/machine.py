"""Single instructions on the native core and on unicorn: states as rows of arrays, the same for both."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.native.build import NATIVE, compile_native

CODE_PAGE, CODE_SIZE = 0x08000000, 0x1000
CODE, MEMORY, MEMORY_SIZE = CODE_PAGE + 0x800, 0x20000000, 0x1000
REGISTERS = np.dtype(
    [("r", "<u4", 15), ("pc", "<u4"), ("xpsr", "<u4"), ("s", "<u4", 32), ("fpscr", "<u4"), ("stop", "<u4"),
     ("fault", "<u4")]
)  # fmt: skip
FUZZ = Path(__file__).parents[1] / "fuzz"
_MOST_TURNS = 100
STOP_FAULT = 3
"""`Stop::kFault` of the core."""


@dataclass
class Rows:
    """Instructions, the states that they meet, and afterwards those that they leave.

    Attributes:
        codes: the same number of bytes each, in memory order.
        registers: one of `REGISTERS` each.
        memory: `MEMORY_SIZE` bytes each.
    """

    codes: NDArray[np.uint8]
    registers: NDArray[Any]
    memory: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.codes)

    def some(self, which: NDArray[np.intp]) -> Rows:
        """Copies of the rows with these numbers."""
        return Rows(self.codes[which], self.registers[which], self.memory[which])

    def copy(self) -> Rows:
        """An independent copy."""
        return Rows(self.codes.copy(), self.registers.copy(), self.memory.copy())


@dataclass(frozen=True)
class Encoding:
    """A row of the core's encoding tables."""

    name: str
    pattern: str
    index: int

    @property
    def wide(self) -> bool:
        """Whether the instruction has 32 bits."""
        return len(self.pattern) == 32

    def draw(self, count: int, rng: np.random.Generator) -> NDArray[np.uint32]:
        """Words of this encoding with every field drawn."""
        fixed = sum(int(bit) << i for i, bit in enumerate(reversed(self.pattern)) if bit in "01")
        mask = sum(1 << i for i, bit in enumerate(reversed(self.pattern)) if bit in "01")
        words = rng.integers(0, 1 << len(self.pattern), count, dtype=np.uint64).astype(np.uint32)
        return words & ~np.uint32(mask) | np.uint32(fixed)


def codes_of(words: NDArray[np.uint32], wide: bool) -> NDArray[np.uint8]:
    """Bytes in memory: the upper halfword comes first."""
    halves = np.zeros((len(words), 2), "<u2")
    halves[:, 0] = words >> 16 if wide else words
    halves[:, 1] = words if wide else 0xBF00
    return halves.view(np.uint8)


class NativeCore:
    """`native.cc` and the fuzzer's machines as a shared library, built into `folder`.

    Attributes:
        path: the library.
    """

    def __init__(self, folder: Path) -> None:
        parts = ("cpu", "decode", "isa", "memory", "system", "fpu", "time", "io")
        sources = [path for part in parts for path in sorted((NATIVE / part).glob("*.cc"))]
        path = compile_native(
            [*sources, Path(__file__).with_name("native.cc"), *sorted(FUZZ.glob("[fm]*.cc"))],
            folder / "libcore.so",
            "-O1",
            f"-I{FUZZ}",
            "-shared",
            "-fPIC",
        )
        self.path = path
        self._library: Any = ctypes.CDLL(str(path))
        for name in ("EncodingName", "EncodingPattern"):
            getattr(self._library, name).restype = ctypes.c_char_p

    def encodings(self, model: str) -> list[Encoding]:
        """The encodings that a model has."""
        rows, index = [], 0
        while (name := self._library.EncodingName(ctypes.c_size_t(index))) is not None:
            pattern = self._library.EncodingPattern(ctypes.c_size_t(index)).decode().replace(" ", "")
            if self._library.EncodingExists(ctypes.c_size_t(index), model.encode()):
                rows.append(Encoding(name.decode(), pattern, index))
            index += 1
        return rows

    def execute(self, model: str, rows: Rows, budget: int = 1, step: int = 1, code: int = CODE) -> Rows:
        """Execute `budget` instructions of each row, which are at `code`, at most `step` at a time.

        Returns what they left.
        """
        after = rows.copy()
        status = self._library.ExecuteEach(
            model.encode(),
            ctypes.c_size_t(len(rows)),
            after.codes.ctypes.data_as(ctypes.c_void_p),
            ctypes.c_uint32(after.codes.shape[1]),
            ctypes.c_uint32(code),
            ctypes.c_uint32(budget),
            ctypes.c_uint32(step),
            after.registers.ctypes.data_as(ctypes.c_void_p),
            after.memory.ctypes.data_as(ctypes.c_void_p),
            ctypes.c_uint32(MEMORY),
            ctypes.c_uint32(MEMORY_SIZE),
        )
        assert status == 0, f"no model {model}"
        return after


class UnicornCore:
    """The same on unicorn. `stop` is `STOP_FAULT` for whatever did not execute."""

    def __init__(self, model: str) -> None:
        import unicorn
        from unicorn import arm_const as arm

        self._error = unicorn.UcError
        cpu = {"cortex-m0": arm.UC_CPU_ARM_CORTEX_M0, "cortex-m3": arm.UC_CPU_ARM_CORTEX_M3,
               "cortex-m4": arm.UC_CPU_ARM_CORTEX_M4, "cortex-m7": arm.UC_CPU_ARM_CORTEX_M7,
               "cortex-m33": arm.UC_CPU_ARM_CORTEX_M33}[model]  # fmt: skip
        uc = self._uc = unicorn.Uc(unicorn.UC_ARCH_ARM, unicorn.UC_MODE_THUMB, cpu=cpu)
        uc.mem_map(CODE_PAGE, CODE_SIZE)
        self._code = bytes((37 * i >> 3) & 0xFF for i in range(CODE_SIZE))
        uc.mem_map(MEMORY, MEMORY_SIZE)
        fp = model in ("cortex-m4", "cortex-m7", "cortex-m33")
        self._fp = fp
        if fp:  # the first floating point instruction makes a new context, which resets FPSCR
            uc.mem_write(CODE, b"\xb0\xee\x40\x0a")  # VMOV.F32 S0, S0
            uc.emu_start(CODE | 1, CODE + 8, count=1)
        self._pc = arm.UC_ARM_REG_PC
        self._ids = [*(arm.UC_ARM_REG_R0 + i for i in range(13)), arm.UC_ARM_REG_SP, arm.UC_ARM_REG_LR]
        self._xpsr, self._cpsr = arm.UC_ARM_REG_XPSR, arm.UC_ARM_REG_CPSR
        self._s = [arm.UC_ARM_REG_S0 + i for i in range(32)]
        self._fpscr = arm.UC_ARM_REG_FPSCR

    def execute(self, rows: Rows, ends: Sequence[int] | None = None) -> Rows:
        """Execute one instruction of each row, or up to these addresses; returns what they left."""
        after = rows.copy()
        uc = self._uc
        ids = [*self._ids, self._xpsr, *([*self._s, self._fpscr] if self._fp else [])]
        for i in range(len(rows)):
            before = rows.registers[i]
            uc.mem_write(CODE_PAGE, self._code)
            uc.mem_write(CODE, rows.codes[i].tobytes())
            uc.ctl_remove_cache(CODE, CODE + rows.codes.shape[1])
            uc.mem_write(MEMORY, rows.memory[i].tobytes())
            values = [*before["r"], before["xpsr"], *([*before["s"], before["fpscr"]] if self._fp else [])]
            for number, value in zip(ids, values, strict=True):
                uc.reg_write(number, int(value))
            # GE is not written with the others.
            uc.reg_write(self._cpsr, 0x1F3 | int(before["xpsr"]) & 0xFE0FFC00 & ~(1 << 24))
            state = after.registers[i]
            state["stop"] = 0
            try:
                uc.emu_start(CODE | 1, 0xFFFFFFFE if ends is None else ends[i], count=int(ends is None))
            except self._error:
                if uc.reg_read(self._pc) == CODE:
                    state["stop"] = STOP_FAULT
                    continue
                # The instruction has executed: what it branched to cannot be fetched.
            read = uc.reg_read_batch(ids)
            state["r"] = read[:15]
            state["xpsr"] = read[15]
            state["pc"] = uc.reg_read(self._pc)
            if self._fp:
                state["s"], state["fpscr"] = read[16:48], read[48]
            after.memory[i] = np.frombuffer(uc.mem_read(MEMORY, MEMORY_SIZE), np.uint8)
        return after


def compare_until(
    model: str,
    encodings: Sequence[Encoding],
    count: int,
    differences: Callable[[Encoding, int], tuple[list[str], int]],
) -> None:
    """Compare until `count` instructions of each encoding were executed.

    Args:
        model: the core's name.
        encodings: what is compared.
        count: how often both are to execute each.
        differences: a line for each disagreement of a turn, which draws anew, and the number of instructions
            that both executed. Words that are UNPREDICTABLE, or of another row, do not count.
    """
    lines = []
    for encoding in encodings:
        executed = turn = 0
        while executed < count:
            found, more = differences(encoding, turn)
            lines += found
            executed += more
            turn += 1
            assert turn < _MOST_TURNS, f"{model}: {encoding.name} executed {executed} times of {count} only"
    assert not lines, f"{len(lines)} differences\n" + "\n".join(lines[:40])
