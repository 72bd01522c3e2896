"""Miscellaneous.STM32L0_RCC: reset and clock control (RM0367 rev 8, section 7.3).

An oscillator is ready as soon as it is on, and the system clock switches at once; no clock changes. As Renode
1.16.1 models it, a ready flag of CIFR equals its interrupt enable.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import TablePeripheral, status, written
from vboard.builtin.registry import renode_type

OSCILLATORS = {
    "CR": (("HSI16ON", "HSI16RDYF"), ("MSION", "MSIRDY"), ("HSEON", "HSERDY"), ("PLLON", "PLLRDY")),
    "CRRCR": (("HSI48ON", "HSI48RDY"),),
    "CSR": (("LSION", "LSIRDY"), ("LSEON", "LSERDY")),
}
"""Register, and pairs of an enable and the ready flag that follows it."""


@renode_type("Miscellaneous.STM32L0_RCC")
class STM32L0_RCC(TablePeripheral):
    """No outputs."""

    size = 0x400
    missing = "frequencies, resets and gates of peripherals"
    table = """
        0x00  CR        = 0x300      : HSI16ON 0, HSI16KERON 1, HSI16RDYF 2 r, HSI16DIVEN 3, HSI16DIVF 4 r,
                HSI16OUTEN 5 -, MSION 8, MSIRDY 9 r, HSEON 16, HSERDY 17 r, HSEBYP 18, CSSHSEON 19,
                RTCPRE 21:20, PLLON 24, PLLRDY 25 r
        0x04  ICSCR     = 0xB000     : rw
        0x08  CRRCR                  : HSI48ON 0, HSI48RDY 1 r, HSI48DIV6EN 2 -, HSI48CAL 15:8
        0x0C  CFGR                   : SW 1:0, SWS 3:2 r, HPRE 7:4, PPRE1 10:8, PPRE2 13:11, STOPWUCK 15,
                PLLSRC 16, PLLMUL 21:18, PLLDIV 23:22, MCOSEL 27:24, MCOPRE 30:28
        0x10  CIER                   : ENABLE 7:0
        0x14  CIFR                   : READY 6:0 r, CSSLSEF 7 r, CSSHSEF 8 r
        0x18  CICR                   : CLEAR 8:0 w
        0x1C  IOPRSTR                : IOPRST 7:0 -
        0x20  AHBRSTR                : AHBRST 24:0 -
        0x24  APB2RSTR               : APB2RST 22:0 -
        0x28  APB1RSTR               : APB1RST 31:0 -
        0x2C  IOPENR                 : IOPAEN 0, IOPBEN 1, IOPCEN 2, IOPDEN 3, IOPEEN 4, IOPHEN 7
        0x30  AHBENR    = 0x100      : DMAEN 0, MIFEN 8, CRCEN 12, TOUCHEN 16, RNGEN 20, CRYPEN 24
        0x34  APB2ENR                : SYSCFEN 0, TIM21EN 2, TIM22EN 5, FWEN 7, ADCEN 9, SPI1EN 12,
                USART1EN 14, DBGEN 22
        0x38  APB1ENR                : TIM2EN 0, TIM3EN 1, TIM6EN 4, TIM7EN 5, LCDEN 9, WWDGEN 11,
                SPI2EN 14, USART2EN 17, LPUART1EN 18, USART4EN 19, USART5EN 20, I2C1EN 21, I2C2EN 22,
                USBEN 23, CRSEN 27, PWREN 28, DACEN 29, I2C3EN 30, LPTIM1EN 31
        0x3C  IOPSMEN                : IOPASMEN 0, IOPBSMEN 1, IOPCSMEN 2, IOPDSMEN 3, IOPESMEN 4, IOPHSMEN 7
        0x40  AHBSMENR  = 0x100      : DMASMEN 0, MIFSMEN 8, SRAMSMEN 9, CRCSMEN 12, TOUCHSMEN 16,
                RNGSMEN 20, CRYPSMEN 24
        0x44  APB2SMENR              : SYSCFSMEN 0, TIM21SMEN 2, TIM22SMEN 5, ADCSMEN 9, SPI1SMEN 12,
                USART1SMEN 14, DBGSMEN 22
        0x48  APB1SMENR              : TIM2SMEN 0, TIM3SMEN 1, TIM6SMEN 4, TIM7SMEN 5, LCDSMEN 9,
                WWDGSMEN 11, SPI2SMEN 14, USART2SMEN 17, LPUART1SMEN 18, USART4SMEN 19, USART5SMEN 20,
                I2C1SMEN 21, I2C2SMEN 22, USBSMEN 23, CRSSMEN 27, PWRSMEN 28, DACSMEN 29, I2C3SMEN 30,
                LPTIM1SMEN 31
        0x4C  CCIPR                  : USART1SEL 1:0, USART2SEL 3:2, LPUART1SEL 11:10, I2C1SEL 13:12,
                I2C3SEL 17:16, LPTIM1SEL 19:18, HSI48SEL 26
        0x50  CSR       = 0xC040000  : LSION 0, LSIRDY 1 r, LSEON 8, LSERDY 9 r, LSEBYP 10, LSEDRV 12:11,
                CSSLSEON 13 -, CSSLSED 14 r, RTCSEL 17:16, RTCEN 18, RTCRST 19, RMVF 23 -, CAUSES 31:24 -
    """

    def __init__(
        self,
        env: Environment,
        rtc: Peripheral | None = None,
        lptimer: Peripheral | None = None,
        systick: Peripheral | None = None,
    ) -> None:
        """Create the unit.

        Args:
            rtc, lptimer, systick: devices whose clocks it selects, which are not changed here.
        """
        super().__init__(env)

    @written("CR", "CRRCR", "CSR")
    def _oscillators(self) -> None:
        for register, pairs in OSCILLATORS.items():
            bits = self.named[register]
            for on, ready in pairs:
                bits[ready] = bits[on]
        self.named["CR"]["HSI16DIVF"] = self.named["CR"]["HSI16DIVEN"]

    @written("CFGR")
    def _switch(self) -> None:
        self.named["CFGR"]["SWS"] = self.named["CFGR"]["SW"]

    @status("CIFR.READY")
    def _ready_flags(self) -> int:
        return self.named["CIER"].value & 0x7F
