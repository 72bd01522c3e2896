"""Timers.STM32_Timer: general-purpose timer of all STM32 families (RM0008 rev 21, section 15.4).

As Renode 1.16.1 models it:
- the period is ARR steps, not ARR + 1; ARR = 0 stops the counter; frequency // (PSC + 1) is an integer;
- UIF and CCxIF are set only while their interrupt is enabled;
- PSC takes effect at once; with ARPE a new ARR waits for the next overflow (UG does not load it);
- every write to EGR generates an update, whatever its bits;
- center-aligned modes count in one direction; there is no input capture, slave mode, DMA or break.
"""

from __future__ import annotations

from vboard.builtin.machine.alarm import FlagSetting
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.interrupt_logic import InterruptLogic, Pending
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import (
    Field,
    Mode,
    Register,
    RegisterMap,
    Tag,
    reserved,
    tags,
)
from vboard.builtin.peripherals.stm32.stm32_timer_channels import CHANNELS, OutputChannels
from vboard.builtin.peripherals.stm32.stm32_timer_fields import (
    break_fields,
    control_2_fields,
    slave_mode_fields,
    status_fields,
)
from vboard.builtin.peripherals.timing import Direction, LimitTimer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Long, UInt, ULong

UPDATE, COMPARE = 0x01, 0x1E  # flags of SR, enables of DIER
RESET_INPUT = 0xFF  # the input that STM32F4_RCC.Timer9Reset is wired to


