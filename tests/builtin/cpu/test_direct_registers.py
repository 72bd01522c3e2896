"""Registers that the core serves without Python: every model answers as it does when it sees each access.

The oracle is the model itself: the same program runs with a bus that is observed, where nothing is direct.
"""

import contextlib
import inspect
import itertools
import random
from collections.abc import Iterator
from typing import Any

import pytest

from scripts.speed.polled_types import access_width, status_register
from tests.builtin.cpu.board import Board
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.observation import Watchpoint
from vboard.builtin.peripherals.base import UART
from vboard.builtin.peripherals.register_map import Register, RegisterPeripheral
from vboard.builtin.peripherals.stm32.stm32_spi import STM32SPI
from vboard.builtin.peripherals.stm32.stm32_timer import STM32_Timer
from vboard.builtin.peripherals.stm32.stm32_uart import STM32_UART
from vboard.builtin.registry import find_type, type_names

DEVICE, RAM, RESULTS = 0x50000000, 0x20000000, 0x20020000
STATUS, TXE, RXNE = 0x00, 1 << 1, 1 << 0
LOAD, STORE = {4: 0x6802, 2: 0x8802, 1: 0x7802}, {4: 0x6001, 2: 0x8001, 1: 0x7001}
ARGUMENTS = {
    "initialLimit": 0xFFFF,
    "commonRegistersOffset": 0xFF0,
    "numberOfAFs": 8,
    "numberOfEvents": 3,
    "numberOfChannels": 5,
    "fifoSize": 16,
}


def _wide(register: int, value: int) -> list[int]:
    """MOVW and MOVT."""

    def move(opcode: int, half: int) -> list[int]:
        first = opcode | (half >> 11 & 1) << 10 | half >> 12
        return [first, (half >> 8 & 7) << 12 | register << 8 | half & 0xFF]

    return move(0xF240, value & 0xFFFF) + move(0xF2C0, value >> 16)


class Program:
    """Straight-line code of loads and stores; each value that was loaded is kept."""

    def __init__(self) -> None:
        self._code = _wide(7, RESULTS)
        self._loads = 0

    def load(self, address: int, width: int = 4) -> None:
        self._code += [*_wide(0, address), LOAD[width], 0x603A, 0x3704]  # str r2, [r7]; adds r7, #4
        self._loads += 1

    def call(self, address: int) -> None:
        """Call a function; what it leaves in R2 is kept."""
        self._code += [*_wide(0, address), 0x4780, 0x603A, 0x3704]  # blx r0; str r2, [r7]; adds r7, #4
        self._loads += 1

    def store(self, address: int, value: int, width: int = 4) -> None:
        self._code += [*_wide(0, address), *_wide(1, value), STORE[width]]

    def fill(self, pair: int, address: int, value: int) -> None:
        """Registers `pair` and `pair` + 2 get an address and a value."""
        self._code += [*_wide(pair, address), *_wide(pair + 2, value)]

    def loop(self, body: list[int], times: int) -> None:
        """Repeat two halfwords of code."""
        self._code += [*_wide(4, times), *body, 0x3C01, 0xD1FB]  # subs r4, #1; bne body

    def wait(self, instructions: int) -> None:
        self._code += [0xBF00] * instructions

    def run(self, board: Board, nanoseconds: int = 1_000_000) -> list[int]:
        """Execute from RAM; returns what was loaded."""
        code = b"".join(h.to_bytes(2, "little") for h in [*self._code, 0xE7FE])
        bus = board.machine.bus
        bus.write_bytes(RAM + 0x100, code)
        bus.write_bytes(RAM, (RAM + 0x1F000).to_bytes(4, "little") + (RAM + 0x101).to_bytes(4, "little"))
        board.cpu.Reset()
        board.cpu.VectorTableOffset = RAM
        board.emulation.run_for(nanoseconds)
        assert board.cpu.core.executed > len(self._code) // 3
        return [bus.read(RESULTS + 4 * i, 4) for i in range(self._loads)]


def _arguments(cls: type) -> dict[str, object] | None:
    """Arguments of a constructor, None where it wants other peripherals."""
    found: dict[str, object] = {}
    for name, parameter in list(inspect.signature(cls).parameters.items())[1:]:
        if parameter.default is not inspect.Parameter.empty:
            continue
        kind = str(parameter.annotation)
        if not any(kind.endswith(number) for number in ("Int", "UInt", "Long", "ULong")):
            return None
        found[name] = ARGUMENTS.get(name, 1_000_000 if "requency" in name else 4)
    return found


def _models() -> Iterator[str]:
    for name in type_names():
        cls = find_type(name)
        if cls is not None and issubclass(cls, RegisterPeripheral) and _arguments(cls) is not None:
            yield name


class CountedBoard(Board):
    """Counts the reads that Python sees."""

    def __init__(self) -> None:
        super().__init__()
        self.reads = 0
        read = self.machine.bus.read

        def counted(address: int, width: int, *rest: Any) -> int:
            self.reads += DEVICE <= address < DEVICE + 0x1000
            return read(address, width, *rest)

        self.machine.bus.read = counted  # type: ignore[method-assign, assignment]


def _add(board: Board, name: str) -> RegisterPeripheral:
    cls = find_type(name)
    assert cls is not None
    device: RegisterPeripheral = cls(board.machine, **(_arguments(cls) or {}))
    device.size = device.size or 0x400
    return board.add("device", device, DEVICE)


def _board(name: str, observed: bool) -> tuple[Board, RegisterPeripheral]:
    board = Board()
    device = _add(board, name)
    if observed:
        board.machine.bus.hook(device)
    return board, device


