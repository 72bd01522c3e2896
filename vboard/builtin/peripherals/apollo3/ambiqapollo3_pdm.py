"""Sound.AmbiqApollo3_PDM: digital microphones of Apollo3 (data sheet, chapter "PDM/I2S module").

A type of the built-in engine alone: Renode has no model of this block, and strict mode refuses it.

Samples come from files; without one, or behind its end, a microphone is silent. They arrive at the rate that
the registers say, wait in a FIFO of 32 words, and leave by FIFOREAD or by DMA, which is done when its last
word is there. Gain, filters, mute, I2S and clock delays have no effect.
"""

from __future__ import annotations

import enum

from vboard.builtin.machine.clock import NANOSECONDS, Event
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.python.strict import is_strict
from vboard.builtin.peripherals.register_table import TablePeripheral, reads, writes, written
from vboard.builtin.peripherals.samples import SampleFile
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int, ReadFilePath

CLOCKS = (0, 12_000_000, 6_000_000, 3_000_000, 1_500_000, 750_000, 375_000, 187_500)
"""Hz by VCFG.PDMCLKSEL."""
FIFO_WORDS = 32
THRESHOLD, OVERFLOW, UNDERFLOW, DMA_COMPLETE = 1 << 0, 1 << 1, 1 << 2, 1 << 3
LEFT, RIGHT, STEREO = 1, 2, 3


class Channel(enum.Enum):
    """A microphone of a stereo pair."""

    Left = 0
    Right = 1


