"""The conformance image says what a real Renode 1.16.1 said (UART bytes), at the same times."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builtin.cpu.board import Board, conformance_board
from tests.conformance.corpus import folder, load
from tests.conformance.icsr import at_rest_as_the_manual
from vboard.builtin.machine.images import load_elf

BOARDS = [pytest.param("bp", False, id="f103"), pytest.param("disco", True, id="f746")]


def booted(f7: bool) -> Board:
    """The board with the image loaded."""
    board = conformance_board(f7)
    load_elf(board.machine.bus, Path(folder(), f"conformance_f{'7' if f7 else '1'}.elf"))
    return board


def expected_lines(name: str) -> list[str]:
    """What the image sent in a scenario, line by line."""
    transcript = load(name).transcript
    assert transcript is not None
    return at_rest_as_the_manual(transcript).splitlines()


def drive(board: Board, cut: int | None = None) -> None:
    """Boot and echo three characters, as the keyword scenarios do; `cut` is a piece length in ns."""

    def run(duration: int) -> None:
        end = board.emulation.clock.now + duration
        while board.emulation.clock.now < end:
            board.emulation.run_for(min(cut or duration, end - board.emulation.clock.now))

    run(650_000_000)
    board.uart.WriteChar(ord("A"))
    run(1_000_000)
    board.uart.WriteChar(ord("B"))
    board.uart.WriteChar(ord("C"))
    run(1_000_000)


@pytest.mark.parametrize(("name", "f7"), BOARDS)
def test_uart_lines_are_renodes(name: str, f7: bool) -> None:
    board = booted(f7)
    drive(board)
    assert board.output.decode().split("\r\n") == [*expected_lines(f"keywords_{name}"), ""]


@pytest.mark.parametrize(("name", "f7"), BOARDS)
def test_line_times_are_renodes(name: str, f7: bool) -> None:
    board = booted(f7)
    drive(board)
    text = board.output.decode()
    for step in load(f"keywords_{name}").steps:
        if step.keyword == "WriteCharOnUart":
            break
        if step.keyword != "WaitForLineOnUart":
            continue
        result = step.expected["return"]
        end = text.index("\r\n" + result["Line"] if result["Timestamp"] else result["Line"])
        end = text.index("\n", end + 2)
        milliseconds = board.times[end] / 1e6
        # Renode stamps with its last synchronisation, up to a quantum of 0.1 ms early.
        assert milliseconds == pytest.approx(result["Timestamp"], rel=0.01, abs=0.2), result["Line"]


@pytest.mark.parametrize(("name", "f7"), BOARDS)
def test_instructions_and_pc_after_each_run_are_renodes(name: str, f7: bool) -> None:
    board = booted(f7)
    checked = 0
    for step in load(f"time_{name}").steps:
        if step.keyword != "ExecuteCommand":
            continue
        command = step.arguments[0]
        if run := re.fullmatch(r'emulation RunFor "(?:0:0:)?([\d.]+)"', command):
            board.emulation.run_for(round(float(run[1]) * 1e9))
        elif command == "cpu ExecutedInstructions":
            renode = int(step.expected["return"], 16)
            assert board.cpu.ExecutedInstructions == pytest.approx(renode, rel=0.01)
            checked += 1
        elif command == "cpu PC":
            assert int(step.expected["return"], 16) == board.cpu.PC
            checked += 1
        elif command == "machine Reset":
            board.machine.Reset()
    assert checked == 12


@pytest.mark.parametrize(("name", "f7"), BOARDS)
def test_first_ten_milliseconds_are_exact(name: str, f7: bool) -> None:
    """Nothing sleeps in the first 3 ms: instructions are time times MIPS to the last one."""
    board = booted(f7)
    board.emulation.run_for(3_000_000)
    assert board.cpu.ExecutedInstructions == 3000 * board.cpu.PerformanceInMips


@pytest.mark.parametrize(("name", "f7"), BOARDS)
@pytest.mark.parametrize("cut", [1_000, 777, 99_999])
def test_cutting_a_run_changes_nothing(name: str, f7: bool, cut: int) -> None:
    whole, pieces = booted(f7), booted(f7)
    whole.emulation.run_for(3_000_000)
    while pieces.emulation.clock.now < 3_000_000:
        pieces.emulation.run_for(min(cut, 3_000_000 - pieces.emulation.clock.now))
    assert pieces.output == whole.output
    assert pieces.times == whole.times
    assert pieces.cpu.ExecutedInstructions == whole.cpu.ExecutedInstructions
    assert pieces.cpu.PC == whole.cpu.PC


def test_cutting_a_long_run_with_sleep_changes_nothing() -> None:
    whole, pieces = booted(False), booted(False)
    drive(whole)
    drive(pieces, cut=12_345)
    assert (pieces.output, pieces.times) == (whole.output, whole.times)
    assert pieces.port.changes == whole.port.changes
    assert pieces.cpu.ExecutedInstructions == whole.cpu.ExecutedInstructions


def test_a_run_stops_right_after_the_byte_that_asked_for_it() -> None:
    board = booted(False)

    def stop_at_z(byte: int) -> None:
        if byte == ord("y"):
            board.emulation.request_stop()

    board.uart.observe(stop_at_z)
    reached = board.emulation.run_until(1_000_000_000)
    assert not reached
    assert board.output == b"conformance ready"
    assert 0 <= board.emulation.clock.now - board.times[-1] <= 1000 // 72 + 1
    board.emulation.run_for(1_000_000)
    assert board.output.startswith(b"conformance ready\r\ncpuid 410fc231\r\n")
