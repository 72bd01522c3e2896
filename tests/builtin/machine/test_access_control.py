"""What keeps accesses from peripherals: locks, disabled peripherals, conditions, views of single cores."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vboard.builtin.machine.access_control import RangeSet
from vboard.builtin.machine.bus import Registration
from vboard.builtin.machine.conditions import Condition, ConditionError
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.memory import ArrayMemory, MappedMemory


@dataclass
class Bench:
    """A machine with a memory of 64 bytes at 0x1000, and what its bus logged."""

    emulation: Emulation = field(default_factory=Emulation)
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.machine = self.emulation.add_machine("m")
        self.bus = self.machine.bus
        self.memory = ArrayMemory(self.machine, 64)
        self.bus.register(Registration(0x1000, 64, self.memory))
        self.machine.add("mem", self.memory, self.bus, "")
        self.emulation.log.sinks.append(lambda entry: self.log.append(entry.text))


def test_locked_ranges_read_zero_and_keep_writes_away() -> None:
    bench = Bench()
    bench.bus.write(0x1008, 4, 0x11223344)
    bench.bus.control.set_locked(0x1008, 0x100C, True, None)
    bench.bus.refresh()
    bench.bus.write(0x1008, 4, 5)
    assert bench.bus.read(0x1008, 4) == 0
    assert bench.bus.read(0x1004, 4) == 0
    bench.bus.control.set_locked(0x1008, 0x100C, False, None)
    bench.bus.refresh()
    assert bench.bus.read(0x1008, 4) == 0x11223344
    where = "at 0x1008 which is inside a locked address range"
    assert bench.log == [
        f"sysbus: Tried to write 4 bytes (0x5) {where}, write ignored",
        f"sysbus: Tried to read 4 bytes {where}, returning 0",
    ]


def test_a_lock_of_one_initiator_leaves_others_alone() -> None:
    bench = Bench()
    bench.bus.write(0x1000, 4, 7)
    other = ArrayMemory(bench.machine, 4)
    bench.bus.control.set_locked(0x1000, 0x1040, True, other)
    bench.bus.refresh()
    assert bench.bus.read(0x1000, 4) == 7
    assert bench.bus.read(0x1000, 4, other) == 0


def test_a_disabled_peripheral_takes_no_accesses() -> None:
    bench = Bench()
    bench.bus.write(0x1000, 4, 7)
    bench.bus.control.set_enabled(bench.memory, False)
    bench.bus.refresh()
    assert bench.bus.read(0x1000, 4) == 0
    bench.bus.write(0x1000, 4, 9)
    bench.bus.control.set_enabled(bench.memory, True)
    bench.bus.refresh()
    assert bench.bus.read(0x1000, 4) == 7
    assert bench.log == [
        "sysbus: Tried to read a locked peripheral: m.mem. Address 0x1000.",
        "sysbus: Tried to write a locked peripheral: m.mem. Address 0x1000, value 0x9",
    ]


def test_what_one_core_alone_sees_hides_what_all_see() -> None:
    bench = Bench()
    initiator, own = MappedMemory(bench.machine, 4), ArrayMemory(bench.machine, 64, initialValue=0xAA)
    bench.bus.register(Registration(0x1000, 64, own, initiator=initiator))
    assert bench.bus.read(0x1000, 1) == 0
    assert bench.bus.read(0x1000, 1, initiator) == 0xAA
    assert [each.peripheral for each in bench.bus.visible_to(initiator)] == [own]
    assert [each.peripheral for each in bench.bus.visible_to(bench.memory)] == [bench.memory]


def test_a_conditional_place_is_seen_in_the_right_state_only() -> None:
    bench = Bench()
    secret = ArrayMemory(bench.machine, 4, initialValue=0x55)
    bench.bus.register(Registration(0x2000, 4, secret, condition=Condition("privileged && !cpuSecure")))
    assert bench.bus.read(0x2000, 1, None, {"privileged": True}) == 0x55
    assert bench.bus.read(0x2000, 1, None, {"privileged": True, "cpuSecure": True}) == 0
    assert bench.bus.read(0x2000, 1) == 0


@pytest.mark.parametrize(
    ("text", "initiator", "state", "holds"),
    [
        ("privileged", "cpu", {"privileged": True}, True),
        ("!privileged", "cpu", {"privileged": True}, False),
        ("initiator == dma", "dma", {}, True),
        ("initiator == dma", "cpu", {}, False),
        ("initiator != dma || privileged", "dma", {"privileged": True}, True),
        ("!(a || b) && c", "cpu", {"c": True}, True),
        ("!(a || b) && c", "cpu", {"c": True, "b": True}, False),
    ],
)
def test_conditions(text: str, initiator: str, state: dict[str, bool], holds: bool) -> None:
    assert Condition(text).holds(initiator, state) is holds


@pytest.mark.parametrize("text", ["", "a &&", "a b", "(a", "initiator < x", "&& a", "a ? b"])
def test_malformed_conditions_are_refused(text: str) -> None:
    with pytest.raises(ConditionError):
        Condition(text)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 30), st.integers(1, 10))), st.integers(0, 40))
def test_range_sets_are_sets_of_addresses(steps: list[tuple[bool, int, int]], address: int) -> None:
    ranges, addresses = RangeSet(), set[int]()
    for add, start, size in steps:
        (ranges.add if add else ranges.remove)(start, start + size)
        (addresses.update if add else addresses.difference_update)(range(start, start + size))
    assert ranges.overlaps(address, address + 1) == (address in addresses)
    assert ranges.contains(address, address + 4) == addresses.issuperset(range(address, address + 4))
    assert bool(ranges) == bool(addresses)
