"""Runs a model on a virtual board: loads it behind the runner's image and serves its stops.

The runner (firmware/apps/infer) calls `InferStop(stage)`; at each call this side reads or writes the
runner's memory. Words of the mailbox and numbers of the stages are those of mailbox.h there.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from pathlib import Path

from vboard.boards.board import Board
from vboard.builtin.cpu.cortex_m import CortexM
from vboard.builtin.machine.images import load_elf
from vboard.builtin.machine.machine import Machine
from vboard.builtin.monitor.monitor import Monitor
from vboard.builtin.peripherals.base import UART
from vboard.errors import RunFailedError, VBoardError
from vboard.inference.counting import CallCounter
from vboard.inference.model import Model, Tensor
from vboard.inference.result import Array, Invocation, Memory, Run, array_of

_REQUEST, _INVALID, _ALLOCATE_FAILED, _READY, _INVOKED, _INVOKE_FAILED, _DONE = range(1, 8)
_MORE, _ARENA_USED, _SUBGRAPHS, _STACK, _LAYOUT = 20, 24, 28, 32, 36  # offsets in the mailbox
_INVOKE = "_ZN6tflite16MicroInterpreter6InvokeEv"
_ALLOCATE = "_ZN6tflite16MicroInterpreter15AllocateTensorsEv"
_STOPPED = "_ZN8cortex_m4StopEv"
_SLICE = 1_000_000_000
_ALIGNMENT = 16
_MESSAGE = 400
"""Longest message of the runtime that is read."""


class ArenaError(VBoardError):
    """AllocateTensors failed; the text is the runtime's."""


