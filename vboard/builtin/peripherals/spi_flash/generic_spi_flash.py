"""SPI.GenericSpiFlash: serial NOR flash (commands of JEDEC JESD216 and of the MT25Q data sheet, table 19).

Programming and erasing are done at once. A byte is programmed as flash is: bits only become 0.
"""

from __future__ import annotations

import enum
from collections.abc import Callable

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte, Int

ERASED, PAGE, SUBSECTOR, HALF_SECTOR = 0xFF, 0x100, 0x1000, 0x8000
WRITE_ENABLED, READY = 1 << 1, 1 << 7
FOUR_BYTES_FLAG = 1 << 0
DEFAULT_DEVICE_CONFIGURATION = 0
_CAPACITY_CODES = {26: 0x20, 27: 0x21, 28: 0x22}
"""Codes of 64 MiB and more, by the logarithm of the size (MT25Q, table 20); below it is the logarithm."""
SFDP_END = 0xFF


class Command(enum.IntEnum):
    """First bytes of transfers."""

    WRITE_STATUS = 0x01
    PROGRAM = 0x02
    READ = 0x03
    WRITE_DISABLE = 0x04
    READ_STATUS = 0x05
    WRITE_ENABLE = 0x06
    FAST_READ = 0x0B
    FAST_READ_4 = 0x0C
    PROGRAM_4 = 0x12
    READ_4 = 0x13
    ERASE_SUBSECTOR = 0x20
    ERASE_SUBSECTOR_4 = 0x21
    PROGRAM_QUAD = 0x32
    PROGRAM_QUAD_4 = 0x34
    READ_DUAL = 0x3B
    READ_DUAL_4 = 0x3C
    ERASE_HALF_SECTOR = 0x52
    READ_SFDP = 0x5A
    ERASE_HALF_SECTOR_4 = 0x5C
    ERASE_CHIP = 0x60
    ENABLE_RESET = 0x66
    READ_QUAD = 0x6B
    READ_QUAD_4 = 0x6C
    READ_FLAGS = 0x70
    WRITE_VOLATILE = 0x81
    READ_VOLATILE = 0x85
    RESET = 0x99
    READ_ID_2 = 0x9E
    READ_ID = 0x9F
    RELEASE_POWER_DOWN = 0xAB
    READ_NONVOLATILE = 0xB5
    ENTER_4_BYTES = 0xB7
    POWER_DOWN = 0xB9
    READ_DUAL_IO = 0xBB
    ERASE_CHIP_2 = 0xC7
    ERASE_SECTOR = 0xD8
    ERASE_SECTOR_4 = 0xDC
    EXIT_4_BYTES = 0xE9
    READ_QUAD_IO = 0xEB


_FOUR_BYTES = {command for command in Command if command.name.endswith("_4")}
_READS = {
    Command.READ: 0,
    Command.READ_4: 0,
    Command.FAST_READ: 1,
    Command.FAST_READ_4: 1,
    Command.READ_DUAL: 1,
    Command.READ_DUAL_4: 1,
    Command.READ_QUAD: 1,
    Command.READ_QUAD_4: 1,
    Command.READ_DUAL_IO: 1,
    Command.READ_QUAD_IO: 1,
}
"""Commands that read, and bytes between address and data."""
_PROGRAMS = {Command.PROGRAM, Command.PROGRAM_4, Command.PROGRAM_QUAD, Command.PROGRAM_QUAD_4}


