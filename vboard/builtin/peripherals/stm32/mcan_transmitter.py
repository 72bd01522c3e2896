"""M_CAN: Tx buffers, Tx FIFO or queue, and Tx events (RM0433 rev 8, section 56.3.4, Tx handling)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vboard.builtin.peripherals.can_bus import CLASSICAL_LENGTH, CANMessageFrame
from vboard.builtin.peripherals.register import Register
from vboard.builtin.peripherals.stm32 import mcan_elements as elements
from vboard.builtin.peripherals.stm32.mcan_fifo import EVENT_FIFO, Fifo
from vboard.builtin.peripherals.stm32.mcan_ram import MessageRam

BUFFERS = 32
TC, TCF, TFE = 1 << 9, 1 << 10, 1 << 11
"""Flags of IR."""


class Transmitter:
    """Sends what TXBAR requests.

    Args:
        named: the controller's registers.
        ram: where the buffers lie.
        raise_flags: sets flags of IR.
        send: puts a frame on the bus.
        receive: gets a frame that loops back.
    """

    def __init__(
        self,
        named: Mapping[str, Register],
        ram: MessageRam,
        raise_flags: Callable[[int], None],
        send: Callable[[CANMessageFrame], None],
        receive: Callable[[CANMessageFrame], None],
    ) -> None:
        self.named = named
        self.events = Fifo(named, EVENT_FIFO)
        self._ram = ram
        self._raise_flags = raise_flags
        self._send = send
        self._receive = receive

    def clear(self) -> None:
        """Forget requests, results and events."""
        for name in ("TXBRP", "TXBTO", "TXBCF", "TXFQS"):
            self.named[name].value = 0
        self.events.clear()
        self.show_fifo()

    def request(self, buffers: int) -> None:
        """Send the buffers of a write to TXBAR."""
        named = self.named
        named["TXBRP"].value |= buffers & self._existing_buffers()
        named["TXBTO"].value &= ~buffers
        named["TXBCF"].value &= ~buffers
        self.show_fifo()
        self.send_pending()

    def cancel(self, buffers: int) -> None:
        """Forget the requests of a write to TXBCR."""
        named = self.named
        named["TXBRP"].value &= ~buffers
        named["TXBCF"].value |= buffers
        if buffers & named["TXBCIE"].value:
            self._raise_flags(TCF)
        self.show_fifo()

    def _existing_buffers(self) -> int:
        buffers = self.named["TXBC"]
        return (1 << min(buffers["NDTB"] + buffers["TFQS"], BUFFERS)) - 1

    @property
    def _may_send(self) -> bool:
        control = self.named["CCCR"]
        return not (control["INIT"] or control["ASM"] or (control["MON"] and not self.loops_back))

    @property
    def loops_back(self) -> bool:
        """Whether the controller receives what it sends, and nothing else."""
        return bool(self.named["CCCR"]["TEST"] and self.named["TEST"]["LBCK"])

    def send_pending(self) -> None:
        """Send what is requested, where the mode allows it."""
        pending = self.named["TXBRP"]
        while pending.value and self._may_send:
            number, (frame, event) = min(self._candidates(), key=_arbitration)
            pending.value &= ~(1 << number)
            self._transmit(frame)
            self.named["TXBTO"].value |= 1 << number
            if self.named["TXBTIE"].value >> number & 1:
                self._raise_flags(TC)
            if event is not None:
                self._note_event(event)
            self._advance_transmit_fifo(number)

    def _candidates(self) -> list[tuple[int, elements.TransmitElement]]:
        """Requested buffers that arbitrate: of the Tx FIFO the oldest alone."""
        buffers, pending = self.named["TXBC"], self.named["TXBRP"].value
        first, count = buffers["NDTB"], buffers["TFQS"]
        numbers = [number for number in range(BUFFERS) if pending >> number & 1]
        if not buffers["TFQM"] and count:
            oldest = self.named["TXFQS"]["TFGI"]
            queued = sorted((n for n in numbers if n >= first), key=lambda n: (n - oldest) % count)
            numbers = [n for n in numbers if n < first] + queued[:1]
        size = elements.HEADER + elements.DATA_SIZES[self.named["TXESC"]["TBDS"]]
        base = buffers["TBSA"] << 2
        return [(n, elements.transmit_element(self._ram.load(base + n * size, size))) for n in numbers]

    def _transmit(self, frame: CANMessageFrame) -> None:
        control = self.named["CCCR"]
        if frame.FDFormat and not control["FDOE"]:
            frame = CANMessageFrame(frame.Id, frame.Data[:CLASSICAL_LENGTH], frame.ExtendedFormat)
        elif frame.BitRateSwitch and not control["BRSE"]:
            frame = CANMessageFrame(frame.Id, frame.Data, frame.ExtendedFormat, FDFormat=True)
        if not control["MON"]:
            self._send(frame)
        if self.loops_back:
            self._receive(frame)

    def _note_event(self, event: bytes) -> None:
        place, flags = self.events.put()
        self._raise_flags(flags)
        if place is not None:
            start = self.named["TXEFC"]["EFSA"] << 2
            self._ram.store(start + place * elements.EVENT_SIZE, event)

    def _advance_transmit_fifo(self, number: int) -> None:
        buffers, state = self.named["TXBC"], self.named["TXFQS"]
        first, count = buffers["NDTB"], buffers["TFQS"]
        if not first <= number < first + count:
            return
        if not buffers["TFQM"]:
            state["TFGI"] = first + (number - first + 1) % count
        if not self.named["TXBRP"].value >> first:
            self._raise_flags(TFE)
        self.show_fifo()

    def show_fifo(self) -> None:
        """Free level and put index of the Tx FIFO, or the lowest free buffer of the Tx queue."""
        buffers, state = self.named["TXBC"], self.named["TXFQS"]
        first, count = buffers["NDTB"], buffers["TFQS"]
        pending = self.named["TXBRP"].value >> first & (1 << count) - 1
        if not first <= state["TFGI"] < first + count:
            state["TFGI"] = first
        state["TFQF"] = int(bool(count) and pending.bit_count() == count)
        if buffers["TFQM"]:
            state["TFFL"] = state["TFGI"] = 0
            free = next((i for i in range(count) if not pending >> i & 1), 0)
            state["TFQPI"] = first + free
        elif count:
            state["TFFL"] = count - pending.bit_count()
            state["TFQPI"] = first + (state["TFGI"] - first + pending.bit_count()) % count
        else:
            state.value = 0


def _arbitration(candidate: tuple[int, elements.TransmitElement]) -> tuple[int, bool, int]:
    """Order in which requested buffers go out: as their identifiers win the bus, then by number."""
    number, (frame, _) = candidate
    return frame.extended_id, frame.ExtendedFormat, number
