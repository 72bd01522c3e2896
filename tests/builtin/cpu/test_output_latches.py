"""Pins that the core drives without Python: LEDs do the same at the same times as when models drive them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest

from tests.builtin.cpu.board import Board
from tests.builtin.cpu.test_direct_registers import DEVICE, CountedBoard, Program
from vboard.builtin.peripherals.misc.led import LED
from vboard.builtin.peripherals.nrf.nrf52840_gpio import NRF52840_GPIO
from vboard.builtin.peripherals.nrf.nrf52840_gpio_tasks_events import NRF52840_GPIOTasksEvents
from vboard.builtin.peripherals.register_table import TablePeripheral
from vboard.builtin.peripherals.renesas.renesasra_gpio_misc import RenesasRA_GPIOMisc
from vboard.builtin.peripherals.stm32.stm32_gpio_port import STM32_GPIOPort
from vboard.builtin.peripherals.stm32.stm32f1_gpio_port import STM32F1GPIOPort
from vboard.builtin.peripherals.stm32.stm32f4_exti import STM32F4_EXTI
from vboard.builtin.registry import find_type

PIN = 5
EXTI = 0x50010000
F1 = {"mode": 0x00, "outputs": 0x0C, "set": 0x10, "clear": 0x14}
F4 = {"mode": 0x00, "outputs": 0x14, "set": 0x18, "clear": 0x28}
OUTPUT = {"f1": 0x2 << 4 * PIN, "f4": 0x1 << 2 * PIN}


class LedBoard(CountedBoard):
    """A port with a LED on pin 5."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.writes = 0
        write = self.machine.bus.write

        def counted(address: int, width: int, value: int, *rest: Any) -> None:
            self.writes += address != DEVICE
            write(address, width, value, *rest)

        self.machine.bus.write = counted  # type: ignore[method-assign, assignment]
        port = STM32F1GPIOPort(self.machine) if kind == "f1" else STM32_GPIOPort(self.machine)
        port.size = 0x400
        self.gpio = self.add("port", port, DEVICE)
        self.led = LED(self.machine)
        self.gpio.pins[PIN].connect(self.led, 0)
        self.kind = kind
        self.seen: list[tuple[bool, int]] = []

    def record(self) -> None:
        def note(on: bool, times: Sequence[int]) -> None:
            self.seen += [(on != bool(i & 1), time) for i, time in enumerate(times)]

        self.led.record(note)

    def observe(self) -> None:
        self.led.observe(lambda on: self.seen.append((on, self.emulation.clock.now)))

    def blink(self, times: int = 10) -> None:
        registers = F1 if self.kind == "f1" else F4
        program = Program()
        program.store(DEVICE + registers["mode"], OUTPUT[self.kind])
        for i in range(times):
            program.store(DEVICE + registers["set"], 1 << PIN)
            program.wait(i)
            program.store(DEVICE + registers["clear"], 1 << PIN)
            program.store(DEVICE + registers["outputs"], 1 << PIN)
            program.store(DEVICE + registers["outputs"], 0)
        program.store(DEVICE + registers["set"], 1 << PIN)
        program.run(self)


@pytest.mark.parametrize("kind", ["f1", "f4"])
def test_a_led_that_nobody_watches_needs_no_python(kind: str) -> None:
    board = LedBoard(kind)
    board.blink()
    assert board.led.State
    assert board.writes == 0


@pytest.mark.parametrize("kind", ["f1", "f4"])
def test_recorded_changes_are_those_that_an_observer_sees_at_once(kind: str) -> None:
    late, at_once = LedBoard(kind), LedBoard(kind)
    late.record()
    at_once.observe()
    late.blink()
    at_once.blink()
    assert len(at_once.seen) == 41
    assert late.seen == at_once.seen
    assert late.writes == 0


