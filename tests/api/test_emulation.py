"""Emulations with several machines."""

from __future__ import annotations

from pathlib import Path

import pytest

from vboard import Board, Emulation
from vboard.errors import VBoardError

UART = 'machine LoadPlatformDescriptionFromString "uart: UART.PL011 @ sysbus 0x40000000"'
ENABLE = 0x301  # UARTEN, TXE, RXE of UARTCR: DDI 0183 section 3.3.8


def test_machines_by_name() -> None:
    with Emulation() as emulation:
        first, second = emulation.add_mach(), emulation.add_mach("other")

        assert emulation.machines == {"machine-0": first, "other": second}
        with pytest.raises(VBoardError, match="'other'"):
            emulation.add_mach("other")


def test_files_and_scripts(tmp_path: Path) -> None:
    (tmp_path / "my board.repl").write_text("uart: UART.PL011 @ sysbus 0x1000\n", encoding="utf-8")
    (tmp_path / "two.resc").write_text('mach create "a"\nmach create "b"\n', encoding="utf-8")
    with Emulation(tmp_path) as emulation:
        machine = emulation.add_mach("m")
        machine.load_repl("my board.repl")
        assert machine.uart("uart").lines == []
        assert list(emulation.execute_script(tmp_path / "two.resc")) == ["m", "a", "b"]
        with pytest.raises(VBoardError):
            machine.load_elf("none.elf")


def test_time_is_shared_and_passes_on_demand() -> None:
    with Emulation() as emulation:
        emulation.add_mach()
        emulation.run_for(0.5)
        emulation.run_for(0.25)
        assert emulation.now == 0.75


def test_the_log_is_kept() -> None:
    with Emulation() as emulation:
        machine = emulation.add_mach("m")
        machine.execute("sysbus ReadDoubleWord 0x50000000")
        (entry,) = [each for each in emulation.log if each.level == "WARNING"]
        assert entry.source == "sysbus"
        assert "non existing peripheral at 0x50000000" in entry.message


def test_the_same_board_twice(echo_elf: Path) -> None:
    with Emulation() as emulation:
        first = Board("bluepill", echo_elf, emulation=emulation)
        second = Board("bluepill", echo_elf, emulation=emulation)
        third = Board("bluepill", echo_elf, emulation=emulation, machine="mine")

        assert list(emulation.machines.values()) == [first, second, third]
        assert [each.name for each in emulation.machines.values()] == ["bluepill", "bluepill-2", "mine"]
        second.console.wait_for("ready")
        first.console.write("x\n")
        assert first.console.wait_for("x").text == "x"
        assert "x" not in second.console.text


def test_each_board_keeps_its_image(echo_elf: Path, tmp_path: Path) -> None:
    """A reset runs the script's macro, which loads $bin: that of this machine."""
    other = tmp_path / "other.elf"
    other.write_bytes(echo_elf.read_bytes().replace(b"ready", b"hello"))
    with Emulation() as emulation:
        first = Board("bluepill", echo_elf, emulation=emulation)
        second = Board("bluepill", other, emulation=emulation)
        second.console.wait_for("hello")
        first.reset()
        second.reset()
        first.console.wait_for("ready")
        first.console.wait_for("ready")
        second.console.wait_for("hello")
        assert "hello" not in first.console.text


def test_a_hub_joins_uarts_of_several_machines() -> None:
    with Emulation() as emulation:
        emulation.execute('emulation CreateUARTHub "cable"')
        machines = [emulation.add_mach(name) for name in ("a", "b", "c")]
        for machine in machines:
            machine.execute(UART)
            machine.sysbus.uart.WriteDoubleWord(0x30, ENABLE)
            machine.execute("connector Connect sysbus.uart cable")
        machines[0].sysbus.uart.WriteDoubleWord(0, ord("x"))
        emulation.run_for(0.001)

        assert [machine.sysbus.uart.ReadDoubleWord(0) for machine in machines] == [0, ord("x"), ord("x")]

        machines[2].execute("connector Disconnect sysbus.uart cable")
        machines[1].sysbus.uart.WriteDoubleWord(0, ord("y"))
        emulation.run_for(0.001)
        assert [machine.sysbus.uart.ReadDoubleWord(0) for machine in machines] == [ord("y"), 0, 0]


def test_a_wire_between_machines() -> None:
    port = "gpio: GPIOPort.STM32_GPIOPort @ sysbus <0x1000, +0x400>"
    with Emulation() as emulation:
        emulation.execute('emulation CreateGPIOConnector "wire"')
        source, destination = (emulation.add_mach(name) for name in ("source", "destination"))
        for machine in (source, destination):
            machine.execute(f'machine LoadPlatformDescriptionFromString "{port}"')
            machine.execute("connector Connect sysbus.gpio wire")
        source.execute("wire SelectSourcePin sysbus.gpio 5")
        destination.execute("wire SelectDestinationPin sysbus.gpio 2")
        source.sysbus.gpio.WriteDoubleWord(0x00, 1 << 10)  # MODER: pin 5 is an output
        source.sysbus.gpio.WriteDoubleWord(0x18, 1 << 5)  # BSRR
        emulation.run_for(0.001)

        assert destination.sysbus.gpio.ReadDoubleWord(0x10) == 1 << 2  # IDR
