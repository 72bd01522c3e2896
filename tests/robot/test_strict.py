"""`vboard test --strict`: a script that Renode would not run fails the scenario that runs into it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PLATFORM = """\
ram: Memory.MappedMemory @ sysbus 0x20000000
    size: 0x10000

nvic: IRQControllers.NVIC @ sysbus 0xE000E000
    systickFrequency: 72000000
    IRQ -> cpu@0

cpu: CPU.CortexM @ sysbus
    cpuType: "cortex-m4"
    nvic: nvic

device: Python.PythonPeripheral @ sysbus 0x50000000
    size: 0x10
    script: "request.Value = 0 if self.env else 1"
"""
SUITE = """\
*** Settings ***
Resource            ${RENODEKEYWORDS}

*** Test Cases ***
Reads The Device
    Execute Command    mach create
    Execute Command    machine LoadPlatformDescription @${CURDIR}/platform.repl
    Execute Command    cpu AssembleBlock 0x20000000 "ldr r1, [r0]; b ."
    Execute Command    cpu SetRegister 0 0x50000000
    Execute Command    cpu SP 0x20001000
    Execute Command    cpu PC 0x20000000
    Execute Command    emulation RunFor "0.001"
"""


@pytest.mark.parametrize(("options", "status"), [([], 0), (["--strict"], 1)])
def test_a_member_that_renode_lacks_fails_the_scenario(
    tmp_path: Path, options: list[str], status: int
) -> None:
    (tmp_path / "platform.repl").write_text(PLATFORM, encoding="utf-8")
    (tmp_path / "suite.robot").write_text(SUITE, encoding="utf-8")
    command = [sys.executable, "-m", "vboard", "test", str(tmp_path / "suite.robot"), "-r", str(tmp_path)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    error = "Python runtime error: 'PythonPeripheral' object has no attribute 'env'"
    assert (error in done.stdout) == (status == 1)
