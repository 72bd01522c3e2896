"""Sound.NRF52840_PDM: digital microphone interface (nRF52840 PS, section 6.15).

As Renode 1.16.1 models it: samples come from files, which are there before START, else nothing starts; a
whole buffer arrives at once, at the place that SAMPLE.PTR names then, with STARTED and END at the same time;
of the frequency only the whole number of buffers a second counts.
"""

from __future__ import annotations

import enum

from vboard.builtin.machine.clock import NANOSECONDS, Event
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.nrf.events import EventPeripheral
from vboard.builtin.peripherals.register_table import writes, written
from vboard.builtin.peripherals.samples import SampleFile
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int, ReadFilePath

OSCILLATOR = 32_000_000
DIVIDERS = {
    0x08000000: 32,
    0x08400000: 31,
    0x08800000: 30,
    0x09800000: 26,
    0x0A000000: 25,
    0x0A800000: 24,
}
"""Of PDMCLKCTRL's values (section 6.15.7.12)."""
DEFAULT_CLOCK = 0x08400000
RATIOS = (64, 80)
MONO = 1
HIGHEST_GAIN, GAIN_0DB = 80, 40  # in steps of half a decibel


class Channel(enum.Enum):
    """A microphone of a stereo pair."""

    Left = 0
    Right = 1


@renode_type("Sound.NRF52840_PDM")
class NRF52840_PDM(EventPeripheral):
    """Output IRQ."""

    table = """
        0x000  TASKS_START                  : START 0 w
        0x004  TASKS_STOP                   : STOP 0 w
        0x100  EVENTS_STARTED               : STARTED 0
        0x104  EVENTS_STOPPED               : STOPPED 0
        0x108  EVENTS_END                   : END 0
        0x300  INTEN                        : STARTED 0, STOPPED 1, END 2
        0x304  INTENSET                     : STARTED 0, STOPPED 1, END 2
        0x308  INTENCLR                     : STARTED 0, STOPPED 1, END 2
        0x500  ENABLE                       : ENABLE 0
        0x504  PDMCLKCTRL      = 0x8400000  : rw
        0x508  MODE                         : OPERATION 0, EDGE 1
        0x518  GAINL           = 0x28       : GAINL 6:0
        0x51C  GAINR           = 0x28       : GAINR 6:0
        0x520  RATIO                        : RATIO 0
        0x540  PSEL_CLK        = 0xFFFFFFFF : PIN 4:0 -, PORT 5 -, CONNECT 31 -
        0x544  PSEL_DIN        = 0xFFFFFFFF : PIN 4:0 -, PORT 5 -, CONNECT 31 -
        0x560  SAMPLE_PTR                   : rw
        0x564  SAMPLE_MAXCNT                : BUFFSIZE 14:0
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._files: dict[Channel, SampleFile] = {}
        self._event: Event | None = None
        self._period = 0

    def Reset(self) -> None:
        self._end()
        self._files.clear()
        super().Reset()

    def SetInputFile(self, fileName: ReadFilePath, channel: Channel = Channel.Left, repeat: Int = 1) -> None:
        """Play a file of little-endian signed 16-bit samples into a channel, `repeat` times (0: for ever)."""
        self._files[channel] = SampleFile(fileName, repeat)

    @property
    def sample_rate(self) -> int:
        """Samples a second of one channel."""
        divider = DIVIDERS.get(self.named["PDMCLKCTRL"].value, DIVIDERS[DEFAULT_CLOCK])
        return OSCILLATOR // divider // RATIOS[self.named["RATIO"].value]

    @written("PDMCLKCTRL")
    def _clock_written(self) -> None:
        value = self.named["PDMCLKCTRL"].value
        if value not in DIVIDERS:
            self.log(LogLevel.ERROR, f"PDMCLKCTRL 0x{value:08X} is no frequency; 1.032 MHz is taken")

    @property
    def _channels(self) -> tuple[Channel, ...]:
        mono = self.named["MODE"]["OPERATION"] == MONO
        return (Channel.Left,) if mono else (Channel.Left, Channel.Right)

    def _end(self) -> None:
        if self._event is not None:
            self._event.cancel()
            self._event = None

    @writes("TASKS_START.START")
    def _start(self, value: int) -> None:
        if not value:
            return
        if not self.named["ENABLE"].value:
            self.log(LogLevel.WARNING, "START before ENABLE: nothing starts")
            return
        missing = [each.name for each in self._channels if each not in self._files]
        if missing:
            self.log(
                LogLevel.ERROR,
                f"START without an input file ({', '.join(missing)}): nothing starts; SetInputFile names one",
            )
            return
        self._end()
        count = self.named["SAMPLE_MAXCNT"].value
        if not count:
            self.trigger("STARTED")
            return
        buffers_a_second = self.sample_rate // count * len(self._channels)
        if buffers_a_second:
            self._period = NANOSECONDS // buffers_a_second
            self._event = self.env.clock.schedule_in(self._period, self._fill)

    @writes("TASKS_STOP.STOP")
    def _stop(self, value: int) -> None:
        if value:
            self._end()
            self.trigger("STOPPED")

    def _fill(self) -> None:
        self._event = self.env.clock.schedule_in(self._period, self._fill)
        start, channels = self.named["SAMPLE_PTR"].value, self._channels
        order = channels[::-1] if self.named["MODE"]["EDGE"] else channels
        factors = {each: self._factor(each) for each in channels}
        self.trigger("STARTED")
        for i in range(self.named["SAMPLE_MAXCNT"].value):
            channel = order[i % len(order)]
            sample = int(self._files[channel].next() * factors[channel])
            self.env.bus.write(start + 2 * i, 2, max(-0x8000, min(sample, 0x7FFF)) & 0xFFFF)
        self.trigger("END")

    def _factor(self, channel: Channel) -> float:
        gain = self.named["GAINL" if channel is Channel.Left else "GAINR"].value
        decibels = (gain - GAIN_0DB) // 2 if gain <= HIGHEST_GAIN else 0
        return float(10 ** (decibels / 20))
