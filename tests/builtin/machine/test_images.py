"""ELF, HEX and binary images; symbols."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vboard.builtin.machine.bus import BusCommandError, Registration, SystemBus
from vboard.builtin.machine.elf import ImageError, read_elf
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.images import load_binary, load_elf, load_hex, load_srecord, load_symbols
from vboard.builtin.machine.memory import MappedMemory
from vboard.formats.records import RecordError


@pytest.fixture
def bus() -> SystemBus:
    """64 KiB at 0x08000000 and 16 KiB at 0x20000000."""
    machine = Emulation().add_machine("m")
    machine.bus.register(Registration(0x08000000, 0x10000, MappedMemory(machine, 0x10000)))
    machine.bus.register(Registration(0x20000000, 0x4000, MappedMemory(machine, 0x4000)))
    return machine.bus


def elf_bytes() -> bytes:
    """A 32-bit Arm image by hand: .data linked at 0x20000100, loaded at 0x08000010, one symbol."""
    header, program, section = 52, 32, 40
    data, names, symbols = b"\x11\x22\x33\x44", b"\0main\0.data\0.symtab\0.strtab\0", b""
    symbols = bytes(16) + struct.pack("<IIIBBH", 1, 0x20000101, 2, 0x12, 0, 1)
    offset_data = header + program
    offset_names = offset_data + len(data)
    offset_symbols = offset_names + len(names)
    offset_sections = offset_symbols + len(symbols)
    result = b"\x7fELF\x01\x01\x01" + bytes(9)
    result += struct.pack(
        "<HHIIIIIHHHHHH", 2, 40, 1, 0x20000101, header, offset_sections, 0, header, program, 1, section, 4, 3
    )
    result += struct.pack("<IIIIIIII", 1, offset_data, 0x20000100, 0x08000010, 4, 8, 6, 4)
    result += data + names + symbols

    def entry(
        name: int, kind: int, flags: int, address: int, offset: int, size: int, link: int, each: int
    ) -> bytes:
        return struct.pack("<IIIIIIIIII", name, kind, flags, address, offset, size, link, 1, 4, each)

    result += bytes(section)
    result += entry(6, 1, 3, 0x20000100, offset_data, 4, 0, 0)
    result += entry(12, 2, 0, 0, offset_symbols, len(symbols), 3, 16)
    result += entry(20, 3, 0, 0, offset_names, len(names), 0, 0)
    return bytes(result)


def test_segments_go_to_physical_addresses_and_zeros_follow(bus: SystemBus, tmp_path: Path) -> None:
    path = tmp_path / "a.elf"
    path.write_bytes(elf_bytes())
    bus.write_bytes(0x08000000, b"\xff" * 0x20)
    load_elf(bus, path)
    assert bus.read_bytes(0x0800000F, 10) == b"\xff\x11\x22\x33\x44\0\0\0\0\xff"
    assert bus.LowestLoadedAddress == 0x20000100


def test_virtual_addresses_on_request(bus: SystemBus, tmp_path: Path) -> None:
    path = tmp_path / "a.elf"
    path.write_bytes(elf_bytes())
    load_elf(bus, path, virtual=True)
    assert bus.read_bytes(0x20000100, 4) == b"\x11\x22\x33\x44"


def test_symbols_have_no_thumb_bit(bus: SystemBus, tmp_path: Path) -> None:
    path = tmp_path / "a.elf"
    path.write_bytes(elf_bytes())
    load_symbols(bus, path)
    assert bus.GetSymbolAddress("main") == 0x20000100
    assert bus.FindSymbolAt(0x20000100) == "main (entry)"
    assert bus.FindSymbolAt(0x20000101) == "main"
    assert bus.FindSymbolAt(0x20000102) is None
    with pytest.raises(BusCommandError, match="Could not find any address for symbol: mian") as error:
        bus.GetSymbolAddress("mian")
    assert error.value.suggestion == "Did you mean 'main'?"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(position=st.integers(0, 300), value=st.integers(0, 255), length=st.integers(0, 310))
def test_a_damaged_file_is_loaded_or_refused_with_its_name(
    tmp_path: Path, position: int, value: int, length: int
) -> None:
    data = bytearray(elf_bytes())
    data[position % len(data)] = value
    path = tmp_path / "damaged.elf"
    path.write_bytes(data[:length])
    text = str(path)
    try:
        read_elf(path)
    except ImageError as error:
        text = str(error)
    assert text.startswith(str(path))
    assert "\n" not in text


@pytest.mark.parametrize("stored", [0, 4])
def test_a_segment_behind_the_end_of_the_file_may_have_nothing_stored(
    bus: SystemBus, tmp_path: Path, stored: int
) -> None:
    """Linkers place .bss and the heap at an offset behind the file: they store nothing there."""
    data = bytearray(elf_bytes())
    data[52 + 4 : 52 + 8] = struct.pack("<I", len(data) + 0x1000)  # p_offset
    data[52 + 16 : 52 + 20] = struct.pack("<I", stored)  # p_filesz
    path = tmp_path / "bss.elf"
    path.write_bytes(data)
    if stored:
        with pytest.raises(ImageError, match="truncated"):
            read_elf(path)
    else:
        (segment,) = read_elf(path).segments
        assert (segment.data, segment.zeros) == (b"", 8)


def test_absurd_segment_size_is_refused(bus: SystemBus, tmp_path: Path) -> None:
    data = bytearray(elf_bytes())
    data[52 + 20 : 52 + 24] = struct.pack("<I", 0xFFFFFFFF)  # p_memsz
    path = tmp_path / "huge.elf"
    path.write_bytes(data)
    with pytest.raises(ImageError, match="zero bytes"):
        read_elf(path)


def test_text_file_is_no_image(bus: SystemBus, tmp_path: Path) -> None:
    path = tmp_path / "board.repl"
    path.write_text("flash: Memory.MappedMemory")
    with pytest.raises(ImageError, match="not a usable ELF file"):
        load_elf(bus, path)


def test_hex_records(bus: SystemBus, tmp_path: Path) -> None:
    path = tmp_path / "a.hex"
    path.write_text(":020000040800F2\n:0400100001020304E2\n:00000001FF\n")
    load_hex(bus, path)
    assert bus.read_bytes(0x08000010, 4) == b"\1\2\3\4"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("hello\n", "Line is too short error at line #1."),
        (":00000001FF\n\n", "Unexpected data after the end of file marker at line #2"),
        ("/0400100001020304E2\n", "Parsing error at line #1: /0400100001020304E2. Could not parse header"),
        (":0600100001020304E1\n", "Parsing error at line #1: :0600100001020304E1. Line too short"),
        (":04001000010203xyE1\n", "Parsing error at line #1: :04001000010203xyE1. Could not parse bytes"),
    ],
)
def test_bad_hex_names_the_line(bus: SystemBus, tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "a.hex"
    path.write_text(text)
    with pytest.raises(RecordError) as error:
        load_hex(bus, path)
    assert str(error.value) == reason


def test_wrong_checksum_of_hex_is_told_and_loaded(tmp_path: Path) -> None:
    emulation = Emulation()
    machine = emulation.add_machine("m")
    machine.bus.register(Registration(0x20000000, 0x4000, MappedMemory(machine, 0x4000)))
    messages: list[str] = []
    emulation.log.sinks.append(lambda entry: messages.append(entry.message))
    path = tmp_path / "a.hex"
    path.write_text(":020000042000DA\n:0400100001020304E3\n")
    load_hex(machine.bus, path)
    assert messages[0] == f"{path}: wrong checksum at line 2: E3, expected E2"
    assert machine.bus.read_bytes(0x20000010, 4) == b"\1\2\3\4"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("S1\n", 'Line is too short error at line #1:\n"S1"'),
        ("T1130000285F\n", 'Invalid Start-of-Record at line #1:\n"T1130000285F"'),
        ("S10400000102\n", 'Checksum error (calculated: 0xFA, given: 0x02) at line #1:\n"S10400000102"'),
        ("S10500000102F7FF\n", "Line length does not match bytes count error at line #1:"),
        ("S5030002FA\n", "Data record count mismatch error (calculated: 0, given: 2) at line #1:"),
    ],
)
def test_bad_s_record_names_the_line(bus: SystemBus, tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "a.srec"
    path.write_text(text)
    with pytest.raises(RecordError) as error:
        load_srecord(bus, path)
    assert str(error.value).startswith(reason)


def test_binary(bus: SystemBus, tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"\5\6\7")
    load_binary(bus, path, 0x20000001)
    assert bus.read_bytes(0x20000000, 5) == b"\0\5\6\7\0"


def test_a_file_that_changed_is_read_again(bus: SystemBus, tmp_path: Path) -> None:
    path = tmp_path / "a.elf"
    path.write_bytes(elf_bytes())
    assert [each.data for each in read_elf(path).segments] == [b"\x11\x22\x33\x44"]
    path.write_bytes(elf_bytes().replace(b"\x11\x22\x33\x44", b"\x55\x66\x77\x88"))
    assert [each.data for each in read_elf(path).segments] == [b"\x55\x66\x77\x88"]


def test_a_kept_image_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    for name in ("a.elf", "b.elf"):
        (tmp_path / name).write_bytes(elf_bytes()[:100])
        with pytest.raises(ImageError, match=name):
            read_elf(tmp_path / name)
