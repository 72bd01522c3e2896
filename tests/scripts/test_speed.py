"""`make bench`: each program of the table runs as it is meant to, and the table says what was measured."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from scripts.speed import programs
from scripts.speed.__main__ import ROOT, measure, rows, written
from scripts.speed.polled_types import ADDRESS, empty_places
from scripts.speed.table import print_table
from vboard.builtin.cpu.cortex_m import CortexM
from vboard.builtin.monitor.monitor import Monitor

needs_compiler = pytest.mark.skipif(
    shutil.which("arm-none-eabi-gcc") is None, reason="needs arm-none-eabi-gcc: make setup"
)


@needs_compiler
def test_every_loop_is_measured_and_none_leaves_its_way(tmp_path: Path) -> None:
    wanted = [row | {"virtual": 0.0005} for row in rows(tmp_path) if "image" in row]
    (tmp_path / "rows.json").write_text(json.dumps(wanted))
    figures = measure(sys.executable, tmp_path, ROOT)
    assert list(figures) == [row["name"] for row in wanted]
    for name, figure in figures.items():
        assert "error" not in figure, f"{name}: {figure}"
        assert figure["instructions"] > 100


@needs_compiler
@pytest.mark.parametrize(
    "code",
    [programs.with_ticks(programs.sleep(), 720), programs.timer_interrupts(720)],
    ids=["SysTick", "TIM2"],
)
def test_interrupts_come_at_the_rate_that_the_table_divides_by(tmp_path: Path, code: str) -> None:
    image = programs.assemble(tmp_path, "interrupts", code)
    monitor = Monitor(tmp_path)
    monitor.execute('mach create "m"')
    monitor.execute(f"machine LoadPlatformDescription @{ROOT / 'renode/platforms/bluepill.repl'}")
    monitor.execute(f"sysbus LoadELF @{image}")
    name = "tick" if "0xE000E010" in code else "irq"
    counted: list[int] = []
    machine = monitor.machine
    assert machine is not None
    (cpu,) = machine.cores
    assert isinstance(cpu, CortexM)
    cpu.add_hook(machine.bus.GetSymbolAddress(name), lambda: counted.append(1))
    monitor.execute('emulation RunFor "0.01"')
    assert len(counted) == pytest.approx(1000, abs=2)


def test_the_table_names_what_an_older_engine_lacks(capsys: pytest.CaptureFixture[str]) -> None:
    name = "100,000 interrupts from TIM2"
    print_table(
        {
            "rows": [{"name": name, "image": "x", "virtual": 0.2, "board": "b"}],
            "engine": {name: {"seconds": 0.02, "instructions": 1}},
            "yardstick": {name: {"error": "no TIM2"}},
            "types": {"UART.X": {"seconds": 0.1}, "UART.Y": {"error": "no"}},
        }
    )
    out = capsys.readouterr().out
    assert "1.00 us each" in out
    assert "no such thing" in out
    assert "0.100  UART.X" in out
    assert "not measured: UART.Y: no" in out


def test_every_empty_place_loads(tmp_path: Path) -> None:
    for name, poll in empty_places(tmp_path).items():
        monitor = Monitor(tmp_path)
        monitor.execute('mach create "m"')
        monitor.execute(f"machine LoadPlatformDescription @{poll.board}")
        assert int(monitor.execute(f"sysbus ReadDoubleWord {ADDRESS + poll.offset:#x}"), 0) == 0, name
        monitor.close()


def test_the_record_tells_of_no_folder_of_the_machine(tmp_path: Path) -> None:
    record = {"rows": [{"board": str(ROOT / "a.repl"), "command": ["run", str(tmp_path / "b.elf")]}]}
    told = json.loads(written(record, tmp_path, ROOT))
    assert told == {"rows": [{"board": "a.repl", "command": ["run", "b.elf"]}]}
