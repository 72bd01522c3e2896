"""Sensors: what a driver computes from their registers is what a script set."""

from __future__ import annotations

import struct
from typing import Protocol

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.sensors.as6221 import AS6221
from vboard.builtin.peripherals.sensors.bme280 import BME280
from vboard.builtin.peripherals.sensors.bmp180 import BMP180
from vboard.builtin.peripherals.sensors.crc8 import crc8
from vboard.builtin.peripherals.sensors.hs3001 import HS3001
from vboard.builtin.peripherals.sensors.max6682mua import MAX6682MUA
from vboard.builtin.peripherals.sensors.sht45 import SHT45
from vboard.builtin.peripherals.sensors.si70xx import Model, SI70xx
from vboard.builtin.peripherals.sensors.ti_lm74 import TI_LM74
from vboard.builtin.peripherals.sensors.tmp103 import TMP103
from vboard.builtin.peripherals.sensors.tmp108 import TMP108


class Device(Protocol):
    def Write(self, data: bytes) -> None: ...
    def Read(self, count: int) -> bytes: ...


def ask(device: Device, command: bytes, count: int) -> bytes:
    device.Write(command)
    return device.Read(count)


def bme280_by_the_float_formulas(sensor: BME280) -> tuple[float, float, float]:
    """Degrees, hectopascals, per cent: appendix 8.1 of the data sheet, in floating point."""
    low = ask(sensor, b"\x88", 24)
    t1, t2, t3, p1, p2, p3, p4, p5, p6, p7, p8, p9 = struct.unpack("<HhhHhhhhhhhh", low)
    h1 = ask(sensor, b"\xa1", 1)[0]
    upper = ask(sensor, b"\xe1", 7)
    h2, h3, h6 = struct.unpack("<h", upper[:2])[0], upper[2], struct.unpack("b", upper[6:])[0]
    h4, h5 = upper[3] << 4 | upper[4] & 0xF, upper[5] << 4 | upper[4] >> 4
    data = ask(sensor, b"\xf7", 8)
    raw_p, raw_t = (int.from_bytes(data[i : i + 3], "big") >> 4 for i in (0, 3))
    raw_h = int.from_bytes(data[6:], "big")
    a = (raw_t / 16384 - t1 / 1024) * t2
    fine = a + (raw_t / 131072 - t1 / 8192) ** 2 * t3
    b = fine / 2 - 64000
    c = (b * b * p6 / 32768 + b * p5 * 2) / 4 + p4 * 65536
    d = (1 + (p3 * b * b / 524288 + p2 * b) / 524288 / 32768) * p1
    p = (1048576 - raw_p - c / 4096) * 6250 / d
    p += (p9 * p * p / 2147483648 + p * p8 / 32768 + p7) / 16
    e = fine - 76800
    h = (raw_h - (h4 * 64 + h5 / 16384 * e)) * (
        h2 / 65536 * (1 + h6 / 67108864 * e * (1 + h3 / 67108864 * e))
    )
    return fine / 5120, p / 100, h * (1 - h1 * h / 524288)


@pytest.mark.parametrize(
    ("celsius", "hectopascals", "per_cent"),
    [(20, 1000, 50), (-40, 300, 0.5), (85, 1100, 99), (0, 1013.25, 33.3), (25.5, 950.5, 10)],
)
def test_bme280(env: FakeEnvironment, celsius: float, hectopascals: float, per_cent: float) -> None:
    sensor = BME280(env)
    assert ask(sensor, b"\xd0", 1) == b"\x60"
    sensor.Temperature, sensor.Pressure, sensor.Humidity = celsius, hectopascals, per_cent
    assert bme280_by_the_float_formulas(sensor) == pytest.approx(
        (celsius, hectopascals, per_cent), rel=2e-3, abs=0.02
    )


def test_bme280_keeps_its_modes_until_it_is_reset(env: FakeEnvironment) -> None:
    sensor = BME280(env)
    sensor.Write(b"\xf2\x01\xf4\x27\xf5\xa0")
    assert ask(sensor, b"\xf2", 4) == b"\x01\x00\x27\xa0"
    sensor.Write(b"\xe0\xb6")
    assert ask(sensor, b"\xf2", 4) == bytes(4)


@pytest.mark.parametrize(("name", "value"), [("Temperature", 85.1), ("Pressure", 299), ("Humidity", -1)])
def test_a_quantity_out_of_range_is_refused(env: FakeEnvironment, name: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"{name} must be within"):
        setattr(BME280(env), name, value)


@pytest.mark.parametrize("celsius", [-40, -0.5, 0, 15, 21.3, 85])
def test_bmp180_temperature(env: FakeEnvironment, celsius: float) -> None:
    sensor = BMP180(env)
    sensor.Temperature = celsius
    ac5, ac6 = struct.unpack(">HH", ask(sensor, b"\xb2", 4))
    mc, md = struct.unpack(">hh", ask(sensor, b"\xbc", 4))
    sensor.Write(b"\xf4\x2e")
    raw = int.from_bytes(ask(sensor, b"\xf6", 2), "big")
    scaled = (raw - ac6) * ac5 / 32768
    assert (scaled + mc * 2048 / (scaled + md) + 8) / 160 == pytest.approx(celsius, abs=0.15)


