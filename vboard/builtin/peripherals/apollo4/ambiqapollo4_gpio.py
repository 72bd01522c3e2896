"""GPIOPort.AmbiqApollo4_GPIO: 128 pins in banks of 32 (Apollo4 SoC datasheet, chapter GPIO)."""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, status, writes
from vboard.builtin.registry import renode_type

PINS, BANKS, BANK = 128, 4, 32
UNLOCKED = 0x73
PUSH_PULL, TRISTATE = 1, 3  # PINCFG.OUTCFG
FALLING, RISING = 1, 2  # PINCFG.IRPTEN
PRIORITIES = ("N0", "N1")


def _interrupts() -> str:
    rows = []
    for number, priority in enumerate(PRIORITIES):
        for offset, name, mode in ((0, "EN", "rw"), (4, "STAT", "r"), (8, "CLR", "w"), (12, "SET", "w")):
            start = 0x2C0 + 0x40 * number + offset
            rows.append(f"0x{start:X}+0x10 MCU{priority}INT{name}[{BANKS}] : {mode}")
    return "\n".join(rows)


@renode_type("GPIOPort.AmbiqApollo4_GPIO")
class AmbiqApollo4_GPIO(TablePeripheral):
    """Lines in and out 0-127, and an interrupt of each bank and priority."""

    size = 0x440
    line_count = PINS
    McuN0IrqBank0: GPIO
    McuN0IrqBank1: GPIO
    McuN0IrqBank2: GPIO
    McuN0IrqBank3: GPIO
    McuN1IrqBank0: GPIO
    McuN1IrqBank1: GPIO
    McuN1IrqBank2: GPIO
    McuN1IrqBank3: GPIO
    effects = tuple(
        f"MCU{priority}INT{name}[] {what} MCU{priority}INTSTAT[]"
        for priority in PRIORITIES
        for name, what in (("CLR", "clears"), ("SET", "sets"))
    )
    interrupts: ClassVar = {
        f"Mcu{priority}IrqBank{bank}": f"MCU{priority}INTSTAT{bank} & MCU{priority}INTEN{bank}"
        for priority in PRIORITIES
        for bank in range(BANKS)
    }
    missing = "open drain, pulls, drive, chip selects, interrupts of the DSPs"
    table = f"""
        0x000+4 PINCFG[{PINS}] = 0x3 : FUNCSEL 3:0, INPEN 4, RDZERO 5, IRPTEN 7:6, OUTCFG 9:8, DS 11:10,
                SR 12,
                PULLCFG 15:13, NCESRC 21:16, NCEPOL 22, VDDPWRSWEN 25, FIEN 26, FOEN 27
        0x200   PADKEY    : rw
        0x204+4 RD[{BANKS}]  : r
        0x214+4 WT[{BANKS}]  : rw
        0x224+4 WTS[{BANKS}] : rw
        0x234+4 WTC[{BANKS}] : rw
        0x244+4 EN[{BANKS}]  : rw
        0x254+4 ENS[{BANKS}] : rw
        0x264+4 ENC[{BANKS}] : rw
        {_interrupts()}
    """
    special_writes = frozenset(range(0, 4 * PINS, 4))

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._levels = [0] * BANKS
        self._outputs = [0] * BANKS
        self._enabled = [0] * BANKS

    def Reset(self) -> None:
        super().Reset()
        self._levels, self._outputs, self._enabled = ([0] * BANKS for _ in range(3))

    def write32(self, offset: int, value: int) -> None:
        if offset < 4 * PINS and self.named["PADKEY"].value != UNLOCKED:
            self.log(LogLevel.WARNING, f"PINCFG{offset // 4} is written while PADKEY locks it")
            return
        super().write32(offset, value)

    def OnGPIO(self, number: int, value: bool) -> None:
        """The outside drives pin `number`."""
        if not 0 <= number < PINS:
            self.log(LogLevel.ERROR, f"There are pins 0 to {PINS - 1}; got {number}")
            return
        if self._set_level(number, value) and self.named[f"PINCFG{number}"]["INPEN"]:
            self._edge(number, value)

    def _set_level(self, pin: int, value: bool) -> bool:
        """Note the level of a pin; tells whether it changed."""
        bank, bit = pin // BANK, 1 << pin % BANK
        changed = bool(self._levels[bank] & bit) != value
        self._levels[bank] = self._levels[bank] | bit if value else self._levels[bank] & ~bit
        return changed

    def _edge(self, pin: int, rising: bool) -> None:
        if not self.named[f"PINCFG{pin}"]["IRPTEN"] & (RISING if rising else FALLING):
            return
        bank, bit = pin // BANK, 1 << pin % BANK
        for priority in PRIORITIES:
            enabled = self.named[f"MCU{priority}INTEN{bank}"].value & bit
            self.named[f"MCU{priority}INTSTAT{bank}"].value |= enabled
        self.interrupt_lines.update()

    @changes("PINCFG.INPEN")
    def _input_enabled(self, pin: int, on: int) -> None:
        if self._levels[pin // BANK] >> pin % BANK & 1:
            self._edge(pin, bool(on))

    @changes("PINCFG.OUTCFG")
    def _configured(self, pin: int, _: int) -> None:
        self._drive(pin // BANK, 1 << pin % BANK)

    def _drive(self, bank: int, mask: int) -> None:
        for bit in range(BANK):
            if not mask >> bit & 1:
                continue
            pin = BANK * bank + bit
            mode = self.named[f"PINCFG{pin}"]["OUTCFG"]
            if mode == PUSH_PULL or (mode == TRISTATE and self._enabled[bank] >> bit & 1):
                level = bool(self._outputs[bank] >> bit & 1)
                self._set_level(pin, level)
                self.lines[pin].Set(level)

    @status("RD.RD")
    def _inputs(self, bank: int) -> int:
        pins = range(BANK * bank, BANK * (bank + 1))
        shown = (self.named[f"PINCFG{pin}"] for pin in pins)
        mask = sum((pin["INPEN"] and not pin["RDZERO"]) << bit for bit, pin in enumerate(shown))
        return self._levels[bank] & mask

    @status("WT.WT")
    def _output(self, bank: int) -> int:
        return self._outputs[bank]

    def _put(self, bank: int, value: int) -> None:
        changed = self._outputs[bank] ^ value
        self._outputs[bank] = value
        self._drive(bank, changed)

    @writes("WT.WT")
    def _put_all(self, bank: int, value: int) -> None:
        self._put(bank, value)

    @writes("WTS.WTS")
    def _set(self, bank: int, mask: int) -> None:
        self._put(bank, self._outputs[bank] | mask)

    @writes("WTC.WTC")
    def _clear(self, bank: int, mask: int) -> None:
        self._put(bank, self._outputs[bank] & ~mask)

    @status("EN.EN", "ENS.ENS", "ENC.ENC")
    def _enables(self, bank: int) -> int:
        return self._enabled[bank]

    def _enable(self, bank: int, value: int) -> None:
        changed = self._enabled[bank] ^ value
        self._enabled[bank] = value
        self._drive(bank, changed)

    @writes("EN.EN")
    def _set_enables(self, bank: int, value: int) -> None:
        self._enable(bank, value)

    @writes("ENS.ENS")
    def _enable_more(self, bank: int, mask: int) -> None:
        self._enable(bank, self._enabled[bank] | mask)

    @writes("ENC.ENC")
    def _enable_less(self, bank: int, mask: int) -> None:
        self._enable(bank, self._enabled[bank] & ~mask)
