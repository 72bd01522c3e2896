"""Input.FT5336: capacitive touch screen controller at an I2C bus, with one finger (FT5336 data sheet)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int

STATUS, FIRST_POINT, VENDOR = 0x02, 0x03, 0xA8
POINTS, BYTES_OF_POINT = 5, 6
VENDOR_ID = 0x51
UP, CONTACT, NOTHING = 1, 2, 3


@renode_type("Input.FT5336")
class FT5336(Peripheral):
    """Output IRQ pulses at each touch, movement and release.

    Attributes:
        MaxX, MaxY: size of the screen, for what is inverted.
    """

    def __init__(
        self,
        env: Environment,
        isRotated: bool = False,
        isInvertedX: bool = False,
        isInvertedY: bool = False,
    ) -> None:
        """Create the controller.

        Args:
            isRotated: both axes change places.
            isInvertedX, isInvertedY: an axis goes the other way.
        """
        super().__init__(env)
        self.IRQ = GPIO()
        self.MaxX: Int = 0
        self.MaxY: Int = 0
        self._rotated, self._inverted = isRotated, (isInvertedX, isInvertedY)
        self._set_idle()

    def _set_idle(self) -> None:
        self._register = 0
        self._x = self._y = 0
        self._kind = NOTHING

    def Reset(self) -> None:
        self.IRQ.Unset()
        self._set_idle()

    def MoveTo(self, x: Int, y: Int) -> None:
        """Move the finger."""
        if self._inverted[0]:
            x = self.MaxX - x
        if self._inverted[1]:
            y = self.MaxY - y
        self._x, self._y = (y, x) if self._rotated else (x, y)
        if self._kind == CONTACT:
            self.IRQ.Blink()

    def Press(self) -> None:
        """Touch the screen."""
        self._touch(CONTACT)

    def Release(self) -> None:
        """Take the finger away."""
        self._touch(UP)

    def _touch(self, kind: int) -> None:
        self._kind = kind
        self.IRQ.Blink()

    def _byte(self, register: int) -> int:
        if register == STATUS:
            return int(self._kind == CONTACT)
        if register == VENDOR:
            return VENDOR_ID
        point, field = divmod(register - FIRST_POINT, BYTES_OF_POINT)
        if not 0 <= point < POINTS:
            return 0
        x, y, kind = (self._x, self._y, self._kind) if point == 0 else (0, 0, NOTHING)
        return (kind << 6 | x >> 8 & 0xF, x & 0xFF, point << 4 | y >> 8 & 0xF, y & 0xFF, 0, 0)[field]

    def Write(self, data: bytes) -> None:
        """Take the number of the register that is read next; none can be written."""
        if data:
            self._register = data[0]

    def Read(self, count: int) -> bytes:
        """Give registers from the chosen one on."""
        return bytes(self._byte(self._register + i) for i in range(count))

    def FinishTransmission(self) -> None:
        """Nothing to finish."""
