"""Analog.STM32_ADC: analog-to-digital converter of the STM32F2, F4 and F7 (RM0385 rev 8, section 15.13).

As Renode 1.16.1 models it: software triggers, single, scan and continuous conversion of the regular group,
100 us each; no analog watchdog, overrun, injected group, external trigger or sampling time. Samples are fed
by `adc1 FeedSample value channel [repeat]`; a channel without any keeps the last one (0 at
first) and warns.
"""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import overload

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import (
    Field,
    Register,
    RegisterMap,
    RegisterPeripheral,
    Tag,
    repeated,
    reserved,
    tags,
)
from vboard.builtin.peripherals.timing import Direction, LimitTimer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int, ReadFilePath, UInt

CHANNELS = 19
_SAMPLING_FREQUENCY, _SAMPLING_STEPS = 1_000_000, 100


class Channel:
    """Samples that wait to be converted; `always` repeats for ever.

    As in Renode the next sample is fetched after a conversion and when the converter is switched on, and
    the last one stays.
    """

    def __init__(self) -> None:
        self.current = 0
        self.samples: deque[int] = deque()
        self.always: list[int] = []

    def feed(self, samples: list[int], repeat: int) -> None:
        """Add samples `repeat` times, or for ever with -1."""
        self.always = samples if repeat == -1 else []
        if repeat != -1:
            self.samples.extend(samples * repeat)

    def fetch(self) -> bool:
        """Make the next sample the current one; False when there is none."""
        if not self.samples:
            self.samples.extend(self.always)
        if not self.samples:
            return False
        self.current = self.samples.popleft()
        return True


@renode_type("Analog.STM32_ADC")
class STM32_ADC(RegisterPeripheral):
    """Outputs IRQ (end of conversion) and DMARequest (a pulse for each conversion)."""

    size = 0x50
    default_gpio = "IRQ"

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.IRQ = GPIO()
        self.DMARequest = GPIO()
        self._channels = [Channel() for _ in range(CHANNELS)]
        self._position = 0
        self._length = 0
        self._data = 0
        self._sr = Register(
            0x00,
            "SR",
            [Tag("AWD", 0), Field("EOC", 1), *tags(2, "JEOC JSTRT STRT OVR"), reserved(6, 26)],
        )
        self._cr1 = Register(
            0x04,
            "CR1",
            [
                Tag("AWDCH", 0, 5),
                Field("EOCIE", 5),
                *tags(6, "AWDIE JEOCIE"),
                Field("SCAN", 8),
                *tags(9, "AWDSGL JAUTO DISCEN JDISCEN"),
                Tag("DISCNUM", 13, 3),
                *tags(22, "JAWDEN AWDEN"),
                Tag("RES", 24, 2),
                Tag("OVRIE", 26),
            ],
        )
        self._cr2 = Register(
            0x08,
            "CR2",
            [
                Field("ADON", 0, change=self._switched),
                Field("CONT", 1),
                Field("DMA", 8),
                Field("DDS", 9),
                Field("EOCS", 10),
                Tag("ALIGN", 11),
                Tag("JEXTSEL", 16, 4),
                Tag("JEXTEN", 20, 2),
                Tag("JSWSTART", 22),
                Tag("EXTSEL", 24, 4),
                Tag("EXTEN", 28, 2),
                Field("SWSTART", 30, status=lambda: 0, write=self._start),
            ],
        )
        self._sequence = [
            Register(0x34, "SQR3", repeated("SQ", 0, 5, 6, first=1)),
            Register(0x30, "SQR2", repeated("SQ", 0, 5, 6, first=7)),
            Register(
                0x2C,
                "SQR1",
                [*repeated("SQ", 0, 5, 4, first=13), Field("L", 20, 4, write=self._set_length)],
            ),
        ]
        self.registers = RegisterMap(
            self,
            [
                self._sr,
                self._cr1,
                self._cr2,
                *(Register(0x0C + 4 * i, f"SMPR{i + 1}", [Tag("SMP", 0, 27 + 3 * i)]) for i in range(2)),
                *(Register(0x14 + 4 * i, f"JOFR{i + 1}", [Tag("JOFFSET", 0, 12)]) for i in range(4)),
                *self._sequence,
                Register(0x4C, "DR", [Field("DATA", 0, 32, read=self._read_data)]),
            ],
        )
        self._timer = LimitTimer(
            env.clock,
            _SAMPLING_FREQUENCY,
            _SAMPLING_STEPS,
            self._converted,
            Direction.ASCENDING,
            one_shot=True,
        )

    def Reset(self) -> None:
        super().Reset()
        for channel in self._channels:
            channel.samples.clear()
            channel.current = 0

    @overload
    def FeedSample(self, value: UInt, channelIdx: UInt, repeat: Int = 1) -> None: ...
    @overload
    def FeedSample(self, path: ReadFilePath, channelIdx: UInt, repeat: Int = 1) -> None: ...
    def FeedSample(self, value: int | str, channelIdx: int, repeat: int = 1) -> None:  # type: ignore[misc]
        """Give a channel a sample, or the samples of a file (a number a line).

        Raises:
            ValueError: no such channel, or a line that is no number.
        """
        if not 0 <= channelIdx < CHANNELS:
            raise ValueError(f"Channels are 0 to {CHANNELS - 1}; got {channelIdx}")
        samples = [value] if isinstance(value, int) else _samples_of(Path(value))
        self._channels[channelIdx].feed(samples, repeat)

    def _set_length(self, value: int) -> None:
        self._length = value + 1

    def _channel(self) -> Channel:
        number = self._position + 1
        register = self._sequence[self._position // 6]
        selected = register[f"SQ{number}"]
        if selected >= CHANNELS:
            self.warn_of_renode_fault(f"conversion of channel {selected} throws IndexOutOfRangeException")
        return self._channels[min(selected, CHANNELS - 1)]

    def _switched(self, on: int) -> None:
        if on:
            for channel in self._channels:
                channel.fetch()

    def _start(self, value: int) -> None:
        if not value:
            return
        if self._cr2["ADON"]:
            self._timer.enabled = True
        else:
            self.log(LogLevel.WARNING, "Trying to start conversion while ADC off")

    def _converted(self) -> None:
        channel = self._channel()
        self._data = channel.current
        if not channel.fetch():
            number = self._channels.index(channel)
            self.log(LogLevel.WARNING, f"No more samples available in channel {number}")
        if not self._length:
            self.warn_of_renode_fault("a conversion before SQR1 was written throws DivideByZeroException")
        if self._cr2["DMA"] and self._cr2["DDS"]:
            self.DMARequest.Blink()
        last = self._position >= max(self._length, 1) - 1
        scanning = bool(self._cr1["SCAN"]) and not last
        self._sr["EOC"] = int(not scanning or bool(self._cr2["EOCS"]))
        self._position = 0 if last else self._position + 1
        self._timer.enabled = scanning or bool(self._cr2["CONT"])
        if self._sr["EOC"] and self._cr1["EOCIE"]:
            self.IRQ.Set(True)

    def _read_data(self) -> int:
        self._sr["EOC"] = 0
        self.IRQ.Set(False)
        return self._data


def _samples_of(path: Path) -> list[int]:
    samples = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip().isdigit():
            raise ValueError(
                f"Wrong data file format at line {number}. "
                f"Expected an unsigned integer number, but got '{line}'"
            )
        samples.append(int(line))
    return samples
