"""Two Blue Pills on a CAN bus: programs that exchange frames through a hub, by poll and by interrupt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builtin.cpu.thumb import FLASH, RAM, assemble
from tests.support.elf import make_elf
from vboard.builtin.monitor.monitor import Monitor, MonitorError
from vboard.paths import FILES

CAN = 0x40006400
RX0_IRQ = 20
RESULT = RAM + 0x1000
FRAMES = 5

START = f"""
    store {CAN:#x}, 1               @ MCR: initialisation, no sleep
1:  ldr r1, [r0, #4]                @ MSR.INAK
    lsls r1, #31
    beq 1b
    store {CAN + 0x1C:#x}, 0x001C0003
    store {CAN + 0x20C:#x}, 1       @ FS1R: 32 bits
    store {CAN + 0x240:#x}, MINE << 21
    store {CAN + 0x244:#x}, 0x7FF << 21
    store {CAN + 0x21C:#x}, 1       @ FA1R
    store {CAN + 0x200:#x}, 0xE00   @ FMR: filters are on
    store {CAN:#x}, 0
"""
"""RM0008 section 24.7: bit timing, a filter for the identifier MINE, normal mode."""

SEND = f"""
    ldr r0, ={CAN + 0x180:#x}       @ mailbox 0
    movs r1, #4
    str r1, [r0, #4]
    str r4, [r0, #8]                @ the data: r4
    ldr r1, =THEIRS << 21 | 1
    str r1, [r0]
"""
RECEIVE = f"""
    ldr r0, ={CAN:#x}
    ldr r4, [r0, #0x1B8 - 0x100 + 0x100]
    movs r1, #32
    str r1, [r0, #0x0C]             @ RF0R.RFOM
"""
ASKS = f"""
.equ MINE, 0x222
.equ THEIRS, 0x111
start:
{START}
    movs r5, #0
    ldr r6, ={RESULT:#x}
again:
    adds r4, r5, #1
{SEND}
2:  ldr r0, ={CAN:#x}
    ldr r1, [r0, #0x0C]
    lsls r1, #30
    beq 2b
{RECEIVE}
    str r4, [r6, r5, lsl #2]
    adds r5, #1
    cmp r5, #{FRAMES}
    bne again
    b .
.ltorg
"""
"""Sends 1, 2, ... and stores what comes back."""

ANSWERS = f"""
.equ MINE, 0x111
.equ THEIRS, 0x222
start:
{START}
    store {CAN + 0x14:#x}, 2        @ IER.FMPIE0
    store 0xE000E100, {1 << RX0_IRQ:#x}
3:  wfi
    b 3b
handler:
{RECEIVE}
    muls r4, r4, r4
{SEND}
    bx lr
.ltorg
"""
"""Sends back the square of what comes, from its interrupt."""


def write_image(folder: Path, name: str, source: str) -> None:
    lines = "\n".join(f".word {'handler + 1' if 'handler:' in source else 0}" for _ in range(RX0_IRQ + 1))
    code = f".word {RAM + 0x800:#x}, start + 1\n.fill 14, 4, 0\n{lines}\n{source}"
    image = assemble(code, "cortex-m3")
    (folder / name).write_bytes(make_elf([(FLASH, FLASH, image, len(image))]))


@pytest.fixture
def monitor(tmp_path: Path) -> Monitor:
    """Two machines, `asks` and `answers`, on a hub `bus`."""
    monitor = Monitor(tmp_path)
    monitor.execute('emulation CreateCANHub "bus"')
    for name, source in (("asks", ASKS), ("answers", ANSWERS)):
        write_image(tmp_path, f"{name}.elf", source)
        monitor.execute(f"$global.bin=@{name}.elf")
        monitor.execute(f'$global.name="{name}"')
        monitor.execute(f"include @{FILES / 'renode' / 'scripts' / 'bluepill.resc'}")
        monitor.execute("connector Connect sysbus.can1 bus")
    return monitor


def results(monitor: Monitor) -> list[int]:
    monitor.execute('mach set "asks"')
    reads = (monitor.execute(f"sysbus ReadDoubleWord {RESULT + 4 * i:#x}") for i in range(FRAMES))
    return [int(text, 0) for text in reads]


def test_two_machines_exchange_frames(monitor: Monitor) -> None:
    monitor.execute('emulation RunFor "0.01"')
    assert results(monitor) == [1, 4, 9, 16, 25]


def test_a_frame_arrives_at_the_end_of_the_quantum(monitor: Monitor) -> None:
    """There and back is a quantum of 100 us each, which nothing but the quantum changes."""
    monitor.execute('emulation RunFor "0.00045"')
    assert results(monitor) == [1, 4, 0, 0, 0]


def test_a_shorter_quantum_makes_it_faster(monitor: Monitor) -> None:
    monitor.execute('emulation SetGlobalQuantum "0.000025"')
    monitor.execute('emulation RunFor "0.00045"')
    assert results(monitor) == [1, 4, 9, 16, 25]


def test_a_paused_hub_drops_frames(monitor: Monitor) -> None:
    monitor.execute("bus Pause")
    monitor.execute('emulation RunFor "0.01"')
    assert results(monitor) == [0] * FRAMES


def test_who_leaves_hears_nothing(monitor: Monitor) -> None:
    monitor.execute('mach set "answers"')
    monitor.execute("connector Disconnect sysbus.can1 bus")
    monitor.execute('emulation RunFor "0.01"')
    assert results(monitor) == [0] * FRAMES


def test_frames_are_logged(monitor: Monitor) -> None:
    monitor.execute("logLevel -1")
    monitor.execute('emulation RunFor "0.01"')
    sent = [line for line in monitor.log_book.recent(100) if "Received from asks:sysbus.can1" in line]
    data = [f"Data=[0x{number:X}, 0x0, 0x0, 0x0]" for number in range(1, FRAMES + 1)]
    assert len(sent) == FRAMES
    assert all(expected in line and "Id=273" in line for expected, line in zip(data, sent, strict=True))


@pytest.mark.parametrize(
    ("loopback", "leaves", "fifo"), [("", False, 0), ("true", False, 1), ("true", True, 0)]
)
def test_a_hub_with_loopback_returns_frames_to_who_is_still_there(
    tmp_path: Path, loopback: str, leaves: bool, fifo: int
) -> None:
    monitor = Monitor(tmp_path)
    monitor.execute("mach create")
    monitor.execute(f'machine LoadPlatformDescriptionFromString "can: CAN.STMCAN @ sysbus <{CAN}, +0x400>"')
    monitor.execute(f'emulation CreateCANHub "bus" {loopback}')
    monitor.execute("connector Connect sysbus.can bus")
    for offset, value in ((0, 0), (0x20C, 1), (0x21C, 1), (0x184, 1), (0x180, 1)):
        monitor.execute(f"sysbus WriteDoubleWord {CAN + offset} {value}")
    if leaves:  # the frame is on its way
        monitor.execute("connector Disconnect sysbus.can bus")
    monitor.execute('emulation RunFor "0.001"')
    assert int(monitor.execute(f"sysbus ReadDoubleWord {CAN + 0x0C}"), 0) == fifo


def test_fd_frames_go_from_one_mcan_to_another(tmp_path: Path) -> None:
    monitor = Monitor(tmp_path)
    monitor.execute("mach create")
    for text in (
        "ram: Memory.ArrayMemory @ sysbus 0x4000AC00 { size: 0x2800 }",
        "one: CAN.MCAN @ sysbus 0x4000A000 { messageRAM: ram }",
        "two: CAN.MCAN @ sysbus 0x4000A400 { messageRAM: ram }",
    ):
        monitor.execute(f'machine LoadPlatformDescriptionFromString "{text}"')
    monitor.execute('emulation CreateCANHub "hub"')
    for name in ("one", "two"):
        monitor.execute(f"connector Connect sysbus.{name} hub")
    data = 0x4000_AC00
    for address, value in (
        (0x4000_A418, 3),
        (0x4000_A418, 0x103),
        (0x4000_A4A0, 0x400 | 4 << 16),  # RXF0C: four elements at 0x400
        (0x4000_A4BC, 7),  # RXESC: 64 bytes
        (0x4000_A418, 0x100),
        (0x4000_A018, 3),
        (0x4000_A018, 0x103),
        (0x4000_A0C0, 1 << 24),  # TXBC: a FIFO of one element at 0
        (0x4000_A0C8, 7),
        (0x4000_A018, 0x100),
        (data, 0x123 << 18),
        (data + 4, 1 << 21 | 9 << 16),
        *((data + 8 + 4 * i, 0x11111111 * (i + 1)) for i in range(3)),
        (0x4000_A0D0, 1),
    ):
        monitor.execute(f"sysbus WriteDoubleWord {address} {value}")
    monitor.execute('emulation RunFor "0.001"')
    words = [int(monitor.execute(f"sysbus ReadDoubleWord {data + 0x400 + 4 * i}"), 0) for i in range(5)]
    assert words == [0x123 << 18, 1 << 31 | 1 << 21 | 9 << 16, 0x11111111, 0x22222222, 0x33333333]


def test_a_hub_takes_can_controllers_alone_and_once(tmp_path: Path) -> None:
    monitor = Monitor(tmp_path)
    monitor.execute("mach create")
    for text in ("can: CAN.STMCAN @ sysbus <0x5000, +0x400>", "uart: UART.PL011 @ sysbus 0x40000000"):
        monitor.execute(f'machine LoadPlatformDescriptionFromString "{text}"')
    monitor.execute('emulation CreateCANHub "hub"')
    monitor.execute("connector Connect sysbus.can hub")
    assert "sysbus.can" in monitor.execute("connector GetObjectsConnectedTo hub")
    with pytest.raises(MonitorError, match="already registered in this hub"):
        monitor.execute("connector Connect sysbus.can hub")
    with pytest.raises(MonitorError, match="hub takes no"):
        monitor.execute("connector Connect sysbus.uart hub")
    monitor.execute("connector Disconnect sysbus.can hub")
    with pytest.raises(MonitorError, match="is not connected to hub"):
        monitor.execute("connector Disconnect sysbus.can hub")


def test_a_controller_of_registers_alone_joins_with_a_warning(tmp_path: Path) -> None:
    monitor = Monitor(tmp_path)
    monitor.execute("mach create")
    monitor.execute('machine LoadPlatformDescriptionFromString "can: CAN.UT32_CAN @ sysbus 0x6000"')
    monitor.execute('emulation CreateCANHub "hub"')
    monitor.execute("connector Connect sysbus.can hub")
    assert any("neither sends nor receives frames" in line for line in monitor.log_book.recent(20))
    monitor.execute("connector Disconnect sysbus.can hub")
    assert "sysbus.can" not in monitor.execute("connector GetObjectsConnectedTo hub")
