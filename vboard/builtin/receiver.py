"""Whether firmware has switched a receiver on: that of a UART, a microphone's interface."""

from __future__ import annotations

from vboard.builtin.peripherals.base import BusPeripheral, Peripheral
from vboard.engine.receivers import RECEIVER_BITS


def receiver_is_on(receiver: Peripheral) -> bool:
    """Whether its receiver is on; true for one of which nobody can tell."""
    known = RECEIVER_BITS.get(type(receiver).renode_type_name.rpartition(".")[2])
    if known is None or not isinstance(receiver, BusPeripheral):
        return True
    offset, bits = known
    return receiver.read(offset, 4) & bits == bits
