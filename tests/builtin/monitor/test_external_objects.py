"""Hubs, wires, gates, environments and testers: made, joined and told apart by commands."""

from __future__ import annotations

import pytest

from vboard.builtin.escaped_error import EscapedError
from vboard.builtin.monitor.monitor import Monitor, MonitorError

UART = "uart: UART.PL011 @ sysbus 0x40000000"
PORT = "gpio: GPIOPort.STM32_GPIOPort @ sysbus <0x1000, +0x400>"
MODER, IDR, BSRR = 0x1000, 0x1010, 0x1018
"""RM0090 section 8.4: pins are outputs where MODER is 01; the low half of BSRR sets, the high half resets."""


@pytest.fixture
def monitor() -> Monitor:
    """A machine with a UART and a port."""
    monitor = Monitor()
    monitor.execute('mach create "m"')
    for text in (UART, PORT):
        monitor.execute(f'machine LoadPlatformDescriptionFromString "{text}"')
    return monitor


def error_of(monitor: Monitor, line: str) -> str:
    with pytest.raises(MonitorError) as caught:
        monitor.execute(line)
    return str(caught.value)


@pytest.mark.parametrize(
    "command",
    [
        'CreateUARTHub "x"',
        'CreateGPIOConnector "x"',
        'CreateLogicGate "x" And',
        'CreateEnvironment "x"',
        'CreateSwitch "x"',
        'CreateCANHub "x" true',
        'CreateLINHub "x"',
        'CreateBLEMedium "x"',
        'CreateIEEE802_15_4Medium "x"',
    ],
)
def test_a_name_is_given_once(monitor: Monitor, command: str) -> None:
    monitor.execute(f"emulation {command}")

    assert "External's name already in use" in error_of(monitor, f"emulation {command}")
    assert "The following methods are available" in monitor.execute("x")


def test_the_connector_knows_what_it_joined(monitor: Monitor) -> None:
    monitor.execute('emulation CreateUARTHub "hub"')
    assert monitor.execute("connector GetObjectsConnectedTo hub") == "[\n\n\n\n]\n\n"
    monitor.execute("connector Connect sysbus.uart hub")

    assert "m:sysbus.uart" in monitor.execute("connector GetObjectsConnectedTo hub")
    assert "hub" in monitor.execute("connector GetConnectionsFor sysbus.uart")

    monitor.execute("connector DisconnectFromAll sysbus.uart")
    assert "uart" not in monitor.execute("connector GetObjectsConnectedTo hub")
    assert "not registered in this hub" in error_of(monitor, "connector Disconnect sysbus.uart hub")


def test_either_order_disconnects(monitor: Monitor) -> None:
    monitor.execute('emulation CreateUARTHub "hub"')
    monitor.execute("connector Connect sysbus.uart hub")
    monitor.execute("connector Disconnect hub sysbus.uart")

    assert "uart" not in monitor.execute("connector GetObjectsConnectedTo hub")


def test_what_does_not_fit_is_refused(monitor: Monitor) -> None:
    monitor.execute('emulation CreateUARTHub "hub"')

    assert "takes no" in error_of(monitor, "connector Connect sysbus.gpio hub")
    assert "takes no connections" in error_of(monitor, "connector Connect sysbus.uart sysbus.gpio")
    assert "did not match the signature" in error_of(monitor, "connector Connect sysbus.nothing hub")


def test_a_hub_with_loopback_echoes(monitor: Monitor) -> None:
    monitor.execute('emulation CreateUARTHub "hub" true')
    monitor.execute("connector Connect sysbus.uart hub")
    monitor.execute("sysbus WriteDoubleWord 0x40000030 0x301")
    monitor.execute("sysbus WriteDoubleWord 0x40000000 0x41")
    monitor.execute('emulation RunFor "0.001"')

    assert monitor.execute("sysbus ReadDoubleWord 0x40000000").strip() == "0x00000041"


def test_a_gate_between_pins(monitor: Monitor) -> None:
    monitor.execute('emulation CreateLogicGate "gate" And')
    monitor.execute(f"sysbus WriteDoubleWord {MODER} 5")  # pins 0 and 1 are outputs
    monitor.execute("gate AttachInput sysbus.gpio 0 0")
    monitor.execute("gate AttachInput sysbus.gpio 1 1")
    monitor.execute("gate AttachOutput sysbus.gpio 8")

    levels = []
    for pins in (0x30000, 1, 2, 0x10000):
        monitor.execute(f"sysbus WriteDoubleWord {BSRR} {pins}")
        levels.append(int(monitor.execute(f"sysbus ReadDoubleWord {IDR}"), 0) >> 8 & 1)
    assert levels == [0, 0, 1, 0]
    assert "two inputs or more" in error_of(monitor, 'emulation CreateLogicGate "other" Or 1')


def test_sensors_are_in_one_environment(monitor: Monitor) -> None:
    monitor.execute(
        'machine LoadPlatformDescriptionFromString "warm: Sensors.DummySensor @ sysbus <0x0, +0x4>"'
    )
    for name in ("inside", "outside"):
        monitor.execute(f'emulation CreateEnvironment "{name}"')
    monitor.execute("outside Temperature 36.6")
    monitor.execute("machine SetEnvironment outside")
    assert "36.6" in monitor.execute("sysbus.warm Temperature")

    monitor.execute("sysbus.warm SetEnvironment inside")
    monitor.execute("inside Temperature 20.5")
    monitor.execute("outside Temperature 1.5")
    assert "20.5" in monitor.execute("sysbus.warm Temperature")
    assert "m:sysbus.warm" in monitor.execute("inside GetRegisteredSensorsNames")
    assert "warm" not in monitor.execute("outside GetRegisteredSensorsNames")
    assert "Only a sensor" in error_of(monitor, "sysbus.uart SetEnvironment inside")


