"""Firmware images: is this ELF for this board, and how much flash and RAM does it take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vboard.boards.board import Board, Region
from vboard.errors import VBoardError

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


@dataclass(frozen=True)
class Segment:
    """A loadable segment: stored at `load`, used at `run`; bytes in the file and in memory."""

    load: int
    run: int
    stored: int
    size: int


@dataclass(frozen=True)
class Image:
    """What the suite needs to know of an ELF file. `architecture` is empty where none is noted."""

    path: Path
    architecture: str
    segments: tuple[Segment, ...]
    sections: tuple[tuple[str, int, int], ...]
    """Allocated sections: name, run address, bytes."""


@dataclass(frozen=True)
class Usage:
    """Bytes of flash and RAM that an image takes on a board."""

    flash: int
    ram: int


def read_image(path: Path) -> Image:
    """Read an ELF file.

    Raises:
        VBoardError: missing, unreadable, no ELF, no 32-bit little-endian Arm executable.
    """
    from elftools.common.exceptions import ELFError
    from elftools.elf.elffile import ELFFile

    try:
        with path.open("rb") as stream:
            if stream.read(4) != b"\x7fELF":
                raise VBoardError(f"{path}: not an ELF file")
            return _describe(path, ELFFile(stream))
    except OSError as error:
        raise VBoardError(f"{path}: {error.strerror or error}") from error
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
    return Image(path, _architecture(path, elf), segments, sections)


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


def measure(image: Image, board: Board) -> Usage:
    """Count flash (stored bytes) and RAM (sections that live in a RAM, reserved stack included)."""
    flash = sum(s.stored for s in image.segments if _region(board, s.load) in board.flashes)
    ram = sum(
        size for _, address, size in image.sections if _region(board, address) not in (None, *board.flashes)
    )
    return Usage(flash, ram)
