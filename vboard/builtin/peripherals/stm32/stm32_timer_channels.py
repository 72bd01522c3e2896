"""Output channels of STM32_Timer: their registers, and what a match does to flags and outputs.

RM0008 rev 21, sections 15.4.7 to 15.4.9 and 15.4.13. A channel counts by itself, in step with the main
counter.
"""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.interrupt_logic import InterruptLogic
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.limit_timer_members import LimitTimerMembers
from vboard.builtin.peripherals.register_map import Field, Register, RegisterPeripheral, Tag, reserved, tags
from vboard.builtin.peripherals.timing import Direction, LimitTimer

CHANNELS = 4

# OCxM, output compare modes (0 is frozen)
ACTIVE_ON_MATCH, INACTIVE_ON_MATCH, TOGGLE_ON_MATCH, FORCE_INACTIVE, FORCE_ACTIVE, PWM1, PWM2 = range(1, 8)


class OutputChannels(LimitTimerMembers, RegisterPeripheral):
    """The channels' half of the timer; the other half sets what is declared here."""

    _frequency: int
    _initial_limit: int
    _dier: Register
    _sr: Register
    _ccer: Register
    _interrupts: InterruptLogic

    def _create_channels(self) -> None:
        self._compare = [self._compare_timer(i) for i in range(CHANNELS)]
        self._outputs = [GPIO() for _ in range(CHANNELS)]
        self._ccmr = [self._mode_register(0), self._mode_register(1)]

    def _reset_channels(self) -> None:
        for timer, output in zip(self._compare, self._outputs, strict=True):
            timer.reset()
            output.Unset()

    def numbered_outputs(self) -> dict[int, GPIO]:
        return dict(enumerate(self._outputs))

    def _mode_register(self, index: int) -> Register:
        """CCMR1 (channels 1, 2) or CCMR2 (channels 3, 4), fields of output mode."""
        fields: list[Field | Tag] = []
        for position in range(2):
            channel = 2 * index + position
            bit, name = 8 * position, channel + 1
            fields += [
                Field(f"CC{name}S", bit, 2, write=self._selection_writer(channel)),
                *tags(bit + 2, f"OC{name}FE OC{name}PE"),
                Field(f"OC{name}M", bit + 4, 3, write=self._mode_writer(channel)),
                Tag(f"OC{name}CE", bit + 7),
            ]
        return Register(0x18 + 4 * index, f"CCMR{index + 1}", [*fields, reserved(16, 16)])

    def _compare_register(self, channel: int, width: int, beyond: list[Tag]) -> Register:
        timer = self._compare[channel]

        def write(value: int) -> None:
            if value == 0:
                timer.enabled = False
            timer.limit = value

        def written() -> None:
            self._update_compare(channel)
            self._interrupts.update()

        field = Field("CCR", 0, width, status=lambda: timer.limit, write=write)
        return Register(0x34 + 4 * channel, f"CCR{channel + 1}", [field, *beyond], written=written)

    def _compare_timer(self, channel: int) -> LimitTimer:
        return LimitTimer(
            self.env.clock,
            self._frequency,
            self._initial_limit,
            lambda: self._matched(channel),
            Direction.ASCENDING,
            one_shot=True,
        )

    def _channel_writer(self, channel: int) -> Callable[[int], None]:
        return lambda _: self._update_compare(channel)

    def _output_writer(self, channel: int) -> Callable[[int], None]:
        def write(value: int) -> None:
            self._update_compare(channel)
            if not value:
                self._outputs[channel].Unset()

        return write

    def _selection_writer(self, channel: int) -> Callable[[int], None]:
        def write(value: int) -> None:
            if value:
                self.log(LogLevel.WARNING, f"Channel {channel + 1}: input capture mode is not supported")

        return write

    def _mode_writer(self, channel: int) -> Callable[[int], None]:
        def write(mode: int) -> None:
            if mode in (ACTIVE_ON_MATCH, FORCE_INACTIVE):
                self._outputs[channel].Unset()
            elif mode in (INACTIVE_ON_MATCH, FORCE_ACTIVE):
                self._outputs[channel].Set()

        return write

    def _output_mode(self, channel: int) -> int:
        return self._ccmr[channel // 2][f"OC{channel + 1}M"]

    def _update_compare(self, channel: int) -> None:
        """Run the channel's own counter to its CCR in step with the main counter."""
        timer, counter = self._compare[channel], self._counter
        wanted = self._is_wanted(channel)
        if not wanted and timer.is_idle(counter.direction):
            return
        value = counter.value
        timer.follow(bool(wanted and counter.enabled and value < timer.limit), value, counter.direction)

    def _is_wanted(self, channel: int) -> int:
        """CCxIE or CCxE."""
        return (self._dier.value >> 1 + channel | self._ccer.value >> 4 * channel) & 1

    def _start_period(self, channel: int) -> None:
        """The main counter begins anew: outputs of PWM take their first level."""
        if self._is_wanted(channel) and self._compare[channel].enabled:
            mode = self._output_mode(channel)
            if mode in (PWM1, PWM2):
                self._outputs[channel].Set(mode == PWM1)

    def _matched(self, channel: int) -> None:
        output = self._outputs[channel]
        mode = self._output_mode(channel)
        if mode == ACTIVE_ON_MATCH:
            output.Blink()
        elif mode == INACTIVE_ON_MATCH:
            output.Unset()
            output.Set()
        elif mode == TOGGLE_ON_MATCH:
            output.Toggle()
        elif mode in (PWM1, PWM2):
            output.Set(mode == PWM2)
        if self._dier[f"CC{channel + 1}IE"]:
            self._sr[f"CC{channel + 1}IF"] = 1
            self._interrupts.update()
