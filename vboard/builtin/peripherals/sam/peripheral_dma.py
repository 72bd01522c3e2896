"""Peripheral DMA controller (PDC) of a SAM block (SAM4S datasheet, section 29).

A transfer takes no time. As in Renode 1.16.1 a buffer's end switches its channel off, and a channel that is
switched on without a buffer ends at once.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, written

PDC_REGISTERS = """
    0x100  RPR  : rw
    0x104  RCR  : RXCTR 15:0
    0x108  TPR  : rw
    0x10C  TCR  : TXCTR 15:0
    0x110  RNPR : rw
    0x114  RNCR : RXNCTR 15:0
    0x118  TNPR : rw
    0x11C  TNCR : TXNCTR 15:0
    0x120  PTCR : RXTEN 0 w, RXTDIS 1 w, TXTEN 8 w, TXTDIS 9 w
    0x124  PTSR : RXTEN 0 r, TXTEN 8 r
"""


class PeripheralDma(TablePeripheral):
    """A block whose table has `PDC_REGISTERS` and SR with ENDRX, ENDTX, RXBUFF and TXBUFE."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._flags = self.named["SR"]

    def item_width(self) -> int:
        """Bytes of an item in memory."""
        return 1

    def take_item(self) -> int | None:
        """What the block received, None if nothing."""
        raise NotImplementedError

    def give_item(self, item: int) -> None:
        """Have the block send an item."""
        raise NotImplementedError

    def dma_changed(self) -> None:
        """The flags changed."""

    @written("RCR", "RNCR")
    def _receive_buffer(self) -> None:
        self._flags["ENDRX"] = 0
        self._show_buffers()

    @written("TCR", "TNCR")
    def _transmit_buffer(self) -> None:
        self._flags["ENDTX"] = 0
        self._show_buffers()

    def _show_buffers(self) -> None:
        named = self.named
        self._flags["RXBUFF"] = int(not (named["RCR"].value or named["RNCR"].value))
        self._flags["TXBUFE"] = int(not (named["TCR"].value or named["TNCR"].value))
        self.dma_changed()

    @written("PTCR")
    def _switch_channels(self) -> None:
        command, state = self.named["PTCR"], self.named["PTSR"]
        for name, disable in (("RXTEN", "RXTDIS"), ("TXTEN", "TXTDIS")):
            state[name] = int((state[name] or command[name]) and not command[disable])
        self.receive()
        self._transmit()
        self._show_buffers()

    def receive(self) -> None:
        """Move what the block has received, as far as there is a buffer."""
        named, state = self.named, self.named["PTSR"]
        if not named["RCR"].value:
            self._end("RX")
        while state["RXTEN"]:
            item = self.take_item()
            if item is None:
                break
            self.env.bus.write(named["RPR"].value, self.item_width(), item)
            self._count("R")
        self._show_buffers()

    def _transmit(self) -> None:
        named, state = self.named, self.named["PTSR"]
        if not named["TCR"].value:
            self._end("TX")
        while state["TXTEN"]:
            item = self.env.bus.read(named["TPR"].value, self.item_width())
            self._count("T")
            self.give_item(item)

    def _count(self, channel: str) -> None:
        """An item was moved: go on to the next one, maybe in the next buffer."""
        named = self.named
        pointer, count = named[f"{channel}PR"], named[f"{channel}CR"]
        following, more = named[f"{channel}NPR"], named[f"{channel}NCR"]
        pointer.value += self.item_width()
        count.value -= 1
        if count.value:
            return
        if more.value:
            self._flags[f"END{channel}X"] = 1
            pointer.value, count.value = following.value, more.value
            following.value = more.value = 0
        else:
            self._end(f"{channel}X")

    def _end(self, channel: str) -> None:
        self.named["PTSR"][f"{channel}TEN"] = 0
        self._flags[f"END{channel}"] = 1
