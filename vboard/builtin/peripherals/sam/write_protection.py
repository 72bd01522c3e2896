"""Write protection of SAM blocks (SAM4S datasheet, section 33.8.11 for the SPI): what their models share."""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, written


class WriteProtected(TablePeripheral):
    """A block whose table has WPMR and WPSR.

    Attributes:
        KEY: value of WPMR.WPKEY that the block takes.
        protected: offsets of the registers; a subclass names them in `special_writes` too.
    """

    KEY: ClassVar[int]
    protected: ClassVar[frozenset[int]]
    special_writes = frozenset[int]()

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._protected = False

    def Reset(self) -> None:
        super().Reset()
        self._protected = False

    def write32(self, offset: int, value: int) -> None:
        if self._protected and offset in self.protected:
            self.named["WPSR"].value = offset << 8 | 1
            self.log(LogLevel.WARNING, f"Write to offset 0x{offset:X}, which is write-protected")
            return
        super().write32(offset, value)

    @written("WPMR")
    def _protect(self) -> None:
        mode = self.named["WPMR"]
        if mode["WPKEY"] == self.KEY:
            self._protected = bool(mode["WPEN"])
