"""What the variants of M_CAN share: messages to and from the bus, by the registers that all of them have."""

from __future__ import annotations

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.can_bus import CANController, CANMessageFrame
from vboard.builtin.peripherals.register_table import TablePeripheral, writes
from vboard.builtin.peripherals.stm32.mcan_receiver import Receiver
from vboard.builtin.peripherals.stm32.mcan_transmitter import Transmitter

CONTROL_AT_RESET = 1


class MCANNode(CANController, TablePeripheral):
    """A variant makes `_receiver` and `_transmitter`, and drives its lines in `_update`."""

    _receiver: Receiver
    _transmitter: Transmitter

    @property
    def _configurable(self) -> bool:
        control = self.named["CCCR"]
        return bool(control["INIT"] and control["CCE"])

    def _forget_messages(self) -> None:
        """What CCE resets."""
        self._receiver.clear()
        self._transmitter.clear()

    @writes("TXBAR.TXBAR")
    def _request(self, buffers: int) -> None:
        if not self._configurable:
            self._transmitter.request(buffers)

    @writes("TXBCR.TXBCR")
    def _cancel(self, buffers: int) -> None:
        self._transmitter.cancel(buffers)

    def OnFrameReceived(self, message: CANMessageFrame) -> None:
        control = self.named["CCCR"]
        if control["INIT"] or self._transmitter.loops_back:
            return
        if message.FDFormat and not control["FDOE"]:
            self.log(LogLevel.WARNING, f"FD frames are not enabled (CCCR.FDOE); lost {message}")
            return
        self._receiver.accept(message)
        self._update()

    @writes("RXF0A.F0AI")
    def _acknowledge_0(self, index: int) -> None:
        self._receiver.fifos[0].acknowledge(index)

    @writes("RXF1A.F1AI")
    def _acknowledge_1(self, index: int) -> None:
        self._receiver.fifos[1].acknowledge(index)

    @writes("TXEFA.EFAI")
    def _acknowledge_event(self, index: int) -> None:
        self._transmitter.events.acknowledge(index)

    def _show_lost(self, flags: int) -> None:
        """Show flags of IR, as M_CAN numbers them, where the states of FIFOs repeat them."""
        for fifo in (*self._receiver.fifos, self._transmitter.events):
            fifo.show_lost(flags)

    def _update(self) -> None:
        """Drive the lines."""
        raise NotImplementedError
