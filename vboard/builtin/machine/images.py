"""Puts images on a bus: ELF, Intel HEX, S-records, plain binary."""

from __future__ import annotations

from pathlib import Path

from vboard.builtin.machine.decoder import AddressDecoder
from vboard.builtin.machine.elf import Image, ImageError, read_elf
from vboard.builtin.machine.log import LogLevel
from vboard.formats.records import RecordFile, parse_hex, parse_srecord


def load_elf(bus: AddressDecoder, path: Path, virtual: bool = False, core: object | None = None) -> None:
    """Load segments at physical (or virtual) addresses, add symbols, tell the cores.

    Args:
        bus: where the image goes.
        path: the file.
        virtual: use the virtual addresses.
        core: the one core whose view of the bus is loaded, and which is told; None for all.

    Raises:
        ImageError: the file cannot be used.
    """
    image = read_elf(path)
    for segment in image.segments:
        address = segment.virtual if virtual else segment.physical
        write_block(bus, address, segment.data + bytes(segment.zeros), core)
    bus.symbols_of(core, create=True).add(image.symbols, _highest(image, virtual))
    bus.loaded_files.append((path, None))
    if image.lowest_section is not None:
        bus.image_loaded(image.lowest_section, core)


def load_symbols(
    bus: AddressDecoder,
    path: Path,
    virtual: bool = False,
    text_address: int | None = None,
    core: object | None = None,
) -> None:
    """Take only the symbols of an ELF image.

    Args:
        bus: whose symbols they become.
        path: the file.
        virtual: with a text address, count from the virtual addresses.
        text_address: where the lowest segment lies in truth.
        core: the one core whose symbols they become, None for all.

    Raises:
        ImageError: the file cannot be used.
    """
    image = read_elf(path)
    lowest = min(segment.virtual if virtual else segment.physical for segment in image.segments)
    shift = 0 if text_address is None else text_address - lowest
    symbols = [symbol.moved(shift) for symbol in image.symbols]
    bus.symbols_of(core, create=True).add(symbols, _highest(image, virtual) + shift)


def _highest(image: Image, virtual: bool) -> int:
    return max(
        (segment.virtual if virtual else segment.physical) + len(segment.data) + segment.zeros
        for segment in image.segments
    )


def load_binary(
    bus: AddressDecoder,
    path: Path,
    address: int,
    core: object | None = None,
    offset: int = 0,
    size: int | None = None,
) -> None:
    """Load a file as it is, or `size` bytes of it from `offset` on.

    Raises:
        ImageError: the file cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ImageError(f"{path}: {error.strerror or error}") from None
    if size == 0:
        bus.log(LogLevel.WARNING, f"Provided 'size' is zero for {path}, skipping load")
        return
    if offset >= len(data):
        bus.log(LogLevel.WARNING, f"Provided 'offset' for {path} points outside the file, skipping load")
        return
    part = data[offset:] if size is None else data[offset : offset + size]
    if size is not None and len(part) < size:
        left = size - len(part)
        bus.log(LogLevel.WARNING, f"Encountered end of file for {path} with {left} bytes left to read")
    bus.loaded_files.append((path, address))
    write_block(bus, address, part, core)


def load_hex(bus: AddressDecoder, path: Path, core: object | None = None) -> int | None:
    """Load an Intel HEX file; returns the start address that it names.

    Raises:
        ImageError: the file cannot be read.
        RecordError: a record is malformed; the text has the line.
    """
    return _load_records(bus, path, parse_hex(_lines(path)), core)


def load_srecord(bus: AddressDecoder, path: Path, core: object | None = None) -> int | None:
    """Load a file of S-records; returns the start address that it names. Raises as `load_hex`."""
    return _load_records(bus, path, parse_srecord(_lines(path)), core)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("ascii", errors="replace").splitlines()
    except OSError as error:
        raise ImageError(f"{path}: {error.strerror or error}") from None


def _load_records(bus: AddressDecoder, path: Path, records: RecordFile, core: object | None) -> int | None:
    for complaint in records.complaints:
        bus.log(LogLevel.WARNING, f"{path}: {complaint}")
    bus.loaded_files.append((path, None))
    for address, data in records.joined():
        write_block(bus, address, data, core)
    return records.start


def write_block(bus: AddressDecoder, address: int, data: bytes, core: object | None) -> None:
    """Write a part of an image and log it."""
    if data:
        bus.log(LogLevel.INFO, f"Loading block of {len(data)} bytes length at 0x{address:X}.")
        bus.write_bytes(address, data, core)
