"""GPIOPort.CC2538_GPIO: general-purpose inputs/outputs (CC2538 user guide, section 9.2).

Address bits 9 to 2 of an access to DATA are its mask. As Renode 1.16.1 models it, RIS latches enabled pins
that are inputs alone.
"""

from __future__ import annotations

from vboard.builtin.machine.device_register import DeviceRegister, DirectRegister
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.output_latch import LatchOp, OutputLatch, Undriven
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, writes, written
from vboard.builtin.registry import renode_type

PINS = 8
DATA_END = 0x400
ALL = (1 << PINS) - 1
DIRECT_MASKS = (*(1 << pin for pin in range(PINS)), ALL)
"""Of writes to DATA: one pin and all of them; others are the model's."""


@renode_type("GPIOPort.CC2538_GPIO")
class CC2538_GPIO(TablePeripheral):
    """Lines in and out 0-7, and IRQ."""

    line_count = PINS
    default_gpio = "IRQ"
    IRQ: GPIO
    missing = "wake-up, alternate functions"
    table = """
        0x400  DIR                : DIR 7:0
        0x404  IS                 : IS 7:0
        0x408  IBE                : IBE 7:0
        0x40C  IEV                : IEV 7:0
        0x410  IE                 : IE 7:0
        0x414  RIS                : RIS 7:0 r
        0x418  MIS                : MIS 7:0 r
        0x41C  IC                 : IC 7:0 w
        0x420  AFSEL              : AFSEL 7:0 -
        0x520  GPIOLOCK           : LOCK 31:0 -
        0x524  GPIOCR             : CR 7:0 -
        0x700  PMUX               : PMUX 7:0 -
        0x704  P_EDGE_CTRL        : P_EDGE_CTRL 31:0 -
        0x708  USB_CTRL           : USB_CTRL 0 -
        0x710  PI_IEN             : PI_IEN 31:0 -
        0x718  IRQ_DETECT_ACK     : IRQ_DETECT_ACK 31:0 -
        0x71C  USB_IRQ_ACK        : USB_IRQ_ACK 0 -
        0x720  IRQ_DETECT_UNMASK  : IRQ_DETECT_UNMASK 31:0 -
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.latch = OutputLatch(self.lines)
        self.latch.driven = 0
        self._levels = 0
        self._data = {mask: DeviceRegister() for mask in DIRECT_MASKS}
        for mask, register in self._data.items():
            register.define_access(host_writes=False)
            register.drive(self.latch, mask, 0, LatchOp.REPLACE, Undriven.STORED, False, True)

    def Reset(self) -> None:
        self._levels = self.latch.bits = self.latch.driven = 0
        super().Reset()

    def direct_registers(self) -> list[DirectRegister]:
        data = [DirectRegister(mask << 2, register, False, True) for mask, register in self._data.items()]
        return [*data, *super().direct_registers()]

    special_reads = frozenset[int]()
    special_writes = frozenset[int]()

    def read32(self, offset: int) -> int:
        if offset >= DATA_END:
            return super().read32(offset)
        outputs = self.latch.driven
        return (self.latch.bits & outputs | self._levels & ~outputs) & offset >> 2

    def write32(self, offset: int, value: int) -> None:
        if offset >= DATA_END:
            super().write32(offset, value)
            return
        mask = offset >> 2
        self.latch.bits = self.latch.bits & ~mask & ALL | value & mask & ALL
        self._drive()

    @written("DIR")
    def _drive(self) -> None:
        outputs = self.latch.driven = self.named["DIR"].value
        for pin, line in enumerate(self.lines):
            if outputs >> pin & 1:
                line.Set(bool(self.latch.bits >> pin & 1))
        self._update()

    def OnGPIO(self, number: int, value: bool) -> None:
        """The outside drives pin `number`."""
        if not 0 <= number < PINS:
            self.warn_of_renode_fault(f"input {number} of {PINS} throws ArgumentOutOfRangeException")
            return
        bit, named = 1 << number, self.named
        changed = bool(self._levels & bit) != value
        self._levels = self._levels | bit if value else self._levels & ~bit
        wanted = named["IBE"].value & bit or bool(named["IEV"].value & bit) == value
        if changed and wanted and not named["IS"].value & bit:
            named["RIS"].value |= bit & named["IE"].value & ~named["DIR"].value
        self._update()

    @writes("IC.IC")
    def _clear(self, mask: int) -> None:
        self.named["RIS"].value &= ~mask
        self._update()

    @written("IS", "IBE", "IEV", "IE")
    def _update(self) -> None:
        named = self.named
        by_level = ~(self._levels ^ named["IEV"].value) & named["IS"].value
        active = by_level & named["IE"].value & ~named["DIR"].value & 0xFF
        named["RIS"].value |= active
        named["MIS"].value = named["RIS"].value & named["IE"].value
        self.IRQ.Set(bool(named["MIS"].value))
