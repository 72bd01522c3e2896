"""The audio UART of the ECM3531, whose registers are a script: each byte is a read and a write of one."""

from __future__ import annotations

import random
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from tests.builtin.cpu.thumb import FLASH as LINKED
from tests.builtin.cpu.thumb import assemble
from tests.support.elf import make_elf
from vboard.builtin.monitor.monitor import Monitor
from vboard.builtin.peripherals.python.python_peripheral import PythonPeripheral
from vboard.paths import ROOT

BOARD = ROOT / "renode" / "platforms" / "ecm3531_evb.repl"
FLASH, RAM = 0x01000000, 0x10000000
BYTES = 3000
FIRMWARE = f"""
.word {RAM + 0x10000:#x}, start - {LINKED:#x} + {FLASH + 1:#x}
.fill 14, 4, 0
start:
    ldr r0, =0x50020300     @ UART1
    movs r1, #1
    str r1, [r0]            @ the receiver is on
    ldr r2, ={RAM:#x}
next:
    ldr r1, [r0, #4]
    lsls r3, r1, #16
    bmi next                @ empty
    str r1, [r0, #4]        @ take it
    ldr r3, [r0]            @ status
    lsrs r3, r3, #9
    strb r1, [r2]
    strb r3, [r2, #1]
    adds r2, #2
    b next
.ltorg
"""


class Runs:
    """Counts runs of scripts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        run = PythonPeripheral._run

        def counted(peripheral: PythonPeripheral, code: CodeType) -> int:
            self.count += 1
            return run(peripheral, code)

        monkeypatch.setattr(PythonPeripheral, "_run", counted)


def _hear(folder: Path, audio: bytes, *commands: str) -> bytes:
    """What the firmware stores: bytes in turn with a status."""
    image = assemble(FIRMWARE, "cortex-m3")
    (folder / "app.elf").write_bytes(make_elf([(FLASH, FLASH, image, len(image))]))
    monitor = Monitor(folder)
    for command in ('mach create "ecm"', f"machine LoadPlatformDescription @{BOARD}", *commands):
        monitor.execute(command)
    monitor.execute("sysbus LoadELF @app.elf")
    monitor.execute('emulation RunFor "0.001"')
    machine: Any = monitor.machine
    for at in range(0, len(audio), 500):
        machine["sysbus.uart1"].receive(audio[at : at + 500])
        monitor.execute('emulation RunFor "0.001"')
    return bytes(machine.bus.read_bytes(RAM, 2 * len(audio)))


def test_bytes_need_no_run_of_the_script_once_it_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audio = random.Random(1).randbytes(BYTES)
    runs = Runs(monkeypatch)
    heard = _hear(tmp_path, audio)
    assert heard[::2] == audio
    assert runs.count < 1000, "three accesses a byte"
    runs.count = 0
    observed = _hear(tmp_path, audio, "sysbus LogPeripheralAccess uartRegisters true", "logLevel 3")
    assert observed == heard
    assert runs.count > 2 * BYTES
