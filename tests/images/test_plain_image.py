"""Images that are no ELF: what they load, and what is refused."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.support.elf import make_elf
from tests.support.image_files import as_uf2, convert
from vboard.boards.table import BOARDS
from vboard.errors import VBoardError
from vboard.images.image import Image, Segment, check_image, measure, read_image

FLASH, RAM = 0x0800_0000, 0x2000_0000
CODE = struct.pack("<II", RAM + 0x1000, FLASH + 9) + b"\xfe\xe7" * 300


@pytest.fixture
def elf(tmp_path: Path) -> Path:
    path = tmp_path / "app.elf"
    path.write_bytes(make_elf([(FLASH, FLASH, CODE, len(CODE))]))
    return path


def other_format(elf: Path, suffix: str) -> Path:
    target = elf.with_suffix(suffix)
    if suffix == ".uf2":
        target.write_bytes(as_uf2(FLASH, CODE))
        return target
    return convert(elf, target)


def read(path: Path) -> Image:
    return read_image(path, FLASH if path.suffix == ".bin" else None)


@pytest.mark.parametrize("suffix", [".hex", ".srec", ".bin", ".uf2"])
def test_the_same_bytes_whatever_the_format(elf: Path, suffix: str) -> None:
    image = read(other_format(elf, suffix))
    assert image.segments == (Segment(FLASH, FLASH, len(CODE), len(CODE)),)
    inner = read_image(image.elf)
    assert inner.segments == image.segments
    assert measure(image, BOARDS["bluepill"]).flash == len(CODE)
    assert measure(image, BOARDS["bluepill"]).ram is None


def test_the_name_does_not_matter_where_the_content_tells(elf: Path, tmp_path: Path) -> None:
    copy = tmp_path / "release.txt"
    copy.write_bytes(other_format(elf, ".hex").read_bytes())
    assert read_image(copy).segments == read_image(elf).segments


def test_the_cache_keeps_one_file_for_the_same_bytes(elf: Path) -> None:
    assert read(other_format(elf, ".hex")).elf == read(other_format(elf, ".bin")).elf


def test_plain_bytes_go_where_the_user_says(elf: Path) -> None:
    image = read_image(other_format(elf, ".bin"), FLASH + 0x2000)
    assert image.segments[0].load == FLASH + 0x2000


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.hex", b"", "empty file"),
        ("a.hex", b"\xff\xfe binary", "Line is too short"),
        ("a.hex", b":00000001FF\n", "has nothing to load"),
        ("a.srec", b"S1\n", "Line is too short"),
        ("a.uf2", b"UF3\n", "no UF2 block"),
        ("a.bin", b"\0" * 64, "a binary file says no address: --base ADDRESS"),
        ("README.md", b"# Read me\n", "no firmware image (expected an ELF, .hex, .srec, .uf2 or .bin file)"),
    ],
)
def test_what_is_no_image_is_refused_in_one_line(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(VBoardError) as caught:
        read_image(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_status == 2


def test_an_address_for_a_format_that_has_its_own_is_refused(elf: Path) -> None:
    for path in (elf, other_format(elf, ".hex")):
        with pytest.raises(VBoardError, match=r"--base 0x10: .* says its addresses itself"):
            read_image(path, 0x10)


def test_plain_bytes_without_a_vector_table_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "photo.bin"
    path.write_bytes(b"JFIF photograph, no firmware")
    with pytest.raises(VBoardError, match=r"no vector table at 0x08000000 .*--base"):
        check_image(read_image(path, FLASH), BOARDS["bluepill"])


def test_a_cache_that_cannot_be_written_is_told(
    elf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("VBOARD_CACHE", str(tmp_path / "file"))
    with pytest.raises(VBoardError, match="VBOARD_CACHE names another folder"):
        read(other_format(elf, ".hex"))