@renode_type("Timers.STM32_Timer")
class STM32_Timer(OutputChannels):
    """Outputs: IRQ (all sources), one line a source, and the channels' outputs 0-3."""

    size = 0x400
    widths = frozenset({1, 2, 4})
    default_gpio = "IRQ"

    def __init__(self, env: Environment, frequency: ULong, initialLimit: UInt) -> None:
        """Create the timer.

        Args:
            frequency: kernel clock in Hz.
            initialLimit: reset value of ARR; its top bit gives the counter's width.

        Raises:
            ValueError: `initialLimit` is 0.
        """
        super().__init__(env)
        if initialLimit == 0:
            raise ValueError("initialLimit has to be greater than zero")
        self._initial_limit = initialLimit
        self._frequency = frequency
        self._counter = LimitTimer(
            env.clock,
            frequency,
            initialLimit,
            self._limit_reached,
            Direction.ASCENDING,
            flags=self._overflow_flags,
        )
        self._create_channels()
        self._enable_requested = False
        self._auto_reload = initialLimit
        self._repetitions_left = 0
        self.IRQ = GPIO()
        self.BreakInterrupt = GPIO()
        self.UpdateInterrupt = GPIO()
        self.TriggerInterrupt = GPIO()
        self.CommutationInterrupt = GPIO()
        self.CaptureCompareInterrupt = GPIO()
        width = initialLimit.bit_length()
        beyond = [reserved(width, 32 - width)] if width < 32 else []

        self._cr1 = Register(
            0x00,
            "CR1",
            [
                Field("CEN", 0, status=lambda: int(self._enable_requested), write=self._write_enable),
                Field("UDIS", 1),
                Field("URS", 2),
                Field("OPM", 3, status=lambda: int(self._counter.one_shot), write=self._write_one_pulse),
                Field("DIR", 4, status=self._read_direction, write=self._write_direction),
                Field("CMS", 5, 2),
                Field("ARPE", 7),
                Tag("CKD", 8, 2),
                reserved(10, 22),
            ],
            written=self._control_written,
        )
        cr2 = Register(0x04, "CR2", control_2_fields())
        smcr = Register(0x08, "SMCR", slave_mode_fields())
        self._dier = Register(
            0x0C,
            "DIER",
            [
                Field("UIE", 0),
                *(Field(f"CC{i + 1}IE", 1 + i, write=self._channel_writer(i)) for i in range(CHANNELS)),
                reserved(5, 1),
                Tag("TIE", 6),
                reserved(7, 1),
                *tags(8, "UDE CC1DE CC2DE CC3DE CC4DE"),
                reserved(13, 1),
                Tag("TDE", 14),
                reserved(15, 17),
            ],
            written=self._counter.settings_changed,
        )
        # Renode stores what is written to reserved bits of SR, so that the usual SR = ~UIF is silent.
        self._sr = Register(0x10, "SR", status_fields(CHANNELS))
        self._interrupts = self._interrupt_lines()
        egr = Register(
            0x14,
            "EGR",
            [
                Field("UG", 0, mode=Mode.W1C, write=lambda _: self._generate_update()),
                *tags(1, "CC1G CC2G CC3G CC4G COMG TG"),
                reserved(7, 25),
            ],
            written=self._interrupts.update,
        )
        self._ccer = Register(
            0x20,
            "CCER",
            [
                *(Field(f"CC{i + 1}E", 4 * i, write=self._output_writer(i)) for i in range(CHANNELS)),
                *(tag for i in range(3) for tag in tags(4 * i + 1, f"CC{i + 1}P CC{i + 1}NE CC{i + 1}NP")),
                Tag("CC4P", 13),
                reserved(14, 18),
            ],
            written=self._counter.settings_changed,
        )
        cnt = Register(
            0x24,
            "CNT",
            [Field("CNT", 0, width, count=self._counter.count, write=self._write_count), *beyond],
            written=self._interrupts.update,
        )
        psc = Register(
            0x28,
            "PSC",
            [
                Field("PSC", 0, 16, status=lambda: self._counter.divider - 1, write=self._write_prescaler),
                reserved(16, 16),
            ],
            written=self._interrupts.update,
        )
        arr = Register(
            0x2C,
            "ARR",
            [Field("ARR", 0, width, status=lambda: self._auto_reload, write=self._write_reload), *beyond],
            written=self._interrupts.update,
        )
        self._rcr = Register(
            0x30, "RCR", [Field("REP", 0, 8), reserved(8, 24)], written=self._counter.settings_changed
        )
        bdtr = Register(0x44, "BDTR", break_fields())
        self.registers = RegisterMap(
            self,
            [self._cr1, cr2, smcr, self._dier, self._sr, egr, *self._ccmr, self._ccer, cnt, psc, arr]
            + [self._rcr, bdtr]
            + [self._compare_register(i, width, beyond) for i in range(CHANNELS)],
        )

    def _interrupt_lines(self) -> InterruptLogic:
        def pending(mask: int) -> list[Pending]:
            return [Pending(self._sr, self._dier, mask)]

        lines = InterruptLogic(
            {
                self.IRQ: pending(UPDATE | COMPARE),
                self.UpdateInterrupt: pending(UPDATE),
                self.CaptureCompareInterrupt: pending(COMPARE),
            }
        )
        self._sr.raises(lines)
        self._dier.raises(lines)
        return lines

    # -- what the bus, the monitor and other peripherals reach

    def OnGPIO(self, number: int, value: bool) -> None:
        """Input 0xFF resets the timer."""
        if value and number == RESET_INPUT:
            self.Reset()

    def Reset(self) -> None:
        self._counter.reset()
        super().Reset()
        self._auto_reload = self._initial_limit
        self._enable_requested = False
        self._repetitions_left = 0
        self._reset_channels()
        self._interrupts.update()

    @property
    def Size(self) -> Long:
        """Bytes of address space."""
        return self.size

    # -- counter

    def _write_enable(self, value: int) -> None:
        self._enable_requested = bool(value)
        self._counter.enabled = self._enable_requested and self._auto_reload > 0

    def _write_one_pulse(self, value: int) -> None:
        self._counter.one_shot = bool(value)

    def _read_direction(self) -> int:
        return int(self._counter.direction is Direction.DESCENDING)

    def _write_direction(self, value: int) -> None:
        self._counter.direction = Direction.DESCENDING if value else Direction.ASCENDING

    def _control_written(self) -> None:
        for channel in range(CHANNELS):
            self._update_compare(channel)
        self._counter.settings_changed()
        self._interrupts.update()

    def _write_count(self, value: int) -> None:
        self._counter.value = value
        for timer in self._compare:
            if value < timer.limit:
                timer.value = value

    def _write_prescaler(self, value: int) -> None:
        self._counter.divider = value + 1
        for timer in self._compare:
            timer.divider = value + 1

    def _write_reload(self, value: int) -> None:
        self._auto_reload = value
        self._counter.enabled = self._enable_requested and value > 0
        if not self._cr1["ARPE"]:
            self._counter.limit = value

    def _generate_update(self) -> None:
        if self._cr1["UDIS"]:
            return
        start = 0 if self._counter.direction is Direction.ASCENDING else self._auto_reload
        self._counter.value = start
        self._repetitions_left = self._rcr["REP"]
        if not self._cr1["URS"] and self._dier["UIE"]:
            self._sr["UIF"] = 1
        for timer in self._compare:
            if timer.enabled:
                timer.value = self._counter.value

    def _overflow_flags(self) -> tuple[FlagSetting, ...] | None:
        """What `_limit_reached` does, None for more than flags."""
        if self._cr1["UDIS"]:
            return ()
        repeats = self._repetitions_left or self._rcr["REP"]
        reloads = self._counter.limit != self._auto_reload
        if repeats or reloads or any(self._is_wanted(channel) for channel in range(CHANNELS)):
            return None
        return (FlagSetting(self._sr, UPDATE, self._dier, UPDATE),)

    def _limit_reached(self) -> None:
        if self._cr1["UDIS"]:
            return
        if self._counter.one_shot:
            self._enable_requested = False
        self._counter.limit = self._auto_reload
        for channel in range(CHANNELS):
            self._update_compare(channel)
            self._start_period(channel)
        if self._dier["UIE"] and self._repetitions_left == 0:
            # center-aligned modes 1 and 2 count two overflows as one period
            factor = 2 if self._cr1["CMS"] in (1, 2) else 1
            self._sr["UIF"] = 1
            self._repetitions_left = 1 + factor * self._rcr["REP"]
            self._interrupts.update()
        if self._repetitions_left > 0:
            self._repetitions_left -= 1
