"""M_CAN: elements of the message RAM (RM0433 rev 8, sections 56.4.16 to 56.4.21).

An element of a message has two words in front of its data:

    0  ESI 31, XTD 30, RTR 29, ID 28:0 (a standard identifier is in 28:18)
    1  of one to be sent: marker 31:24, EFC 23, FDF 21, BRS 20, DLC 19:16
       of one received:   ANMF 31, filter 30:24, FDF 21, BRS 20, DLC 19:16, time stamp 15:0
"""

from __future__ import annotations

from typing import NamedTuple

from vboard.builtin.peripherals.can_bus import (
    BASE_SHIFT,
    CANMessageFrame,
    code_of_length,
    length_of_code,
)

HEADER = 8
"""Bytes before the data."""
EVENT_SIZE = 8
"""Bytes of an element of the Tx event FIFO."""
DATA_SIZES = (8, 12, 16, 20, 24, 32, 48, 64)
"""Bytes of data of an element by the codes of RXESC and TXESC."""
_XTD, _RTR = 1 << 30, 1 << 29
_ANMF, _EFC, _FDF, _BRS = 1 << 31, 1 << 23, 1 << 21, 1 << 20
_EVENT_TRANSMITTED = 1 << 22
_IDENTIFIER = 0x1FFF_FFFF


class TransmitElement(NamedTuple):
    """A message to be sent, with what its second word asks for.

    Attributes:
        frame: the message.
        event: the element of the Tx event FIFO that tells of it, None where none is wanted.
    """

    frame: CANMessageFrame
    event: bytes | None


def transmit_element(element: bytes) -> TransmitElement:
    """Read an element of a Tx buffer; data that it has no room for are 0xCC, as the manual says."""
    first, second = (int.from_bytes(element[i : i + 4], "little") for i in (0, 4))
    extended, fd = bool(first & _XTD), bool(second & _FDF)
    remote = bool(first & _RTR) and not fd
    length = length_of_code(second >> 16 & 0xF, fd)
    data = element[HEADER : HEADER + length]
    frame = CANMessageFrame(
        first & _IDENTIFIER if extended else (first & _IDENTIFIER) >> BASE_SHIFT,
        data + b"\xcc" * (length - len(data)),
        extended,
        remote,
        fd,
        fd and bool(second & _BRS),
    )
    event = first.to_bytes(4, "little") + (second & 0xFF3F_0000 | _EVENT_TRANSMITTED).to_bytes(4, "little")
    return TransmitElement(frame, event if second & _EFC else None)


def received_element(frame: CANMessageFrame, room: int, filter_index: int | None) -> bytes:
    """Make an element of a Rx FIFO or buffer.

    Args:
        frame: the message.
        room: bytes of data that the element holds; more are lost.
        filter_index: the filter that accepted it, None for a frame that matched none.
    """
    first = frame.extended_id | frame.ExtendedFormat * _XTD | frame.RemoteFrame * _RTR
    second = code_of_length(len(frame.Data)) << 16 | frame.FDFormat * _FDF | frame.BitRateSwitch * _BRS
    second |= _ANMF if filter_index is None else filter_index << 24
    data = b"" if frame.RemoteFrame else frame.Data[:room]
    padding = -len(data) % 4
    return first.to_bytes(4, "little") + second.to_bytes(4, "little") + data + bytes(padding)
