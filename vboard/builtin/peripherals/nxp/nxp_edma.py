"""DMA.NXP_eDMA: management page of the enhanced DMA controller (S32K3xx reference manual, eDMA).

Its channels are `DMA.NXP_eDMA_Channels`. A transfer takes no time.
"""

from __future__ import annotations

from typing import Protocol

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int

MOST_CHANNELS = 32


class DMAChannel(Protocol):
    """What the management page knows of a channel."""

    IRQ: GPIO

    @property
    def errors(self) -> int:
        """CH_ES, bits 7:0."""

    @property
    def source(self) -> int:
        """The slot that CH_MUX selects, 0 for none."""

    def request(self) -> None:
        """A peripheral requests a minor loop."""

    def start(self) -> None:
        """Software or another channel starts it."""


@renode_type("DMA.NXP_eDMA")
class NXP_eDMA(TablePeripheral):
    """Input n is the request of channel n, output n its interrupt."""

    missing = "priorities, cancelling transfers, halting for a debugger"

    def __init__(self, env: Environment, numberOfChannels: Int) -> None:
        """Create the controller without channels.

        Args:
            numberOfChannels: channels that it has.

        Raises:
            ValueError: not between 1 and 32.
        """
        if not 1 <= numberOfChannels <= MOST_CHANNELS:
            raise ValueError(
                f"The number of channels {numberOfChannels} isn't in the allowed range 1-{MOST_CHANNELS}"
            )
        self._count = numberOfChannels
        self.channels: dict[int, DMAChannel] = {}
        super().__init__(env)

    def register_table(self) -> str:
        top = self._count - 1
        return f"""
            0x000  MP_CSR = 0x00310000 : EDBG 1, ERCA 2, HAE 4, HALT 5, GCLC 6, GMRC 7, ECX 8 -, CX 9 -,
                    ACTIVE_ID 28:24 -, ACTIVE 31 r
            0x004  MP_ES  : ERR 7:0 r, ECX 8 -, UCE 9 -, ERRCHN 28:24 r, VLD 31 r
            0x008  MP_INT : INT {top}:0 r
            0x00C  MP_HRS : HRS {top}:0 r
            0x100  CH_GRPRI[{self._count}] : GRPRI 4:0
        """

    @property
    def Halt(self) -> bool:
        """Whether no channel starts a transfer."""
        return bool(self.named["MP_CSR"]["HALT"])

    @Halt.setter
    def Halt(self, value: bool) -> None:
        self.named["MP_CSR"]["HALT"] = int(value)

    @property
    def replicates_master(self) -> bool:
        """Whether channels may transfer as the master that programmed them."""
        return bool(self.named["MP_CSR"]["GMRC"])

    def has_all_channels(self) -> bool:
        """Whether each channel is there."""
        return len(self.channels) >= self._count

    def numbered_outputs(self) -> dict[int, GPIO] | None:
        return {number: channel.IRQ for number, channel in self.channels.items()}

    def OnGPIO(self, number: int, value: bool) -> None:
        """A peripheral requests a transfer of channel `number`."""
        channel = self._channel(number)
        if value and channel is not None:
            channel.request()

    def link(self, number: int) -> None:
        """Another channel starts `number`."""
        channel = self._channel(number)
        if channel is not None:
            channel.start()

    def report_error(self, number: int) -> None:
        """A channel found an error in its descriptor."""
        if self.named["MP_CSR"]["HAE"]:
            self.Halt = True
        self.named["MP_ES"]["ERR"] = self.channels[number].errors
        self.named["MP_ES"]["ERRCHN"] = number

    def _channel(self, number: int) -> DMAChannel | None:
        if number not in self.channels:
            self.log(LogLevel.WARNING, f"There is no channel {number}")
        return self.channels.get(number)

    @status("MP_ES.VLD")
    def _has_error(self) -> int:
        channel = self.channels.get(self.named["MP_ES"]["ERRCHN"])
        return int(channel is not None and channel.errors != 0)

    @status("MP_INT.INT")
    def _interrupts(self) -> int:
        return sum(channel.IRQ.IsSet << number for number, channel in self.channels.items())
