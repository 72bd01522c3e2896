"""ELF checks: what is refused, what is counted."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.elf import RELOCATABLE, X86_64, make_elf, make_firmware
from vboard.boards.table import BOARDS
from vboard.errors import VBoardError
from vboard.images.image import check_image, measure, read_image

BLUEPILL, DISCO = BOARDS["bluepill"], BOARDS["stm32f746g_disco"]
FLASH, RAM = 0x08000000, 0x20000000


def write(tmp_path: Path, contents: bytes) -> Path:
    path = tmp_path / "a.elf"
    path.write_bytes(contents)
    return path


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        (b"MZ is something else", "not an ELF file"),
        (b"", "empty file"),
        (make_firmware()[:30], "damaged ELF file"),
        (make_elf([(FLASH, FLASH, b"x", 1)], machine=X86_64), "ELF file for x64"),
        (make_elf([(FLASH, FLASH, b"x", 1)], kind=RELOCATABLE), "type ET_REL"),
        (make_elf([]), "nothing to load"),
    ],
)
def test_what_is_no_firmware_is_refused(tmp_path: Path, contents: bytes, expected: str) -> None:
    with pytest.raises(VBoardError, match=expected):
        read_image(write(tmp_path, contents))


def test_an_image_outside_the_memories_is_refused(tmp_path: Path) -> None:
    image = read_image(write(tmp_path, make_elf([(FLASH, FLASH, bytes(65537), 65537)])))
    with pytest.raises(VBoardError, match="65537 bytes at 0x08000000 do not fit bluepill"):
        check_image(image, BLUEPILL)
    check_image(image, DISCO)


def test_data_beyond_ram_is_refused(tmp_path: Path) -> None:
    image = read_image(write(tmp_path, make_elf([(FLASH, FLASH, b"x", 1), (RAM, RAM, b"", 20 * 1024 + 4)])))
    with pytest.raises(VBoardError, match="20484 bytes at 0x20000000"):
        check_image(image, BLUEPILL)


def test_initial_values_of_data_count_as_flash(tmp_path: Path) -> None:
    image = read_image(
        write(tmp_path, make_elf([(FLASH, FLASH, bytes(100), 100), (FLASH + 100, RAM, bytes(8), 8)]))
    )
    assert measure(image, BLUEPILL).flash == 108


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(position=st.integers(0, 51 + 32), value=st.integers(0, 255), cut=st.integers(0, 120))
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, position: int, value: int, cut: int) -> None:
    contents = bytearray(make_firmware())
    contents[position] = value
    message = ""
    try:
        check_image(read_image(write(tmp_path, bytes(contents[: len(contents) - cut]))), BLUEPILL)
    except VBoardError as error:
        message = str(error)
    assert "\n" not in message


@pytest.mark.skipif(shutil.which("arm-none-eabi-gcc") is None, reason="needs arm-none-eabi-gcc")
class TestCompiled:
    """Images from the real tool chain."""

    SOURCE = "int data = 3; int zero[10]; void _start(void) { zero[1] = data; }\n"

    def build(self, tmp_path: Path, *flags: str) -> Path:
        source, path = tmp_path / "a.c", tmp_path / "a.elf"
        source.write_text(self.SOURCE, encoding="utf-8")
        addresses = ["-Wl,-Ttext=0x08000000", "-Wl,-Tdata=0x20000000", "-Wl,-n"]
        command = ["arm-none-eabi-gcc", *flags, "-nostdlib", "-O1", *addresses, str(source), "-o", str(path)]
        subprocess.run(command, check=True, capture_output=True)
        return path

    def test_cortex_m7_code_is_refused_by_a_cortex_m3(self, tmp_path: Path) -> None:
        image = read_image(self.build(tmp_path, "-mcpu=cortex-m7", "-mthumb"))
        with pytest.raises(
            VBoardError, match=r"built for ARMv7E-M, but bluepill has a Cortex-M3 \(ARMv7-M\)"
        ):
            check_image(image, BLUEPILL)

    def test_application_processors_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(VBoardError, match="A-profile core"):
            read_image(self.build(tmp_path, "-mcpu=cortex-a9"))

    def test_ram_is_data_and_zeroed_data_as_binutils_counts_them(self, tmp_path: Path) -> None:
        path = self.build(tmp_path, "-mcpu=cortex-m3", "-mthumb")
        listing = subprocess.run(
            ["arm-none-eabi-size", str(path)], check=True, capture_output=True, text=True
        ).stdout.splitlines()[1]
        _, data, bss, *_ = (int(field) for field in listing.split()[:3])
        assert measure(read_image(path), BLUEPILL).ram == data + bss
