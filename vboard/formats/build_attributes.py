"""Build attributes of Arm object files (Addenda to the ABI for the Arm architecture, IHI 0045, section 3)."""

from __future__ import annotations

SECTION = ".ARM.attributes"
CPU_ARCH, CPU_ARCH_PROFILE = 6, 7
_VERSION = b"A"
_VENDOR = b"aeabi"
_FILE = 1
_TEXTS = (4, 5)
"""Tags below 32 whose value is a text; of those above, the odd ones' are."""
_COMPATIBILITY = 32
"""Its value is a number and a text."""


def read_build_attributes(content: bytes) -> dict[int, int]:
    """Numbers that the whole file's attributes say, by tag; texts are left out.

    Args:
        content: the section `.ARM.attributes`.

    Raises:
        IndexError: it ends too early.
    """
    found: dict[int, int] = {}
    at = 1
    if content[:1] != _VERSION:
        return found
    while at + 4 <= len(content):
        length = int.from_bytes(content[at : at + 4], "little")
        if length < 4:
            break
        vendor, _, parts = content[at + 4 : at + length].partition(b"\0")
        if vendor == _VENDOR:
            _read_parts(parts, found)
        at += length
    return found


def _read_parts(parts: bytes, found: dict[int, int]) -> None:
    at = 0
    while at < len(parts):
        tag, begin = _uleb(parts, at)
        size = int.from_bytes(parts[begin : begin + 4], "little")
        if size <= 4:
            return
        if tag == _FILE:
            _read_attributes(parts[begin + 4 : at + size], found)
        at += size


def _read_attributes(content: bytes, found: dict[int, int]) -> None:
    at = 0
    while at < len(content):
        tag, at = _uleb(content, at)
        is_text = tag in _TEXTS or (tag > _COMPATIBILITY and tag % 2 == 1)
        if not is_text:
            found[tag], at = _uleb(content, at)
        if is_text or tag == _COMPATIBILITY:
            at = content.index(b"\0", at) + 1 if b"\0" in content[at:] else len(content)


def _uleb(content: bytes, at: int) -> tuple[int, int]:
    """A number in groups of 7 bits, lowest first, and the offset behind it."""
    value = shift = 0
    while True:
        byte = content[at]
        value |= (byte & 0x7F) << shift
        shift += 7
        at += 1
        if not byte & 0x80:
            return value, at
