"""M_CAN: acceptance filtering, Rx FIFOs and Rx buffers (RM0433 rev 8, section 56.3.4, Rx handling)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vboard.builtin.peripherals.can_bus import CANMessageFrame
from vboard.builtin.peripherals.register import Register
from vboard.builtin.peripherals.stm32 import mcan_elements as elements
from vboard.builtin.peripherals.stm32.mcan_fifo import RX_FIFOS, Fifo
from vboard.builtin.peripherals.stm32.mcan_filters import (
    EXTENDED_SIZE,
    STANDARD_SIZE,
    Action,
    Filter,
    extended_filter,
    first_match,
    standard_filter,
)
from vboard.builtin.peripherals.stm32.mcan_ram import MessageRam

HPM, DRX = 1 << 8, 1 << 19
"""Flags of IR."""
_FLAGS_OF_A_REGISTER = 32


class Receiver:
    """Stores frames that its filters accept.

    Args:
        named: the controller's registers.
        ram: where filters and elements lie.
        raise_flags: sets flags of IR.
    """

    def __init__(
        self, named: Mapping[str, Register], ram: MessageRam, raise_flags: Callable[[int], None]
    ) -> None:
        self.named = named
        self.fifos = tuple(Fifo(named, names) for names in RX_FIFOS)
        self._ram = ram
        self._raise_flags = raise_flags

    def clear(self) -> None:
        """Forget what the FIFOs hold."""
        self.named["HPMS"].value = 0
        for fifo in self.fifos:
            fifo.clear()

    def accept(self, frame: CANMessageFrame) -> None:
        """Filter a frame and put it where the first match says (56.3.4, acceptance filtering)."""
        policy = self.named["GFC"]
        if frame.RemoteFrame and policy["RRFE" if frame.ExtendedFormat else "RRFS"]:
            return
        masked = frame.Id & self.named["XIDAM"]["EIDM"] if frame.ExtendedFormat else frame.Id
        match = first_match(self._filters(frame.ExtendedFormat), frame.Id, masked)
        if match is None:
            fifo = policy["ANFE" if frame.ExtendedFormat else "ANFS"]
            if fifo < len(self.fifos):
                self._receive(frame, fifo, None)
            return
        number, found = match
        if found.action is Action.BUFFER:
            self._fill_buffer(frame, found.buffer, number)
            return
        place = None
        if found.action.fifo is not None:
            place = self._receive(frame, found.action.fifo, number)
        if found.action.has_priority:
            self._tell_priority(frame, found, number, place)

    def _filters(self, extended: bool) -> list[Filter]:
        named = self.named
        if extended:
            start, count, size = named["XIDFC"]["FLESA"], named["XIDFC"]["LSE"], EXTENDED_SIZE
        else:
            start, count, size = named["SIDFC"]["FLSSA"], named["SIDFC"]["LSS"], STANDARD_SIZE
        if not count:
            return []
        data = self._ram.load(start << 2, count * size)
        read = extended_filter if extended else standard_filter
        return [read(data[i : i + size]) for i in range(0, len(data), size)]

    def _receive(self, frame: CANMessageFrame, number: int, filter_index: int | None) -> int | None:
        """Put a frame into a FIFO; returns its place, None where it is lost."""
        place, flags = self.fifos[number].put()
        self._raise_flags(flags)
        if place is not None:
            room = elements.DATA_SIZES[self.named["RXESC"][f"F{number}DS"]]
            start = self.named[f"RXF{number}C"][f"F{number}SA"] << 2
            element = elements.received_element(frame, room, filter_index)
            self._ram.store(start + place * (elements.HEADER + room), element)
        return place

    def _fill_buffer(self, frame: CANMessageFrame, number: int, filter_index: int) -> None:
        """Put a frame into a Rx buffer; one that holds a message that was not taken keeps it."""
        flags = self.named["NDAT2" if number >= _FLAGS_OF_A_REGISTER else "NDAT1"]
        bit = 1 << number % _FLAGS_OF_A_REGISTER
        if flags.value & bit:
            return
        room = elements.DATA_SIZES[self.named["RXESC"]["RBDS"]]
        start = (self.named["RXBC"]["RBSA"] << 2) + number * (elements.HEADER + room)
        self._ram.store(start, elements.received_element(frame, room, filter_index))
        flags.value |= bit
        self._raise_flags(DRX)

    def _tell_priority(self, frame: CANMessageFrame, found: Filter, number: int, place: int | None) -> None:
        state, fifo = self.named["HPMS"], found.action.fifo
        state["FLST"], state["FIDX"] = int(frame.ExtendedFormat), number
        state["BIDX"] = place or 0
        lost = 0 if fifo is None else 1
        state["MSI"] = lost if place is None or fifo is None else 2 + fifo
        self._raise_flags(HPM)
