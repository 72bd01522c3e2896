"""Firmware images: is this file for this board, and how much flash and RAM does it take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple

from vboard.boards.board import Board, Region
from vboard.errors import VBoardError
from vboard.formats import suffixes
from vboard.formats.suffixes import EXPECTED
from vboard.images.plain_image import LARGEST, Chunks, as_elf, is_binary, read_chunks

_ARCHITECTURES = {
    10: "ARMv7-M",
    11: "ARMv6-M",
    12: "ARMv6S-M",
    13: "ARMv7E-M",
    16: "ARMv8-M.base",
    17: "ARMv8-M.main",
    21: "ARMv8.1-M.main",
}
"""Tag_CPU_arch of M-profile cores (Arm IHI 0045, build attributes)."""
_MICROCONTROLLER = ord("M")
_ALLOCATED = 0x2  # SHF_ALLOC
_ELF = b"\x7fELF"


class Segment(NamedTuple):
    """A loadable segment: stored at `load`, used at `run`; bytes in the file and in memory."""

    load: int
    run: int
    stored: int
    size: int


@dataclass(frozen=True)
class Image:
    """What the suite needs to know of an image.

    Attributes:
        path: the file that the user named.
        architecture: empty where none is noted.
        sections: allocated sections: name, run address, bytes; None where the file tells of none.
        elf: the image as an ELF file, `path` itself where that is one.
        vectors: initial stack pointer and reset vector, where the lowest bytes are plain ones.
        as_it_is: a script of the user's loads `path` by itself, by whatever command suits it.
    """

    path: Path
    architecture: str
    segments: tuple[Segment, ...]
    sections: tuple[tuple[str, int, int], ...] | None
    elf: Path
    as_it_is: bool = False
    vectors: tuple[int, int] = (0, 0)

    @property
    def loadable(self) -> Path:
        """What `$bin` of a script names."""
        return self.path if self.as_it_is else self.elf


class Usage(NamedTuple):
    """Bytes of flash and RAM that an image takes on a board; RAM is None where the image does not tell."""

    flash: int
    ram: int | None


def read_image(path: Path, base: int | None = None) -> Image:
    """Read an image: ELF, Intel HEX, S-records, UF2, or plain bytes (`.bin`, which go to `base`).

    Raises:
        VBoardError: missing, unreadable, no image, no 32-bit little-endian Arm executable.
    """
    try:
        with path.open("rb") as stream:
            if stream.read(4) == _ELF:
                _refuse_base(path, base)
                return _read_elf(path, stream)
            stream.seek(0)
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise VBoardError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    if not content:
        raise VBoardError(f"{path}: empty file ({EXPECTED})")
    if len(content) > LARGEST:
        raise VBoardError(f"{path}: larger than any firmware image ({LARGEST >> 20} MiB)")
    if not is_binary(path):
        _refuse_base(path, base)
    chunks = read_chunks(path, content, base)
    if chunks is None:
        what = "not an ELF file" if path.suffix.lower() in suffixes.ELF else f"no firmware image ({EXPECTED})"
        raise VBoardError(f"{path}: {what}")
    return image_of(path, chunks)


def image_of(path: Path, chunks: Chunks) -> Image:
    """The image that puts these bytes at these addresses.

    Raises:
        VBoardError: the cache cannot be written.
    """
    segments = tuple(Segment(address, address, len(data), len(data)) for address, data in chunks)
    vectors = chunks[0][1][:8].ljust(8, b"\0")
    words = int.from_bytes(vectors[:4], "little"), int.from_bytes(vectors[4:], "little")
    return Image(path, "", segments, None, as_elf(path, chunks), vectors=words)


def _refuse_base(path: Path, base: int | None) -> None:
    if base is not None:
        raise VBoardError(f"--base 0x{base:X}: {path} says its addresses itself; --base is for .bin files")


def _read_elf(path: Path, stream: IO[bytes]) -> Image:
    from elftools.common.exceptions import ELFError
    from elftools.elf.elffile import ELFFile

    try:
        return _describe(path, ELFFile(stream))
    except VBoardError:
        raise
    except (ELFError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
        # pyelftools meets damaged headers with whatever its parsing stumbles over.
        raise VBoardError(f"{path}: damaged ELF file") from error


def _describe(path: Path, elf: Any) -> Image:
    machine = elf.get_machine_arch()
    kind = elf["e_type"]
    if machine != "ARM" or elf.elfclass != 32 or not elf.little_endian:
        raise VBoardError(
            f"{path}: ELF file for {machine} ({elf.elfclass} bit), expected 32-bit little-endian ARM"
        )
    if kind != "ET_EXEC":
        raise VBoardError(f"{path}: ELF file of type {kind}, expected an executable (ET_EXEC)")
    segments = tuple(
        Segment(s["p_paddr"], s["p_vaddr"], s["p_filesz"], s["p_memsz"])
        for s in elf.iter_segments()
        if s["p_type"] == "PT_LOAD" and s["p_memsz"]
    )
    if not any(segment.stored for segment in segments):
        raise VBoardError(f"{path}: has nothing to load")
    sections = tuple(
        (s.name, s["sh_addr"], s["sh_size"])
        for s in elf.iter_sections()
        if s["sh_flags"] & _ALLOCATED and s["sh_size"]
    )
    return Image(path, _architecture(path, elf), segments, sections, path)


def _architecture(path: Path, elf: Any) -> str:
    section = elf.get_section_by_name(".ARM.attributes")
    if section is None:
        return ""
    tags = {
        attribute.tag: attribute.value
        for subsection in section.subsections
        for group in subsection.subsubsections
        for attribute in group.attributes
    }
    profile = tags.get("TAG_CPU_ARCH_PROFILE", _MICROCONTROLLER)
    if profile != _MICROCONTROLLER:
        raise VBoardError(f"{path}: built for an Arm {chr(profile)}-profile core, expected Cortex-M")
    number = tags.get("TAG_CPU_ARCH")
    return "" if number is None else _ARCHITECTURES.get(number, f"architecture {number}")


def _region(board: Board, address: int) -> Region | None:
    return next((r for r in (*board.flashes, *board.ram) if r.start <= address < r.end), None)


def check_image(image: Image, board: Board) -> None:
    """Refuse an image that the board cannot execute or hold.

    Raises:
        VBoardError: wrong architecture, or a segment outside the board's memories.
    """
    if image.architecture and board.architectures and image.architecture not in board.architectures:
        raise VBoardError(
            f"{image.path}: built for {image.architecture}, but {board.name} has a {board.core} "
            f"({board.architectures[-1]})"
        )
    if not board.flash.size:  # a user's own board that nobody has looked at
        return
    if is_binary(image.path) and image.sections is None:
        _check_vectors(image, board)
    for segment in image.segments:
        ranges = [(segment.load, segment.stored), (segment.run, segment.size)]
        for address, size in ranges:
            region = _region(board, address)
            if size and (region is None or address + size > region.end):
                memories = ", ".join(
                    f"{r.name} 0x{r.start:08X} {r.size // 1024} KiB" for r in (board.flash, *board.ram)
                )
                raise VBoardError(
                    f"{image.path}: {size} bytes at 0x{address:08X} do not fit {board.name} ({memories})"
                )


def _check_vectors(image: Image, board: Board) -> None:
    """Refuse plain bytes that cannot begin with a vector table (Armv7-M ARM, DDI 0403, B1.5.3)."""
    stack, reset = image.vectors
    stack_fits = stack % 4 == 0 and any(r.start < stack <= r.end for r in board.ram)
    reset_fits = reset & 1 and any(s.run <= reset < s.run + s.size for s in image.segments)
    if not stack_fits and not reset_fits:
        raise VBoardError(
            f"{image.path}: no vector table at 0x{image.segments[0].load:08X} (stack pointer 0x{stack:08X}, "
            f"reset 0x{reset:08X}); another address: --base"
        )


def measure(image: Image, board: Board) -> Usage:
    """Count flash (stored bytes) and RAM (sections that live in a RAM, reserved stack included)."""
    flash = sum(s.stored for s in image.segments if _region(board, s.load) in board.flashes)
    if image.sections is None:
        return Usage(flash, None)
    ram = sum(
        size for _, address, size in image.sections if _region(board, address) not in (None, *board.flashes)
    )
    return Usage(flash, ram)
