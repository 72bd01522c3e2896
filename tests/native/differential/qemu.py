"""Single instructions on Debian's `qemu-system-arm`, stepped through its GDB server."""

from __future__ import annotations

import re
import shutil
import socket
import struct
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from tests.native.differential.machine import CODE_SIZE, MEMORY, MEMORY_SIZE, STOP_FAULT, Rows

QEMU = shutil.which("qemu-system-arm")
CODE_PAGE = 0x2000F000
"""The last page of the board's RAM: what is behind it cannot be fetched, as on the other cores."""
CODE = CODE_PAGE + 0x800
_HANDLER = 0x200
_EXCLUSIVES = b"\xbf\xf3\x2f\x8f"  # CLREX
_CHUNK = 0x600
"""Bytes of a packet: the server takes 4,096 characters."""
_SECONDS = 60
_DOUBLES, _FPSCR = 26, 42
"""Numbers of d0 and of FPSCR."""
_CPACR = 0xE000ED88
_STR_R1_R0, _VMOV_S0_S0 = b"\x01\x60\x00\xbf", b"\xb0\xee\x40\x0a"
_IPSR = 0x1FF


def _packet(text: str) -> bytes:
    return f"${text}#{sum(text.encode()) & 0xFF:02x}".encode()


class QemuCore:
    """A Cortex-M on the board lm3s6965evb, which takes any of them and has nothing else that matters here.

    `stop` of a row is `STOP_FAULT` for whatever did not execute. Files are written into `folder`. With
    `floating` the FPU is on, and its registers are part of the state.
    """

    def __init__(self, model: str, folder: Path, floating: bool = False) -> None:
        assert QEMU is not None
        self._floating = floating
        self._exclusives = model != "cortex-m0"
        vectors = struct.pack("<I", MEMORY + MEMORY_SIZE // 2) + struct.pack("<I", _HANDLER | 1) * 15
        image, place = folder / "vectors.bin", folder / f"{model}.gdb"
        image.write_bytes(vectors.ljust(_HANDLER, b"\0") + b"\x70\x47" * 8)  # BX LR
        self._process = subprocess.Popen(
            [QEMU, "-M", "lm3s6965evb", "-cpu", model, "-display", "none", "-monitor", "none", "-serial",
             "none", "-S", "-gdb", f"unix:{place},server=on,wait=off", "-kernel", str(image)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(_SECONDS)
        try:
            self._connect(str(place))
        except BaseException:
            self._end()
            raise
        self._received = b""
        # With a description asked for, registers are those of the profile, and those of the FPU have numbers.
        self._ask("qXfer:features:read:target.xml:0,ffb")
        self._write(CODE_PAGE, bytes((37 * i >> 3) & 0xFF for i in range(CODE_SIZE)))

        if floating:  # the first floating point instruction makes a new context, which resets FPSCR
            stack = MEMORY + MEMORY_SIZE // 2
            registers = struct.pack("<15I", _CPACR, 0xF << 20, *[0] * 11, stack, 0)
            for code in (_STR_R1_R0, _VMOV_S0_S0):
                self._step(registers, CODE, 1 << 24, self._writes(CODE, code))

    def _connect(self, place: str) -> None:
        end = time.monotonic() + _SECONDS
        while True:
            try:
                self._socket.connect(place)
                return
            except OSError:
                assert self._process.poll() is None, "qemu-system-arm did not start"
                assert time.monotonic() < end, "qemu-system-arm does not listen"
                time.sleep(0.02)

    def _end(self) -> None:
        self._socket.close()
        self._process.kill()
        self._process.communicate()

    def __enter__(self) -> QemuCore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _reply(self) -> str:
        # The next packet acknowledges a reply as well as a "+" does.
        while (found := re.search(rb"\$([^#]*)#..", self._received, re.DOTALL)) is None:
            part = self._socket.recv(1 << 16)
            if not part:
                _, errors = self._process.communicate(timeout=_SECONDS)
                raise AssertionError(f"qemu-system-arm ended: {errors.decode().splitlines()[:1]}")
            self._received += part
        self._received = self._received[found.end() :]
        return found[1].decode()

    def _ask(self, *texts: str) -> list[str]:
        """Replies to packets that are sent in one piece."""
        self._socket.sendall(b"".join(map(_packet, texts)))
        replies = [self._reply() for _ in texts]
        assert not any(reply.startswith("E") for reply in replies), (texts, replies)
        return replies

    @staticmethod
    def _writes(address: int, data: bytes) -> list[str]:
        parts = [(address + at, data[at : at + _CHUNK]) for at in range(0, len(data), _CHUNK)]
        return [f"M{place:x},{len(part):x}:{part.hex()}" for place, part in parts]

    def _write(self, address: int, data: bytes) -> None:
        assert set(self._ask(*self._writes(address, data))) == {"OK"}

    def _step(self, r: bytes, pc: int, xpsr: int, writes: list[str]) -> tuple[tuple[int, ...], int, int]:
        """Execute one instruction; returns r0 to r14, pc and xPSR behind it."""
        registers = r + struct.pack("<II", pc, xpsr)
        self._ask(*writes, f"G{registers.hex()}")
        self._ask("s")
        after = bytes.fromhex(self._ask("g")[0])
        return struct.unpack_from("<15I", after), *struct.unpack_from("<II", after, 60)

    def run(self, rows: Rows, ends: Sequence[int]) -> Rows:
        """Execute sequences up to these addresses; returns what they left.

        Raises:
            AssertionError: a sequence did not come to its end.
        """
        after = rows.copy()
        for i in range(len(rows)):
            before, state = rows.registers[i], after.registers[i]
            writes = self._writes(CODE, rows.codes[i].tobytes()) + self._writes(
                MEMORY, rows.memory[i].tobytes()
            )
            r, pc, xpsr = self._step(before["r"].tobytes(), CODE, int(before["xpsr"]), writes)
            for _ in range(rows.codes.shape[1]):
                if pc == ends[i] or xpsr & _IPSR:
                    break
                self._ask("s")
                left = bytes.fromhex(self._ask("g")[0])
                r, (pc, xpsr) = struct.unpack_from("<15I", left), struct.unpack_from("<II", left, 60)
            assert pc == ends[i], (
                f"number {i} ended at {pc:#x} in exception {xpsr & _IPSR}, expected {ends[i]:#x}"
            )
            state["r"], state["pc"], state["xpsr"] = r, pc, xpsr
            after.memory[i] = self._memory()
        return after

    def _memory(self) -> NDArray[np.uint8]:
        places = range(0, MEMORY_SIZE, _CHUNK)
        parts = self._ask(*(f"m{MEMORY + p:x},{min(_CHUNK, MEMORY_SIZE - p):x}" for p in places))
        return np.frombuffer(bytes.fromhex("".join(parts)), np.uint8)

    def execute(self, rows: Rows, memory: bool) -> Rows:
        """Execute one instruction of each row; returns what they left.

        `memory` tells whether the instructions access it; otherwise it is left out.
        """
        after = rows.copy()
        for i in range(len(rows)):
            before, state = rows.registers[i], after.registers[i]
            stack = before["r"].tobytes()
            if memory and self._exclusives:  # no exclusive access is left over from another row
                self._step(stack, CODE, 1 << 24, self._writes(CODE, _EXCLUSIVES))
            writes = self._writes(CODE, rows.codes[i].tobytes())
            if memory:
                writes += self._writes(MEMORY, rows.memory[i].tobytes())
            if self._floating:
                doubles = before["s"].view(np.uint64)
                writes += [f"P{_DOUBLES + n:x}={d.tobytes().hex()}" for n, d in enumerate(doubles)]
                writes.append(f"P{_FPSCR:x}={before['fpscr'].tobytes().hex()}")
            r, pc, xpsr = self._step(stack, CODE, int(before["xpsr"]), writes)
            state["stop"] = 0
            if xpsr & _IPSR:  # in a handler: back from it, for the next row
                state["stop"] = STOP_FAULT
                self._ask("s")
                left = struct.unpack_from("<I", bytes.fromhex(self._ask("g")[0]), 64)[0]
                assert left & _IPSR == 0, f"no return from exception {xpsr & _IPSR}"
                continue
            state["r"], state["pc"], state["xpsr"] = r, pc, xpsr
            if self._floating:
                *read, fpscr = self._ask(*(f"p{n:x}" for n in range(_DOUBLES, _FPSCR + 1)))
                state["s"] = np.frombuffer(bytes.fromhex("".join(read)), np.uint32)
                state["fpscr"] = np.frombuffer(bytes.fromhex(fpscr), np.uint32)[0]
            if memory:
                after.memory[i] = self._memory()
        return after
