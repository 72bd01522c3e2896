"""CAN: the frames that controllers exchange, and the wire side of a controller (ISO 11898-1).

The length code of a frame tells up to 8 bytes, and in the FD format up to 64 in steps (ISO 11898-1:2015,
table 5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vboard.builtin.peripherals.base import Environment, Peripheral

STANDARD_BITS, EXTENDED_BITS = 11, 29
BASE_SHIFT = EXTENDED_BITS - STANDARD_BITS
"""Where the 11 bits of a base identifier are among the 29 of an extended one."""
CLASSICAL_LENGTH = 8
_FD_LENGTHS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 20, 24, 32, 48, 64)


def length_of_code(code: int, fd: bool) -> int:
    """Bytes of data that a length code (0 to 15) tells."""
    return _FD_LENGTHS[code] if fd else min(code, CLASSICAL_LENGTH)


def code_of_length(length: int) -> int:
    """The length code (0 to 15) of a frame that holds `length` bytes of data, at most 64."""
    return next(code for code, held in enumerate(_FD_LENGTHS) if held >= length)


@dataclass(frozen=True)
class CANMessageFrame:
    """A data or remote frame.

    Attributes:
        Id: identifier of 11 bits, of 29 in the extended format.
        Data: 0 to 8 bytes, in the FD format up to 64; of a remote frame their number alone counts.
        ExtendedFormat: the identifier has 29 bits.
        RemoteFrame: it asks for data.
        FDFormat: the frame is in the FD format.
        BitRateSwitch: an FD frame's data go at the higher bit rate.
    """

    Id: int
    Data: bytes
    ExtendedFormat: bool = False
    RemoteFrame: bool = False
    FDFormat: bool = False
    BitRateSwitch: bool = False

    @property
    def extended_id(self) -> int:
        """The identifier as one of 29 bits: a standard one is in the upper 11."""
        return self.Id if self.ExtendedFormat else self.Id << BASE_SHIFT

    def __str__(self) -> str:
        data = ", ".join(f"0x{byte:X}" for byte in self.Data)
        return (
            f"[Message: Data=[{data}], Remote={self.RemoteFrame}, Extended={self.ExtendedFormat}, "
            f"BitRateSwitch={self.BitRateSwitch}, FDFormat={self.FDFormat}, Id={self.Id}, "
            f"DataLength={len(self.Data)}]"
        )


class CANController(Peripheral):
    """Base of CAN models: the wire side. A model with registers is a `BusPeripheral` too."""

    def __init__(self, env: Environment) -> None:
        self._frame_observers: list[Callable[[CANMessageFrame], None]] = []
        super().__init__(env)

    @property
    def is_connected(self) -> bool:
        """Whether anybody is on the bus who takes frames."""
        return bool(self._frame_observers)

    def observe_frames(self, callback: Callable[[CANMessageFrame], None]) -> None:
        """Call `callback` with each frame that the controller sends."""
        self._frame_observers.append(callback)

    def unobserve_frames(self, callback: Callable[[CANMessageFrame], None]) -> None:
        """Undo `observe_frames`."""
        self._frame_observers.remove(callback)

    def send_frame(self, frame: CANMessageFrame) -> None:
        """Put a frame on the bus (called by the model)."""
        for callback in tuple(self._frame_observers):
            callback(frame)

    def OnFrameReceived(self, message: CANMessageFrame) -> None:
        """Receive a frame from the bus."""
        raise NotImplementedError