def _session(name: str, observed: bool, seed: int) -> list[object]:
    """Accesses, inputs and pauses of one seed; returns everything that can be seen."""
    choice = random.Random(seed)
    board, device = _board(name, observed)
    offsets = [register.offset for register in device.registers]
    seen: list[object] = []
    if isinstance(device, UART):
        device.observe(seen.append)
    for _ in range(3):
        program = Program()
        for _ in range(40):
            width = choice.choice([4, 4, 4, 2, 1])
            offset = choice.choice(offsets)
            address = DEVICE + (offset & -width) + width * choice.randrange(4 // width)
            if choice.random() < 0.4:
                program.store(
                    address, choice.choice([0, 1, 1 << choice.randrange(32), choice.getrandbits(32)]), width
                )
            else:
                for _ in range(choice.choice([1, 1, 3])):
                    program.load(address, width)
            program.wait(choice.choice([0, 0, 5, 60]))
        seen += program.run(board)
        seen.append((board.cpu.core.executed, board.emulation.clock.now))
        if isinstance(device, UART):
            device.WriteChar(choice.randrange(256))
        elif hasattr(device, "OnGPIO"):
            with contextlib.suppress(ValueError):
                device.OnGPIO(choice.randrange(8), bool(choice.randrange(2)))
        lines = [*device.gpio_outputs().values(), *(device.numbered_outputs() or {}).values()]
        seen += [line.IsSet for line in lines if isinstance(line, GPIO)]
    return [*seen, *board.log]


@pytest.mark.parametrize("name", sorted(_models()))
def test_a_model_answers_the_same_whether_it_sees_each_access_or_not(name: str) -> None:
    for seed in range(3):
        assert _session(name, observed=False, seed=seed) == _session(name, observed=True, seed=seed)


def _polled(board: CountedBoard, offset: int, count: int = 50, width: int = 4) -> list[int]:
    program = Program()
    for _ in range(count):
        program.load(DEVICE + offset, width)
    return program.run(board)


def test_a_poll_of_any_model_calls_python_at_most_when_something_has_happened() -> None:
    polled, slow = 0, {}
    for name in sorted(_models()):
        board = CountedBoard()
        device = _add(board, name)
        registers = [r for r in device.registers if isinstance(r, Register)]
        register = status_register(registers)
        if register is None:
            continue
        polled += 1
        _polled(board, register.offset, width=access_width(device, register))
        if board.reads > 3:
            slow[f"{name} {register.name}"] = board.reads
    assert polled > 150
    assert slow == {}


@pytest.mark.parametrize("clock", [0, 1])
def test_a_timer_whose_clock_is_off_is_polled_without_python_and_each_poll_is_an_error(clock: int) -> None:
    board = CountedBoard()
    timer = _add(board, "Timers.S32K_LPIT")
    timer.write(8, 4, clock)
    assert _polled(board, 0xC) == [0] * 50
    assert board.reads == 0
    errors = [line for line in board.log if "Access to offset 0xC while MCR.M_CEN is 0" in line]
    assert len(errors) == (0 if clock else 50)


def test_a_poll_of_stored_bits_calls_python_never() -> None:
    board = CountedBoard()
    uart = STM32_UART(board.machine)
    uart.size = 0x400
    board.add("uart", uart, DEVICE)
    assert _polled(board, STATUS) == [0xC0] * 50
    assert board.reads == 0


def test_a_poll_of_computed_bits_calls_python_when_something_has_happened() -> None:
    board = CountedBoard()
    spi = board.add("spi", STM32SPI(board.machine), DEVICE)
    assert _polled(board, 0x08) == [TXE] * 50
    assert board.reads == 1
    spi.registers.write(0x0C, 0)  # without a slave 0 is received
    assert _polled(board, 0x08) == [TXE | RXNE] * 50
    assert board.reads == 2


def test_a_poll_of_a_counter_counts_without_python() -> None:
    board = CountedBoard()
    timer = board.add("timer", STM32_Timer(board.machine, 36_000_000, 0xFFFF), DEVICE)
    timer.registers.write(0x00, 1)
    program = Program()
    for _ in range(50):
        program.load(DEVICE + 0x24)
        program.wait(1)
    counts = program.run(board)
    steps = [later - earlier for earlier, later in itertools.pairwise(counts)]
    assert steps == [3] * 49  # six instructions at 72 MIPS
    assert board.reads == 1


@pytest.mark.parametrize("observe", ["hook", "watchpoint", "disabled"])
def test_who_has_to_see_accesses_sees_each(observe: str) -> None:
    board = CountedBoard()
    spi = board.add("spi", STM32SPI(board.machine), DEVICE)
    seen: list[int] = []
    bus = board.machine.bus
    if observe == "hook":

        def saw(offset: int, value: int) -> int:
            seen.append(offset)
            return value

        bus.hook(spi).read = saw
    elif observe == "watchpoint":
        bus.add_watchpoint(
            Watchpoint(DEVICE, 4, True, True, lambda address, width, value: seen.append(address))
        )
    else:
        bus.control.set_enabled(spi, False)
        bus.refresh()
    _polled(board, 0x00, 5)
    told = [line for line in board.log if "locked peripheral" in line]
    assert len(told if observe == "disabled" else seen) == 5


@pytest.mark.parametrize("observed", [False, True])
def test_a_read_that_clears_a_flag_lowers_the_line_that_follows_it(observed: bool) -> None:
    board, watchdog = _board("Timers.SAM4S_WDT", observed)
    program = Program()
    program.store(DEVICE + 4, 1 << 12 | 2)  # MR: WDFIEN, two counts of 1/256 s
    program.run(board, 10_000_000)
    (line,) = watchdog.gpio_outputs().values()
    assert line.IsSet
    program = Program()
    program.load(DEVICE + 8)
    assert program.run(board) == [1]
    assert not line.IsSet
