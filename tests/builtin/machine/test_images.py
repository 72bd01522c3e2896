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
from vboard.builtin.machine.memory import MappedMemory


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

    def entry(name: int, kind: int, flags: int, address: int, offset: int, size: int, link: int, each: int):
        return struct.pack("<IIIIIIIIII", name, kind, flags, address, offset, size, link, 1, 4, each)

    result += bytes(section)
    result += entry(6, 1, 3, 0x20000100, offset_data, 4, 0, 0)
    result += entry(12, 2, 0, 0, offset_symbols, len(symbols), 3, 16)
    result += entry(20, 3, 0, 0, offset_names, len(names), 0, 0)
    return result


def test_segments_go_to_physical_addresses_and_zeros_follow(bus: SystemBus, tmp_path: Path) -> None:
    path = tmp_path / "a.elf"
    path.write_bytes(elf_bytes())
    bus.write_bytes(0x08000000, b"\xff" * 0x20)
    bus.LoadELF(str(path))
    assert bus.read_bytes(0x0800000F, 10) == b"\xff\x11\x22\x33\x44\0\0\0\0\xff"
    assert bus.LowestLoadedAddress == 0x20000100


def test_virtual_addresses_on_request(bus: SystemBus, tmp_path: Path) -> None:
    path = tmp_path / "a.elf"
    path.write_bytes(elf_bytes())
    bus.LoadELF(str(path), True)
    assert bus.read_bytes(0x20000100, 4) == b"\x11\x22\x33\x44"


def test_symbols_have_no_thumb_bit(bus: SystemBus, tmp_path: Path) -> None:
    path = tmp_path / "a.elf"
    path.write_bytes(elf_bytes())
    bus.LoadSymbolsFrom(str(path))
    assert bus.GetSymbolAddress("main") == 0x20000100
    assert bus.FindSymbolAt(0x20000100) == "main (entry)"
    assert bus.FindSymbolAt(0x20000101) == "main"
    assert bus.FindSymbolAt(0x20000102) is None
    with pytest.raises(
        BusCommandError, match="Could not find any address for symbol: mian; did you mean 'main'"
    ):
        bus.GetSymbolAddress("mian")


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


def test_absurd_segment_size_is_refused(bus: SystemBus, tmp_path: Path) -> None:
    data = bytearray(elf_bytes())
    data[52 + 20 : 52 + 24] = struct.pack("<I", 0xFFFFFFFF)  # p_memsz
    path = tmp_path / "huge.elf"
    path.write_bytes(data)
    with pytest.raises(ImageError, match="zero bytes"):
        read_elf(path)


def test_text_file_is_no_image_in_renodes_words(bus: SystemBus, tmp_path: Path) -> None:
    path = tmp_path / "board.repl"
    path.write_text("flash: Memory.MappedMemory")
    with pytest.raises(BusCommandError) as error:
        bus.LoadELF(str(path))
    text = f"Could not load ELF from path: {path}"
    assert str(error.value) == f"Error while loading ELF: {text}{text}"


def test_hex_records(bus: SystemBus, tmp_path: Path) -> None:
    path = tmp_path / "a.hex"
    path.write_text(":020000040800F2\n:0400100001020304E2\n:00000001FF\n")
    bus.LoadHEX(str(path))
    assert bus.read_bytes(0x08000010, 4) == b"\1\2\3\4"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (":0400100001020304E3\n", ":1: wrong checksum"),
        ("\nhello\n", ":2: not an Intel HEX record"),
        (":0500100001020304E1\n", ":1: not an Intel HEX record"),
        (":00000007F9\n", ":1: unknown record type 7"),
    ],
)
def test_bad_hex_names_the_line(bus: SystemBus, tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "a.hex"
    path.write_text(text)
    with pytest.raises(ImageError) as error:
        bus.LoadHEX(str(path))
    assert str(error.value).startswith(str(path) + reason)


def test_binary(bus: SystemBus, tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"\5\6\7")
    bus.LoadBinary(str(path), 0x20000001)
    assert bus.read_bytes(0x20000000, 5) == b"\0\5\6\7\0"
