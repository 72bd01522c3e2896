"""A transfer control descriptor (TCD) of NXP's enhanced DMA controllers (manuals of S32K3xx and K64, eDMA).

Eight words: SADDR; SOFF, ATTR; NBYTES; SLAST; DADDR; DOFF, CITER; DLAST_SGA; CSR, BITER.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import BusAccess

SIZE = 32
"""Bytes of a descriptor in memory."""
SADDR, ATTRIBUTES, NBYTES, SLAST, DADDR, CURRENT, DLAST, CONTROL = range(8)
"""Words of a descriptor."""
INTMAJOR, INTHALF, DREQ, ESG, MAJORELINK, ESDA = 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 7
SGE, NCE, DOE, DAE, SOE, SAE = (1 << n for n in range(2, 8))
"""Errors as ES shows them."""
LINK = 1 << 15
MOST = 0xFFFF_FFFF


class ScatterError(ValueError):
    """The next descriptor is not at a multiple of 32.

    Attributes:
        bit: the error as ES shows it.
    """

    bit = SGE


def signed(value: int, bits: int) -> int:
    """Two's complement."""
    return value - (1 << bits) if value >> (bits - 1) else value


class Descriptor:
    """What a descriptor says and does. `words` follow it: store them back when it has run."""

    def __init__(self, bus: BusAccess, words: list[int]) -> None:
        self._bus = bus
        self.words = list(words)

    @property
    def _attributes(self) -> int:
        return self.words[ATTRIBUTES] >> 16

    @property
    def _widths(self) -> tuple[int, int]:
        """Bytes of an item of source and destination."""
        return 1 << (self._attributes >> 8 & 7), 1 << (self._attributes & 7)

    @property
    def _offsets(self) -> tuple[int, int]:
        return signed(self.words[ATTRIBUTES] & 0xFFFF, 16), signed(self.words[CURRENT] & 0xFFFF, 16)

    @property
    def _byte_count(self) -> int:
        has_offset = self.words[NBYTES] >> 30
        return self.words[NBYTES] & (0x3FF if has_offset else 0x3FFF_FFFF)

    @property
    def _current(self) -> int:
        return self.words[CURRENT] >> 16

    @property
    def _beginning(self) -> int:
        return self.words[CONTROL] >> 16

    @property
    def _control(self) -> int:
        return self.words[CONTROL] & 0xFFFF

    def errors(self) -> int:
        """Errors of the configuration, as ES shows them."""
        found = 0
        source_width, destination_width = self._widths
        source_offset, destination_offset = self._offsets
        for wrong, bit in (
            (self.words[SADDR] % source_width, SAE),
            (source_offset % source_width, SOE),
            (self.words[DADDR] % destination_width, DAE),
            (destination_offset % destination_width, DOE),
            (self._byte_count % max(source_width, destination_width), NCE),
            ((self._current ^ self._beginning) & LINK, NCE),
            (_count(self._current) == 0, NCE),
        ):
            found |= bit if wrong else 0
        return found

    def move(self) -> None:
        """A minor loop: NBYTES bytes, then its offsets."""
        data = bytearray()
        (source_width, destination_width), (source_step, destination_step) = self._widths, self._offsets
        for _ in range(0, self._byte_count, source_width):
            data += self._read(self.words[SADDR], source_width)
            self._advance(SADDR, source_step, self._attributes >> 11)
        for done in range(0, self._byte_count, destination_width):
            self._write(self.words[DADDR], bytes(data[done : done + destination_width]))
            self._advance(DADDR, destination_step, self._attributes >> 3 & 0x1F)
        nbytes = self.words[NBYTES]
        minor_offset = signed(nbytes >> 10 & 0xF_FFFF, 20)
        for word, enabled in ((SADDR, nbytes >> 31), (DADDR, nbytes >> 30 & 1)):
            if enabled:
                self.words[word] = (self.words[word] + minor_offset) & MOST

    def _read(self, address: int, width: int) -> bytes:
        parts = range(0, width, 4)
        return b"".join(
            self._bus.read(address + i, min(width, 4)).to_bytes(min(width, 4), "little") for i in parts
        )

    def _write(self, address: int, item: bytes) -> None:
        for i in range(0, len(item), 4):
            part = item[i : i + 4]
            self._bus.write(address + i, len(part), int.from_bytes(part, "little"))

    def _advance(self, word: int, step: int, modulo: int) -> None:
        """Advance an address; its upper bits stay where a modulo of 2**modulo bytes is set."""
        mask = (1 << modulo) - 1 if modulo else MOST
        address = self.words[word]
        self.words[word] = address & ~mask & MOST | (address + step) & mask

    def count_down(self) -> int:
        """A minor loop is done: minor loops that are left."""
        left = _count(self._current) - 1
        kept = self._current & ~_mask(self._current)
        self._set_current(kept | left)
        return left

    def _set_current(self, value: int) -> None:
        self.words[CURRENT] = self.words[CURRENT] & 0xFFFF | value << 16

    def interrupts_half_way(self, left: int) -> bool:
        """Whether half of the major loop is done and asks for an interrupt."""
        return bool(self._control & INTHALF) and left == _count(self._beginning) // 2

    def interrupts_at_end(self) -> bool:
        """Whether the end of the major loop asks for an interrupt."""
        return bool(self._control & INTMAJOR)

    def disables_request(self) -> bool:
        """Whether no request follows the major loop."""
        return bool(self._control & DREQ)

    def minor_link(self) -> int | None:
        """The channel that starts after each minor loop but the last one."""
        return self._current >> 9 & 0x1F if self._current & LINK else None

    def major_link(self) -> int | None:
        """The channel that starts after the major loop."""
        return self._control >> 8 & 0x1F if self._control & MAJORELINK else None

    def finish(self) -> None:
        """The major loop is done: adjust addresses, or load the next descriptor.

        Raises:
            ScatterError: that one is not where it can be.
        """
        self._set_current(self._beginning)
        if self._control & ESDA:
            self._bus.write(self.words[SLAST], 4, self.words[DADDR])
        else:
            self.words[SADDR] = (self.words[SADDR] + self.words[SLAST]) & MOST
        if not self._control & ESG:
            self.words[DADDR] = (self.words[DADDR] + self.words[DLAST]) & MOST
            return
        address = self.words[DLAST]
        if address % SIZE:
            raise ScatterError
        self.words = [self._bus.read(address + i, 4) for i in range(0, SIZE, 4)]


def _mask(count: int) -> int:
    """Bits of CITER or BITER that count: fewer when it links channels."""
    return 0x1FF if count & LINK else 0x7FFF


def _count(value: int) -> int:
    return value & _mask(value)
