"""Whether firmware has switched a UART's receiver on."""

from __future__ import annotations

from vboard.builtin.peripherals.base import UART, BusPeripheral
from vboard.engine.receivers import RECEIVER_BITS


def receiver_is_on(uart: UART) -> bool:
    """Whether its receiver is on; true for a UART of which nobody can tell."""
    known = RECEIVER_BITS.get(type(uart).renode_type_name.rpartition(".")[2])
    if known is None or not isinstance(uart, BusPeripheral):
        return True
    offset, bits = known
    return uart.read(offset, 4) & bits == bits
