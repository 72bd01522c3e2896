"""Sound.NRF52840_I2S: inter-IC sound interface (nRF52840 PS, section 6.11).

Sixteen-bit samples come from `InputFile` and go to `OutputFile`; without them silence comes and nothing is
kept (Renode 1.16.1 throws NullReferenceException there). A buffer is transferred when its time is over.
"""

from __future__ import annotations

from pathlib import Path

from vboard.builtin.machine.clock import NANOSECONDS, Event
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.nrf.events import EventPeripheral
from vboard.builtin.peripherals.register_table import writes
from vboard.builtin.peripherals.samples import SampleFile
from vboard.builtin.registry import renode_type

CLOCK_SCALE = 32_000_000  # MCKFREQ is a fraction of 32 MHz in units of 2**-32
RATIOS = (32, 48, 64, 96, 128, 192, 256, 384, 512)
WORD = 4


@renode_type("Sound.NRF52840_I2S")
class NRF52840_I2S(EventPeripheral):
    """Output IRQ."""

    writes_interrupt = False

    table = """
        0x000  TASKS_START                   : START 0 w
        0x004  TASKS_STOP                    : STOP 0 w
        0x104  EVENTS_RXPTRUPD               : RXPTRUPD 0
        0x108  EVENTS_STOPPED                : STOPPED 0
        0x114  EVENTS_TXPTRUPD               : TXPTRUPD 0
        0x300  INTEN                         : RXPTRUPD 1, STOPPED 2, TXPTRUPD 5
        0x304  INTENSET                      : RXPTRUPD 1, STOPPED 2, TXPTRUPD 5
        0x308  INTENCLR                      : RXPTRUPD 1, STOPPED 2, TXPTRUPD 5
        0x500  ENABLE                        : ENABLE 0
        0x504  CONFIG_MODE                   : MODE 0
        0x508  CONFIG_RXEN                   : RXEN 0
        0x50C  CONFIG_TXEN      = 0x1        : TXEN 0
        0x510  CONFIG_MCKEN     = 0x1        : MCKEN 0
        0x514  CONFIG_MCKFREQ   = 0x20000000 : rw
        0x518  CONFIG_RATIO     = 0x6        : RATIO 3:0
        0x51C  CONFIG_SWIDTH    = 0x1        : SWIDTH 1:0
        0x520  CONFIG_ALIGN                  : ALIGN 0 -
        0x524  CONFIG_FORMAT                 : FORMAT 0 -
        0x528  CONFIG_CHANNELS               : CHANNELS 1:0
        0x538  RXD_PTR                       : rw
        0x540  TXD_PTR                       : rw
        0x550  RXTXD_MAXCNT                  : MAXCNT 13:0
        0x560  PSEL_MCK         = 0xFFFFFFFF : PIN 4:0 -, PORT 5 -, CONNECT 31 -
        0x564  PSEL_SCK         = 0xFFFFFFFF : PIN 4:0 -, PORT 5 -, CONNECT 31 -
        0x568  PSEL_LRCK        = 0xFFFFFFFF : PIN 4:0 -, PORT 5 -, CONNECT 31 -
        0x56C  PSEL_SDIN        = 0xFFFFFFFF : PIN 4:0 -, PORT 5 -, CONNECT 31 -
        0x570  PSEL_SDOUT       = 0xFFFFFFFF : PIN 4:0 -, PORT 5 -, CONNECT 31 -
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.InputFile = ""
        self.OutputFile = ""
        self._input: SampleFile | None = None
        self._output: Path | None = None
        self._running = False
        self._event: Event | None = None

    def Reset(self) -> None:
        self._end()
        super().Reset()
        if not (self.InputFile or self.OutputFile):
            self.warn_of_renode_fault("a reset without files throws NullReferenceException")

    def _end(self) -> None:
        self._running = False
        if self._event is not None:
            self._event.cancel()
            self._event = None

    @writes("TASKS_START.START")
    def _start(self, value: int) -> None:
        if not value or self._running:
            return
        if not (self.InputFile or self.OutputFile):
            self.warn_of_renode_fault("TASKS_START without files throws NullReferenceException")
        if not self.named["ENABLE"].value:
            return
        self._input = SampleFile(self.InputFile) if self.InputFile else None
        self._output = Path(self.OutputFile) if self.OutputFile else None
        if self._output is not None:
            self._output.write_bytes(b"")
        self._running = True
        self._next_buffers()

    @writes("TASKS_STOP.STOP")
    def _stop(self, value: int) -> None:
        if value and self._running:
            self._end()
            self.trigger("STOPPED")

    def _next_buffers(self) -> None:
        """Take the buffers that the pointers name; a word is a sample of both channels."""
        words = self.named["RXTXD_MAXCNT"].value
        buffers = self.named["RXD_PTR"].value, self.named["TXD_PTR"].value, words
        master = self.named["CONFIG_MCKFREQ"].value * CLOCK_SCALE >> 32
        rate = master // RATIOS[min(self.named["CONFIG_RATIO"].value, len(RATIOS) - 1)]
        if self.named["CONFIG_RXEN"].value:
            self.trigger("RXPTRUPD")
        if self.named["CONFIG_TXEN"].value:
            self.trigger("TXPTRUPD")
        if words and rate and self._running:
            self._event = self.env.clock.schedule_in(
                words * NANOSECONDS // rate, lambda: self._transfer(*buffers)
            )

    def _transfer(self, receive: int, send: int, words: int) -> None:
        bus = self.env.bus
        if self.named["CONFIG_RXEN"].value:
            for i in range(2 * words):
                bus.write(receive + 2 * i, 2, (self._input.next() if self._input else 0) & 0xFFFF)
        if self.named["CONFIG_TXEN"].value and self._output is not None:
            data = b"".join(bus.read(send + WORD * i, WORD).to_bytes(WORD, "little") for i in range(words))
            with self._output.open("ab") as file:
                file.write(data)
        self._next_buffers()