def test_bmp180_worked_example(env: FakeEnvironment) -> None:
    sensor = BMP180(env)
    assert ask(sensor, b"\xd0", 1) == b"\x55"
    sensor.Write(b"\xf4\x34")
    assert int.from_bytes(ask(sensor, b"\xf6", 3), "big") >> 8 == 23843
    sensor.Write(b"\xf4\xf4")
    assert int.from_bytes(ask(sensor, b"\xf6", 3), "big") >> 5 == 23843
    assert ask(sensor, b"\xf4", 1) == b"\xd4"  # the start bit falls


@pytest.mark.parametrize(("model", "code"), [(Model.SI7006, 6), (Model.SI7021, 21)])
def test_si70xx(env: FakeEnvironment, model: Model, code: int) -> None:
    sensor = SI70xx(env, model)
    sensor.Temperature, sensor.Humidity = 23.5, 41
    humidity = ask(sensor, b"\xe5", 3)
    assert int.from_bytes(humidity[:2], "big") * 125 / 65536 - 6 == pytest.approx(41, abs=0.01)
    assert humidity[2] == crc8(humidity[:2], 0)
    for command in (b"\xe0", b"\xf3"):
        assert int.from_bytes(ask(sensor, command, 2), "big") * 175.72 / 65536 - 46.85 == pytest.approx(
            23.5, abs=0.01
        )
    assert ask(sensor, b"\xfc\xc9", 1)[0] == code
    assert ask(sensor, b"\xe7", 1) == b"\x3a"
    sensor.Write(b"\xe6\x3b")
    assert ask(sensor, b"\xe7", 1) == b"\x3b"
    sensor.Write(b"\xfe")
    assert ask(sensor, b"\xe7", 1) == b"\x3a"


def test_check_byte_of_the_sht4x_data_sheet() -> None:
    assert crc8(b"\xbe\xef", 0xFF) == 0x92


def test_sht45(env: FakeEnvironment) -> None:
    sensor = SHT45(env)
    sensor.Temperature, sensor.Humidity, sensor.SerialNumber = -12.5, 88, 0x12345678
    data = ask(sensor, b"\xfd", 6)
    assert int.from_bytes(data[:2], "big") * 175 / 65535 - 45 == pytest.approx(-12.5, abs=0.01)
    assert int.from_bytes(data[3:5], "big") * 125 / 65535 - 6 == pytest.approx(88, abs=0.01)
    assert (data[2], data[5]) == (crc8(data[:2], 0xFF), crc8(data[3:5], 0xFF))
    number = ask(sensor, b"\x89", 6)
    assert number[:2] + number[3:5] == b"\x12\x34\x56\x78"


def test_hs3001(env: FakeEnvironment) -> None:
    sensor = HS3001(env, 0xAB12, 0x34CD)
    sensor.Temperature, sensor.Humidity = 30, 25
    sensor.Write(b"")
    humidity, temperature = struct.unpack(">HH", sensor.Read(4))
    assert (humidity & 0x3FFF) * 100 / 16383 == pytest.approx(25, abs=0.01)
    assert (temperature >> 2) * 165 / 16383 - 40 == pytest.approx(30, abs=0.01)
    assert ask(sensor, b"\x1e\0\0", 3) == b"\x81\xab\x12"


@pytest.mark.parametrize("celsius", [-40.0, -0.25, 0.0, 25.0, 100.5])
def test_two_byte_thermometers(env: FakeEnvironment, celsius: float) -> None:
    for sensor, steps in ((TMP108(env), 256), (AS6221(env), 128)):
        sensor.Temperature = celsius
        assert struct.unpack(">h", ask(sensor, b"\0", 2))[0] / steps == celsius
    for slave, scale in ((TI_LM74(env), 128), (MAX6682MUA(env), 256)):
        slave.Temperature = celsius
        data = bytes([slave.Transmit(0), slave.Transmit(0)])
        assert (struct.unpack(">h", data)[0] & -8) / scale == celsius
        slave.Transmit(0)
        slave.FinishTransmission()
        assert slave.Transmit(0) == data[0]


def test_limits_of_thermometers_are_kept_until_reset(env: FakeEnvironment) -> None:
    sensor = TMP108(env)
    sensor.Write(b"\x03\x40\x00")
    assert ask(sensor, b"\x03", 2) == b"\x40\x00"
    sensor.Reset()
    assert ask(sensor, b"\x03", 2) == b"\x7f\xf0"


def test_tmp103(env: FakeEnvironment) -> None:
    sensor = TMP103(env)
    sensor.Temperature = -7.4
    assert ask(sensor, b"\0", 1) == b"\xf9"
    sensor.Write(b"\x02\x0a")
    assert ask(sensor, b"\x02", 1) == b"\x0a"