def _aligned(address: int) -> int:
    return -(-address // _ALIGNMENT) * _ALIGNMENT


class Device:
    """A board with the runner's image, before its first instruction."""

    def __init__(self, board: Board, elf: Path, model: Model) -> None:
        self._board, self._model = board, model
        monitor = Monitor()
        monitor.execute("mach create")
        platform = re.sub(r"([ ;])", r"\\\1", str(board.platform))
        monitor.execute(f"machine LoadPlatformDescription @{platform}")
        machine = monitor.machine
        assert isinstance(machine, Machine)
        self._machine, self._bus = machine, machine.bus
        load_elf(self._bus, elf)
        self._emulation = monitor.emulation
        core = machine.cores[0]
        assert isinstance(core, CortexM)
        self._core = core
        core.StrictFaults = True  # a stack that runs over must not go unseen
        self._counter = CallCounter(core, model)
        self._mailbox = self._bus.GetSymbolAddress("g_infer_mailbox")
        self._messages: list[str] = []
        self._console = bytearray()
        self._stage = 0
        self._place_model()

    # -- memory -------------------------------------------------------------------------------

    def _place_model(self) -> None:
        board, size = self._board, len(self._model.content)
        self._image_end = self._bus.GetSymbolAddress("__image_end")
        self._model_at = _aligned(self._image_end)
        end = self._model_at + size
        if end > board.flash.end:
            raise VBoardError(
                f"{self._model.path}: does not fit {board.name}: {size:,} bytes of model and "
                f"{self._model_at - board.flash.start:,} of code and tables are "
                f"{end - board.flash.end:,} more than its {board.flash.size:,} bytes of flash"
            )
        self._arena_at = _aligned(self._bus.GetSymbolAddress("__bss_end"))
        self.arena_available = self._bus.GetSymbolAddress("__ram_end") - self._arena_at

    def _words(self, address: int, count: int) -> tuple[int, ...]:
        return struct.unpack(f"<{count}I", self._bus.read_bytes(address, 4 * count))

    def _write_words(self, offset: int, *words: int) -> None:
        self._bus.write_bytes(self._mailbox + offset, struct.pack(f"<{len(words)}I", *words))

    def _mailbox_word(self, offset: int) -> int:
        return self._words(self._mailbox + offset, 1)[0]

    def _text(self, address: int) -> str:
        """A string of the guest's."""
        content = bytearray()
        while len(content) < _MESSAGE and self._bus.IsMemory(address + len(content)):
            byte = self._bus.ReadByte(address + len(content))
            if byte == 0:
                break
            content.append(byte)
        return content.decode("utf-8", errors="backslashreplace").replace("%%", "%")

    # -- running ------------------------------------------------------------------------------

    def run(self, inputs: Sequence[Sequence[Array]], kernels: str, arena: int | None = None) -> Run:
        """Allocate, and Invoke once for each entry of `inputs`; an arena of all free RAM or `arena`.

        Raises:
            ArenaError: AllocateTensors failed, with the runtime's message.
            VBoardError: the runtime refuses the model.
            RunFailedError: Invoke failed, or the core faulted.
        """
        self._inputs = list(inputs)
        self._invocations: list[Invocation] = []
        self._arena_bytes = self.arena_available if arena is None else min(arena, self.arena_available)
        uart = self._machine.find(self._board.console)
        assert isinstance(uart, UART)
        uart.observe(self._console.append)
        core, symbol = self._core, self._bus.GetSymbolAddress
        core.add_hook(symbol("InferStop"), self._on_stop)
        core.add_hook(symbol("DebugLog"), self._on_message)
        core.add_hook(symbol(_STOPPED), self._on_halt)
        self._counter.count_function(symbol(_ALLOCATE))
        while self._stage not in (_INVALID, _ALLOCATE_FAILED, _INVOKE_FAILED, _DONE):
            if core.abort_reason is not None:
                raise RunFailedError(f"{self._board.name}: {core.abort_reason}")
            self._emulation.run_for(_SLICE)
        self._check_end()
        return Run(
            model=self._model,
            place=self._board.name,
            core=self._board.core,
            kernels=kernels,
            arena_bytes=self._mailbox_word(_ARENA_USED),
            arena_available=self.arena_available,
            invocations=tuple(self._invocations),
            allocate_instructions=self._allocate,
            memory=self._memory(),
        )

    def _memory(self) -> Memory:
        board = self._board
        return Memory(
            flash_runner=self._image_end - board.flash.start,
            flash_model=len(self._model.content),
            flash_size=board.flash.size,
            ram_static=self._arena_at - board.ram[0].start,
            ram_size=board.ram[0].size,
            stack=self._mailbox_word(_STACK),
        )

    def _check_end(self) -> None:
        text = " ".join("".join(self._messages).split()) or "no message"
        if self._stage == _INVALID:
            raise VBoardError(f"{self._model.path}: the runtime refuses it: {text}{self._model.shape_advice}")
        if self._stage == _ALLOCATE_FAILED:
            raise ArenaError(text)
        if self._stage == _INVOKE_FAILED:
            raise RunFailedError(f"{self._model.path}: Invoke failed on {self._board.name}: {text}")

    def _on_message(self) -> None:
        self._messages.append(self._text(self._core.GetRegister("R0")))

    def _on_halt(self) -> None:
        text = self._console.decode("ascii", errors="backslashreplace").strip()
        raise RunFailedError(f"{self._model.path}: the runner stopped on {self._board.name}: {text}")

    def _on_stop(self) -> None:
        self._stage = self._core.GetRegister("R0")
        if self._stage == _REQUEST:
            self._bus.write_bytes(self._model_at, self._model.content)
            size = len(self._model.content)
            self._write_words(
                0, self._model_at, size, self._arena_at, self._arena_bytes, self._model.resources
            )
        elif self._stage == _READY:
            self._on_ready()
        elif self._stage == _INVOKED:
            total, operators = self._counter.take()
            outputs = tuple(array_of(t, self._read(t)) for t in self._model.outputs)
            self._invocations.append(Invocation(outputs, total, operators))
        else:
            self._emulation.request_stop()

    def _on_ready(self) -> None:
        done = len(self._invocations)
        if done == 0:
            self._allocate, _ = self._counter.take()
            self._counter.count_function(self._bus.GetSymbolAddress(_INVOKE))
            self._find_tensors()
            self._find_nodes()
        if done < len(self._inputs):
            for tensor, array in zip(self._model.inputs, self._inputs[done], strict=True):
                self._bus.write_bytes(self._data_of(tensor), array.tobytes())
        self._write_words(_MORE, int(done < len(self._inputs)))

    # -- the runtime's structures -------------------------------------------------------------

    def _find_tensors(self) -> None:
        _, _, tensors_at, _, _, _, *tensor = self._words(self._mailbox_word(_LAYOUT), 8)
        self._tensor_bytes, self._tensor_data = tensor
        self._tensors = self._words(self._mailbox_word(_SUBGRAPHS) + tensors_at, 1)[0]

    def _find_nodes(self) -> None:
        layout = self._words(self._mailbox_word(_LAYOUT), 8)
        subgraph_bytes, nodes_at, _, node_bytes, registration_at, invoke_at, *_ = layout
        subgraphs = self._mailbox_word(_SUBGRAPHS)
        nodes: dict[int, tuple[int, int]] = {}
        kernels: set[int] = set()
        for s, graph in enumerate(self._model.subgraphs):
            first = self._words(subgraphs + s * subgraph_bytes + nodes_at, 1)[0]
            for i in range(len(graph.operators)):
                node = first + i * node_bytes
                registration = self._words(node + registration_at, 1)[0]
                kernels.add(self._words(registration + invoke_at, 1)[0] & ~1)
                nodes[node] = s, i
        self._counter.count_operators(nodes, kernels - {0})

    def _data_of(self, tensor: Tensor) -> int:
        """Address of the data of a tensor of the first subgraph."""
        entry = self._tensors + tensor.index * self._tensor_bytes
        return self._words(entry + self._tensor_data, 1)[0]

    def _read(self, tensor: Tensor) -> bytes:
        return bytes(self._bus.read_bytes(self._data_of(tensor), tensor.bytes))
