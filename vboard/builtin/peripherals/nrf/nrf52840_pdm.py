"""Sound.NRF52840_PDM: digital microphone interface (nRF52840 PS, section 6.15).

Samples come from files; without one the microphone is silent. Gain and edge have no effect.
"""

from __future__ import annotations

import enum

from vboard.builtin.machine.clock import NANOSECONDS, Event
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.nrf.events import EventPeripheral
from vboard.builtin.peripherals.register_table import writes
from vboard.builtin.peripherals.samples import SampleFile
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int, ReadFilePath

CLOCK_SCALE = 32_000_000  # PDMCLKCTRL is a fraction of 32 MHz in units of 2**-32
RATIOS = (64, 80)
MONO = 1


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
        self._buffer: tuple[int, int] | None = None
        self._event: Event | None = None

    def Reset(self) -> None:
        self._end()
        super().Reset()

    def SetInputFile(self, fileName: ReadFilePath, channel: Channel = Channel.Left, repeat: Int = 1) -> None:
        """Play a file of little-endian signed 16-bit samples into a channel, `repeat` times (0: for ever)."""
        self._files[channel] = SampleFile(fileName, repeat)

    @property
    def sample_rate(self) -> int:
        """Samples a second of one channel."""
        clock = self.named["PDMCLKCTRL"].value * CLOCK_SCALE >> 32
        return clock // RATIOS[self.named["RATIO"].value]

    def _end(self) -> None:
        self._buffer = None
        if self._event is not None:
            self._event.cancel()
            self._event = None

    @writes("TASKS_START.START")
    def _start(self, value: int) -> None:
        if value and self._buffer is None and self.named["ENABLE"].value:
            self._next_buffer()

    @writes("TASKS_STOP.STOP")
    def _stop(self, value: int) -> None:
        if value and self._buffer is not None:
            self._end()
            self.trigger("STOPPED")

    def _next_buffer(self) -> None:
        """Take the buffer that SAMPLE names; it is full when its samples have been spoken."""
        count = self.named["SAMPLE_MAXCNT"].value
        self._buffer = self.named["SAMPLE_PTR"].value, count
        rate = self.sample_rate * (1 if self.named["MODE"]["OPERATION"] == MONO else 2)
        self.trigger("STARTED")
        if count and rate and self._buffer is not None:
            self._event = self.env.clock.schedule_in(count * NANOSECONDS // rate, self._full)

    def _full(self) -> None:
        assert self._buffer is not None
        start, count = self._buffer
        mono = self.named["MODE"]["OPERATION"] == MONO
        for i in range(count):
            channel = Channel.Left if mono or i % 2 == 0 else Channel.Right
            file = self._files.get(channel)
            self.env.bus.write(start + 2 * i, 2, (file.next() if file else 0) & 0xFFFF)
        self.trigger("END")
        if self._buffer is not None:
            self._next_buffer()