@renode_type("Sound.AmbiqApollo3_PDM")
class AmbiqApollo3_PDM(TablePeripheral):
    """Output IRQ."""

    missing = "no type of Renode; gain, filters, mute, I2S"
    IRQ: GPIO
    table = """
        0x000  PCFG        = 0xC365     : PDMCOREEN 0, SOFTMUTE 1, CYCLES 4:2, HPCUTOFF 8:5, ADCHPD 9,
                                          SINCRATE 16:10, MCLKDIV 18:17, PGALEFT 25:21, PGARIGHT 30:26,
                                          LRSWAP 31
        0x004  VCFG        = 0x8        : CHSET 4:3, PCMPACK 8, SELAP 16, DMICKDEL 17, BCLKINV 19, I2SEN 20,
                                          PDMCLKEN 26, PDMCLKSEL 29:27, RSTB 30, IOCLKEN 31
        0x008  VOICESTAT                : FIFOCNT 5:0 r
        0x00C  FIFOREAD                 : r
        0x010  FIFOFLUSH                : FIFOFLUSH 0 w
        0x014  FIFOTHR     = 0x10       : FIFOTHR 4:0
        0x200  INTEN                    : BITS 4:0
        0x204  INTSTAT                  : BITS 4:0 r
        0x208  INTCLR                   : BITS 4:0 w
        0x20C  INTSET                   : BITS 4:0 w
        0x240  DMATRIGEN                : DTHR 0, DTHR90 1
        0x244  DMATRIGSTAT              : DTHRSTAT 0, DTHR90STAT 1
        0x280  DMACFG                   : DMAEN 0, DMADIR 2, DMAPRI 8, DAUTOHIP 9, DPWROFF 10
        0x288  DMATOTCOUNT              : TOTCOUNT 19:0
        0x28C  DMATARGADDR = 0x10000000 : rw
        0x290  DMASTAT                  : DMATIP 0, DMACPL 1, DMAERR 2
    """

    def __init__(self, env: Environment) -> None:
        """Create the block.

        Raises:
            ValueError: in strict mode.
        """
        if is_strict():
            raise ValueError("Sound.AmbiqApollo3_PDM is a type of the built-in engine; Renode has none such")
        self._files: dict[Channel, SampleFile] = {}
        self._since = 0
        self._taken = 0
        self._event: Event | None = None
        super().__init__(env)

    def Reset(self) -> None:
        super().Reset()
        self._restart()

    def SetInputFile(self, fileName: ReadFilePath, channel: Channel = Channel.Left, repeat: Int = 1) -> None:
        """Play a file of little-endian signed 16-bit samples into a channel, `repeat` times (0: for ever)."""
        self._files[channel] = SampleFile(fileName, repeat)

    @property
    def word_rate(self) -> int:
        """Words a second that the FIFO gets; 0 while the block is off."""
        pcfg, vcfg = self.named["PCFG"], self.named["VCFG"]
        on = pcfg["PDMCOREEN"] and vcfg["PDMCLKEN"] and vcfg["IOCLKEN"] and vcfg["RSTB"] and pcfg["SINCRATE"]
        if not on:
            return 0
        rate = CLOCKS[vcfg["PDMCLKSEL"]] // ((pcfg["MCLKDIV"] + 1) * 2 * pcfg["SINCRATE"])
        return rate * 2 if vcfg["CHSET"] == STEREO and not vcfg["PCMPACK"] else rate

    # -- time ---------------------------------------------------------------------------------

    @written("PCFG", "VCFG")
    def _restart(self) -> None:
        """Words are counted from now on."""
        self._since, self._taken = self.env.clock.now, 0
        self._plan()

    def _waiting(self) -> int:
        """Words in the FIFO; those that find it full are lost."""
        arrived = (self.env.clock.now - self._since) * self.word_rate // NANOSECONDS
        for _ in range(arrived - self._taken - FIFO_WORDS):
            self._next_word()
            self._raise(OVERFLOW)
        return arrived - self._taken

    def _plan(self) -> None:
        """Look again when what DMA or the threshold wants is there."""
        if self._event is not None:
            self._event.cancel()
            self._event = None
        rate = self.word_rate
        if rate:
            wanted = self._dma_words() or self.named["FIFOTHR"].value or 1
            at = self._since + -(-(self._taken + wanted) * NANOSECONDS // rate)
            self._event = self.env.clock.schedule(max(at, self.env.clock.now + 1), self._arrived)

    def _dma_words(self) -> int:
        return self.named["DMATOTCOUNT"].value // 4 if self.named["DMACFG"]["DMAEN"] else 0

    def _arrived(self) -> None:
        self._event = None
        words = self._dma_words()
        if words:
            target = self.named["DMATARGADDR"].value
            for i in range(words):
                self.env.bus.write(target + 4 * i, 4, self._next_word())
            self.named["DMATOTCOUNT"].value = 0
            self.named["DMASTAT"].value = 2
            self._raise(DMA_COMPLETE)
            self._plan()
        elif self._waiting() >= self.named["FIFOTHR"].value:
            self._raise(THRESHOLD)

    def _next_word(self) -> int:
        vcfg, swapped = self.named["VCFG"], self.named["PCFG"]["LRSWAP"]
        chosen = vcfg["CHSET"]
        turn = self._taken
        self._taken += 1
        if chosen == STEREO and vcfg["PCMPACK"]:
            return self._sample(bool(swapped)) | self._sample(not swapped) << 16
        right = chosen == RIGHT or (chosen == STEREO and turn % 2 == 1)
        return self._sample(right != bool(swapped))

    def _sample(self, right: bool) -> int:
        file = self._files.get(Channel.Right if right else Channel.Left)
        return file.next() & 0xFFFF if file is not None else 0

    # -- registers ----------------------------------------------------------------------------

    @reads("VOICESTAT.FIFOCNT")
    def _count(self) -> int:
        return self._waiting()

    @reads("FIFOREAD.FIFOREAD")
    def _read_fifo(self) -> int:
        if not self._waiting():
            self._raise(UNDERFLOW)
            return 0
        word = self._next_word()
        self._plan()
        return word

    @writes("FIFOFLUSH.FIFOFLUSH")
    def _flush(self, value: int) -> None:
        if value:
            for _ in range(self._waiting()):
                self._next_word()
            self._plan()

    @written("FIFOTHR", "DMATOTCOUNT", "DMACFG")
    def _demand_changed(self) -> None:
        self._waiting()
        self._plan()

    @writes("INTCLR.BITS")
    def _clear(self, bits: int) -> None:
        self.named["INTSTAT"].value &= ~bits
        self._update()

    @writes("INTSET.BITS")
    def _raise(self, bits: int) -> None:
        self.named["INTSTAT"].value |= bits
        self._update()

    @written("INTEN")
    def _update(self) -> None:
        self.IRQ.Set(bool(self.named["INTSTAT"].value & self.named["INTEN"].value))
