"""ELF files read here and by pyelftools: the same segments, sections and symbols."""

from __future__ import annotations

import io
import shutil
import subprocess

import pytest
from elftools.elf.elffile import ELFFile
from elftools.elf.sections import SymbolTableSection
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.elf import RELOCATABLE, X86_64, make_elf, make_firmware
from vboard.formats import elf_reader
from vboard.formats.build_attributes import CPU_ARCH, CPU_ARCH_PROFILE, read_build_attributes
from vboard.formats.elf_reader import ElfError, ElfFile

_KINDS = {"STT_NOTYPE": 0, "STT_OBJECT": 1, "STT_FUNC": 2, "STT_SECTION": 3, "STT_FILE": 4}
_BINDINGS = {"STB_LOCAL": 0, "STB_GLOBAL": 1, "STB_WEAK": 2}
_PROGRAM = """
__attribute__((weak)) int shared(void) { return 1; }
static int hidden(int x) { return x * 3; }
int table[4] = {1, 2, 3, 4}, zeros[8];
void _start(void) { for (;;) zeros[0] = hidden(table[1]) + shared(); }
"""


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small program for a Cortex-M4, with symbols and debug information."""
    compiler = shutil.which("arm-none-eabi-gcc")
    if compiler is None:
        pytest.skip("no arm-none-eabi-gcc")
    folder = tmp_path_factory.mktemp("linked")
    (folder / "a.c").write_text(_PROGRAM)
    command = [compiler, "-mcpu=cortex-m4", "-mthumb", "-g", "-nostdlib", "-o", "a.elf", "a.c"]
    subprocess.run(command, cwd=folder, check=True)
    return (folder / "a.elf").read_bytes()


def test_a_linked_program_reads_as_pyelftools_reads_it(linked: bytes) -> None:
    ours, theirs = ElfFile(linked), ELFFile(io.BytesIO(linked))
    assert ours.is_arm
    assert ours.entry == theirs["e_entry"]
    assert [(each.physical, each.virtual, each.size, ours.data(each)) for each in ours.segments] == [
        (each["p_paddr"], each["p_vaddr"], each["p_memsz"], each.data()) for each in theirs.iter_segments()
    ]
    assert [(s.name, s.flags, s.address, s.size, s.link) for s in ours.sections] == [
        (s.name, s["sh_flags"], s["sh_addr"], s["sh_size"], s["sh_link"]) for s in theirs.iter_sections()
    ]
    table = theirs.get_section_by_name(".symtab")
    assert isinstance(table, SymbolTableSection)
    expected = [
        (s.name, s["st_value"], s["st_size"], _KINDS[s["st_info"]["type"]], _BINDINGS[s["st_info"]["bind"]])
        for s in table.iter_symbols()
    ]
    # pyelftools gives symbols of sections the sections' names.
    assert [tuple(each)[1:5] for each in ours.symbols()] == [row[1:] for row in expected]
    assert {s.name for s in ours.symbols() if s.name} <= {row[0] for row in expected}
    assert set(ours.find_symbols("hidden", "table", "nowhere")) == {"hidden", "table"}


def test_build_attributes_tell_the_core(linked: bytes) -> None:
    elf = ElfFile(linked)
    section = elf.section(".ARM.attributes")
    assert section is not None
    tags = read_build_attributes(elf.data(section))
    assert (tags[CPU_ARCH], chr(tags[CPU_ARCH_PROFILE])) == (13, "M")


def test_build_attributes_pass_over_texts_and_other_vendors() -> None:
    attributes = b"\x05cortex-m0\0" + b"\x06\x0c" + b"\x20\x01gnu\0" + b"\x43" + b"2.09\0" + b"\x07M"
    part = b"\x01" + (5 + len(attributes)).to_bytes(4, "little") + attributes
    ours = b"aeabi\0" + part
    other = b"else\0" + b"\x01\x07\0\0\0\x06\x02"
    blocks = b"".join((4 + len(each)).to_bytes(4, "little") + each for each in (other, ours))
    assert read_build_attributes(b"A" + blocks) == {6: 12, 32: 1, 7: ord("M")}
    assert read_build_attributes(b"B" + blocks) == {}


@pytest.mark.parametrize(
    ("content", "bits", "little", "machine"),
    [
        (make_elf([], machine=X86_64), 32, True, "x64"),
        (b"\x7fELF\x02\x02\x01" + bytes(9) + b"\0\x02\0\xf3", 64, False, "RISC-V"),
        (b"\x7fELF\x01\x01\x01" + bytes(9) + b"\x02\0\xff\x0f", 32, True, "machine 4095"),
    ],
)
def test_files_of_other_processors_are_named(content: bytes, bits: int, little: bool, machine: str) -> None:
    elf = ElfFile(content)
    assert (elf.bits, elf.little_endian, elf.machine_name, elf.is_arm) == (bits, little, machine, False)


def test_kinds_have_the_names_of_the_abi() -> None:
    assert ElfFile(make_firmware()).kind_name == "ET_EXEC"
    assert ElfFile(make_elf([], kind=RELOCATABLE)).kind_name == "ET_REL"


def test_a_file_of_many_sections_keeps_their_number_in_the_first(linked: bytes) -> None:
    damaged = bytearray(linked)
    start = int.from_bytes(linked[32:36], "little")
    count, names = linked[48:50], linked[50:52]
    damaged[48:50], damaged[50:52] = b"\0\0", b"\xff\xff"
    damaged[start + 20 : start + 24] = count + b"\0\0"
    damaged[start + 24 : start + 28] = names + b"\0\0"
    assert [s.name for s in ElfFile(bytes(damaged)).sections] == [s.name for s in ElfFile(linked).sections]


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_damage_is_an_elf_error_or_nothing(linked: bytes, data: st.DataObject) -> None:
    damaged = bytearray(linked)
    headers = [*range(52), *range(len(linked) - 900, len(linked))]
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.sampled_from(headers))] = data.draw(st.integers(0, 255))
    content = bytes(damaged[: data.draw(st.sampled_from([len(linked), 25, 60, len(linked) - 100]))])
    try:
        elf = ElfFile(content)
        parts = [*elf.segments, *elf.sections]
        assert all(len(elf.data(part)) <= len(content) for part in parts)
        assert all(each.section < 1 << 16 for each in elf.symbols())
    except ElfError:
        pass


def test_machine_numbers_are_those_of_pyelftools() -> None:
    for number, name in elf_reader._MACHINES.items():
        content = bytearray(make_elf([]))
        content[18:20] = number.to_bytes(2, "little")
        assert ELFFile(io.BytesIO(bytes(content))).get_machine_arch() == name
