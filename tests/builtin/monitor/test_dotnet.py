"""Names of .NET and of Renode's assemblies in scripts and hooks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from vboard.builtin.monitor.monitor import Monitor, MonitorError

PLATFORM = (
    "nvic: IRQControllers.NVIC @ sysbus 0xE000E000 { -> cpu@0 };"
    'cpu: CPU.CortexM @ sysbus { cpuType: \\"cortex-m3\\"; nvic: nvic };'
    "ram: Memory.MappedMemory @ sysbus 0x20000000 { size: 0x1000 }"
)
# STR r0, [r1]; B .
SETUP = f"""
mach create
machine LoadPlatformDescriptionFromString "{PLATFORM}"
using sysbus
sysbus WriteDoubleWord 0x20000100 0xE7FE6008
cpu SetRegister 0 0x55
cpu SetRegister 1 0x20000010
cpu SP 0x20000800
cpu PC 0x20000100
"""


@pytest.fixture
def monitor(tmp_path: Path) -> Iterator[Monitor]:
    made = Monitor(tmp_path)
    for line in SETUP.strip().splitlines():
        made.execute(line)
    yield made
    made.close()


def log_of(monitor: Monitor) -> str:
    return "\n".join(monitor.log_book.recent(50))


def test_named_classes_and_raw_values(monitor: Monitor) -> None:
    monitor.execute(
        "cpu AddHook 0x20000100 \"Antmicro.Renode.Logging.Logger.Log(LogLevel.Error, 'at {0}', 7)\""
    )
    monitor.execute(
        "sysbus AddWatchpointHook 0x20000010 DoubleWord Write "
        "\"cpu.Log(LogLevel.Error, 'written at {0:X}'.format(cpu.PC.RawValue))\""
    )
    monitor.execute('emulation RunFor "0.00001"')
    assert "at 7" in log_of(monitor)
    assert "cpu: written at 20000100" in log_of(monitor)


def test_prints_of_hooks_go_to_the_front_end_or_to_the_log(monitor: Monitor) -> None:
    monitor.execute("cpu AddHook 0x20000100 \"print 'hooked'\"")
    seen: list[str] = []
    monitor.on_output = seen.append
    assert monitor.execute('emulation RunFor "0.000001"') == ""
    assert seen == ["hooked"]
    monitor.on_output = None
    monitor.execute("cpu PC 0x20000100")
    monitor.emulation.run_for(1000)
    assert "Script: hooked" in log_of(monitor)


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("import clr; clr.AddReference('Infrastructure'); print(1)", "1"),
        (
            "from Antmicro.Renode.Core import EmulationManager; print(EmulationManager.Instance is not None)",
            "True",
        ),
        ("import System; print(System.UInt32(-1)); print(System.SByte(200))", "4294967295\n\n-56"),
        ("from System import String; print(String.Format('{0}-{1}', 1, 2))", "1-2"),
        ("print(list(System.Array[System.Byte]([1, 2])))", "[1, 2]"),
        ("import json; print(json.dumps([1]))", "[1]"),
        ("print(Antmicro.Renode.Peripherals.CPU.RegisterValue.Create(5, 32).RawValue)", "5"),
    ],
)
def test_imports_and_types(monitor: Monitor, code: str, printed: str) -> None:
    assert monitor.execute(f'python "{code}"').strip() == printed


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("Antmicro.Renode.Nothing.At.All", "Antmicro.Renode.Nothing is not there on the built-in engine"),
        ("import Antmicro.Renode.Nothing", "Antmicro.Renode.Nothing is not there on the built-in engine"),
        ("from System import Nothing", "Nothing"),
    ],
)
def test_what_is_not_there_says_so(monitor: Monitor, code: str, message: str) -> None:
    with pytest.raises(MonitorError, match=message):
        monitor.execute(f'python "{code}"')


def test_exit_ends_the_session(monitor: Monitor) -> None:
    monitor.execute('cpu AddHook 0x20000100 "Antmicro.Renode.Emulator.Exit()"')
    monitor.execute('emulation RunFor "0.00001"')
    assert monitor.quit_status == 0


def test_a_script_finds_peripherals_by_their_classes(monitor: Monitor, tmp_path: Path) -> None:
    """The shape of the scripts that show LEDs and buttons in a browser."""
    port = "port: GPIOPort.STM32_GPIOPort @ sysbus <0x1000, +0x400>"
    parts = "button: Miscellaneous.Button @ port 3 { -> port@3 }; led: Miscellaneous.LED @ port 5"
    monitor.execute(f'machine LoadPlatformDescriptionFromString "{port}"')
    monitor.execute(f'machine LoadPlatformDescriptionFromString "{parts}"')
    script = tmp_path / "panel.py"
    script.write_text(
        "import os, SocketServer\n"
        "from Antmicro.Renode.Peripherals.Miscellaneous import LED, Button\n"
        "emulation = Antmicro.Renode.Core.EmulationManager.Instance.CurrentEmulation\n"
        "machine = emulation.Machines[0]\n"
        "def changed(led, state):\n"
        "    print machine.GetLocalName(led), state\n"
        "for led in machine.GetPeripheralsOfType[LED]():\n"
        "    led.StateChanged += changed\n"
        "print [machine.GetLocalName(each) for each in machine.GetPeripheralsOfType[Button]()]\n"
        "print os.path.basename(__file__), SocketServer.TCPServer.__name__\n"
    )
    shown: list[str] = []
    monitor.on_output = shown.append

    assert monitor.execute(f"include @{script}") == "['button']\n\npanel.py TCPServer\n\n"
    monitor.execute("port.led OnGPIO 0 true")
    assert shown == ["led True"]


PANEL = """\
from Antmicro.Renode.Core import Machine
from Antmicro.Renode.Peripherals.CPU import BaseCPU
from Antmicro.Renode.Peripherals.Sensors import ArduCAMMini2MPPlus
from Antmicro.Renode.Peripherals.UART import IUART

