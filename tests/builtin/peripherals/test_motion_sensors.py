"""Accelerometers, gyroscopes, magnetometers: drivers read the samples that scripts feed."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.monitor.monitor import Monitor
from vboard.builtin.peripherals.sensors.adxl345 import ADXL345
from vboard.builtin.peripherals.sensors.i2c_device import RegisterDevice
from vboard.builtin.peripherals.sensors.lsm9ds1_imu import LSM9DS1_IMU
from vboard.builtin.peripherals.sensors.lsm9ds1_magnetic import LSM9DS1_Magnetic


def read(device: RegisterDevice, register: int, count: int = 1) -> bytes:
    device.Write(bytes([register]))
    return device.Read(count)


def axes(device: RegisterDevice, register: int) -> tuple[int, ...]:
    return struct.unpack("<hhh", read(device, register, 6))


@pytest.mark.parametrize(("code", "full_scale"), [(0, 2), (2, 4), (3, 8), (1, 16)])
def test_acceleration_follows_the_full_scale(env: FakeEnvironment, code: int, full_scale: int) -> None:
    imu = LSM9DS1_IMU(env)
    assert read(imu, 0x0F) == b"\x68"
    imu.Write(bytes([0x20, 3 << 5 | code << 3]))
    imu.FeedAccelerationSample(0.5, -1.0, 1.5)
    scaled = [value * full_scale / 32768 for value in axes(imu, 0x28)]
    assert scaled == pytest.approx([0.5, -1.0, 1.5], abs=full_scale / 32768)


@pytest.mark.parametrize(("code", "millidegrees"), [(0, 8.75), (1, 17.5), (3, 70)])
def test_angular_rate_follows_the_full_scale(env: FakeEnvironment, code: int, millidegrees: float) -> None:
    imu = LSM9DS1_IMU(env)
    imu.Write(bytes([0x10, 3 << 5 | code << 3]))
    imu.FeedAngularRateSample(10, -20, 30)
    scaled = [value * millidegrees / 1000 for value in axes(imu, 0x18)]
    assert scaled == pytest.approx([10, -20, 30], abs=millidegrees / 1000)


def test_each_read_takes_a_sample_and_the_last_one_stays(env: FakeEnvironment) -> None:
    imu = LSM9DS1_IMU(env)
    imu.FeedAccelerationSample(0.25, 0, 0, 2)
    imu.FeedAccelerationSample(0.5, 0, 0)
    assert read(imu, 0x2F)[0] & 0x3F == 3
    assert [axes(imu, 0x28)[0] for _ in range(4)] == [4096, 4096, 8192, 8192]
    assert read(imu, 0x2F)[0] & 0x3F == 0
    assert imu.AccelerationX == 0.5


def test_a_file_has_comments_and_numbers(env: FakeEnvironment, tmp_path: Path) -> None:
    path = tmp_path / "motion.data"
    path.write_text("# g\n 0.000  0.500 -1.000\n\n1,2,3 # last\n", encoding="utf-8")
    imu = LSM9DS1_IMU(env)
    imu.FeedAccelerationSample(str(path))
    assert axes(imu, 0x28) == (0, 8192, -16384)
    assert imu.AccelerationZ == -1.0
    assert axes(imu, 0x28) == (16384, 32767, 32767)  # it saturates


def test_a_line_that_is_no_sample_is_named(env: FakeEnvironment, tmp_path: Path) -> None:
    path = tmp_path / "motion.data"
    path.write_text("1 2 3\n1 2\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"motion.data:2: expected three numbers; got '1 2'"):
        ADXL345(env).FeedSample(str(path))


def test_more_than_the_fifo_holds_is_told_as_an_overrun(env: FakeEnvironment) -> None:
    imu = LSM9DS1_IMU(env)
    imu.FeedAccelerationSample(0, 0, 1, 100)
    assert read(imu, 0x2F) == bytes([1 << 7 | 1 << 6 | 32])
    imu.MaxFifoDepth = 4
    assert read(imu, 0x2F)[0] & 0x3F == 4


def test_temperature_status_and_reset(env: FakeEnvironment) -> None:
    imu = LSM9DS1_IMU(env)
    imu.Temperature = 27.5
    assert struct.unpack("<h", read(imu, 0x15, 2))[0] / 16 + 25 == 27.5
    assert read(imu, 0x17) == b"\x07"
    imu.Write(b"\x20\x70")
    imu.Write(b"\x22\x05")
    assert read(imu, 0x20) == b"\0"


@pytest.mark.parametrize(("code", "gauss"), [(0, 4), (1, 8), (2, 12), (3, 16)])
def test_magnetometer(env: FakeEnvironment, code: int, gauss: int) -> None:
    sensor = LSM9DS1_Magnetic(env)
    assert read(sensor, 0x0F) == b"\x3d"
    sensor.Write(bytes([0x21, code << 5]))
    sensor.MagneticX, sensor.MagneticY, sensor.MagneticZ = 1.5, -2.0, 0.25
    step = {4: 0.14, 8: 0.29, 12: 0.43, 16: 0.58}[gauss] / 1000
    values = [value * step for value in struct.unpack("<hhh", read(sensor, 0xA8, 6))]
    assert values == pytest.approx([1.5, -2.0, 0.25], abs=step)


def test_adxl345_shows_a_quarter_of_what_is_fed(env: FakeEnvironment) -> None:
    sensor = ADXL345(env)
    assert read(sensor, 0x00) == b"\xe5"
    sensor.FeedSample(1000, -1000, 4000, 3)
    assert read(sensor, 0x39) == b"\x03"
    sensor.MaxFifoDepth = 1
    assert read(sensor, 0x39) == b"\x01"
    assert axes(sensor, 0x32) == (250, -250, 1000)


def test_the_monitor_feeds_numbers_and_files(tmp_path: Path) -> None:
    path = tmp_path / "motion.data"
    path.write_text("0.5 0.5 0.5\n", encoding="utf-8")
    monitor = Monitor(tmp_path)
    monitor.execute("mach create")
    for text in ("i2c1: I2C.STM32F7_I2C @ sysbus 0x40005400", "imu: Sensors.LSM9DS1_IMU @ i2c1 0x6B"):
        monitor.execute(f'machine LoadPlatformDescriptionFromString "{text}"')
    monitor.execute("sysbus.i2c1.imu FeedAccelerationSample 0 0 1.0 2")
    monitor.execute(f"sysbus.i2c1.imu FeedAccelerationSample @{path}")
    monitor.execute(f'sysbus.i2c1.imu FeedAccelerationSample "{path}"')
    monitor.execute("sysbus.i2c1.imu FeedAngularRateSample 1.5 0 -1.5")
    waiting = []
    for _ in range(2):
        for offset, value in (
            (0x00, 1),  # CR1: on
            (0x04, 1 << 16 | 1 << 13 | 0x6B << 1),  # CR2: start, one byte to write
            (0x28, 0x2F),  # TXDR: FIFO_SRC
            (0x04, 1 << 25 | 1 << 16 | 1 << 13 | 1 << 10 | 0x6B << 1),  # one byte to read, then stop
        ):
            monitor.execute(f"sysbus WriteDoubleWord {0x4000_5400 + offset} {value}")
        waiting.append(int(monitor.execute("sysbus ReadDoubleWord 0x40005424"), 0) & 0x3F)
        monitor.execute("sysbus.i2c1.imu FeedAccelerationSample 0 0 1")
    assert waiting == [4, 5]
