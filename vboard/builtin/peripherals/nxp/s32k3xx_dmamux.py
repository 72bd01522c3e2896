"""DMA.S32K3XX_DMAMUX: DMA channel multiplexer (S32K3xx reference manual, DMAMUX).

Inputs are slots, outputs are channels. Registers of four channels are in reverse order: CHCFG3 comes first.
"""

from __future__ import annotations

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import Register
from vboard.builtin.peripherals.register_table import TablePeripheral
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt


@renode_type("DMA.S32K3XX_DMAMUX")
class S32K3XX_DMAMUX(TablePeripheral):
    """Output n follows the slot that channel n selects while the channel is enabled."""

    size = 0x10
    register_width = 1
    widths = frozenset({1})
    missing = "periodic triggers"

    def __init__(
        self,
        env: Environment,
        numberOfSlots: UInt = 64,
        numberOfChannels: UInt = 16,
        numberOfChannelsWithEnable: UInt = 4,
    ) -> None:
        """Create the multiplexer.

        Args:
            numberOfSlots: inputs.
            numberOfChannels: outputs.
            numberOfChannelsWithEnable: channels that periodic triggers can gate, from 0 up.
        """
        self._slots = [False] * numberOfSlots
        self._triggered = numberOfChannelsWithEnable
        self.line_count = numberOfChannels  # type: ignore[misc]
        super().__init__(env)

    def register_table(self) -> str:
        rows = []
        for channel in range(self.line_count):
            trigger = ", TRIG 6" if channel < self._triggered else ""
            rows.append(f"0x{channel ^ 3:02X} CHCFG{channel} : SOURCE 5:0{trigger}, ENBL 7")
        return "\n".join(rows)

    def Reset(self) -> None:
        self._slots = [False] * len(self._slots)
        super().Reset()

    def write(self, offset: int, width: int, value: int) -> None:
        super().write(offset, width, value)
        self._update()

    def OnGPIO(self, number: int, value: bool) -> None:
        """A peripheral requests a transfer."""
        if not 0 <= number < len(self._slots):
            self.log(LogLevel.WARNING, f"Slot {number} is outside of allowed range 0-{len(self._slots) - 1}")
            return
        self._slots[number] = value
        self._update()

    def _update(self) -> None:
        for channel, line in enumerate(self.lines):
            line.Set(self._requests(self.named[f"CHCFG{channel}"]))

    def _requests(self, config: Register) -> bool:
        source = config["SOURCE"]
        return bool(config["ENBL"]) and source < len(self._slots) and self._slots[source]
