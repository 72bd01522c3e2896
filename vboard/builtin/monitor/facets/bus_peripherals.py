"""Members that every peripheral has in Renode: accesses in other widths and orders of bytes."""

from __future__ import annotations

from vboard.builtin.cpu.core_state import Endianess
from vboard.builtin.monitor.members import Facet, members_of
from vboard.builtin.peripherals.base import BusPeripheral, Peripheral
from vboard.builtin.types import Byte, Long, UInt, ULong, UShort


@members_of(Peripheral)
class PeripheralMembers(Facet[Peripheral]):
    """What is known of any peripheral."""

    def GetEndianness(self, defaultEndianness: Endianess | None = None) -> Endianess:
        """Order of bytes."""
        return Endianess.LittleEndian

    def IsHostEndian(self) -> bool:
        """Whether that is the host's."""
        return True


@members_of(BusPeripheral)
class TranslatedAccess(Facet[BusPeripheral]):
    """Accesses that Renode makes of others.

    `…UsingDoubleWord` makes narrow accesses of 32-bit ones, `…NotTranslated` are those of the model itself,
    `…BigEndian` swap the bytes.
    """

    def ReadByteUsingDoubleWord(self, address: Long) -> Byte:
        """A byte of a 32-bit register."""
        return self._part(address, 1)

    def ReadWordUsingDoubleWord(self, address: Long) -> UShort:
        """Half of a 32-bit register."""
        return self._part(address, 2)

    def ReadQuadWordUsingDoubleWord(self, address: Long) -> ULong:
        """Two 32-bit registers."""
        return self._word(address) | self._word(address + 4) << 32

    def WriteByteUsingDoubleWord(self, address: Long, value: Byte) -> None:
        """Replace a byte of a 32-bit register."""
        self._replace(address, 1, value)

    def WriteWordUsingDoubleWord(self, address: Long, value: UShort) -> None:
        """Replace half of a 32-bit register."""
        self._replace(address, 2, value)

    def WriteQuadWordUsingDoubleWord(self, address: Long, value: ULong) -> None:
        """Write two 32-bit registers."""
        self.target.write(address, 4, value & 0xFFFFFFFF)
        self.target.write(address + 4, 4, value >> 32)

    def ReadDoubleWordBigEndian(self, address: Long) -> UInt:
        """A register with its bytes swapped."""
        return int.from_bytes(self._word(address).to_bytes(4, "little"), "big")

    def WriteDoubleWordBigEndian(self, address: Long, value: UInt) -> None:
        """Write a register with its bytes swapped."""
        self.target.write(address, 4, int.from_bytes(value.to_bytes(4, "little"), "big"))

    def ReadByteNotTranslated(self, address: Long) -> Byte:
        """The model's own access."""
        return self.target.read(address, 1)

    def ReadWordNotTranslated(self, address: Long) -> UShort:
        """The model's own access."""
        return self.target.read(address, 2)

    def ReadDoubleWordNotTranslated(self, address: Long) -> UInt:
        """The model's own access."""
        return self._word(address)

    def WriteByteNotTranslated(self, address: Long, value: Byte) -> None:
        """The model's own access."""
        self.target.write(address, 1, value)

    def WriteWordNotTranslated(self, address: Long, value: UShort) -> None:
        """The model's own access."""
        self.target.write(address, 2, value)

    def WriteDoubleWordNotTranslated(self, address: Long, value: UInt) -> None:
        """The model's own access."""
        self.target.write(address, 4, value)

    def _word(self, address: int) -> int:
        return self.target.read(address, 4)

    def _part(self, address: int, width: int) -> int:
        return self._word(address & ~3) >> 8 * (address & 3) & ((1 << 8 * width) - 1)

    def _replace(self, address: int, width: int, value: int) -> None:
        shift, mask = 8 * (address & 3), (1 << 8 * width) - 1
        kept = self._word(address & ~3) & ~(mask << shift)
        self.target.write(address & ~3, 4, (kept | (value & mask) << shift) & 0xFFFFFFFF)
