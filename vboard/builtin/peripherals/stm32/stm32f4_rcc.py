"""Miscellaneous.STM32F4_RCC: reset and clock control of STM32F4 and F7 (RM0090 rev 19, section 7.3).

As Renode 1.16.1 models it: registers store, each ready flag equals its enable bit and SWS equals SW at
once; no clock changes and nothing is gated or reset, but TIM9RST, which pulses Timer9Reset when it is
released. CIR (0x0C) and everything that only F7 has (DCKCFGR2 at 0x90) are unhandled; the reset-cause
flags of CSR are constant. RTCEN = 0 takes the RTC off the bus in Renode; here it only stores.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import (
    Field,
    Mode,
    Register,
    RegisterMap,
    RegisterPeripheral,
    Tag,
    reserved,
    tags,
)
from vboard.builtin.peripherals.stm32.stm32f4_rtc import STM32F4_RTC
from vboard.builtin.registry import renode_type

# Bits of the bus registers that exist; the others are reserved. Offset: name, bits.
BUS_REGISTERS = {
    0x10: ("AHB1RSTR", "0-10 12 21-23 25 29"),
    0x14: ("AHB2RSTR", "0 4-7"),
    0x18: ("AHB3RSTR", "0"),
    0x20: ("APB1RSTR", "0-8 11 14-15 17-23 25-26 28-31"),
    0x30: ("AHB1ENR", "0-10 12 18 20-23 25-30"),
    0x34: ("AHB2ENR", "0 4-7"),
    0x38: ("AHB3ENR", "0"),
    0x40: ("APB1ENR", "0-8 11 14-15 17-23 25-26 28-31"),
    0x44: ("APB2ENR", "0-1 4-5 8-14 16-18 20-22 26"),
    0x50: ("AHB1LPENR", "0-10 12 15-19 21-23 25-30"),
    0x54: ("AHB2LPENR", "0 4-7"),
    0x58: ("AHB3LPENR", "0"),
    0x60: ("APB1LPENR", "0-8 11 14-15 17-23 25-26 28-31"),
    0x64: ("APB2LPENR", "0-1 4-5 8-14 16-18 20-22 26"),
}


def _bus_register(offset: int, name: str, bits: str) -> Register:
    """A register that only stores the given bits."""
    fields: list[Field | Tag] = []
    next_free = 0
    for part in [*bits.split(), "32"]:
        first, _, last = part.partition("-")
        start, end = int(first), int(last or first)
        if start > next_free:
            fields.append(reserved(next_free, start - next_free))
        if start < 32:
            fields.append(Field(f"{name}[{part}]", start, end - start + 1))
        next_free = end + 1
    return Register(offset, name, fields)


@renode_type("Miscellaneous.STM32F4_RCC")
class STM32F4_RCC(RegisterPeripheral):
    """Output Timer9Reset, to be wired to input 0xFF of a STM32_Timer."""

    size = 0x400
    widths = frozenset({1, 2, 4})

    def __init__(self, env: Environment, rtcPeripheral: STM32F4_RTC) -> None:
        super().__init__(env)
        self.Timer9Reset = GPIO()
        self._cr = Register(
            0x00,
            "CR",
            [
                *self._enable_and_ready("HSI", 0),
                reserved(2, 1),
                Field("HSITRIM", 3, 5),
                Tag("HSICAL", 8, 8),
                *self._enable_and_ready("HSE", 16),
                *tags(18, "HSEBYP CSSON"),
                reserved(20, 4),
                *self._enable_and_ready("PLL", 24),
                *self._enable_and_ready("PLLI2S", 26),
                *self._enable_and_ready("PLLSAI", 28),
                reserved(30, 2),
            ],
            reset=0x483,
        )
        pllcfgr = Register(
            0x04,
            "PLLCFGR",
            [
                Field("PLLM", 0, 6),
                Field("PLLN", 6, 9),
                reserved(15, 1),
                Field("PLLP", 16, 2),
                reserved(18, 4),
                Field("PLLSRC", 22),
                reserved(23, 1),
                Field("PLLQ", 24, 4),
                reserved(28, 4),
            ],
            reset=0x2400_3010,
        )
        self._cfgr = Register(
            0x08,
            "CFGR",
            [
                Field("SW", 0, 2),
                Field("SWS", 2, 2, Mode.R, status=lambda: self._cfgr["SW"]),
                Field("HPRE", 4, 4),
                reserved(8, 2),
                Field("PPRE1", 10, 3),
                Field("PPRE2", 13, 3),
                Field("RTCPRE to MCO2", 16, 16),
            ],
        )
        apb2rstr = Register(
            0x24,
            "APB2RSTR",
            [
                Field("TIM1RST TIM8RST", 0, 2),
                reserved(2, 2),
                Field("USART1RST USART6RST", 4, 2),
                reserved(6, 2),
                Field("ADCRST", 8),
                reserved(9, 2),
                Field("SDIORST to SYSCFGRST", 11, 4),
                reserved(15, 1),
                Field("TIM9RST", 16, change=self._timer9_reset),
                Field("TIM10RST TIM11RST", 17, 2),
                reserved(19, 1),
                Field("SPI5RST SPI6RST SAI1RST", 20, 3),
                reserved(23, 3),
                Field("LTDCRST", 26),
                reserved(27, 5),
            ],
        )
        self._bdcr = Register(
            0x70,
            "BDCR",
            [
                Field("LSEON", 0),
                Field("LSERDY", 1, mode=Mode.R, status=lambda: self._bdcr["LSEON"]),
                Field("LSEBYP", 2),
                reserved(3, 5),
                Field("RTCSEL", 8, 2),
                reserved(10, 5),
                Field("RTCEN", 15),
                Field("BDRST", 16),
                reserved(17, 15),
            ],
        )
        self._csr = Register(
            0x74,
            "CSR",
            [
                Field("LSION", 0),
                Field("LSIRDY", 1, mode=Mode.R, status=lambda: self._csr["LSION"]),
                reserved(2, 21),
                *tags(24, "RMVF BORRSTF PINRSTF PORRSTF SFTRSTF IWDGRSTF WWDGRSTF LPWRRSTF"),
            ],
            reset=0x0E00_0000,
        )
        sscgr = Register(0x80, "SSCGR", [Field("SSCGR", 0, 28), reserved(28, 2), Field("EN", 30, 2)])
        plls = [
            Register(
                offset,
                name,
                [
                    reserved(0, 6),
                    Field("N", 6, 9),
                    reserved(15, 9),
                    Field("Q", 24, 4),
                    Field("R", 28, 3),
                    reserved(31, 1),
                ],
                reset=0x2400_3000,
            )
            for offset, name in ((0x84, "PLLI2SCFGR"), (0x88, "PLLSAICFGR"))
        ]
        dckcfgr = Register(
            0x8C,
            "DCKCFGR",
            [
                Field("PLLI2SDIVQ", 0, 5),
                reserved(5, 3),
                Field("PLLSAIDIVQ", 8, 5),
                reserved(13, 3),
                Field("PLLSAIDIVR", 16, 2),
                reserved(18, 2),
                Field("SAI1ASRC", 20, 2),
                Field("SAI1BSRC", 22, 2),
                Field("TIMPRE", 24),
                reserved(25, 7),
            ],
        )
        bus_registers = [_bus_register(offset, name, bits) for offset, (name, bits) in BUS_REGISTERS.items()]
        self.registers = RegisterMap(
            self,
            [
                self._cr,
                pllcfgr,
                self._cfgr,
                apb2rstr,
                self._bdcr,
                self._csr,
                sscgr,
                *plls,
                dckcfgr,
                *bus_registers,
            ],
        )

    def _enable_and_ready(self, name: str, bit: int) -> list[Field]:
        """An oscillator's enable bit and the ready flag behind it."""
        return [
            Field(f"{name}ON", bit),
            Field(f"{name}RDY", bit + 1, mode=Mode.R, status=lambda: self._cr[f"{name}ON"]),
        ]

    def Reset(self) -> None:
        super().Reset()
        self.Timer9Reset.Unset()

    def _timer9_reset(self, asserted: int) -> None:
        if not asserted:
            self.Timer9Reset.Blink()
