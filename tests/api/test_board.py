"""Boards in Python: UARTs, LEDs, buttons, devices, time, failures."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from vboard import Board, ExpectationError
from vboard.errors import VBoardError
from vboard.paths import FILES


def test_a_wait_stops_at_the_byte(echo: Board) -> None:
    line = echo.console.wait_for("ready")

    assert line.text == "ready"
    assert echo.emulation.now - 1e-7 < line.time <= echo.emulation.now < 1e-3  # the instruction's end
    assert not echo.emulation.monitor.emulation.started


def test_what_is_written_is_heard(echo: Board) -> None:
    echo.console.wait_for("ready")
    echo.console.write_line("one")
    echo.console.write(b"two\n")

    assert echo.console.wait_for(re.compile("t(.)o")).groups == ("w",)
    assert echo.console.text == "ready\r\none\rtwo\n"
    assert bytes(echo.console.output) == b"ready\r\none\rtwo\n"


def test_a_line_is_found_once(echo: Board) -> None:
    echo.console.wait_for("ready")

    with pytest.raises(ExpectationError):
        echo.console.wait_for("ready", timeout=0.001)
    assert [line.text for line in echo.console.lines] == ["ready"]


def test_lines_that_are_there_take_no_time(echo: Board) -> None:
    echo.run_for(0.01)

    assert echo.console.wait_for("ready", timeout=0).time < 0.01
    assert echo.emulation.now == 0.01


def test_a_prompt_has_no_end(echo: Board) -> None:
    echo.console.wait_for("ready")
    echo.console.write("> ")

    assert echo.console.wait_for("> ", timeout=0.1, unfinished=True).text == "> "


def test_the_next_line_whatever_it_says(echo: Board) -> None:
    assert echo.console.wait_for_line().text == "ready"


def test_a_wait_in_vain_shows_what_was_said(echo: Board) -> None:
    echo.console.wait_for("ready")
    echo.console.write("half")

    with pytest.raises(ExpectationError) as caught:
        echo.console.wait_for("steady", timeout=0.5)

    text = str(caught.value)
    assert text.startswith("usart1: 'steady' not seen within 0.5 s; it said:\n")
    assert "s  ready\n" in text
    assert "half (no end of line)" in text


def test_a_failure_tells_why_the_core_stopped(echo: Board) -> None:
    echo.console.wait_for("ready")
    echo.console.write("#")

    with pytest.raises(ExpectationError, match=r"(?s)ready.*cpu: .*0x60000000"):
        echo.console.wait_for("nothing", timeout=0.1)


def test_silence(echo: Board) -> None:
    echo.console.wait_for("ready")
    echo.console.expect_silence(0.1)
    echo.console.write("x")

    with pytest.raises(ExpectationError, match="heard 'x'"):
        echo.console.expect_silence(0.1)


def test_a_led_is_followed_to_the_edge(echo: Board) -> None:
    led = echo.leds["led"]
    echo.console.wait_for("ready")
    assert not led.on

    echo.console.write("!")
    lit = led.wait_for(on=True)
    assert led.changes[-1].on
    assert lit - 1e-7 < led.changes[-1].time <= lit == echo.emulation.now
    led.expect_still(0.1)
    echo.console.write(".")
    assert not led.wait_for_change().on
    assert led is echo.led("gpioPortC.led")


def test_a_led_in_vain(echo: Board) -> None:
    echo.console.wait_for("ready")
    led = echo.leds["led"]

    with pytest.raises(ExpectationError, match=r"gpioPortC.led: not on within 0.1 s; it is off"):
        led.wait_for(on=True, timeout=0.1)
    with pytest.raises(ExpectationError, match="no change within"):
        led.wait_for_change(timeout=0.1)
    echo.console.write("!")
    with pytest.raises(ExpectationError, match="went on within"):
        led.expect_still(0.1)


def test_buttons() -> None:
    """A machine of its own: the Blue Pill has none."""
    from vboard import Emulation

    platform = "gpio: GPIOPort.STM32_GPIOPort @ sysbus <0x1000, +0x400>;"
    platform += " button: Miscellaneous.Button @ gpio 3 { -> gpio@3 }"
    with Emulation() as emulation:
        machine = emulation.add_mach()
        machine.execute(f'machine LoadPlatformDescriptionFromString "{platform}"')
        button = machine.button("gpio.button")
        button.press()
        emulation.run_for(0.001)
        assert button.pressed
        assert machine.sysbus.gpio.ReadDoubleWord(0x10) == 1 << 3  # IDR
        button.release()
        emulation.run_for(0.001)
        assert machine.sysbus.gpio.ReadDoubleWord(0x10) == 0
        button.click(hold=0.25)
        assert emulation.now == pytest.approx(0.252)


def test_devices_have_renodes_members(echo: Board) -> None:
    echo.console.wait_for("ready")

    assert echo.sysbus.usart1.ReadDoubleWord(0x0C) == 0x200C
    assert echo.sysbus.gpioPortC.led.State is False
    assert 0x08000000 < echo.sysbus.cpu.PC < 0x08000100
    echo.sysbus.cpu.PerformanceInMips = 10
    assert echo.sysbus.cpu.PerformanceInMips == 10
    assert int(echo.execute("sysbus ReadDoubleWord 0x4001380C"), 0) == 0x200C


@pytest.mark.parametrize("name", ["usart11", "ReadDoubleWrd", "_entries"])
def test_a_device_that_is_not_there(echo: Board, name: str) -> None:
    with pytest.raises(AttributeError, match=f"sysbus has no '{name}'"):
        getattr(echo.sysbus, name)
    with pytest.raises(AttributeError):
        echo.sysbus.cpu.NoSuchProperty = 1


def test_a_reset_loads_the_image_again(echo: Board) -> None:
    echo.console.wait_for("ready")
    echo.sysbus.WriteDoubleWord(0x08000000, 0)
    echo.reset()

    assert echo.console.wait_for("ready").time > 0


def test_two_runs_are_equal(echo_elf: Path) -> None:
    def run() -> list[object]:
        with Board("bluepill", echo_elf) as board:
            board.console.write("a!b.c")
            board.run_for(0.01)
            return [board.console.text, board.console.lines, board.leds["led"].changes]

    assert run() == run()


def test_mistakes_name_what_is_there(echo: Board, echo_elf: Path, tmp_path: Path) -> None:
    with pytest.raises(VBoardError, match=r"no UART 'usart9'; did you mean"):
        echo.uart("usart9")
    with pytest.raises(VBoardError, match="no button 'x'; it has none"):
        echo.button("x")
    with pytest.raises(VBoardError, match="did you mean 'bluepill'"):
        Board("bluepil", echo_elf)
    with pytest.raises(VBoardError, match="no such file"):
        Board("bluepill", tmp_path / "none.elf")
    with pytest.raises(ValueError, match="expected virtual seconds from 0 on"):
        echo.run_for(-1)


def test_a_board_of_your_own(echo_elf: Path) -> None:
    platform = FILES / "renode" / "platforms" / "bluepill.repl"
    with Board(platform, echo_elf, console="usart1") as board:
        assert board.console.wait_for("ready").text == "ready"


def test_importing_the_package_costs_nothing() -> None:
    code = "import sys, vboard, vboard.api.pytest_plugin as p; "
    code += "print([m for m in sys.modules if m.startswith('vboard.') or m == 'numpy'])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "['vboard.api', 'vboard.api.pytest_plugin']"


def test_a_name_that_the_package_has_not() -> None:
    import vboard

    with pytest.raises(AttributeError, match="no attribute 'Bord'"):
        vboard.Bord  # noqa: B018
