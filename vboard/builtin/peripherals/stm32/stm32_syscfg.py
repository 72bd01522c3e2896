"""Miscellaneous.STM32_SYSCFG: system configuration controller (RM0385 rev 8, section 7.2).

As Renode 1.16.1 models it: EXTICR1-4 select the port of each EXTI line; every other register is
unhandled, and so are accesses narrower than 32 bits. Wire port P's pins to `syscfg#P@pin`.
"""

from __future__ import annotations

from collections.abc import Sequence

from vboard.builtin.machine.gpio import GPIO, GPIOReceiver, LineUse
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import Field, Register, RegisterMap, RegisterPeripheral
from vboard.builtin.registry import renode_type

PINS = 16


class _Port:
    """The pins of one port as they arrive at the multiplexer, which has to be told of selected ones alone."""

    def __init__(self, parent: STM32_SYSCFG, number: int) -> None:
        self._parent = parent
        self._number = number
        self._levels = 0  # of pins that no line drives
        self._lines: dict[int, GPIO] = {}

    def level(self, pin: int) -> bool:
        """Level of a pin."""
        line = self._lines.get(pin)
        return line.level if line is not None else bool(self._levels >> pin & 1)

    def line_use(self, line: GPIO) -> LineUse:
        """What changes of a line that is a pin of the port mean."""
        pins = line.inputs_of(self)
        if len(pins) != 1 or pins[0] >= PINS:
            return LineUse.HOST
        self._lines[pins[0]] = line
        selected = self._parent.selected(pins[0]) == self._number
        return LineUse.HOST if selected else LineUse.SILENT

    def recorded(self, times: Sequence[int], value: bool) -> None:
        """Pins are selected, and told of at once, or not."""

    def rewire(self, pin: int) -> None:
        """Whether a pin is selected may have changed."""
        if pin in self._lines:
            self._lines[pin].rewire()

    def OnGPIO(self, number: int, value: bool) -> None:
        """Pin `number` of the port changed."""
        if number >= PINS:
            self._parent.log(
                LogLevel.ERROR,
                f"GPIO port {self._number}, pin {number}, is not supported. Up to {PINS} pins are supported",
            )
            return
        self._levels = self._levels & ~(1 << number) | value << number
        self._parent.forward(self._number, number, value)


@renode_type("Miscellaneous.STM32_SYSCFG")
class STM32_SYSCFG(RegisterPeripheral):
    """Sixteen multiplexers: output n is pin n of the port that EXTICR selects (0 is port A)."""

    size = 0x400

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._lines = [GPIO() for _ in range(PINS)]
        self._ports: dict[int, _Port] = {}
        self._exticr = [
            Register(
                0x08 + 4 * i,
                f"EXTICR{i + 1}",
                [self._selector(4 * i + j, 4 * j) for j in range(4)],
            )
            for i in range(4)
        ]
        self.registers = RegisterMap(self, self._exticr)

    def _selector(self, pin: int, bit: int) -> Field:
        return Field(f"EXTI{pin}", bit, 4, change=lambda port: self._select(pin, port))

    def numbered_outputs(self) -> dict[int, GPIO]:
        return dict(enumerate(self._lines))

    def local_receiver(self, index: int) -> GPIOReceiver | None:
        if index not in self._ports:
            self._ports[index] = _Port(self, index)
        return self._ports[index]

    def Reset(self) -> None:
        # The old selection is applied once more before the registers reset, as in Renode.
        for pin, line in enumerate(self._lines):
            port = self._ports.get(self.selected(pin))
            line.Set(port is not None and port.level(pin))
        super().Reset()
        for pin in range(PINS):
            self._rewire(pin)

    def _rewire(self, pin: int) -> None:
        for port in self._ports.values():
            port.rewire(pin)

    def forward(self, port: int, pin: int, level: bool) -> None:
        """Pin `pin` of `port` changed: drive the line if the port is selected."""
        if self.selected(pin) == port:
            self._lines[pin].Set(level)

    def selected(self, pin: int) -> int:
        """Number of the port that a line follows."""
        return self._exticr[pin // 4][f"EXTI{pin}"]

    def _select(self, pin: int, port: int) -> None:
        self._lines[pin].Unset()
        source = self._ports.get(port)
        if source is not None:
            self._lines[pin].Set(source.level(pin))
        self._rewire(pin)
