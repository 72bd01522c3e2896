"""IRQControllers.NVIC: the System Control Space at 0xE000E000 (ARMv7-M B3.2 to B3.4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
from vboard.builtin.peripherals.register_map import log_unhandled_read, log_unhandled_write
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte, Long

_ICTR = 7
"""ICTR as Renode 1.16.1 answers it."""
_BITMAPS = {0x100: "enable", 0x180: "disable", 0x200: "pend", 0x280: "unpend", 0x300: "active"}
_IPR = 0x400
_SHPR_NUMBERS = {0xD18: (4, 5, 6), 0xD1C: (11,), 0xD20: (14, 15)}
"""SHPR1 to SHPR3 and the exceptions whose priorities they hold."""


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
        self.on_vector_table: Callable[[int], None] = lambda address: setattr(self.scb, "vtor", address)
        self.HaltSystickOnDeepSleep = haltSystickOnDeepSleep
        self.PauseInsteadOfReset = False

    def attach(self, model: ProcessorModel, mpu_regions: int) -> None:
        """Tell the registers which core they belong to."""
        self.scb.model = model
        self.scb.mpu.number_of_regions = mpu_regions

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
            if self.exceptions.preempting() and not self.systick.enabled:
                # Renode's way out of deep sleep, taken whether the core sleeps or not.
                self.systick.enable(True)
            self._pended(before)

    def falls_asleep(self) -> None:
        """The core executes WFI: in deep sleep SysTick stands still until an interrupt comes."""
        if self.scb.sleep_deep and self.HaltSystickOnDeepSleep and self.systick.enabled:
            self.systick.enable(False)

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
            log_unhandled_read(self, offset)
            return 0
        return value

    def write(self, offset: int, width: int, value: int) -> None:
        if width != 4:  # made of a read and a write of the word, as in Renode
            shift = 8 * (offset & 3)
            mask = ((1 << 8 * width) - 1) << shift
            value = self._read_word(offset & ~3) & ~mask | value << shift & mask
        self._write_word(offset & ~3, value)

    def _write_priorities(self, first: int, value: int, mask: int) -> None:
        """Set the priorities of four exceptions from `first`."""
        for i in range(4):
            priority = value >> 8 * i & 0xFF
            if priority & ~mask:
                self.log(
                    LogLevel.WARNING,
                    f"Trying to set the priority for interrupt {first + i} to 0x{priority:X}, "
                    f"but it should be maskable with 0x{mask:X}",
                )
            self.exceptions.priority[first + i] = priority & mask
        self._priorities_changed()

    def _write_system_priorities(self, offset: int, value: int) -> None:
        """SHPR1-3: only these exceptions have a priority."""
        for number in _SHPR_NUMBERS[offset]:
            self.exceptions.priority[number] = value >> 8 * (number & 3) & 0xFF
        self._priorities_changed()

    def _write_word(self, offset: int, value: int) -> None:
        match offset:
            case 0x010:
                self.systick.write_control(value)
            case 0x014:
                self.systick.write_load(value)
            case 0x018:
                self.systick.write_value()
            case _ if _IPR <= offset < _IPR + LINES:
                mask = self.exceptions.priority_mask
                self._write_priorities(FIRST_LINE + offset - _IPR, value, mask)
            case 0xD18 | 0xD1C | 0xD20:
                self._write_system_priorities(offset, value)
            case 0xD04:
                self._write_icsr(value)
            case 0xD08:
                self.on_vector_table(value & 0xFFFFFF80)
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
                if offset == 0xD24:
                    self._report_handler_control(value)
                if not self.scb.write(offset, value):
                    log_unhandled_write(self, offset, value)

    def _report_handler_control(self, value: int) -> None:
        """Renode's complaint about SHCSR: it stores the enables, which change nothing."""
        if value != self.scb.shcsr_enables and value != 7 << 16:
            self.log(
                LogLevel.WARNING,
                f"Changing value of the SHCSR register to 0x{value:X}, but only bits [16:18] are supported",
            )

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
                exceptions.unpend(bits)

    def _write_icsr(self, value: int) -> None:
        exceptions = self.exceptions
        before = exceptions.pending
        for bit, number in ((31, NMI), (28, PENDSV), (26, SYSTICK)):
            exceptions.pending |= (value >> bit & 1) << number
        for bit, number in ((30, NMI), (27, PENDSV), (25, SYSTICK)):
            exceptions.unpend((value >> bit & 1) << number)
        self._pended(before)

    def _write_aircr(self, value: int) -> None:
        if value >> 16 != 0x05FA:
            self.log(
                LogLevel.DEBUG,
                "Wrong key while accessing Application Interrupt and Reset Control register "
                f"0x{value >> 16:X}.",
            )
            return
        self.exceptions.prigroup = value >> 8 & 7
        self._priorities_changed()
        if value & 1 << 2:  # SYSRESETREQ
            self.log(LogLevel.INFO, "Resetting platform with SYSRESETREQ")
            machine: Any = self.env
            if self.PauseInsteadOfReset:
                machine.Pause()
            else:
                machine.request_reset()

    def _priorities_changed(self) -> None:
        self.exceptions.update_active_priority()
        self.on_change()
