"""Timers.RenesasRA_AGT: low-power asynchronous general-purpose timer (RA2L1 user manual, section 21).

AGT, AGTCMA and AGTCMB are half-words, the others bytes. As in Renode 1.16.1 a period has as many steps as the
reload value says.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.compare_timer import CompareTimer
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes
from vboard.builtin.peripherals.unhandled import log_unhandled_read, log_unhandled_write
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

COUNTER, COMPARE = 0x0, (0x2, 0x4)
MOST = 0xFFFF
TIMER, PULSE_OUTPUT = 0, 1
PCLKB, PCLKB_8, PCLKB_2, LOCO, SUB_CLOCK = 0, 1, 3, 4, 6


@renode_type("Timers.RenesasRA_AGT")
class RenesasRA_AGT(TablePeripheral):
    """Outputs CompareMatchA, CompareMatchB, IRQ (underflow), which pulse."""

    size = 0x100
    widths = frozenset({1, 2})
    register_width = 1
    IRQ: GPIO
    CompareMatchA: GPIO
    CompareMatchB: GPIO
    missing = "event counter and pulse measurement, underflow of AGT0 as source, pins"
    table = """
        0x008  AGTCR    : TSTART 0, TCSTF 1 r, TSTOP 2 w, TEDGF 4 -, TUNDF 5 rw0c, TCMAF 6 rw0c, TCMBF 7 rw0c
        0x009  AGTMR1   : TMOD 2:0, TEDGPL 3 -, TCK 6:4
        0x00A  AGTMR2   : CKS 2:0, LPM 7 -
        0x00C  AGTIOC   : TEDGSEL 0 -, TOE 2 -, TIPF 5:4 -, TIOGT 7:6 -
        0x00D  AGTISR   : EEPS 2 -
        0x00E  AGTCMSR  : TCMEA 0, TOEA 1 -, TOPOLA 2 -, TCMEB 4, TOEB 5 -, TOPOLB 6 -
        0x00F  AGTIOSEL : SEL 1:0 -, TIES 4 -
    """
    direct_widths = frozenset({1})
    special_reads = special_writes = frozenset[int]()

    def __init__(
        self,
        env: Environment,
        lowSpeedOnChipOscillatorFrequency: ULong,
        subClockOscillatorFrequency: ULong,
        peripheralClockBFrequency: ULong,
    ) -> None:
        """Create the timer.

        Args:
            lowSpeedOnChipOscillatorFrequency: Hz of AGTLCLK.
            subClockOscillatorFrequency: Hz of AGTSCLK.
            peripheralClockBFrequency: Hz of PCLKB.
        """
        super().__init__(env)
        self._sources = {
            PCLKB: (peripheralClockBFrequency, 1),
            PCLKB_2: (peripheralClockBFrequency, 2),
            PCLKB_8: (peripheralClockBFrequency, 8),
            LOCO: (lowSpeedOnChipOscillatorFrequency, None),
            SUB_CLOCK: (subClockOscillatorFrequency, None),
        }
        self._timer = CompareTimer(
            env.clock, peripheralClockBFrequency, MOST, len(COMPARE), self._compared, self._underflow
        )
        """Counts up what AGT counts down."""
        self._compare = [0, 0]
        self._source = PCLKB

    def Reset(self) -> None:
        super().Reset()
        self._timer.reset()
        self._compare = [MOST, MOST]
        self._source = PCLKB

    def read(self, offset: int, width: int) -> int:
        if width == 1:
            return super().read(offset, width)
        if offset == COUNTER:
            return self._timer.modulus - self._timer.value
        if offset in COMPARE:
            return self._compare[COMPARE.index(offset)]
        log_unhandled_read(self, offset)
        return 0

    def write(self, offset: int, width: int, value: int) -> None:
        if width == 1:
            super().write(offset, width, value)
        elif offset == COUNTER:
            self._reload(value)
        elif offset in COMPARE:
            self._compare[COMPARE.index(offset)] = value
            self._set_compare()
        else:
            log_unhandled_write(self, offset, value)

    def _reload(self, value: int) -> None:
        self._timer.modulus = value or 1
        self._timer.value = 0
        self._set_compare()

    def _set_compare(self) -> None:
        for channel, name in enumerate(("TCMEA", "TCMEB")):
            down = self._compare[channel]
            reached = self.named["AGTCMSR"][name] and down <= self._timer.modulus
            self._timer.set_compare(channel, self._timer.modulus - down if reached else None)

    @status("AGTCR.TSTART", "AGTCR.TCSTF")
    def _counts(self) -> int:
        return int(self._timer.enabled)

    @writes("AGTCR.TSTART")
    def _start(self, on: int) -> None:
        if on and not self._timer.enabled:
            self._timer.value = 0
        self._timer.enabled = bool(on)

    @writes("AGTCR.TSTOP")
    def _stop(self, on: int) -> None:
        if on:
            self._timer.enabled = False
            self._reload(MOST)

    @writes("AGTMR1.TMOD")
    def _mode(self, mode: int) -> None:
        if mode in (TIMER, PULSE_OUTPUT):
            self._reload(MOST)
        else:
            self.log(LogLevel.ERROR, f"AGTMR1.TMOD {mode} is not modelled; the mode stays as it is")

    @writes("AGTMR1.TCK")
    def _select(self, source: int) -> None:
        if source in self._sources:
            self._source = source
        else:
            self.log(LogLevel.ERROR, f"AGTMR1.TCK {source} is not modelled; the clock stays as it is")
            self.named["AGTMR1"]["TCK"] = self._source
        self._divide(self.named["AGTMR2"]["CKS"])

    @writes("AGTMR2.CKS")
    def _divide(self, ratio: int) -> None:
        frequency, divider = self._sources[self._source]
        self._timer.frequency = frequency
        self._timer.divider = divider or 1 << ratio

    @writes("AGTCMSR.TCMEA", "AGTCMSR.TCMEB")
    def _enable_compare(self, _: int) -> None:
        self._set_compare()

    def _compared(self, channel: int) -> None:
        self.named["AGTCR"]["TCMAF" if channel == 0 else "TCMBF"] = 1
        (self.CompareMatchA if channel == 0 else self.CompareMatchB).Blink()

    def _underflow(self) -> None:
        self.named["AGTCR"]["TUNDF"] = 1
        self.IRQ.Blink()