def test_changes_are_told_before_python_does_anything_else() -> None:
    board = LedBoard("f4")
    board.record()
    order: list[object] = []
    board.led.record(lambda on, times: order.extend(times))
    board.emulation.clock.schedule(700, lambda: order.append("event"))
    board.blink(3)
    before = [time for time in order[: order.index("event")] if isinstance(time, int)]
    after = [time for time in order[order.index("event") + 1 :] if isinstance(time, int)]
    assert before == sorted(before)
    assert before
    assert max(before) <= 700 <= min(after)


def test_a_pin_that_is_an_input_is_the_models() -> None:
    board = LedBoard("f1")
    program = Program()
    program.store(DEVICE + F1["set"], 1 << PIN)
    program.run(board)
    assert not board.led.State
    assert any("input pin #5" in line for line in board.log)


@pytest.mark.parametrize("masked", [True, False])
def test_an_edge_reaches_an_interrupt_controller_that_does_not_mask_it(masked: bool) -> None:
    board = LedBoard("f4")
    exti = board.add("exti", STM32F4_EXTI(board.machine), EXTI)
    board.gpio.pins[PIN].connect(exti, PIN)
    program = Program()
    program.store(EXTI + 0x08, 1 << PIN)
    program.store(EXTI, 0 if masked else 1 << PIN)
    program.store(DEVICE + F4["set"], 1 << PIN)
    program.load(EXTI + 0x14)
    assert program.run(board) == [0 if masked else 1 << PIN]
    assert board.led.State


def test_the_registers_show_what_was_driven() -> None:
    board = LedBoard("f4")
    program = Program()
    for offset in ("set", "clear"):
        program.store(DEVICE + F4[offset], 1 << PIN)
        program.load(DEVICE + F4["outputs"])
        program.load(DEVICE + 0x10)
    assert program.run(board) == [1 << PIN, 1 << PIN, 0, 0]


def test_two_lines_on_a_led_are_the_models() -> None:
    board = LedBoard("f4")
    board.gpio.pins[6].connect(board.led, 0)
    board.blink(1)
    assert board.writes > 0
    assert board.led.State


def test_more_changes_than_are_kept_lose_nothing() -> None:
    board: Board = LedBoard("f4")
    assert isinstance(board, LedBoard)
    board.record()
    # str r2, [r0]; str r3, [r1]; subs r4; bne; b .
    program = Program()
    program.fill(0, DEVICE + F4["set"], 1 << PIN)
    program.fill(1, DEVICE + F4["clear"], 1 << PIN)
    program.loop([0x6002, 0x600B], 40_000)
    program.run(board, 10_000_000)
    assert len(board.seen) == 80_000
    times = [time for _, time in board.seen]
    assert times == sorted(set(times))


class Port(NamedTuple):
    """How firmware uses pin 5 of a port: offsets and values, in registers of `width` bytes."""

    mode: tuple[int, int] | None
    on: tuple[int, int]
    off: tuple[int, int]
    width: int = 4


_PIN = 1 << PIN
PORTS = {
    "GPIOPort.NRF52840_GPIO": Port((0x014, _PIN), (0x008, _PIN), (0x00C, _PIN)),
    "GPIOPort.EFR32_GPIOPort": Port((0x004, 0x4 << 4 * PIN), (0x018, _PIN), (0x018, _PIN)),  # DOUTTGL
    "GPIOPort.EFMGPIOPort": Port(None, (0x010, _PIN), (0x014, _PIN)),
    "GPIOPort.SAM4S_PIO": Port((0x010, _PIN), (0x030, _PIN), (0x034, _PIN)),
    "GPIOPort.NXPGPIOPort": Port((0x14, _PIN), (0x04, _PIN), (0x0C, _PIN)),
    "GPIOPort.IMXRT_GPIO": Port((0x04, _PIN), (0x00, _PIN), (0x00, 0)),
    "GPIOPort.NPCX_GPIO": Port((0x2, _PIN), (0x0, _PIN), (0x0, 0), width=1),
    "GPIOPort.RenesasRA4_GPIO": Port((0x00, _PIN), (0x08, _PIN), (0x08, _PIN << 16)),
    "GPIOPort.CC2538_GPIO": Port((0x400, _PIN), (_PIN << 2, _PIN), (_PIN << 2, 0)),
}


