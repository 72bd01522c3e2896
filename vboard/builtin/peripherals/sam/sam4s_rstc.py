"""Miscellaneous.SAM4S_RSTC: reset controller (SAM4S datasheet, section 14.5)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import TablePeripheral, written
from vboard.builtin.registry import renode_type

KEY = 0xA5


@renode_type("Miscellaneous.SAM4S_RSTC")
class SAM4S_RSTC(TablePeripheral):
    """Output IRQ."""

    size = 0x10
    IRQ: GPIO
    missing = "reset pins, cause of the last reset"
    table = """
        0x000  CR : PROCRST 0 w, PERRST 2 w, EXTRST 3 w, KEY 31:24 w
        0x004  SR : URSTS 0 r, RSTTYP 10:8, NRSTL 16 r, SRCMP 17 r
        0x008  MR : URSTEN 0 -, URSTIEN 4 -, ERSTL 11:8 -, KEY 31:24 -
    """

    @written("CR")
    def _command(self) -> None:
        if self.named["CR"]["KEY"] == KEY and self.named["CR"]["PROCRST"]:
            self.reset_machine()

    def reset_machine(self) -> None:
        """Reset the machine, as the watchdog asks for too."""
        self.env.request_reset()
