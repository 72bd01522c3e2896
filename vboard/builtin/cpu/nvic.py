"""IRQControllers.NVIC: the System Control Space at 0xE000E000 (ARMv7-M B3.2 to B3.4)."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.cpu.models import ProcessorModel
from vboard.builtin.cpu.nvic_state import (
    FIRST_LINE,
    LINES,
    NMI,
    PENDSV,
    SYSTICK,
    ExceptionState,
)
from vboard.builtin.cpu.scb import SystemControlBlock
from vboard.builtin.cpu.systick import SysTick
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import BusPeripheral, Environment
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte, Long

_ICTR = 7
"""ICTR as Renode 1.16.1 answers it."""
_BITMAPS = {0x100: "enable", 0x180: "disable", 0x200: "pend", 0x280: "unpend", 0x300: "active"}
_IPR, _SHPR, _STIR = 0x400, 0xD18, 0xF00


@renode_type("IRQControllers.NVIC")
class NVIC(BusPeripheral):
    """Interrupt controller with 512 lines, SysTick and the System Control Block.

    Priorities of lines keep the bits of `priorityMask`, those of system exceptions all bits, as in
    Renode 1.16.1. The core that owns the controller sets `attached_model` and listens through
    `on_change`, which is called when an exception may have become deliverable.
    """

    size = 0x1000
    widths = frozenset({1, 2, 4})

    def __init__(
        self,
        env: Environment,
        systickFrequency: Long = 0x19000000,
        priorityMask: Byte = 0xFF,
        haltSystickOnDeepSleep: bool = True,
    ) -> None:
        super().__init__(env)
        self.IRQ = GPIO()
        self.exceptions = ExceptionState(priorityMask)
        self.scb = SystemControlBlock(self.exceptions)
        self.systick = SysTick(env.clock, systickFrequency, lambda: self.pend(SYSTICK))
        self.on_change: Callable[[], None] = lambda: None
        self.on_event: Callable[[], None] = lambda: None
        self.on_fpu_change: Callable[[], None] = lambda: None

    def attach(self, model: ProcessorModel, mpu_regions: int) -> None:
        """Tell the registers which core they belong to."""
        self.scb.model = model
        self.scb.mpu_regions = mpu_regions

    def Reset(self) -> None:
        self.exceptions.reset()
        self.scb.reset()
        self.systick.reset()

    def OnGPIO(self, number: int, value: bool) -> None:
        """External interrupt line `number` changed."""
        if not 0 <= number < LINES:
            raise ValueError(f"NVIC has lines 0 to {LINES - 1}; got {number}")
        before = self.exceptions.pending
        if self.exceptions.set_line(number, value):
            self._pended(before)

    def pend(self, number: int) -> None:
        """Make exception `number` pending."""
        before = self.exceptions.pending
        self.exceptions.pending |= 1 << number
        self._pended(before)

    def _pended(self, before: int) -> None:
        if before != self.exceptions.pending and self.scb.sev_on_pend:
            self.on_event()
        self.on_change()

    # -- bus ----------------------------------------------------------------------------------

    def read(self, offset: int, width: int) -> int:
        if width != 4:
            return self._read_word(offset & ~3) >> 8 * (offset & 3) & ((1 << 8 * width) - 1)
        return self._read_word(offset & ~3)

    def _read_word(self, offset: int) -> int:
        exceptions = self.exceptions
        match offset:
            case 0x004:
                return _ICTR
            case 0x010:
                return self.systick.read_control()
            case 0x014:
                return self.systick.read_load()
            case 0x018:
                return self.systick.read_value()
            case 0x01C:
                return self.systick.calibration
        if 0x100 <= offset < 0x340 and offset & 0x40 == 0:
            bits = {
                "enable": exceptions.enabled, "disable": exceptions.enabled,
                "pend": exceptions.pending, "unpend": exceptions.pending,
                "active": exceptions.active,
            }[_BITMAPS[offset & 0x780]]  # fmt: skip
            return bits >> (FIRST_LINE + 8 * (offset & 0x3F)) & 0xFFFFFFFF
        if _IPR <= offset < _IPR + LINES:
            first = FIRST_LINE + offset - _IPR
            return int.from_bytes(bytes(exceptions.priority[first : first + 4]), "little")
        value = self.scb.read(offset)
        if value is None:
            self.log(LogLevel.WARNING, f"Unhandled read from offset 0x{offset:X}.")
            return 0
        return value

    def write(self, offset: int, width: int, value: int) -> None:
        if _IPR <= offset < _IPR + LINES:
            for i in range(width):
                mask = self.exceptions.priority_mask
                self.exceptions.priority[FIRST_LINE + offset - _IPR + i] = value >> 8 * i & mask
            self._priorities_changed()
        elif _SHPR <= offset < _SHPR + 12:
            for i in range(width):
                number = 4 + offset - _SHPR + i
                self.exceptions.priority[number] = value >> 8 * i & 0xFF
            self._priorities_changed()
        elif width == 4:
            self._write_word(offset, value)
        elif 0x100 <= offset < 0x300:
            self._write_word(offset & ~3, value << 8 * (offset & 3))
        else:
            shift = 8 * (offset & 3)
            mask = ((1 << 8 * width) - 1) << shift
            old = 0 if offset & ~3 in (0xD28, 0xD2C) else self._read_word(offset & ~3)
            self._write_word(offset & ~3, old & ~mask | value << shift)

    def _write_word(self, offset: int, value: int) -> None:
        match offset:
            case 0x010:
                self.systick.write_control(value)
            case 0x014:
                self.systick.write_load(value)
            case 0x018:
                self.systick.write_value()
            case 0xD04:
                self._write_icsr(value)
            case 0xD0C:
                self._write_aircr(value)
            case 0xD88:
                self.scb.write(offset, value)
                self.on_fpu_change()
            case 0xF00 if self.scb.model is None or self.scb.model.has_stir:
                self.pend(FIRST_LINE + (value & 0x1FF))
            case _ if 0x100 <= offset < 0x300 and offset & 0x40 == 0:
                self._write_bitmap(offset, value)
            case _:
                if not self.scb.write(offset, value):
                    message = f"Unhandled write to offset 0x{offset:X}, value 0x{value:X}."
                    self.log(LogLevel.WARNING, message)

    def _write_bitmap(self, offset: int, value: int) -> None:
        bits = value << (FIRST_LINE + 8 * (offset & 0x3F))
        exceptions = self.exceptions
        before = exceptions.pending
        match _BITMAPS[offset & 0x780]:
            case "enable":
                exceptions.enabled |= bits
                self.on_change()
            case "disable":
                exceptions.enabled &= ~bits
            case "pend":
                exceptions.pending |= bits
                self._pended(before)
            case "unpend":
                exceptions.pending &= ~bits

    def _write_icsr(self, value: int) -> None:
        exceptions = self.exceptions
        before = exceptions.pending
        for bit, number in ((31, NMI), (28, PENDSV), (26, SYSTICK)):
            exceptions.pending |= (value >> bit & 1) << number
        for bit, number in ((27, PENDSV), (25, SYSTICK)):
            exceptions.pending &= ~((value >> bit & 1) << number)
        self._pended(before)

    def _write_aircr(self, value: int) -> None:
        if value >> 16 != 0x05FA:
            self.log(LogLevel.WARNING, f"Wrong key in write to AIRCR: 0x{value >> 16:X}.")
            return
        self.exceptions.prigroup = value >> 8 & 7
        self._priorities_changed()
        if value & 1 << 2:  # SYSRESETREQ
            self.env.request_reset()

    def _priorities_changed(self) -> None:
        self.exceptions.update_active_priority()
        self.on_change()
