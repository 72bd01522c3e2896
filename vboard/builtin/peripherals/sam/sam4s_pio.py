"""GPIOPort.SAM4S_PIO: parallel input/output controller (SAM4S datasheet, section 31.7).

As Renode 1.16.1 models it: PDSR shows inputs alone, ISR latches enabled interrupts alone, and there are no
peripheral functions, filters, pulls and multi-drive.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.output_latch import LatchOp, OutputLatch, Undriven
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes
from vboard.builtin.registry import renode_type

PINS = 32


@renode_type("GPIOPort.SAM4S_PIO")
class SAM4S_PIO(TablePeripheral):
    """Lines in and out 0-31, and IRQ."""

    size = 0x168
    line_count = PINS
    default_gpio = "IRQ"
    IRQ: GPIO
    missing = "peripheral functions, filters, pulls, multi-drive, write protection"
    interrupts: ClassVar = {"IRQ": "ISR & IMR"}
    table = """
        0x000  PER                 : w
        0x004  PDR                 : w
        0x008  PSR    = 0xFFFFFFFF : r
        0x010  OER                 : w
        0x014  ODR                 : w
        0x018  OSR                 : r
        0x020  IFER                : P 31:0 -
        0x024  IFDR                : P 31:0 -
        0x028  IFSR                : P 31:0 -
        0x030  SODR                : w
        0x034  CODR                : w
        0x038  ODSR                : r
        0x03C  PDSR                : r
        0x040  IER                 : w
        0x044  IDR                 : w
        0x048  IMR                 : r
        0x04C  ISR                 : ISR 31:0 rc
        0x050  MDER                : P 31:0 -
        0x054  MDDR                : P 31:0 -
        0x058  MDSR                : P 31:0 -
        0x060  PUDR                : P 31:0 -
        0x064  PUER                : P 31:0 -
        0x068  PUSR                : P 31:0 -
        0x070  ABCDSR1             : P 31:0 -
        0x074  ABCDSR2             : P 31:0 -
        0x080  IFSCDR              : P 31:0 -
        0x084  IFSCER              : P 31:0 -
        0x088  IFSCSR              : P 31:0 -
        0x08C  SCDR                : DIV 13:0 -
        0x090  PPDDR               : P 31:0 -
        0x094  PPDER               : P 31:0 -
        0x098  PPDSR               : P 31:0 -
        0x0A0  OWER                : P 31:0 -
        0x0A4  OWDR                : P 31:0 -
        0x0A8  OWSR                : P 31:0 -
        0x0B0  AIMER               : w
        0x0B4  AIMDR               : w
        0x0B8  AIMMR               : r
        0x0C0  ESR                 : w
        0x0C4  LSR                 : w
        0x0C8  ELSR                : r
        0x0D0  FELLSR              : w
        0x0D4  REHLSR              : w
        0x0D8  FRLHSR              : r
        0x0E0  LOCKSR              : P 31:0 -
        0x0E4  WPMR                : WPEN 0 -, WPKEY 31:8 -
        0x0E8  WPSR                : WPVS 0 -, WPVSRC 23:8 -
        0x100  SCHMITT             : SCHMITT 31:0 -
        0x150  PCMR                : PCMR 15:0 -
        0x154  PCIER               : PCIER 3:0 -
        0x158  PCIDR               : PCIDR 3:0 -
        0x15C  PCIMR               : PCIMR 3:0 -
        0x160  PCISR               : PCISR 3:0 -
        0x164  PCRHR               : PCRHR 31:0 -
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.latch = OutputLatch(self.lines)
        self.latch.driven = 0
        self.named["ODSR"].shows("ODSR", self.latch)
        self.named["SODR"].drives("SODR", self.latch, LatchOp.SET, Undriven.STORED)
        self.named["CODR"].drives("CODR", self.latch, LatchOp.CLEAR, Undriven.STORED)
        self.levels = 0
        """Levels of inputs, a bit a pin."""

    def Reset(self) -> None:
        self.levels = 0
        self.latch.bits = self.latch.driven = 0
        super().Reset()

    def OnGPIO(self, number: int, value: bool) -> None:
        """The outside drives pin `number`."""
        if not 0 <= number < PINS:
            self.log(LogLevel.WARNING, f"There are pins 0 to {PINS - 1}; got {number}")
            return
        bit = 1 << number
        if bool(self.levels & bit) == value:
            return
        self.levels ^= bit
        named = self.named
        additional = named["AIMMR"].value & bit
        edge = not named["ELSR"].value & bit
        rising = bool(named["FRLHSR"].value & bit)
        if not additional or (edge and rising == value):
            named["ISR"].value |= bit & named["IMR"].value
        self._update()

    def _update(self) -> None:
        named = self.named
        active = ~(self.levels ^ named["FRLHSR"].value)
        watched = named["AIMMR"].value & named["ELSR"].value & named["IMR"].value
        held = active & watched & 0xFFFF_FFFF
        named["ISR"].value |= held
        # A read of ISR leaves what a level holds, which the core does not know.
        named["ISR"].define_access(host_reads=bool(held))
        self.interrupt_lines.update()

    special_reads = frozenset[int]()

    def read32(self, offset: int) -> int:
        flags = self.named["ISR"]
        if offset != flags.offset:
            return super().read32(offset)
        value, flags.value = flags.value, 0
        self._update()
        return value

    @status("PDSR.PDSR")
    def _inputs(self) -> int:
        return self.levels

    def _store(self, register: str, mask: int, bits: bool) -> None:
        target = self.named[register]
        target.value = target.value | mask if bits else target.value & ~mask

    def _drive(self) -> None:
        outputs = self.latch.driven = self.named["OSR"].value & self.named["PSR"].value
        for pin, line in enumerate(self.lines):
            if outputs >> pin & 1:
                line.Set(bool(self.latch.bits >> pin & 1))

    @writes("PER.PER")
    def _enable_pins(self, mask: int) -> None:
        self._store("PSR", mask, True)
        self._drive()

    @writes("PDR.PDR")
    def _disable_pins(self, mask: int) -> None:
        self._store("PSR", mask, False)
        self._drive()

    @writes("OER.OER")
    def _enable_outputs(self, mask: int) -> None:
        self._store("OSR", mask, True)
        self._drive()

    @writes("ODR.ODR")
    def _disable_outputs(self, mask: int) -> None:
        self._store("OSR", mask, False)
        self._drive()

    @writes("SODR.SODR")
    def _set_outputs(self, mask: int) -> None:
        self.latch.bits |= mask
        self._drive()

    @writes("CODR.CODR")
    def _clear_outputs(self, mask: int) -> None:
        self.latch.bits &= ~mask
        self._drive()

    @writes("IER.IER")
    def _enable_interrupts(self, mask: int) -> None:
        self._store("IMR", mask, True)
        self._update()

    @writes("IDR.IDR")
    def _disable_interrupts(self, mask: int) -> None:
        self._store("IMR", mask, False)
        self._update()

    @writes("AIMER.AIMER")
    def _enable_modes(self, mask: int) -> None:
        self._store("AIMMR", mask, True)
        self._update()

    @writes("AIMDR.AIMDR")
    def _disable_modes(self, mask: int) -> None:
        self._store("AIMMR", mask, False)

    @writes("ESR.ESR")
    def _by_edge(self, mask: int) -> None:
        self._store("ELSR", mask, False)

    @writes("LSR.LSR")
    def _by_level(self, mask: int) -> None:
        self._store("ELSR", mask, True)
        self._update()

    @writes("FELLSR.FELLSR")
    def _falling(self, mask: int) -> None:
        self._store("FRLHSR", mask, False)
        self._update()

    @writes("REHLSR.REHLSR")
    def _rising(self, mask: int) -> None:
        self._store("FRLHSR", mask, True)
        self._update()
