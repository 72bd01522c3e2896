"""M_CAN: Rx FIFOs and Tx event FIFO as their registers tell them (RM0433 rev 8, sections 56.3.4, 56.5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vboard.builtin.peripherals.register import Register


class FifoNames(NamedTuple):
    """Registers and fields of a FIFO; flags are its bits in IR.

    Attributes:
        config, state: registers of configuration and state.
        size, watermark, overwrite: fields of `config`; the last may be empty.
        level, get, put, full, lost: fields of `state`.
        new_flag: bit of IR for a new element; watermark, full and lost follow it.
    """

    config: str
    size: str
    watermark: str
    overwrite: str
    state: str
    level: str
    get: str
    put: str
    full: str
    lost: str
    new_flag: int


RX_FIFOS = tuple(
    FifoNames(
        *(f"RXF{n}C", f"F{n}S", f"F{n}WM", f"F{n}OM"),
        *(f"RXF{n}S", f"F{n}FL", f"F{n}GI", f"F{n}PI", f"F{n}F", f"RF{n}L"),
        4 * n,
    )
    for n in range(2)
)
EVENT_FIFO = FifoNames(*("TXEFC", "EFS", "EFWM", ""), *("TXEFS", "EFFL", "EFGI", "EFPI", "EFF", "TEFL"), 12)


class Fifo:
    """A ring of elements in the message RAM: where the next goes and what IR tells of it."""

    def __init__(self, named: Mapping[str, Register], names: FifoNames) -> None:
        self._names = names
        self._config, self._state = named[names.config], named[names.state]

    @property
    def size(self) -> int:
        """Number of elements; more than the manual allows count as its limit."""
        limit = 32 if self._names is EVENT_FIFO else 64
        return min(self._config[self._names.size], limit)

    def clear(self) -> None:
        """Forget all elements."""
        self._state.value = 0

    def put(self) -> tuple[int | None, int]:
        """Take the place of a new element.

        Returns:
            Its index, None where the element is lost, and the flags of IR to set. In overwrite mode a full
            FIFO loses its oldest element instead.
        """
        names, state, size = self._names, self._state, self.size
        new, watermark, full, lost = (1 << names.new_flag + i for i in range(4))
        if not size:
            return None, lost
        flags = new
        if state[names.level] == size:
            if not names.overwrite or not self._config[names.overwrite]:
                return None, lost
            state[names.get] = (state[names.get] + 1) % size
            state[names.level] -= 1
            flags |= lost
        place = state[names.put] % size
        state[names.put] = (place + 1) % size
        level = state[names.level] = state[names.level] + 1
        state[names.full] = int(level == size)
        if level == self._config[names.watermark]:
            flags |= watermark
        return place, flags | (full if level == size else 0)

    def acknowledge(self, index: int) -> None:
        """Release all elements up to `index`; one that is not in the FIFO releases nothing."""
        names, state, size = self._names, self._state, self.size
        if not size:
            return
        released = (index - state[names.get]) % size + 1
        if index >= size or released > state[names.level]:
            return
        state[names.get] = (index + 1) % size
        state[names.level] -= released
        state[names.full] = 0

    def show_lost(self, flags: int) -> None:
        """Show the lost flag of IR in the state, which repeats it."""
        self._state[self._names.lost] = flags >> self._names.new_flag + 3 & 1
