"""A wire from a pin of one peripheral to a pin of another, also of another machine."""

from __future__ import annotations

from vboard.builtin.csharp import full_name
from vboard.builtin.externals.base import External, ExternalError
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.gpio import GPIO, GPIOReceiver
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.types import Int


class GPIOConnector(External):
    """Carries a level to the next synchronisation point. It joins two peripherals at most."""

    def __init__(self, emulation: Emulation, name: str) -> None:
        super().__init__(emulation, name)
        self._peripherals: list[Peripheral] = []
        self._source: GPIO | None = None
        self._wire = GPIO()

    def AttachTo(self, peripheral: Peripheral) -> None:
        """Join a peripheral.

        Raises:
            ExternalError: two are joined already.
        """
        if len(self._peripherals) == 2:
            raise ExternalError(
                "Only two peripherals can be connected to this GPIO Connector (source and destination)."
            )
        self._peripherals.append(peripheral)

    def DetachFrom(self, peripheral: Peripheral) -> None:
        """Leave a peripheral, with its pin."""
        if self._wire.inputs_of(peripheral):
            self._wire.disconnect()
        elif self._source is not None:
            self._source.remove(self)
            self._source = None
        if peripheral in self._peripherals:
            self._peripherals.remove(peripheral)

    def DetachAll(self) -> None:
        """Leave both peripherals."""
        for peripheral in tuple(self._peripherals):
            self.DetachFrom(peripheral)

    def SelectSourcePin(self, source: Peripheral, pinNumber: Int) -> None:
        """Choose the output.

        Raises:
            ExternalError: the peripheral is not joined or has no such output.
        """
        self._verify(source)
        pin = (source.numbered_outputs() or {}).get(pinNumber)
        if pin is None:
            raise ExternalError(f"Peripheral {full_name(type(source))} has no GPIO with number: {pinNumber}")
        if self._source is not None:
            self._source.remove(self)
        self._source = pin
        pin.connect(self, 0)

    def SelectDestinationPin(self, receiver: Peripheral, pinNumber: Int) -> None:
        """Choose the input.

        Raises:
            ExternalError: the peripheral is not joined or has no inputs.
        """
        self._verify(receiver)
        if not isinstance(receiver, GPIOReceiver):
            raise ExternalError(f"Peripheral {full_name(type(receiver))} has no inputs")
        if self._wire.IsConnected:
            self.log(LogLevel.WARNING, "Overwriting destination PIN connection.")
        self._wire.connect(receiver, pinNumber)

    def OnGPIO(self, number: Int, value: bool) -> None:
        """The source's level; the destination gets it at the next synchronisation point."""
        if self._wire.IsConnected:
            at = self.emulation.next_sync_point()
            self.emulation.clock.schedule(at, lambda: self._wire.Set(value))

    def Reset(self) -> None:
        """Bring the source's level to the destination again."""
        self._wire.Set(self._source is not None and self._source.IsSet)

    def _verify(self, peripheral: Peripheral) -> None:
        if peripheral not in self._peripherals:
            raise ExternalError(
                f"Peripheral {full_name(type(peripheral))} is not connected to the GPIO Connector."
            )
