"""A CAN bus that joins controllers, of one machine or of several."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.csharp import full_name
from vboard.builtin.externals.base import ExternalError, Link
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.peripherals.can_bus import CANController, CANMessageFrame

Callback = Callable[[CANMessageFrame], None]


class CANHub(Link):
    """Passes each frame that a controller sends to all others, at the next synchronisation point.

    There is no arbitration, no bit rate and no error on it, as in Renode.

    Args:
        emulation: the emulation.
        name: name of the hub.
        loopback: the sender receives its own frames too.
        useNetworkByteOrderForLogging: accepted; it is about capture files.
    """

    def __init__(
        self,
        emulation: Emulation,
        name: str,
        loopback: bool = False,
        useNetworkByteOrderForLogging: bool = True,
    ) -> None:
        super().__init__(emulation, name)
        self._loopback = loopback
        self._attached: dict[Peripheral, Callback | None] = {}
        self.UseNetworkByteOrderForLogging = useNetworkByteOrderForLogging

    def AttachTo(self, iface: Peripheral) -> None:
        """Join a controller. One that has registers alone joins with a warning.

        Raises:
            ExternalError: it is no CAN controller, or joined already.
        """
        if iface in self._attached:
            raise ExternalError(
                "Cannot attach to the provided CAN periperal as it is already registered in this hub."
            )
        if isinstance(iface, CANController):

            def pass_on(frame: CANMessageFrame) -> None:
                self._pass_on(iface, frame)

            iface.observe_frames(pass_on)
            self._attached[iface] = pass_on
        elif iface.renode_type_name.startswith("CAN."):
            self.log(LogLevel.WARNING, f"{iface.renode_type_name} neither sends nor receives frames here")
            self._attached[iface] = None
        else:
            raise ExternalError(f"{self.name} takes no {full_name(type(iface))}")

    def DetachFrom(self, iface: Peripheral) -> None:
        """Leave a controller.

        Raises:
            ExternalError: it is not joined.
        """
        if iface not in self._attached:
            raise ExternalError(f"{full_name(type(iface))} is not connected to {self.name}")
        callback = self._attached.pop(iface)
        if callback is not None:
            assert isinstance(iface, CANController)
            iface.unobserve_frames(callback)

    def _pass_on(self, sender: CANController, frame: CANMessageFrame) -> None:
        self.log(LogLevel.DEBUG, f"Received from {self.emulation.element_name(sender)}: {frame}")
        if self.IsPaused:
            return
        at = self.emulation.next_sync_point()
        for iface in self._attached:
            if isinstance(iface, CANController) and (iface is not sender or self._loopback):
                self._deliver(iface, frame, at)

    def _deliver(self, iface: CANController, frame: CANMessageFrame, at: int) -> None:
        def arrive() -> None:
            if iface in self._attached:  # it may have left meanwhile
                iface.OnFrameReceived(frame)

        self.emulation.clock.schedule(at, arrive)
