"""GPIOPort.RenesasRA_GPIOMisc: write protection of pin functions (RA2L1 user manual, section 18.2.6)."""

from __future__ import annotations

import enum

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral
from vboard.builtin.registry import renode_type

PWPR = 0x3
PFSWE, B0WI = 1 << 6, 1 << 7


class Version(enum.Enum):
    """Series of the device."""

    Default = 0
    RA8 = 1


@renode_type("GPIOPort.RenesasRA_GPIOMisc")
class RenesasRA_GPIOMisc(TablePeripheral):
    """PWPR guards the PmnPFS registers of all ports; the other registers are tags."""

    size = 0x10
    register_width = 1
    table = """
        0x0  PFENET         : PFENET 7:0 -
        0x3  PWPR    = 0x80 : PFSWE 6 r, B0WI 7
        0x5  PWPRS          : PWPRS 7:0 -
        0xC  PRWCNTR        : WAIT 1:0 -
    """

    def __init__(self, env: Environment, version: Version = Version.Default) -> None:
        super().__init__(env)
        if version is Version.RA8:
            self.size = 0x20

    special_writes = frozenset({PWPR})

    def write32(self, offset: int, value: int) -> None:
        if offset == PWPR and not self.named["PWPR"].value & B0WI:
            self.named["PWPR"]["PFSWE"] = int(bool(value & PFSWE))
        super().write32(offset, value)

    @property
    def pins_writable(self) -> bool:
        """Whether PmnPFS registers take writes."""
        return bool(self.named["PWPR"].value & PFSWE)