def test_a_tester_of_the_bus(monitor: Monitor) -> None:
    monitor.execute('machine CreateSysbusTester "tester"')
    monitor.execute("tester ObserveAddress 0x1000")
    with pytest.raises(Exception, match="not met"):
        monitor.execute("tester WaitForDoubleWordWrite 0x1000 5 0.001")
    with pytest.raises(Exception, match="not currenlty observed"):
        monitor.execute("tester WaitForDoubleWordWrite 0x2000 5 0.001")


def test_a_new_emulation_has_none(monitor: Monitor) -> None:
    monitor.execute('emulation CreateUARTHub "hub"')
    monitor.execute("Clear")

    assert "No such command or device: hub" in error_of(monitor, "hub")


def test_a_led_tester_asserts_by_commands(monitor: Monitor) -> None:
    monitor.execute('machine LoadPlatformDescriptionFromString "led: Miscellaneous.LED @ gpio 5"')
    monitor.execute('emulation CreateLEDTester "tester" sysbus.gpio.led')
    monitor.execute("sysbus.gpio.led OnGPIO 0 true")

    assert monitor.execute("tester AssertState true 0") == "Antmicro.Renode.Testing.LEDTester\n\n"
    with pytest.raises(EscapedError, match="LED assertion not met"):
        monitor.execute("tester AssertState false 0.001")
    with pytest.raises(EscapedError, match="never changed"):
        monitor.execute("tester AssertIsBlinking 0.01 0.001 0.001")


def test_a_virtual_console_transmits_what_it_receives(monitor: Monitor) -> None:
    monitor.execute('machine CreateVirtualConsole "console"')
    monitor.execute("console WriteLine 'hello'")

    assert monitor.execute("console DumpHistoryBuffer").startswith("hello")
    assert monitor.execute("console Contains 0x68") == "True\n\n"
    assert "already used" in error_of(monitor, 'machine CreateVirtualConsole "console"')


def test_a_wire_by_command_joins_the_ones_of_the_platform(monitor: Monitor) -> None:
    monitor.execute('machine LoadPlatformDescriptionFromString "led: Miscellaneous.LED @ gpio 5"')
    monitor.execute("machine AttachGPIO sysbus.gpio 5 sysbus.gpio.led 0")
    monitor.execute(f"sysbus WriteDoubleWord {MODER} {1 << 10}")
    monitor.execute(f"sysbus WriteDoubleWord {BSRR} {1 << 5}")

    assert monitor.execute("sysbus.gpio.led State") == "True\n\n"
    assert "has no output 99" in error_of(monitor, "machine AttachGPIO sysbus.gpio 99 sysbus.gpio.led 0")


def test_a_peripheral_gets_another_name(monitor: Monitor) -> None:
    monitor.execute('machine LoadPlatformDescriptionFromString "led: Miscellaneous.LED @ gpio 5"')
    monitor.execute('machine SetLocalName sysbus.gpio "port"')

    assert monitor.execute("port.led State") == "False\n\n"
    assert "No such command or device" in error_of(monitor, "gpio")


def test_the_host_and_the_plugins_are_empty(monitor: Monitor) -> None:
    assert monitor.execute("host GetNames") == "[\n\n\n\n]\n\n"
    assert monitor.execute("plugins GetPlugins") == "[\n\n\n\n]\n\n"
    assert "No plugin Tracer" in error_of(monitor, 'plugins EnablePlugin "Tracer"')


def test_radio_takes_positions_and_ranges(monitor: Monitor) -> None:
    monitor.execute(
        'machine LoadPlatformDescriptionFromString "radio: Wireless.NRF52840_Radio @ sysbus 0x40001000"'
    )
    monitor.execute('emulation CreateIEEE802_15_4Medium "air"')
    monitor.execute("connector Connect sysbus.radio air")
    monitor.execute("air SetRangeWirelessFunction 11")

    assert monitor.execute("air SetPosition sysbus.radio 1 2 0") == ""


def test_a_removed_peripheral_is_gone_from_bus_and_environment(monitor: Monitor) -> None:
    monitor.execute('machine LoadPlatformDescriptionFromString "sensor: Sensors.DummySensor @ sysbus"')
    monitor.execute('emulation CreateEnvironment "room"')
    monitor.execute("machine SetEnvironment room")
    assert "m:sysbus.sensor" in monitor.execute("room GetRegisteredSensorsNames")

    monitor.execute("machine UnregisterFromParent sysbus.sensor")
    monitor.execute("machine UnregisterFromParent sysbus.uart")

    assert "sensor" not in monitor.execute("room GetRegisteredSensorsNames")
    assert monitor.execute("sysbus ReadDoubleWord 0x40000018") == "0x00000000\n\n"
    assert "No such command or device" in error_of(monitor, "uart")


def test_a_stub_says_that_it_is_one(monitor: Monitor) -> None:
    monitor.execute(
        "machine LoadPlatformDescriptionFromString "
        '"clint: Timers.RiscVMachineTimer @ sysbus 0x9000 { frequency: 1000 }"'
    )

    assert "is not modelled: a stub stands for it" in error_of(monitor, "clint Nothing 5")