@renode_type("SPI.GenericSpiFlash")
class GenericSpiFlash(Peripheral):
    """Its contents are a memory, which may be on the bus too.

    Input 0 is the chip select: high ends a transfer.
    """

    missing = "times of programming and erasing, protection, suspension, one-time area, XIP"

    def __init__(
        self,
        env: Environment,
        underlyingMemory: MappedMemory,
        manufacturerId: Byte,
        memoryType: Byte,
        capacityCode: Byte | None = None,
        writeStatusCanSetWriteEnable: bool = True,
        extendedDeviceId: Byte = 0x40,
        deviceConfiguration: Byte = DEFAULT_DEVICE_CONFIGURATION,
        remainingIdBytes: Byte = 0x10,
        sectorSizeKB: Int = 64,
    ) -> None:
        """Create the memory.

        Args:
            underlyingMemory: its bytes.
            manufacturerId, memoryType, capacityCode: the identification; the last follows from the size.
            writeStatusCanSetWriteEnable: a write of the status may set the write enable bit.
            extendedDeviceId, deviceConfiguration, remainingIdBytes: what follows the identification.
            sectorSizeKB: kilobytes that 0xD8 erases.

        Raises:
            ValueError: the size of the memory is no power of two.
        """
        size = underlyingMemory.Size
        if size & (size - 1):
            raise ValueError(f"Size of the underlying memory must be a power of 2; got 0x{size:X}")
        super().__init__(env)
        self._memory = underlyingMemory
        self._size = size
        bits = size.bit_length() - 1
        capacity = _CAPACITY_CODES.get(bits, bits) if capacityCode is None else capacityCode
        identification = (manufacturerId, memoryType, capacity, remainingIdBytes)
        self._identification = bytes([*identification, extendedDeviceId, deviceConfiguration])
        self._status_sets_enable = writeStatusCanSetWriteEnable
        self._sector = sectorSizeKB << 10
        self.SFDPSignature = b""
        self._erase(0, size)
        self.Reset()

    def Reset(self) -> None:
        self._status = 0
        self._volatile = 0xFB
        self._four_bytes = False
        self._reset_enabled = False
        self._transfer = bytearray()

    def OnGPIO(self, number: int, value: bool) -> None:
        """The chip select changes: high ends a transfer."""
        if number == 0 and value:
            self.FinishTransmission()

    def Transmit(self, data: int) -> int:
        """Exchange a byte."""
        position = len(self._transfer)
        self._transfer.append(data & 0xFF)
        if position == 0:
            self._begin(data)
            return 0
        return self._answer(position)

    def FinishTransmission(self) -> None:
        """The chip select rises: writes and erasures are done."""
        transfer, self._transfer = bytes(self._transfer), bytearray()
        if transfer:
            self._finish(transfer[0], transfer)

    def _begin(self, code: int) -> None:
        if code not in Command.__members__.values():
            self.log(LogLevel.ERROR, f"Command decoding failed on byte: 0x{code:X}")

    # -- reading -------------------------------------------------------------------------------

    def _answer(self, position: int) -> int:
        """The byte at a position of the running transfer, of which 0 is the command."""
        code = self._transfer[0]
        if code in _READS:
            data = position - 1 - self._address_bytes(code) - _READS[Command(code)]
            return self._byte_at(self._address(code) + data) if data >= 0 else 0
        sources: dict[int, Callable[[int], int]] = {
            Command.READ_STATUS: lambda _: self._status,
            Command.READ_FLAGS: lambda _: READY | self._four_bytes * FOUR_BYTES_FLAG,
            Command.READ_ID: self._identity,
            Command.READ_ID_2: self._identity,
            Command.READ_VOLATILE: lambda _: self._volatile,
            Command.READ_NONVOLATILE: lambda _: 0xFF,
            Command.READ_SFDP: self._parameters,
        }
        source = sources.get(code)
        return source(position - 1) if source else 0

    def _identity(self, index: int) -> int:
        return self._identification[index] if index < len(self._identification) else 0

    def _parameters(self, index: int) -> int:
        """Three address bytes and an empty one are before the data of SFDP."""
        if index < 4:
            return 0
        place = int.from_bytes(self._transfer[1:4], "big") + index - 4
        return self.SFDPSignature[place] if place < len(self.SFDPSignature) else SFDP_END

    def _address_bytes(self, code: int) -> int:
        return 4 if self._four_bytes or code in _FOUR_BYTES else 3

    def _address(self, code: int) -> int:
        return int.from_bytes(self._transfer[1 : 1 + self._address_bytes(code)], "big")

    def _byte_at(self, address: int) -> int:
        return self._memory.read(address % self._size, 1)

    # -- writing -------------------------------------------------------------------------------

    def _finish(self, code: int, transfer: bytes) -> None:
        erasures = {
            Command.ERASE_SUBSECTOR: SUBSECTOR,
            Command.ERASE_SUBSECTOR_4: SUBSECTOR,
            Command.ERASE_HALF_SECTOR: HALF_SECTOR,
            Command.ERASE_HALF_SECTOR_4: HALF_SECTOR,
            Command.ERASE_SECTOR: self._sector,
            Command.ERASE_SECTOR_4: self._sector,
        }
        width = self._address_bytes(code)
        address = int.from_bytes(transfer[1 : 1 + width], "big")
        reset_was_enabled, self._reset_enabled = self._reset_enabled, code == Command.ENABLE_RESET
        if code in _PROGRAMS and len(transfer) > 1 + width:
            self._when_enabled(lambda: self._program(address, transfer[1 + width :]))
        elif code in erasures and len(transfer) > width:
            self._when_enabled(lambda: self._erase(address, erasures[Command(code)]))
        elif code in (Command.ERASE_CHIP, Command.ERASE_CHIP_2):
            self._when_enabled(lambda: self._erase(0, self._size))
        elif code == Command.WRITE_STATUS and len(transfer) > 1:
            self._when_enabled(lambda: self._write_status(transfer[1]))
        elif code == Command.WRITE_VOLATILE and len(transfer) > 1:
            self._when_enabled(lambda: setattr(self, "_volatile", transfer[1]))
        elif code == Command.WRITE_ENABLE:
            self._status |= WRITE_ENABLED
        elif code == Command.WRITE_DISABLE:
            self._status &= ~WRITE_ENABLED
        elif code in (Command.ENTER_4_BYTES, Command.EXIT_4_BYTES):
            self._four_bytes = code == Command.ENTER_4_BYTES
        elif code == Command.RESET and reset_was_enabled:
            self.Reset()

    def _when_enabled(self, action: Callable[[], None]) -> None:
        """Do what the write enable bit admits, which it ends."""
        if not self._status & WRITE_ENABLED:
            self.log(LogLevel.ERROR, "Write enable is not set: nothing is written")
            return
        self._status &= ~WRITE_ENABLED
        action()

    def _write_status(self, value: int) -> None:
        kept = 1 | (0 if self._status_sets_enable else WRITE_ENABLED)
        self._status = self._status & kept | value & ~kept

    def _program(self, address: int, data: bytes) -> None:
        """Program at most a page, whose end goes on at its beginning: of more data the last count."""
        page, start = address & -PAGE, address % PAGE
        for index, value in enumerate(data):
            place = (page + (start + index) % PAGE) % self._size
            self._memory.write(place, 1, self._memory.read(place, 1) & value)

    def _erase(self, address: int, size: int) -> None:
        start, end = address % self._size & -size, address % self._size & -size | size - 1
        for place in range(start, min(end + 1, self._size), SUBSECTOR):
            self._memory.write_block(place, bytes([ERASED]) * min(SUBSECTOR, self._size - place))
