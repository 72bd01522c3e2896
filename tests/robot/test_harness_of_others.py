"""A harness of the shape that TensorFlow Lite Micro runs its Blue Pill tests with, in an empty folder.

Its script begins with a platform of Renode's own, and the firmware speaks by semihosting.
"""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.support.elf import make_elf
from vboard.robot.options import SuiteOptions
from vboard.robot.runner import run_suites

SCRIPT = """\
using sysbus
mach create
machine LoadPlatformDescription @platforms/cpus/stm32f103.repl
machine LoadPlatformDescriptionFromString "uartSemihosting: UART.SemihostingUart @ cpu"
cpu PerformanceInMips 72
sysbus LoadELF $bin
"""
RESOURCE = """\
*** Keywords ***
Create Machine With
    [Arguments]    ${image}
    Execute Command    $bin = @${image}
    Execute Script    ${SCRIPT}
"""
SUITE = """\
*** Settings ***
Suite Setup       Setup
Suite Teardown    Teardown
Test Setup        Reset Emulation
Test Teardown     Test Teardown
Resource          ${RENODEKEYWORDS}
Resource          harness.resource

*** Variables ***
${UART}    sysbus.cpu.uartSemihosting

*** Test Cases ***
Should Pass All Tests
    Create Machine With    ${CURDIR}/test.elf
    Create Terminal Tester    ${UART}    timeout=2
    Start Emulation
    Wait For Line On Uart    ~~~ALL TESTS PASSED~~~
"""


def semihosting_image(text: str) -> bytes:
    """Firmware that writes a text by SYS_WRITE0 (Semihosting for AArch32 and AArch64, section 6) and stops.

    movs r0, #4; ldr r1, =text; bkpt 0xAB; b .
    """
    flash = 0x08000000
    code = struct.pack("<IIHHHHI", 0x20001000, flash + 9, 0x2004, 0x4901, 0xBEAB, 0xE7FE, flash + 0x14)
    data = code + text.encode() + b"\0"
    return make_elf([(flash, flash, data, len(data))])


def test_the_harness_passes_in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RENODE_ROOT", "RENODE_PATH"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "harness"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "bluepill.resc").write_text(SCRIPT)
    (folder / "harness.resource").write_text(RESOURCE)
    (folder / "test.robot").write_text(SUITE)
    (folder / "test.elf").write_bytes(semihosting_image("~~~ALL TESTS PASSED~~~\n"))
    options = SuiteOptions(output_dir=tmp_path / "out", variables={"SCRIPT": folder / "bluepill.resc"})
    assert run_suites([folder / "test.robot"], options) == 0