def _arguments(name: str, board: Board) -> tuple[object, ...]:
    """Of the port's constructor: those of Renesas want what guards their pins, which is off here."""
    if "Renesas" not in name:
        return ()
    guard = RenesasRA_GPIOMisc(board.machine)
    guard.named["PWPR"]["PFSWE"] = 1
    return 0, 16, guard


def _with_led(name: str) -> tuple[CountedBoard, TablePeripheral, LED, list[int]]:
    cls = find_type(name)
    assert cls is not None
    board = CountedBoard()
    port = board.add("port", cls(board.machine, *_arguments(name, board)), DEVICE)
    led = LED(board.machine)
    port.lines[PIN].connect(led, 0)
    times: list[int] = []
    led.record(lambda on, changes: times.extend(changes))
    return board, port, led, times


@pytest.mark.parametrize("name", PORTS)
def test_ports_of_other_families_drive_leds_without_python(name: str) -> None:
    board, port, led, times = _with_led(name)
    mode, on, off, width = PORTS[name]
    if mode is not None:
        port.write(mode[0], width, mode[1])
    called: list[int] = []
    write = port.write

    def noted(offset: int, width: int, value: int) -> None:
        called.append(offset)
        write(offset, width, value)

    port.write = noted  # type: ignore[method-assign]
    program = Program()
    for _ in range(10):
        for offset, value in (on, off):
            program.store(DEVICE + offset, value, width)
    program.store(DEVICE + on[0], on[1], width)
    program.run(board)
    assert len(times) == 21
    assert led.State
    assert called == []


@pytest.mark.parametrize("name", PORTS)
def test_the_core_and_the_model_leave_a_port_in_one_state(name: str) -> None:
    """Some pins are outputs, some are no longer: registers and lines tell the same."""
    served, modelled = _with_led(name), _with_led(name)
    modelled[0].machine.bus.trace(modelled[1], True)  # each access is seen, and so in Python
    mode, on, off, width = PORTS[name]
    read: list[list[int]] = []
    for board, port, _, _ in (served, modelled):
        program = Program()
        for pins in (0x20, 0x31, 0x0F, 0x00, 0x21):
            if mode is not None:
                program.store(DEVICE + mode[0], mode[1] // _PIN * pins if mode[1] == _PIN else mode[1], width)
            for offset, value in (on, (on[0], on[1] >> 1), off, (on[0], on[1] | on[1] >> 5)):
                program.store(DEVICE + offset, value, width)
                for register in sorted(port.named.values(), key=lambda register: register.offset)[:12]:
                    program.load(DEVICE + register.offset, width)
        read.append([*program.run(board), *(int(line.level) for line in port.lines[:8])])
    assert read[0] == read[1]


def test_a_pin_that_gpiote_watches_is_the_models() -> None:
    board, port, led, times = _with_led("GPIOPort.NRF52840_GPIO")
    other = NRF52840_GPIO(board.machine)
    assert isinstance(port, NRF52840_GPIO)
    events = board.add("gpiote", NRF52840_GPIOTasksEvents(board.machine, port, other), EXTI)
    program = Program()
    program.store(DEVICE + 0x014, 1 << PIN)
    program.store(DEVICE + 0x008, 1 << PIN)
    program.store(DEVICE + 0x00C, 1 << PIN)
    program.load(EXTI + 0x100)
    program.store(EXTI + 0x510, 1 | PIN << 8 | 3 << 16)  # event on toggling
    program.store(DEVICE + 0x008, 1 << PIN)
    program.load(EXTI + 0x100)
    assert program.run(board) == [0, 1]
    assert led.State
    assert len(times) == 3
    assert events.named["EVENTS_IN0"].value == 1
