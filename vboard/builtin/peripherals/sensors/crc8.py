"""Check bytes of humidity sensors: CRC-8 of the polynomial x^8 + x^5 + x^4 + 1, the highest bit first."""

from __future__ import annotations

POLYNOMIAL = 0x31


def crc8(data: bytes, start: int) -> int:
    """The check byte of `data`; sensors begin with 0 or 0xFF."""
    value = start
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value << 1 ^ (POLYNOMIAL if value & 0x80 else 0)) & 0xFF
    return value


def with_check(word: int, start: int) -> bytes:
    """A word of 16 bits, the upper byte first, with its check byte behind it."""
    data = word.to_bytes(2, "big")
    return data + bytes([crc8(data, start)])
