"""Miscellaneous.SAM4S_EEFC: enhanced embedded flash controller (SAM4S datasheet, section 20.5).

As Renode 1.16.1 models it, the memory is writable at any time, so commands that write a page have nothing
to do; an unknown command sets FLERR, FCR reads back, and a reset leaves the interrupt line alone. Other
than there the unique identifier can be read: it shows at the start of the memory while FRDY is 0 (section
20.4.3.8).
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, written
from vboard.builtin.registry import renode_type

KEY = 0x5A
PAGE = 512
"""Bytes of a page."""

WRITE_PAGE, WRITE_AND_LOCK, ERASE_AND_WRITE, ERASE_WRITE_LOCK, ERASE_ALL = range(1, 6)
START_UNIQUE, STOP_UNIQUE = 0x0E, 0x0F
UNIQUE_IDENTIFIER = b"Virtual SAM part"
ERASE_PAGES, SET_LOCK, CLEAR_LOCK, GET_LOCK = 7, 8, 9, 10
WITHOUT_EFFECT = {
    WRITE_PAGE,
    WRITE_AND_LOCK,
    ERASE_AND_WRITE,
    ERASE_WRITE_LOCK,
    SET_LOCK,
    CLEAR_LOCK,
    GET_LOCK,
}


@renode_type("Miscellaneous.SAM4S_EEFC")
class SAM4S_EEFC(TablePeripheral):
    """Output IRQ: ready, while FRDY of FMR is set."""

    size = 0x200
    default_gpio = "IRQ"
    IRQ: GPIO
    missing = "flash descriptor, lock bits, GPNVM bits, user signature"
    table = """
        0x0  FMR        : FRDY 0, FWS 11:8 -, SCOD 16 -, FAM 24 -, CLOE 26 -
        0x4  FCR        : FCMD 7:0, FARG 23:8, FKEY 31:24
        0x8  FSR  = 0x1 : FRDY 0 r, FCMDE 1 rc, FLOCKE 2 rc, FLERR 3 rc
        0xC  FRR        : FVALUE 31:0 r
    """

    def __init__(self, env: Environment, underlyingMemory: MappedMemory) -> None:
        """Create the controller.

        Args:
            underlyingMemory: the flash.
        """
        super().__init__(env)
        self._memory = underlyingMemory
        self._hidden: bytes | None = None
        """What the unique identifier covers while it shows."""

    def Reset(self) -> None:
        self._show_memory()
        level = self.IRQ.IsSet
        super().Reset()
        self.IRQ.Set(level)

    @written("FCR")
    def _execute(self) -> None:
        command, argument = self.named["FCR"]["FCMD"], self.named["FCR"]["FARG"]
        if self.named["FCR"]["FKEY"] != KEY:
            self.named["FSR"]["FCMDE"] = 1
            return
        size = self._memory.size or 0
        if command == ERASE_ALL:
            self._memory.write_block(0, b"\xff" * size)
        elif command == ERASE_PAGES:
            count = 4 << (argument & 3)
            start = (argument & ~(count - 1)) * PAGE
            self._memory.write_block(start, b"\xff" * max(0, min(count * PAGE, size - start)))
        elif command == START_UNIQUE:
            self._show_identifier()
        elif command == STOP_UNIQUE:
            self._show_memory()
        elif command not in WITHOUT_EFFECT:
            self.log(LogLevel.WARNING, f"Command 0x{command:X} is not modelled")
            self.named["FSR"]["FLERR"] = 1

    def _show_identifier(self) -> None:
        self.warn_of_renode_fault("the unique identifier is not supported")
        if self._hidden is None:
            self._hidden = bytes(self._memory.buffer[: len(UNIQUE_IDENTIFIER)])
            self._memory.write_block(0, UNIQUE_IDENTIFIER)
            self.named["FSR"]["FRDY"] = 0

    def _show_memory(self) -> None:
        if self._hidden is not None:
            self._memory.write_block(0, self._hidden)
            self._hidden = None
            self.named["FSR"]["FRDY"] = 1

    @written("FMR")
    def _update(self) -> None:
        self.IRQ.Set(bool(self.named["FMR"]["FRDY"]))
