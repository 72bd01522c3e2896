"""Control blocks of the EFR32 Series 2 (EFR32xG24 reference manual): what their models share."""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.peripherals.register_table import status, writes
from vboard.builtin.peripherals.silabs.alias_registers import AliasPeripheral


class Series2Block(AliasPeripheral):
    """A block with a lock: any value of LOCK but KEY sets STATUS.LOCK, which is all that it does here.

    As in Renode 1.16.1 a reset leaves the registers alone.
    """

    KEY: ClassVar[int]

    def Reset(self) -> None:
        """Nothing changes."""

    @writes("LOCK.LOCKKEY")
    def _lock(self, value: int) -> None:
        self.named["STATUS"]["LOCK"] = int(value != self.KEY)


class Oscillator(Series2Block):
    """An oscillator that is ready while it is forced on."""

    missing = "frequencies, requests by what it clocks, the effect of the lock"

    @status("STATUS.RDY", "STATUS.ENS")
    def _runs(self) -> int:
        return self.named["CTRL"]["FORCEEN"]
