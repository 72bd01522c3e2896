"""Miscellaneous.NRF52840_PPI: programmable peripheral interconnect (nRF52840 PS, section 6.16).

A channel's task is a bus write of 1 to its task address, in the instruction or at the time of the event.
"""

from __future__ import annotations

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.nrf.events import listen
from vboard.builtin.peripherals.register_table import TablePeripheral, writes, written
from vboard.builtin.registry import renode_type

PROGRAMMABLE = 20
GROUPS = 6
CHEN, CHENSET, CHENCLR = 0x500, 0x504, 0x508

TIMER0, RTC0, RADIO = 0x4000_8000, 0x4000_B000, 0x4000_1000
FIXED = (
    (TIMER0 + 0x140, RADIO + 0x000),
    (TIMER0 + 0x144, 0x4000_F000 + 0x008),
    (TIMER0 + 0x140, RADIO + 0x004),
    (RADIO + 0x128, 0x4000_F000 + 0x004),
    (RADIO + 0x100, 0x4000_F000 + 0x000),
    (RADIO + 0x104, TIMER0 + 0x044),
    (RADIO + 0x10C, TIMER0 + 0x048),
    (RTC0 + 0x140, RADIO + 0x000),
    (RTC0 + 0x140, RADIO + 0x004),
    (RTC0 + 0x140, TIMER0 + 0x00C),
    (RTC0 + 0x140, TIMER0 + 0x000),
    (TIMER0 + 0x144, RADIO + 0x010),
)
"""Event and task of channels 20 to 31 (table "Pre-programmed channels")."""


@renode_type("Miscellaneous.NRF52840_PPI")
class NRF52840_PPI(TablePeripheral):
    """Twenty programmable and twelve fixed channels, each with a second task (FORK), six groups."""

    table = """
        0x000+8  TASKS_CHG_EN[6]  : EN 0 w
        0x004+8  TASKS_CHG_DIS[6] : DIS 0 w
        0x500    CHEN             : rw
        0x504    CHENSET          : rw1s
        0x508    CHENCLR          : w
        0x510+8  CH_EEP[20]       : rw
        0x514+8  CH_TEP[20]       : rw
        0x800+4  CHG[6]           : rw
        0x910+4  FORK_TEP[32]     : rw
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._enabled = self.named["CHEN"]
        self._running: set[int] = set()
        listen(env, self._enabled, self._event)

    special_reads = frozenset({CHENSET, CHENCLR})

    def read32(self, offset: int) -> int:
        return super().read32(CHEN if offset in (CHENSET, CHENCLR) else offset)

    @written("CHENSET")
    def _set(self) -> None:
        self.named["CHEN"].value |= self.named["CHENSET"].value
        self.named["CHENSET"].value = 0

    @writes("CHENCLR.CHENCLR")
    def _clear(self, channels: int) -> None:
        self.named["CHEN"].value &= ~channels

    @writes("TASKS_CHG_EN.EN")
    def _enable_group(self, group: int, value: int) -> None:
        if value:
            self.named["CHEN"].value |= self.named[f"CHG{group}"].value

    @writes("TASKS_CHG_DIS.DIS")
    def _disable_group(self, group: int, value: int) -> None:
        if value:
            self.named["CHEN"].value &= ~self.named[f"CHG{group}"].value

    def _ends(self, channel: int) -> tuple[int, int]:
        if channel >= PROGRAMMABLE:
            return FIXED[channel - PROGRAMMABLE]
        return self.named[f"CH_EEP{channel}"].value, self.named[f"CH_TEP{channel}"].value

    def _event(self, address: int) -> None:
        enabled = self._enabled.value
        for channel in range(enabled.bit_length()):
            if enabled >> channel & 1:
                event, task = self._ends(channel)
                if event == address:
                    self._run(channel, task, self.named[f"FORK_TEP{channel}"].value)

    def _run(self, channel: int, *tasks: int) -> None:
        if channel in self._running:
            self.log(LogLevel.WARNING, f"Channel {channel} triggers itself; ignored")
            return
        self._running.add(channel)
        try:
            for task in filter(None, tasks):
                self.env.bus.write(task, 4, 1)
        finally:
            self._running.discard(channel)
