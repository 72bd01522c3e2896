"""The register framework: access modes, callbacks, and the texts that Renode logs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vboard.builtin.peripherals.register_fields
from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.register import bit_ranges
from vboard.builtin.peripherals.register_map import (
    Field,
    Mode,
    Register,
    RegisterMap,
    RegisterPeripheral,
    Tag,
    repeated,
    reserved,
)

words = st.integers(0, 0xFFFF_FFFF)


class Model(RegisterPeripheral):
    widths = frozenset({1, 2, 4})

    def __init__(self, env: FakeEnvironment, *registers: Register) -> None:
        super().__init__(env)
        self.registers = RegisterMap(self, registers)


@pytest.mark.parametrize(
    ("mode", "start", "written", "stored"),
    [
        (Mode.RW, 0b0011, 0b0101, 0b0101),
        (Mode.W, 0b0011, 0b0101, 0b0101),
        (Mode.R, 0b0011, 0b0101, 0b0011),
        (Mode.RW1C, 0b0011, 0b0101, 0b0010),
        (Mode.W1C, 0b0011, 0b0101, 0b0010),
        (Mode.RW0C, 0b0011, 0b0101, 0b0001),
        (Mode.W0C, 0b0011, 0b0101, 0b0001),
    ],
)
def test_write_modes(
    env: FakeEnvironment,
    mode: vboard.builtin.peripherals.register_fields.Mode,
    start: int,
    written: int,
    stored: int,
) -> None:
    register = Register(0, "R", [Field("F", 4, 4, mode)], reset=start << 4)
    Model(env, register).write(0, 4, written << 4)
    assert register["F"] == stored


@pytest.mark.parametrize("mode", [Mode.W, Mode.W1C, Mode.W0C])
def test_write_only_fields_read_0(
    env: FakeEnvironment, mode: vboard.builtin.peripherals.register_fields.Mode
) -> None:
    register = Register(0, "R", [Field("F", 0, 8, mode), Field("G", 8, 8)], reset=0xABCD)
    assert Model(env, register).read(0, 4) == 0xAB00


def test_bits_without_field_keep_their_reset_value(env: FakeEnvironment) -> None:
    model = Model(env, Register(0, "R", [Field("F", 0, 4), Tag("T", 4, 4)], reset=0xFFFF_FF5A))
    model.write(0, 4, 0)
    assert model.read(0, 4) == 0xFFFF_FF50


def test_a_write_that_would_change_unhandled_bits_warns_with_tags(env: FakeEnvironment) -> None:
    model = Model(env, Register(0x14, "R", [Field("F", 0, 4), Tag("MODE", 4, 3), reserved(8, 1)]))
    model.write(0x14, 4, 0x1D53)
    assert env.messages == [
        "Unhandled write to offset 0x14. Unhandled bits: [4, 6, 8, 10-12] when writing value 0x1D53. "
        "Tags: MODE (0x5), RESERVED (0x1)."
    ]


def test_writing_the_reset_value_to_unhandled_bits_is_silent(env: FakeEnvironment) -> None:
    model = Model(env, Register(0, "R", [Tag("T", 0, 8)], reset=0x5A))
    model.write(0, 4, 0x5A)
    assert env.messages == []


def test_unknown_offsets_read_0_and_warn(env: FakeEnvironment) -> None:
    model = Model(env, Register(0, "R"))
    assert model.read(0x18, 4) == 0
    model.write(0x1C, 4, 0xAB)
    assert env.messages == [
        "Unhandled read from offset 0x18.",
        "Unhandled write to offset 0x1C, value 0xAB.",
    ]


def test_callbacks_see_the_new_register_and_run_in_the_order_of_the_table(env: FakeEnvironment) -> None:
    calls = []
    register = Register(
        0,
        "R",
        [
            Field("A", 0, 4, write=lambda v: calls.append(("write A", v, register["B"]))),
            Field("B", 4, 4, change=lambda v: calls.append(("change B", v, register["A"]))),
        ],
        written=lambda: calls.append(("written", register.value, 0)),
    )
    model = Model(env, register)
    model.write(0, 4, 0x21)
    model.write(0, 4, 0x23)
    assert calls == [
        ("write A", 1, 2),
        ("change B", 2, 1),
        ("written", 0x21, 0),
        ("write A", 3, 2),
        ("written", 0x23, 0),
    ]


def test_reset_restores_values_without_callbacks(env: FakeEnvironment) -> None:
    register = Register(0, "R", [Field("F", 0, 8, change=lambda _: pytest.fail("called"))], reset=0x12)
    model = Model(env, register)
    register["F"] = 0x34
    model.Reset()
    assert register["F"] == 0x12


def test_narrow_writes_read_the_register_first(env: FakeEnvironment) -> None:
    reads = []

    def count() -> int:
        reads.append(1)
        return 0x11223344

    register = Register(4, "R", [Field("F", 0, 32, read=count)])
    model = Model(env, register)
    model.write(6, 1, 0xAA)
    assert (register.value, len(reads)) == (0x11AA3344, 1)


@given(words, st.integers(0, 3))
def test_narrow_reads_take_their_part(value: int, offset: int) -> None:
    model = Model(FakeEnvironment(), Register(0, "R", [Field("F", 0, 32)], reset=value))
    octets = value.to_bytes(4, "little")
    assert model.read(offset, 1) == octets[offset]
    assert model.read(offset, 2) == int.from_bytes(octets[offset : offset + 2], "little")


@given(words)
def test_bit_ranges_names_exactly_the_set_bits(mask: int) -> None:
    named = 0
    for part in filter(None, bit_ranges(mask).split(", ")):
        first, _, last = part.partition("-")
        named |= sum(1 << bit for bit in range(int(first), int(last or first) + 1))
    assert named == mask


def test_overlapping_fields_are_refused() -> None:
    with pytest.raises(ValueError, match=r"R\.B overlaps"):
        Register(0, "R", [Field("A", 0, 4), Field("B", 3)])


def test_two_registers_at_one_offset_are_refused(env: FakeEnvironment) -> None:
    with pytest.raises(ValueError, match="offset 0x4"):
        Model(env, Register(4, "R"), Register(4, "S"))


def test_repeated_fields_get_their_index(env: FakeEnvironment) -> None:
    written = []
    fields = repeated("F", 0, 2, 4, write=lambda i, v: written.append((i, v)), first=8)
    Model(env, Register(0, "R", fields)).write(0, 4, 0b11_10_01_00)
    assert written == [(8, 0), (9, 1), (10, 2), (11, 3)]
