"""Image files of text records: Intel HEX and Motorola S-records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from vboard.errors import VBoardError


class RecordError(VBoardError):
    """A record is malformed; the text is Renode's and names the line."""


@dataclass
class RecordFile:
    """What such a file holds.

    Attributes:
        chunks: address and bytes, in the order of the file; neighbours are joined by `joined`.
        start: where execution begins, None when the file does not say.
        complaints: what is wrong without hindering the load.
    """

    chunks: list[tuple[int, bytes]] = field(default_factory=list)
    start: int | None = None
    complaints: list[str] = field(default_factory=list)

    def joined(self) -> list[tuple[int, bytes]]:
        """The chunks by address; those that follow each other without a gap are one."""
        found: list[tuple[int, bytearray]] = []
        for address, data in sorted(self.chunks, key=lambda chunk: chunk[0]):
            if found and found[-1][0] + len(found[-1][1]) == address:
                found[-1][1].extend(data)
            else:
                found.append((address, bytearray(data)))
        return [(address, bytes(data)) for address, data in found]


def parse_hex(lines: Iterable[str]) -> RecordFile:
    """Parse Intel HEX. A wrong checksum is a complaint, as Renode does not look at it.

    Raises:
        RecordError: a malformed record.
    """
    found = RecordFile()
    linear = segment = 0
    ended = False
    for number, line in enumerate(lines, 1):
        if ended:
            raise RecordError(f"Unexpected data after the end of file marker at line #{number}")
        kind, offset, data = _hex_record(line, number, found)
        if kind == 0:
            found.chunks.append((linear << 16 | segment << 4 | offset, data))
        elif kind == 1:
            ended = True
        elif kind == 2:
            segment = int.from_bytes(data[:2], "big")
        elif kind == 3:
            found.start = (int.from_bytes(data[:2], "big") << 4) + int.from_bytes(data[2:4], "big")
        elif kind == 4:
            linear = int.from_bytes(data[:2], "big")
        elif kind == 5:
            found.start = int.from_bytes(data[:4], "big")
    return found


def _hex_record(line: str, number: int, found: RecordFile) -> tuple[int, int, bytes]:
    """Type, offset and data of a record."""
    if len(line) < 11:
        raise RecordError(f"Line is too short error at line #{number}.")
    where = f"Parsing error at line #{number}: {line}."
    try:
        if line[0] != ":":
            raise ValueError
        length, offset, kind = int(line[1:3], 16), int(line[3:7], 16), int(line[7:9], 16)
    except ValueError:
        raise RecordError(f"{where} Could not parse header") from None
    if len(line) < 9 + 2 * length:
        raise RecordError(f"{where} Line too short")
    try:
        data = bytes.fromhex(line[9 : 9 + 2 * length])
    except ValueError:
        raise RecordError(f"{where} Could not parse bytes") from None
    check = line[9 + 2 * length : 11 + 2 * length]
    total = length + (offset >> 8) + offset + kind + sum(data)
    if check.lower() != f"{-total & 0xFF:02x}":
        found.complaints.append(f"wrong checksum at line {number}: {check}, expected {-total & 0xFF:02X}")
    return kind, offset, data


_ADDRESS_DIGITS = {"0": 4, "1": 4, "2": 6, "3": 8, "5": 4, "6": 6, "7": 8, "8": 6, "9": 4}
"""Hexadecimal digits of the address, by the type of a record."""


def parse_srecord(lines: Iterable[str]) -> RecordFile:
    """Parse Motorola S-records.

    Raises:
        RecordError: a malformed record.
    """
    found = RecordFile()
    ended = False
    for number, line in enumerate(lines, 1):
        where = f'at line #{number}:\n"{line}"'
        if ended:
            raise RecordError(f"Unexpected data after the end of file marker at line #{number}")
        kind, address, data = _s_record(line, where)
        if kind in "123":
            found.chunks.append((address, data))
        elif kind == "0" and address != 0:
            raise RecordError(f"Invalid Header record {where}")
        elif kind in "56" and address != len(found.chunks):
            counts = f"(calculated: {len(found.chunks)}, given: {address})"
            raise RecordError(f"Data record count mismatch error {counts} {where}")
        elif kind in "789":
            found.start = address
            ended = True
    return found


def _s_record(line: str, where: str) -> tuple[str, int, bytes]:
    """Type, address and data of a record."""
    if len(line) < 4:
        raise RecordError(f"Line is too short error {where}")
    if line[0] != "S":
        raise RecordError(f"Invalid Start-of-Record {where}")
    try:
        record = bytes.fromhex(line[2:])
    except ValueError:
        raise RecordError(f"Exception while parsing {where}") from None
    if len(record) != record[0] + 1:
        raise RecordError(f"Line length does not match bytes count error {where}")
    digits = _ADDRESS_DIGITS.get(line[1])
    if digits is None:
        raise RecordError(f"{'Reserved' if line[1] == '4' else 'Invalid'} record type {where}")
    if 2 * record[0] < digits + 2:
        raise RecordError(f"Bytes count is too small error {where}")
    expected = 0xFF - sum(record[:-1]) & 0xFF
    if expected != record[-1]:
        sums = f"(calculated: 0x{expected:02X}, given: 0x{record[-1]:02X})"
        raise RecordError(f"Checksum error {sums} {where}")
    end = 1 + digits // 2
    return line[1], int.from_bytes(record[1:end], "big"), record[end:-1]