machine = Antmicro.Renode.Core.EmulationManager.Instance.CurrentEmulation.Machines[0]

def on_byte(uart):
    def show(byte):
        print machine.GetLocalName(uart), chr(byte)
    return show

for uart in machine.GetPeripheralsOfType[IUART]():
    name = clr.Reference[str]()
    print machine.TryGetAnyName(uart, name), name.Value, machine.TryGetLocalName(uart)
    shown = on_byte(uart)
    uart.CharReceived += shown
for camera in machine.GetPeripheralsOfType[ArduCAMMini2MPPlus]():
    print machine.GetLocalName(camera), isinstance(camera, IUART)
    camera.ImageSource = "cat.jpg"
print [machine.GetLocalName(each) for each in machine.GetPeripheralsOfType[BaseCPU]()]
"""


def test_a_script_finds_peripherals_by_interfaces_and_types_without_a_model(
    monitor: Monitor, tmp_path: Path
) -> None:
    platform = "uart: UART.PL011 @ sysbus 0x40000000; spi: SPI.STM32SPI @ sysbus 0x40001000"
    monitor.execute(f'machine LoadPlatformDescriptionFromString "{platform}"')
    monitor.execute('machine LoadPlatformDescriptionFromString "camera: Sensors.ArduCAMMini2MPPlus @ spi"')
    (tmp_path / "panel.py").write_text(PANEL)
    printed = monitor.execute("include @panel.py").split("\n")
    assert [line for line in printed if line] == [
        "True sysbus.uart (True, 'uart')",
        "camera False",
        "['cpu']",
    ]
    assert "Sensors.ArduCAMMini2MPPlus is not modelled, ignored: ImageSource cat.jpg" in log_of(monitor)

    shown: list[str] = []
    monitor.on_output = shown.append
    monitor.execute("sysbus.uart WriteDoubleWord 0x30 0x101")  # UARTEN, TXE: DDI 0183 section 3.3.8
    monitor.execute("sysbus.uart WriteDoubleWord 0 0x41")
    monitor.execute('python "uart.CharReceived -= shown"')
    monitor.execute("sysbus.uart WriteDoubleWord 0 0x42")
    assert shown == ["uart A"]


def test_a_type_that_no_renode_has_is_told(monitor: Monitor) -> None:
    with pytest.raises(MonitorError, match=r"UART\.Nothing is not there"):
        monitor.execute('python "Antmicro.Renode.Peripherals.UART.Nothing"')


ROUTINES = """\
from System.Security.Cryptography import SHA256
from Antmicro.Renode.Peripherals.CPU import RegisterValue

collected = System.Collections.Generic.List[System.Byte]()
random = Antmicro.Renode.Core.PseudorandomNumberGenerator()

def digest(cpu, address):
    collected.AddRange(self.SystemBus.ReadBytes(cpu.GetRegister(1).RawValue, 3))
    hashing = SHA256.Create()
    self.SystemBus.WriteBytes(hashing.ComputeHash(collected.ToArray()), 0x20000200)
    hashing.Dispose()
    noise = System.Array[System.Byte](range(4))
    random.NextBytes(noise)
    self.SystemBus.WriteBytes(noise, 0x20000220)
    cpu.SetRegister(0, RegisterValue.Create(address, 32))
    cpu.PC = cpu.LR
    cpu.InfoLog("digest of {0} bytes", collected.Count)

self["sysbus.cpu"].AddHook(0x20000180, digest)
self.InfoLog("routines are there, at 0x{0:X}", 0x20000180)
"""


def test_a_function_of_a_script_stands_for_a_routine_in_rom(monitor: Monitor, tmp_path: Path) -> None:
    (tmp_path / "rom.py").write_text(ROUTINES)
    monitor.execute("machine ExecutePythonFromFile @rom.py")
    assert "machine-0: routines are there, at 0x20000180" in log_of(monitor)
    monitor.execute("sysbus WriteDoubleWord 0x20000010 0x00636261")  # "abc"
    monitor.execute("cpu LR 0x20000101")
    monitor.execute("cpu PC 0x20000180")
    monitor.execute('emulation RunFor "0.00001"')
    assert "cpu: digest of 3 bytes" in log_of(monitor)
    digest = monitor.execute("sysbus ReadBytes 0x20000200 32").replace("0x", "").replace("\n", "")
    expected = hashlib.sha256(b"abc").hexdigest().upper()
    assert "".join(re.findall(r"[0-9A-F]{2}", digest)) == expected
    assert monitor.execute("sysbus ReadDoubleWord 0x20000220").strip() not in ("0x00000000", "0x03020100")
    # The routine returned to STR r0, [r1].
    assert monitor.execute("sysbus ReadDoubleWord 0x20000010").strip() == "0x20000180"


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ("System.Collections.Generic.List[System.Byte]([1, 2]).Contains(2)", "True"),
        ("System.Collections.Generic.Dictionary[str, int]({'a': 1}).ContainsKey('b')", "False"),
        ("sorted(System.Collections.Generic.Dictionary[str, int](a=1, b=2).Keys)", "['a', 'b']"),
        ("bytes(System.Security.Cryptography.MD5.Create().ComputeHash([])).hex()[:8]", "d41d8cd9"),
    ],
)
def test_collections_and_hashes(monitor: Monitor, expression: str, answer: str) -> None:
    assert monitor.execute(f'python "print({expression})"').strip() == answer
