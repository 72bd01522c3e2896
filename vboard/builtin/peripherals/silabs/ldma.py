"""What the linked DMA controllers of EFR32 share: channels and descriptors (EFR32xG14 manual, chapter 8).

A unit takes no time. A request that stays on is served until it is gone; that of a transmitter is on as
long as there is room, and is served every `PERIOD` as in Renode 1.16.1.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import Register
from vboard.builtin.peripherals.register_table import TablePeripheral, writes
from vboard.builtin.peripherals.timing import Direction, LimitTimer
from vboard.builtin.types import Int

TRANSFER, SYNCHRONISE, WRITE = range(3)
"""Structure types of descriptors."""
BLOCK_SIZES = (1, 2, 3, 4, 6, 8, 8, 16, 16, 32, 64, 128, 256, 512, 1024, 2048)
"""Units of an arbitration by BLOCKSIZE; the last means all of them, reserved values are as the one before."""
STRIDES = (1, 2, 4, 0)
"""Units that an address advances by SRCINC and DSTINC."""
DESCRIPTOR = 16
"""Bytes of a descriptor: CTRL, SRC, DST, LINK."""
CLOCK = 1_000_000
PERIOD = 15
"""Microseconds between two services of a transmitter's request."""
MOST_BLOCKS = 1 << 16
"""Blocks in a row; a ring of descriptors whose request never falls would go on for ever."""

CHANNEL_FIELDS = {
    "CFG": "ARBSLOTS 17:16, SRCINCSIGN 20, DSTINCSIGN 21",
    "LOOP": "LOOPCNT 7:0",
    "CTRL": "STRUCTTYPE 1:0 r, STRUCTREQ 3 w, XFERCNT 14:4, BYTESWAP 15, BLOCKSIZE 19:16, DONEIFSEN 20,"
    " REQMODE 21, DECLOOPCNT 22, IGNORESREQ 23, SRCINC 25:24, SIZE 27:26, DSTINC 29:28, SRCMODE 30 r,"
    " DSTMODE 31 r",
    "SRC": "SRCADDR 31:0",
    "DST": "DSTADDR 31:0",
    "LINK": "LINKMODE 0 r, LINK 1, LINKADDR 31:2",
}
REQUEST_FIELDS = "SIGSEL 3:0, SOURCESEL 21:16"


def channel_rows(first: int, channels: int) -> str:
    """Table of the registers that a channel has one behind the other, CFG of channel 0 at offset `first`."""
    return "\n".join(
        f"0x{first + 4 * i:03X}+0x30 CH_{name}[{channels}] : {fields}"
        for i, (name, fields) in enumerate(CHANNEL_FIELDS.items())
    )


class Channel:
    """A channel: the registers that hold its descriptor, and how it runs."""

    def __init__(self, dma: LinkedDMA, index: int) -> None:
        self._dma = dma
        self._index = index
        self._config, self._loop, self._control, self._source, self._destination, self._link = (
            dma.named[f"CH_{name}{index}"] for name in CHANNEL_FIELDS
        )
        self._timer = LimitTimer(
            dma.env.clock, CLOCK, PERIOD, self._on_period, Direction.ASCENDING, one_shot=True
        )
        self._busy = False
        self._address: int | None = None  # of the descriptor, None for one that software wrote

    def reset(self) -> None:
        """Nothing is loaded."""
        self._timer.reset()
        self._address = None

    def load_link(self) -> None:
        """Load the linked descriptor, and run it if it asks for that."""
        self._load(self._link_address())
        self.run(bool(self._control["STRUCTREQ"]))

    def run(self, requested: bool = False) -> None:
        """Serve a request of software or of a descriptor, and that of the peripheral while it is on.

        As in Renode 1.16.1 a request of software needs no enabled channel.
        """
        if not self._busy:  # else a transfer reached a register of this controller
            self._busy = True
            self._serve(requested)
            self._busy = False
            self._dma.interrupt_lines.update()

    def ignores_single_requests(self) -> bool:
        """Whether it waits for a full request."""
        return bool(self._control["IGNORESREQ"])

    def _on_period(self) -> None:
        self.run(self._dma.is_requested(self._index))

    def _serve(self, requested: bool) -> None:
        for _ in range(MOST_BLOCKS):
            if not requested and not self._dma.is_enabled(self._index):
                return
            kind = self._control["STRUCTTYPE"]
            if kind == TRANSFER:
                if not requested and not self._is_signalled():
                    return
                done = self._move_block()
            elif kind == SYNCHRONISE:
                done = self._synchronise()
                if not done:
                    return
            else:
                self._dma.env.bus.write(self._destination.value, 4, self._source.value)
                done = True
            if done and not self._next():
                return
            requested = done and bool(self._control["STRUCTREQ"])
        self._dma.log(LogLevel.ERROR, f"Channel {self._index}: a ring of descriptors whose request stays on")

    def _is_signalled(self) -> bool:
        if not self._dma.is_requested(self._index):
            return False
        paced = self._dma.is_paced(self._index)
        if paced:
            self._timer.enabled = True
        return not paced

    def _move_block(self) -> bool:
        """Move the units of one request; tells whether they were the last of the descriptor."""
        control = self._control
        left = control["XFERCNT"] + 1
        count = left if control["REQMODE"] else min(left, BLOCK_SIZES[control["BLOCKSIZE"]])
        width = 1 << min(control["SIZE"], 2)
        strides = [
            STRIDES[control[f"{end}INC"]] * width * (-1 if self._config[f"{end}INCSIGN"] else 1)
            for end in ("SRC", "DST")
        ]
        bus = self._dma.env.bus
        for _ in range(count):
            item = bus.read(self._source.value, width)
            if control["BYTESWAP"]:
                item = int.from_bytes(item.to_bytes(width, "little"), "big")
            bus.write(self._destination.value, width, item)
            for register, stride in zip((self._source, self._destination), strides, strict=True):
                register.value = (register.value + stride) & 0xFFFF_FFFF
        control["XFERCNT"] = max(left - count - 1, 0)
        return count == left

    def _synchronise(self) -> bool:
        """Set and clear bits of SYNC; tells whether the descriptor goes on."""
        sets, clears = self._source.value & 0xFF, self._source.value >> 8 & 0xFF
        value, enable = self._destination.value & 0xFF, self._destination.value >> 8 & 0xFF
        self._source.value = 0  # done once, however long it waits
        self._dma.synchronisation = self._dma.synchronisation & ~clears | sets
        return not (self._dma.synchronisation ^ value) & enable

    def _next(self) -> bool:
        """A descriptor is done: load what follows; False if nothing does."""
        if self._control["DONEIFSEN"]:
            self._dma.named["IF"].value |= 1 << self._index
        loops = bool(self._control["DECLOOPCNT"])
        if loops and self._loop["LOOPCNT"]:
            self._loop["LOOPCNT"] -= 1
            self._load(self._link_address())
        elif self._link["LINK"]:
            sequential = loops and self._address is not None
            self._load((self._address or 0) + DESCRIPTOR if sequential else self._link_address())
        else:
            self._dma.finish(self._index)
            return False
        return True

    def _link_address(self) -> int:
        base = self._address if self._link["LINKMODE"] and self._address is not None else 0
        return (base + (self._link["LINKADDR"] << 2)) & 0xFFFF_FFFF

    def _load(self, address: int) -> None:
        self._address = address
        control, source, destination, link = (self._dma.env.bus.read(address + 4 * i, 4) for i in range(4))
        if control & 3 == TRANSFER:
            source += self._source.value if control >> 30 & 1 else 0
            destination += self._destination.value if control >> 31 & 1 else 0
        self._control.value, self._link.value = control, link
        self._source.value, self._destination.value = source & 0xFFFF_FFFF, destination & 0xFFFF_FFFF


