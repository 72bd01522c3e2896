"""GPIOPort.STM32F1AFIO: alternate-function remapping of STM32F1 (RM0008 rev 21, section 9.4).

As Renode 1.16.1 models it: the timer fields of MAPR select which pins the timers' channels drive. EXTICR
selects the port whose pins the 16 lines follow, as in newer Renodes; the files of 1.16.1 leave the lines
unconnected and wire the ports straight to EXTI. A write to MAPR2 ends a run in Renode with
an exception; here it logs an error and changes nothing.
"""

from __future__ import annotations

import functools

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import (
    Field,
    Register,
    RegisterMap,
    RegisterPeripheral,
    Tag,
    reserved,
    tags,
)
from vboard.builtin.peripherals.stm32.stm32f1_gpio_port import STM32F1GPIOPort
from vboard.builtin.registry import renode_type

PORTS = "ABCDEFG"

REMAP: dict[int, tuple[str, ...]] = {
    1: ("A8 A9 A10 A11 B13 B14 B15", "A8 A9 A10 A11 A7 B0 B1", "", "E9 E11 E13 E14 E8 B10 B12"),
    2: ("A0 A1 A2 A3", "A15 B3 A2 A3", "A0 A1 B10 B11", "A15 B3 B10 B11"),
    3: ("A6 A7 B0 B1", "", "B4 B5 B0 B1", "C6 C7 C8 C9"),
    4: ("B6 B7 B8 B9", "D12 D13 D14 D15"),
}
"""Pins of a timer's channels by value of its remap field (RM0008, tables 43 to 46)."""

MAPR2 = 0x1C
EXTICR, EXTI_LINES = 0x08, 16


@renode_type("GPIOPort.STM32F1AFIO")
class STM32F1AFIO(RegisterPeripheral):
    """Registers EVCR MAPR EXTICR1-4; numbered outputs 0 to 15: the EXTI lines."""

    size = 0x400
    widths = frozenset({1, 2, 4})

    def __init__(self, env: Environment, gpioPorts: list[STM32F1GPIOPort]) -> None:
        """Create the block.

        Args:
            gpioPorts: ports A to G.

        Raises:
            ValueError: there are fewer than seven ports.
        """
        super().__init__(env)
        if len(gpioPorts) < len(PORTS):
            raise ValueError(f"gpioPorts needs ports A to G, {len(gpioPorts)} given")
        self._ports = dict(zip(PORTS, gpioPorts, strict=False))
        self._remap = dict.fromkeys(REMAP, 0)
        evcr = Register(0x00, "EVCR", [Tag("PIN", 0, 3), Tag("Port", 3, 3), Tag("EVOE", 6), reserved(7, 25)])
        mapr = Register(
            0x04,
            "MAPR",
            [
                *tags(0, "SPI1_REMAP I2C1_REMAP USART1_REMAP USART2_REMAP"),
                Tag("USART3_REMAP", 4, 2),
                self._remap_field(1, 6, 2),
                self._remap_field(2, 8, 2),
                self._remap_field(3, 10, 2),
                self._remap_field(4, 12, 1),
                Tag("CAN1_REMAP", 13, 2),
                *tags(15, "PD01_REMAP TIM5CH4_IREMAP ADC1_ETRGINJ_REMAP ADC1_ETRGREG_REMAP"),
                *tags(19, "ADC2_ETRGINJ_REMAP ADC2_ETRGREG_REMAP ETH_REMAP CAN2_REMAP MII_RMII_SEL"),
                Tag("SWJ_CFG", 24, 3),
                reserved(27, 1),
                *tags(28, "SPI3_REMAP TIM2ITR1_REMAP PTP_PPS_REMAP"),
                reserved(31, 1),
            ],
        )
        exticr = [
            Register(
                0x08 + 4 * i,
                f"EXTICR{i + 1}",
                [*(Tag(f"EXTI{4 * i + j}", 4 * j, 4) for j in range(4)), reserved(16, 16)],
            )
            for i in range(4)
        ]
        self._lines: dict[int, GPIO] = {}
        self._selected = [0] * EXTI_LINES
        mapr2 = Register(MAPR2, "MAPR2", [Field("MAPR2", 0, 14, write=self._warn_of_remap)])
        self.registers = RegisterMap(self, [evcr, mapr, *exticr, mapr2])

    def numbered_outputs(self) -> dict[int, GPIO]:
        """The EXTI lines. Pins are followed once somebody asks for the lines: nobody else pays for it."""
        if not self._lines:
            self._lines = {number: GPIO() for number in range(EXTI_LINES)}
            for index, port in enumerate(self._ports.values()):
                for number, pin in enumerate(port.pins[:EXTI_LINES]):
                    pin.observe(functools.partial(self._follow, index, number))
        return self._lines

    def _follow(self, port: int, number: int, level: bool) -> None:
        if self._selected[number] == port:
            self._lines[number].Set(level)

    def Reset(self) -> None:
        super().Reset()
        for number in range(EXTI_LINES):
            self._select_port(number, 0)

    def write(self, offset: int, width: int, value: int) -> None:
        super().write(offset, width, value)
        for byte in range(width):
            # EXTICR1 to 4: four fields of 4 bits in the low half of each word.
            register, half = divmod(offset + byte - EXTICR, 4)
            if 0 <= register < 4 and half < 2:
                for low in (0, 1):
                    number = register * 4 + half * 2 + low
                    self._select_port(number, value >> (8 * byte + 4 * low) & 0xF)

    def _select_port(self, number: int, port: int) -> None:
        self._selected[number] = port
        if self._lines:
            ports = list(self._ports.values())
            self._lines[number].Set(port < len(ports) and ports[port].pins[number].IsSet)

    def _remap_field(self, timer: int, bit: int, width: int) -> Field:
        return Field(
            f"TIM{timer}_REMAP",
            bit,
            width,
            status=lambda: self._remap[timer],
            write=lambda value: self._select(timer, value),
        )

    def _select(self, timer: int, value: int) -> None:
        self._assign(REMAP[timer][self._remap[timer]], 0)
        self._assign(REMAP[timer][value], timer)
        self._remap[timer] = value

    def _assign(self, pins: str, function: int) -> None:
        for pin in pins.split():
            self._ports[pin[0]].alternate[int(pin[1:])].selected = function

    def _warn_of_remap(self, value: int) -> None:
        self.warn_of_renode_fault("a write to MAPR2 throws KeyNotFoundException")
