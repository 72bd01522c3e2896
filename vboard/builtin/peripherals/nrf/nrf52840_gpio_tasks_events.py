"""GPIOPort.NRF52840_GPIOTasksEvents: GPIOTE (nRF52840 PS, section 6.10).

As in Renode 1.16.1 EVENTS_PORT reads 1 while an event of a channel is pending too.
"""

from __future__ import annotations

import functools

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.nrf.events import EventPeripheral
from vboard.builtin.peripherals.nrf.nrf52840_gpio import NRF52840_GPIO
from vboard.builtin.peripherals.register_table import status, writes, written
from vboard.builtin.registry import renode_type

CHANNELS = 8
MODE_EVENT, MODE_TASK = 1, 3
LOW_TO_HIGH, HIGH_TO_LOW, TOGGLE = 1, 2, 3


@renode_type("GPIOPort.NRF52840_GPIOTasksEvents")
class NRF52840_GPIOTasksEvents(EventPeripheral):
    """Eight channels between pins and events or tasks. Output IRQ."""

    table = """
        0x000+4  TASKS_OUT[8] : OUT 0 w
        0x030+4  TASKS_SET[8] : SET 0 w
        0x060+4  TASKS_CLR[8] : CLR 0 w
        0x100+4  EVENTS_IN[8] : IN 0
        0x17C    EVENTS_PORT  : PORT 0
        0x304    INTENSET     : IN[8] 0, PORT 31
        0x308    INTENCLR     : IN[8] 0, PORT 31
        0x510+4  CONFIG[8]    : MODE 1:0, PSEL 12:8, PORT 13, POLARITY 17:16, OUTINIT 20
    """

    def __init__(
        self, env: Environment, port0: NRF52840_GPIO | None = None, port1: NRF52840_GPIO | None = None
    ) -> None:
        """Create GPIOTE.

        Args:
            port0, port1: the ports whose pins the channels select; a chip may have one.
        """
        super().__init__(env)
        self._ports = [port0, port1]
        for number, port in enumerate(self._ports):
            if port is None:
                continue
            port.pin_changed.append(functools.partial(self._pin_changed, number))
            port.detected.append(lambda: self.trigger("PORT"))

    @status("EVENTS_PORT.PORT")
    def _port_event(self) -> int:
        events = (self.named[f"EVENTS_IN{i}"].value for i in range(CHANNELS))
        return self.named["EVENTS_PORT"].value | int(any(events))

    @written("CONFIG")
    def _configured(self, _: int) -> None:
        self._watch()

    def Reset(self) -> None:
        super().Reset()
        self._watch()

    def _watch(self) -> None:
        watched = [0, 0]
        for channel in range(CHANNELS):
            config = self.named[f"CONFIG{channel}"]
            if config["MODE"] == MODE_EVENT:
                watched[config["PORT"]] |= 1 << config["PSEL"]
        for port, pins in zip(self._ports, watched, strict=True):
            if port is not None:
                port.watch(pins)

    def _pin_changed(self, port: int, pin: int, level: bool) -> None:
        for channel in range(CHANNELS):
            config = self.named[f"CONFIG{channel}"]
            if config["MODE"] != MODE_EVENT or (config["PORT"], config["PSEL"]) != (port, pin):
                continue
            if config["POLARITY"] in (TOGGLE, LOW_TO_HIGH if level else HIGH_TO_LOW):
                self.trigger(f"IN{channel}")

    def _drive(self, channel: int, level: bool | None) -> None:
        config = self.named[f"CONFIG{channel}"]
        if config["MODE"] != MODE_TASK:
            return
        port, pin = self._ports[config["PORT"]], config["PSEL"]
        if port is None:
            self.log(LogLevel.WARNING, f"Trying to access a not connected port #{config['PORT']}")
            return
        port.set_output(pin, not port.level(pin) if level is None else level)

    @writes("TASKS_OUT.OUT")
    def _out(self, channel: int, value: int) -> None:
        levels = {LOW_TO_HIGH: True, HIGH_TO_LOW: False}
        polarity = self.named[f"CONFIG{channel}"]["POLARITY"]
        if value and polarity:
            self._drive(channel, levels.get(polarity))

    @writes("TASKS_SET.SET")
    def _set(self, channel: int, value: int) -> None:
        if value:
            self._drive(channel, True)

    @writes("TASKS_CLR.CLR")
    def _clear(self, channel: int, value: int) -> None:
        if value:
            self._drive(channel, False)

    @writes("CONFIG.OUTINIT")
    def _initialise(self, channel: int, value: int) -> None:
        self._drive(channel, bool(value))
