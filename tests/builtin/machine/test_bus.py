"""The system bus: decoding, widths, reports in Renode's words."""

from __future__ import annotations

import pytest

from vboard.builtin.machine.bus import BusCommandError, Registration, SystemBus
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.machine.unmapped import UnhandledAccessBehaviour
from vboard.builtin.peripherals.base import BusPeripheral
from vboard.builtin.types import Range


class Words(BusPeripheral):
    """32-bit registers that remember."""

    size = 0x100

    def __init__(self, env: object) -> None:
        super().__init__(env)  # type: ignore[arg-type]
        self.values: dict[int, int] = {}

    def read(self, offset: int, width: int) -> int:
        return self.values.get(offset, 0)

    def write(self, offset: int, width: int, value: int) -> None:
        self.values[offset] = value


class Bench:
    """A machine with memory, a device at two places and a collected log."""

    def __init__(self) -> None:
        self.emulation = Emulation()
        self.machine = self.emulation.add_machine("m")
        self.bus: SystemBus = self.machine.bus
        self.log: list[str] = []
        self.emulation.log.sinks.append(lambda entry: self.log.append(entry.text))
        self.memory = MappedMemory(self.machine, 0x1000)
        self.device = Words(self.machine)
        for name, peripheral, start, size in (
            ("ram", self.memory, 0x20000000, 0x1000),
            ("device", self.device, 0x40000010, 0x100),
        ):
            self.bus.register(Registration(start, size, peripheral))
            self.machine.add(name, peripheral, self.bus, "")
        self.bus.register(Registration(0x50000000, 0x80, self.device, 0x80))


def test_every_width_of_memory() -> None:
    bench = Bench()
    bench.bus.WriteQuadWord(0x20000010, 0x1122334455667788)
    read = bench.bus
    assert read.ReadByte(0x20000010) == 0x88
    assert read.ReadWord(0x20000012) == 0x5566
    assert read.ReadDoubleWord(0x20000014) == 0x11223344
    assert read.ReadQuadWord(0x20000010) == 0x1122334455667788
    assert read.ReadBytes(0x20000010, 3) == [0x88, 0x77, 0x66]


def test_a_device_at_two_places_sees_its_offsets() -> None:
    bench = Bench()
    bench.bus.write(0x40000010 + 0x84, 4, 5)
    assert bench.bus.read(0x50000004, 4) == 5


def test_overlap_is_refused() -> None:
    bench = Bench()
    with pytest.raises(ValueError, match="<0x40000080, 0x4000017F> overlaps <0x40000010, 0x4000010F>"):
        bench.bus.register(Registration(0x40000080, 0x100, Words(bench.machine)))


def test_unmapped_accesses_report_and_read_zero() -> None:
    bench = Bench()
    assert bench.bus.read(0x60000000, 2) == 0
    bench.bus.write(0x60000001, 1, 0x1FF)
    assert bench.log == [
        "sysbus: ReadWord from non existing peripheral at 0x60000000.",
        "sysbus: WriteByte to non existing peripheral at 0x60000001, value 0xFF.",
    ]
    assert (bench.bus.UnexpectedReads, bench.bus.UnexpectedWrites) == (1, 1)


def test_width_that_a_model_lacks() -> None:
    bench = Bench()
    assert bench.bus.read(0x40000014, 1) == 0
    assert bench.log == ["device: Attempted Byte read isn't supported by the peripheral. Offset 0x4."]


def test_tag_gives_its_value_and_silence_is_silent() -> None:
    bench = Bench()
    bench.bus.Tag(Range(0x60000000, 4), "RCC_CR", 0x03000083)
    bench.bus.SilenceRange(Range(0x60000004, 4))
    assert bench.bus.read(0x60000000, 4) == 0x03000083
    assert bench.bus.read(0x60000004, 4) == 0
    assert len(bench.log) == 1
    assert "RCC_CR" in bench.log[0]


@pytest.mark.parametrize(
    ("behaviour", "reported"),
    [("Report", 2), ("ReportIfTagged", 1), ("ReportIfNotTagged", 1), ("DoNotReport", 0)],
)
def test_unhandled_access_behaviour(behaviour: str, reported: int) -> None:
    bench = Bench()
    bench.bus.Tag(Range(0x60000000, 4), "T", 0)
    bench.bus.UnhandledAccessBehaviour = UnhandledAccessBehaviour[behaviour]
    bench.bus.read(0x60000000, 4)
    bench.bus.read(0x70000000, 4)
    assert len(bench.log) == reported


def test_what_is_where() -> None:
    bench = Bench()
    assert bench.bus.WhatPeripheralIsAt(0x40000010) is bench.device
    assert bench.bus.WhatPeripheralIsAt(0x60000000) is None
    assert bench.bus.WhatIsAt(0x20000010) == "m.ram registered at <0x20000000, 0x20000FFF>"
    assert bench.bus.IsMemory(0x20000FFF)
    assert not bench.bus.IsMemory(0x40000010)


def test_logged_accesses() -> None:
    bench = Bench()
    bench.bus.trace(bench.device, True)
    bench.bus.write(0x40000010, 4, 7)
    bench.bus.read(0x40000010, 4)
    bench.bus.trace(bench.device, False)
    bench.bus.read(0x40000010, 4)
    assert bench.log == [
        "device: WriteUInt32 to 0x0, value 0x7.",
        "device: ReadUInt32 from 0x0, returned 0x7.",
    ]


def test_a_tag_within_another_is_a_part_of_it() -> None:
    bench = Bench()
    bench.bus.Tag(Range(0x60000000, 0x100), "PWR", 1)
    bench.bus.Tag(Range(0x60000018, 4), "D3CR", 0x2000)
    assert [bench.bus.read(0x60000000 + offset, 4) for offset in (0x14, 0x18, 0x1C)] == [1, 0x2000, 1]
    assert "PWR->D3CR" in bench.log[1]
    bench.bus.RemoveTag(0x60000018)
    assert [bench.bus.read(0x60000000 + offset, 4) for offset in (0x14, 0x18)] == [1, 0]


@pytest.mark.parametrize("part", [Range(0x5FFFFFFC, 8), Range(0x600000FC, 8), Range(0x5FFFFFFC, 0x200)])
def test_a_tag_that_is_partly_in_another_is_refused(part: Range) -> None:
    bench = Bench()
    bench.bus.Tag(Range(0x60000000, 0x100), "PWR", 1)
    with pytest.raises(BusCommandError, match="completely contained in other tag, in this case PWR"):
        bench.bus.Tag(part, "D3CR", 0)


def test_a_tag_over_two_is_refused() -> None:
    bench = Bench()
    for start, name in ((0x60000000, "A"), (0x60000010, "B")):
        bench.bus.Tag(Range(start, 0x10), name, 0)
    with pytest.raises(BusCommandError, match="intersects with tags: A, B"):
        bench.bus.Tag(Range(0x60000008, 0x10), "C", 0)
