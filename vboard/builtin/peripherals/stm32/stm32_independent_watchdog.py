"""Timers.STM32_IndependentWatchdog: IWDG (RM0385 rev 8, section 26.4).

As Renode 1.16.1 models it: a timeout logs and requests a machine reset, without a reset-cause flag in RCC;
starting does not reload the counter; PR and RLR read back what was written even when it was locked.
"""

from __future__ import annotations

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import (
    Field,
    Mode,
    Register,
    RegisterMap,
    RegisterPeripheral,
    reserved,
)
from vboard.builtin.peripherals.timing import LimitTimer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt, ULong

UNLOCK, RELOAD, START = 0x5555, 0xAAAA, 0xCCCC  # KR
LARGEST = 0xFFF  # RLR and WINR at reset


@renode_type("Timers.STM32_IndependentWatchdog")
class STM32_IndependentWatchdog(RegisterPeripheral):
    """Counts down at frequency / 4 .. frequency / 256."""

    size = 0x400

    def __init__(
        self,
        env: Environment,
        frequency: ULong,
        windowOption: bool = True,
        defaultPrescaler: UInt = 0,
    ) -> None:
        """Create the watchdog.

        Args:
            frequency: low-speed clock in Hz.
            windowOption: whether WINR exists (not on STM32F1, F2, F4).
            defaultPrescaler: reset value of PR.
        """
        super().__init__(env)
        self._timer = LimitTimer(
            env.clock, frequency, LARGEST, self._timed_out, one_shot=True, divider=4, reload_on_limit=True
        )
        self._load_defaults()
        table = [
            Register(0x00, "KR", [Field("KEY", 0, 16, Mode.W, write=self._key_written), reserved(16, 16)]),
            Register(
                0x04,
                "PR",
                [Field("PR", 0, 3, write=self._write_prescaler), reserved(3, 29)],
                defaultPrescaler,
            ),
            Register(0x08, "RLR", [Field("RL", 0, 12, write=self._write_reload), reserved(12, 20)], LARGEST),
            Register(
                0x0C,
                "SR",
                [
                    *(Field(name, i, mode=Mode.R) for i, name in enumerate(("PVU", "RVU", "WVU"))),
                    reserved(3, 29),
                ],
            ),
        ]
        if windowOption:
            table.append(
                Register(
                    0x10,
                    "WINR",
                    [Field("WIN", 0, 12, write=self._write_window), reserved(12, 20)],
                    LARGEST,
                )
            )
        self.registers = RegisterMap(self, table)

    def _load_defaults(self) -> None:
        self._unlocked = False
        self._reload = LARGEST
        self._window = LARGEST
        self._window_enabled = False

    def Reset(self) -> None:
        super().Reset()
        self._timer.reset()
        self._load_defaults()

    def _key_written(self, key: int) -> None:
        self._unlocked = key == UNLOCK
        if key == START:
            self._timer.enabled = True
        elif key == RELOAD:
            if self._window_enabled and self._timer.value > self._window:
                self.log(LogLevel.WARNING, "Watchdog reloaded outside of window, triggering reset!")
                self.env.request_reset()
            else:
                self._timer.limit = self._reload

    def _allowed(self, what: str) -> bool:
        if not self._unlocked:
            self.log(LogLevel.WARNING, f"Trying to change watchdog {what} without unlocking it")
        return self._unlocked

    def _write_prescaler(self, value: int) -> None:
        if self._allowed("prescaler value"):
            self._timer.divider = min(4 << value, 256)

    def _write_reload(self, value: int) -> None:
        if self._allowed("reload value"):
            self._reload = value

    def _write_window(self, value: int) -> None:
        if self._allowed("window"):
            self._window_enabled = True
            self._window = value
            self._timer.limit = self._reload

    def _timed_out(self) -> None:
        self.log(LogLevel.WARNING, "Watchdog reset triggered!")
        self.env.request_reset()
