"""Miscellaneous.STM32_PWR: power controller of the STM32F4 (RM0090 rev 20, section 5.5).

As Renode 1.16.1 models it: the ready flags of voltage scaling and over-drive follow a write of CR at once.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import (
    Field,
    Mode,
    Register,
    RegisterMap,
    RegisterPeripheral,
    Tag,
    reserved,
    tags,
)
from vboard.builtin.registry import renode_type

_RESET = 0x000FCC00
_SCALE_3 = 1


@renode_type("Miscellaneous.STM32_PWR")
class STM32_PWR(RegisterPeripheral):
    """CR and CSR."""

    size = 0x400
    widths = frozenset({1, 2, 4})

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._cr = Register(
            0x00,
            "CR",
            [
                *tags(0, "LPDS PDDS CWUF CSBF PVDE"),
                Field("PLS", 5, 3),
                Field("DBP", 8),
                *tags(9, "FPDS LPUDS MRUDS"),
                reserved(12, 1),
                Tag("ADCD1", 13),
                Field("VOS", 14, 2, write=self._scale),
                Field("ODEN", 16, write=self._overdrive),
                Field("ODSWEN", 17, write=self._overdrive_switch),
                Field("UDEN", 18, 2),
                reserved(20, 12),
            ],
            reset=_RESET,
        )
        self._csr = Register(
            0x04,
            "CSR",
            [
                *tags(0, "WUF SBF PVDO BRR"),
                *tags(8, "EWUP BER"),
                Field("VOSRDY", 14, mode=Mode.R),
                Field("ODRDY", 16, mode=Mode.R),
                Field("ODSWRDY", 17, mode=Mode.R),
                Field("UDRDY", 18, 2, mode=Mode.RW1C),
            ],
        )
        self.registers = RegisterMap(self, [self._cr, self._csr])

    def _scale(self, value: int) -> None:
        self._cr["VOS"] = value or _SCALE_3
        self._csr["VOSRDY"] = 1

    def _overdrive(self, value: int) -> None:
        if not value:
            self._cr["ODSWEN"] = 0
        self._csr["ODRDY"] = value

    def _overdrive_switch(self, value: int) -> None:
        self._csr["ODSWRDY"] = value
