"""MTD.STM32F4_FlashController: flash memory interface of the STM32F4 (RM0090 rev 20, section 3.9).

As Renode 1.16.1 models it: keys unlock CR and OPTCR, sectors and the whole memory are erased at once, and SR
never reports anything. Programming needs no controller, for the memory is writable at any time. The option
bytes are a region of their own, registered by
`new Bus.BusMultiRegistration { address: A; size: S; region: "optionBytes" }`.
"""

from __future__ import annotations

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import BusPeripheral, Environment
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

_CR, _OPTCR = 0x10, 0x14
_CONTROL_KEYS = (0x45670123, 0xCDEF89AB)
_OPTION_KEYS = (0x08192A3B, 0x4C5D6E7F)

_KIB = 1024
_SMALL, _MEDIUM, _LARGE = 16 * _KIB, 64 * _KIB, 128 * _KIB
# As in Renode: five small ones, then one of 64 KiB. Silicon has four, and the medium one fifth.
SECTORS = {
    **{n: (n * _SMALL, _SMALL) for n in range(5)},
    5: (2 * _MEDIUM, _MEDIUM),
    **{n: ((n - 4) * _LARGE, _LARGE) for n in range(6, 12)},
}
"""Offset and size of each sector in bytes."""


class KeyLock:
    """Opens when its keys are written in order; a wrong one keeps it shut until reset."""

    def __init__(self, keys: tuple[int, ...]) -> None:
        self._keys = keys
        self.reset()

    def reset(self) -> None:
        """Locked, and ready for the first key."""
        self.locked = True
        self._next: int | None = 0

    def lock(self) -> None:
        """Locked by software."""
        self.reset()

    def take(self, value: int) -> None:
        """A write to the key register."""
        if self._next is None or not self.locked:
            return
        if value != self._keys[self._next]:
            self._next = None
            return
        self._next += 1
        self.locked = self._next < len(self._keys)


class OptionBytes(BusPeripheral):
    """The option bytes' region: read only."""

    widths = frozenset({1, 2, 4})

    def __init__(self, owner: STM32F4_FlashController) -> None:
        super().__init__(owner.env)
        self._owner = owner
        user: list[Field | Tag] = [*tags(5, "WDG_SW nRST_STOP nRST_STDBY"), Field("RDP", 8, 8)]
        self.user = Register(0x0, "RDP", user, reset=0xAAEC)
        self.protection = Register(0x8, "WRP", [Field("nWRPi", 0, 12), Tag("SPRMOD", 15)], reset=0xFFF)
        self._registers = RegisterMap(owner, [self.user, self.protection])

    def read(self, offset: int, width: int) -> int:
        return self._registers.read(offset)

    def write(self, offset: int, width: int, value: int) -> None:
        self._owner.log(
            LogLevel.ERROR, f"Attempt to write 0x{value:08X} to {offset} in the option bytes region"
        )


@renode_type("MTD.STM32F4_FlashController")
class STM32F4_FlashController(RegisterPeripheral):
    """Registers of the interface; `flash` is the memory that it erases."""

    size = 0x400
    widths = frozenset({1, 2, 4})

    def __init__(self, env: Environment, flash: MappedMemory) -> None:
        super().__init__(env)
        self._flash = flash
        self._control = KeyLock(_CONTROL_KEYS)
        self._option = KeyLock(_OPTION_KEYS)
        self._option_bytes = OptionBytes(self)
        self._cr = Register(
            _CR,
            "CR",
            [
                Tag("PG", 0),
                Field("SER", 1),
                Field("MER", 2),
                Field("SNB", 3, 4),
                Tag("PSIZE", 8, 2),
                Field("STRT", 16, mode=Mode.R, write=self._start),
                *tags(24, "EOPIE ERRIE"),
                Field("LOCK", 31, mode=Mode.R, status=lambda: int(self._control.locked), write=self._lock),
            ],
        )
        self._optcr = Register(
            _OPTCR,
            "OPTCR",
            [
                Field(
                    "OPTLOCK",
                    0,
                    mode=Mode.R,
                    status=lambda: int(self._option.locked),
                    write=self._lock_options,
                ),
                Field("OPTSTRT", 1, mode=Mode.R, write=self._store_options),
                Tag("BOR_LEV", 2, 2),
                Tag("USER", 5, 2),
                Field("RDP", 8, 8),
                Field("nWRP", 16, 12),
                Tag("SPRMOD", 31),
            ],
            reset=0x0FFFAAED,
        )
        self.registers = RegisterMap(
            self,
            [
                Register(
                    0x00,
                    "ACR",
                    [
                        Field("LATENCY", 0, 4),
                        reserved(4, 4),
                        *tags(8, "PRFTEN ICEN DCEN ICRST DCRST"),
                        reserved(13, 19),
                    ],
                ),
                Register(0x04, "KEYR", [Field("FLASH_KEYR", 0, 32, Mode.W, write=self._control.take)]),
                Register(0x08, "OPTKEYR", [Field("FLASH_OPTKEYR", 0, 32, Mode.W, write=self._option.take)]),
                Register(
                    0x0C,
                    "SR",
                    [
                        *tags(0, "EOP OPERR"),
                        *tags(4, "WRPERR PGAERR PGPERR PGSERR RDERR"),
                        Tag("BSY", 16),
                    ],
                ),
                self._cr,
                self._optcr,
            ],
        )

    def bus_region(self, name: str) -> BusPeripheral:
        """The region that a `BusMultiRegistration` names.

        Raises:
            LookupError: there is no such region.
        """
        if name != "optionBytes":
            raise LookupError(f'No region "{name}" is available for {type(self).__name__}')
        return self._option_bytes

    def Reset(self) -> None:
        kept = self._optcr["RDP"], self._optcr["nWRP"]
        super().Reset()
        self._optcr["RDP"], self._optcr["nWRP"] = kept
        self._control.reset()
        self._option.reset()

    special_writes = frozenset({_CR, _OPTCR})

    def write32(self, offset: int, value: int) -> None:
        locked = {_CR: (self._control, "Control"), _OPTCR: (self._option, "OptionControl")}.get(offset)
        if locked is not None and locked[0].locked:
            message = f"Attempted to write 0x{value:08X} to a locked {locked[1]} register. Ignoring..."
            self.log(LogLevel.WARNING, message)
            return
        super().write32(offset, value)

    def _lock(self, value: int) -> None:
        if value:
            self._control.lock()

    def _lock_options(self, value: int) -> None:
        if value:
            self._option.lock()

    def _store_options(self, value: int) -> None:
        if value:
            self._option_bytes.user["RDP"] = self._optcr["RDP"]
            self._option_bytes.protection["nWRPi"] = self._optcr["nWRP"]

    def _start(self, value: int) -> None:
        if not value:
            return
        if self._cr["MER"]:
            for number in SECTORS:
                self._erase(number)
        elif self._cr["SER"]:
            self._erase(self._cr["SNB"])
        else:
            message = "Tried to erase flash, but MER and SER are reset. This should be forbidden, ignoring..."
            self.log(LogLevel.WARNING, message)

    def _erase(self, number: int) -> None:
        if number not in SECTORS:
            message = f"Tried to erase sector {number}, which doesn't exist. Ignoring..."
            self.log(LogLevel.WARNING, message)
            return
        offset, size = SECTORS[number]
        assert self._flash.size is not None
        size = min(size, self._flash.size - offset)
        if size > 0:
            self._flash.write_block(offset, b"\xff" * size)
