"""Execution tracing: a file with what a core executed (Renode's `ExecutionTracer`)."""

from __future__ import annotations

import enum
import gzip
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from vboard.builtin.machine.bus import SystemBus
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.sequenced_file import move_away
from vboard.errors import VBoardError
from vboard.native.core import Core

_SIGNATURE, _VERSION, _PC_WIDTH = b"ReTrace", 4, 4
_WIDE = 0xE800
"""Halfwords from here on begin an instruction of 32 bits."""


class TraceFormat(enum.Enum):
    """What a trace holds of each instruction."""

    PC = 0
    Opcode = 1
    PCAndOpcode = 2
    Disassembly = 3
    TraceBasedModel = 4


class TraceError(VBoardError):
    """A trace that cannot be made, in one line."""


class _Trace:
    def __init__(self, file: BinaryIO, path: str, form: TraceFormat, binary: bool, model: str) -> None:
        self.path = path
        self._file, self._form, self._binary = file, form, binary
        if binary:
            opcodes = form is not TraceFormat.PC
            width = 0 if form is TraceFormat.Opcode else _PC_WIDTH
            file.write(_SIGNATURE + bytes((_VERSION, width, opcodes)))
            if opcodes:
                name = f"thumb {model}".encode()  # LLVM's names of the architecture and of the core
                file.write(bytes((0, len(name))) + name)  # 0: one instruction set

    def write(self, instructions: list[tuple[int, bytes]]) -> None:
        form = self._form
        if self._binary:
            self._file.write(b"".join(self._record(pc, opcode) for pc, opcode in instructions))
        elif form is TraceFormat.PC:
            self._text(f"0x{pc:X}\n" for pc, _ in instructions)
        elif form is TraceFormat.Opcode:
            self._text(f"0x{_hexadecimal(opcode)}\n" for _, opcode in instructions)
        else:
            self._text(f"0x{pc:X}: 0x{_hexadecimal(opcode)}\n" for pc, opcode in instructions)

    def _record(self, pc: int, opcode: bytes) -> bytes:
        """An instruction, and that no additional data follows."""
        place = b"" if self._form is TraceFormat.Opcode else struct.pack("<I", pc)
        code = b"" if self._form is TraceFormat.PC else bytes((len(opcode),)) + opcode
        return place + code + b"\0"

    def _text(self, lines: Iterator[str]) -> None:
        self._file.write("".join(lines).encode())

    def close(self) -> None:
        self._file.close()


class TraceMembers(Peripheral):
    """A core that writes down what it executes."""

    core: Core
    _bus: SystemBus

    @property
    def Model(self) -> str:
        """What `cpuType` says."""
        raise NotImplementedError

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._traces: dict[str, _Trace] = {}

    def CreateExecutionTracing(
        self,
        name: str,
        fileName: str,
        format: TraceFormat,
        isBinary: bool = False,
        compress: bool = False,
        isSynchronous: bool = False,
    ) -> None:
        """Write a line (or a binary record) for each instruction to a file, until `DisableExecutionTracing`.

        Args:
            fileName: the file; an older one of that name is kept.
            compress: write gzip.
            isSynchronous: accepted; the file is always complete when the emulation pauses.

        Raises:
            TraceError: a trace of that name runs, the format needs a disassembler, no file can be made.
        """
        if name in self._traces:
            raise TraceError("ExecutionTracer is already running")
        if format in (TraceFormat.Disassembly, TraceFormat.TraceBasedModel):
            raise TraceError(
                f"format {format.name} needs Renode's disassembler, which the built-in engine does not have; "
                "there are PC, Opcode, PCAndOpcode"
            )
        opened: Callable[[str, str], object] = gzip.open if compress else open
        try:
            moved = move_away(Path(fileName))
            file = cast(BinaryIO, opened(fileName, "wb"))
        except OSError as error:
            raise TraceError(f"{fileName}: {error.strerror}") from None
        if moved is not None:
            self.log(LogLevel.INFO, f"Old file {fileName} moved to {moved}")
        self._traces[name] = _Trace(file, fileName, format, isBinary, self.Model)
        self.core.trace_blocks(True)

    def CreateExecutionTracingSynchronous(
        self, name: str, fileName: str, format: TraceFormat, isBinary: bool = False, compress: bool = False
    ) -> None:
        """`CreateExecutionTracing`."""
        self.CreateExecutionTracing(name, fileName, format, isBinary, compress, True)

    def DisableExecutionTracing(self) -> None:
        """Close the traces of this core."""
        if not self._traces:
            return
        self.traced()
        for trace in self._traces.values():
            trace.close()
            self.log(LogLevel.INFO, f"Execution tracer stopped, output file: {trace.path}")
        self._traces.clear()
        self.core.trace_blocks(False)

    def traced(self) -> None:
        """Write what was executed since the last time."""
        entries = struct.iter_unpack("=II", self.core.take_trace())
        if self._traces:
            instructions = [each for start, end in entries for each in self._instructions(start, end)]
            for trace in self._traces.values():
                trace.write(instructions)

    def _instructions(self, start: int, end: int) -> Iterator[tuple[int, bytes]]:
        """Address and code of each instruction from `start` to `end`."""
        code = self._bus.read_bytes(start, end - start)
        at = 0
        while at < len(code):
            size = 4 if int.from_bytes(code[at : at + 2], "little") >= _WIDE else 2
            yield start + at, code[at : at + size]
            at += size


def _hexadecimal(opcode: bytes) -> str:
    """Halfwords as numbers, the first one first."""
    return "".join(f"{int.from_bytes(opcode[i : i + 2], 'little'):04X}" for i in range(0, len(opcode), 2))