class LinkedDMA(TablePeripheral):
    """A controller. Inputs are requests: signal in bits 3:0, source in 9:4, 1 << 12 for a single request.

    Attributes:
        channel_count: channels that it has.
        paced: requests of transmitters: signals by source.
        synchronisation: SYNCTRIG, the bits that descriptors wait for.
    """

    IRQ: GPIO
    interrupts = {"IRQ": "IF & IEN"}
    missing = "arbitration, requests of PRS, bus errors, halting for a debugger"
    channel_count: ClassVar[int] = 8
    paced: ClassVar[Mapping[int, Collection[int]]] = {}

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._requests: set[int] = set()
        self.channels = [Channel(self, index) for index in range(self.channel_count)]

    def Reset(self) -> None:
        super().Reset()
        self._requests.clear()
        for channel in self.channels:
            channel.reset()

    @property
    def synchronisation(self) -> int:
        raise NotImplementedError

    @synchronisation.setter
    def synchronisation(self, bits: int) -> None:
        raise NotImplementedError

    def request_register(self, index: int) -> Register:
        """The register that selects a channel's request."""
        raise NotImplementedError

    def enables(self) -> Register:
        """The register that tells which channels are enabled, a bit each."""
        raise NotImplementedError

    def OnGPIO(self, number: Int, value: bool) -> None:
        """A peripheral's request changes."""
        if not value:
            self._requests.discard(number)
            return
        self._requests.add(number)
        for channel in self.channels:
            channel.run()

    def is_enabled(self, index: int) -> bool:
        """Whether a channel runs."""
        return bool(self.enables().value >> index & 1)

    def is_requested(self, index: int) -> bool:
        """Whether the request that a channel selects is on."""
        selected = self.request_register(index)
        number = selected["SOURCESEL"] << 4 | selected["SIGSEL"]
        if not selected["SOURCESEL"] or self.named["REQDIS"].value >> index & 1:
            return False
        single = number | 1 << 12 in self._requests and not self.channels[index].ignores_single_requests()
        return number in self._requests or single

    def is_paced(self, index: int) -> bool:
        """Whether that is the request of a transmitter."""
        selected = self.request_register(index)
        return selected["SIGSEL"] in self.paced.get(selected["SOURCESEL"], ())

    def finish(self, index: int) -> None:
        """A channel did its last descriptor."""
        self.enables().value &= ~(1 << index)
        self.named["CHDONE"].value |= 1 << index

    def run(self, channels: int, requested: bool = False) -> None:
        """Let channels look for work; `channels` has a bit each."""
        for index, channel in enumerate(self.channels):
            if channels >> index & 1:
                channel.run(requested)

    @writes("SWREQ.SWREQ")
    def _software_request(self, channels: int) -> None:
        self.run(channels, requested=True)

    @writes("REQDIS.REQDIS")
    def _requests_disabled(self, channels: int) -> None:
        self.run(~channels)

    @writes("LINKLOAD.LINKLOAD")
    def _load_links(self, channels: int) -> None:
        self.enables().value |= channels
        self.named["CHDONE"].value &= ~channels
        for index, channel in enumerate(self.channels):
            if channels >> index & 1:
                channel.load_link()

    @writes("CH_CTRL.STRUCTREQ")
    def _structure_request(self, index: int, value: int) -> None:
        if value:
            self.channels[index].load_link()
