"""Puts images on a bus: ELF, Intel HEX, plain binary."""

from __future__ import annotations

from pathlib import Path

from vboard.builtin.machine.decoder import AddressDecoder
from vboard.builtin.machine.elf import ImageError, read_elf
from vboard.builtin.machine.log import LogLevel


def load_elf(bus: AddressDecoder, path: Path, virtual: bool = False) -> None:
    """Load segments at physical (or virtual) addresses, add symbols, tell the cores.

    Raises:
        ImageError: the file cannot be used.
    """
    image = read_elf(path)
    for segment in image.segments:
        address = segment.virtual if virtual else segment.physical
        length = len(segment.data) + segment.zeros
        if length == 0:
            continue
        bus.log(LogLevel.INFO, f"Loading block of {length} bytes length at 0x{address:X}.")
        bus.write_bytes(address, segment.data + bytes(segment.zeros))
    bus.symbols.add(list(image.symbols))
    if image.lowest_section is not None:
        bus.image_loaded(image.lowest_section)


def load_symbols(bus: AddressDecoder, path: Path) -> None:
    """Take only the symbols of an ELF image.

    Raises:
        ImageError: the file cannot be used.
    """
    bus.symbols.add(list(read_elf(path).symbols))


def load_binary(bus: AddressDecoder, path: Path, address: int) -> None:
    """Load a file as it is.

    Raises:
        ImageError: the file cannot be read.
    """
    try:
        bus.write_bytes(address, path.read_bytes())
    except OSError as error:
        raise ImageError(f"{path}: {error.strerror or error}") from None


def load_hex(bus: AddressDecoder, path: Path) -> None:
    """Load an Intel HEX file (record types 0 to 5).

    Raises:
        ImageError: the file cannot be read, or a record is malformed; the text has the line.
    """
    try:
        lines = path.read_text("ascii", errors="replace").splitlines()
    except OSError as error:
        raise ImageError(f"{path}: {error.strerror or error}") from None
    base = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        kind, offset, data = _record(path, number, line.strip())
        if kind == 0:
            bus.write_bytes(base + offset, data)
        elif kind == 1:
            return
        elif kind == 2:
            base = int.from_bytes(data, "big") << 4
        elif kind == 4:
            base = int.from_bytes(data, "big") << 16
        elif kind not in (3, 5):  # start addresses
            raise ImageError(f"{path}:{number}: unknown record type {kind}, expected 0 to 5")


def _record(path: Path, number: int, line: str) -> tuple[int, int, bytes]:
    """Type, offset and data of one record."""
    try:
        if line[0] != ":":
            raise ValueError
        record = bytes.fromhex(line[1:])
        if len(record) < 5 or len(record) != record[0] + 5:
            raise ValueError
    except ValueError:
        raise ImageError(f"{path}:{number}: not an Intel HEX record") from None
    if sum(record) & 0xFF:
        raise ImageError(f"{path}:{number}: wrong checksum")
    return record[3], int.from_bytes(record[1:3], "big"), record[4:-1]
