"""Miscellaneous.STM32H7_RCC: reset and clock control (RM0433 rev 7, section 8.7).

An oscillator is ready as soon as it is on, and the system clock switches at once; no clock changes. Only the
registers that Renode 1.16.1 has are there.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import TablePeripheral, written
from vboard.builtin.registry import renode_type

OSCILLATORS = {
    "CR": ("HSI", "CSI", "RC48", "HSE", "PLL1", "PLL2", "PLL3"),
    "BDCR": ("LSE",),
    "CSR": ("LSI",),
}
"""Register, and what its ON and RDY bits belong to."""


@renode_type("Miscellaneous.STM32H7_RCC")
class STM32H7_RCC(TablePeripheral):
    """No outputs."""

    missing = "frequencies, resets and gates of peripherals"

    size = 0x400
    table = """
        0x000  CR         = 0x187     : HSION 0, HSIKERON 1, HSIRDY 2 r, HSIDIV 4:3 -, HSIDIVF 5 -, CSION 7,
                CSIRDY 8 r, CSIKERON 9 -, RC48ON 12, RC48RDY 13 r, D1CKRDY 14 -, D2CKRDY 15 -, HSEON 16,
                HSERDY 17 r, HSEBYP 18 -, HSECSSON 19 -, PLL1ON 24, PLL1RDY 25 r, PLL2ON 26, PLL2RDY 27 r,
                PLL3ON 28, PLL3RDY 29 r
        0x004  ICSCR                  : HSICAL 11:0 r, HSITRIM 17:12, CSICAL 25:18 r, CSITRIM 30:26
        0x010  CFGR                   : SW 2:0, SWS 5:3 r, STOPWUCK 6, STOPKERWUCK 7 -, RTCPRE 13:8 -,
                HRTIMSEL 14, TIMPRE 15 -, MCO1PRE 21:18 -, MCO1SEL 24:22 -, MCO2PRE 28:25 -, MCO2SEL 31:29 -
        0x028  PLLCKSELR  = 0x2020200 : PLLSRC 1:0, DIVM1 9:4, DIVM2 17:12, DIVM3 25:20
        0x02C  PLLCFGR    = 0x1FF0000 : PLL1FRACEN 0 -, PLL1VCOSEL 1 -, PLL1RGE 3:2 -, PLL2FRACEN 4 -,
                PLL2VCOSEL 5 -, PLL2RGE 7:6 -, PLL3FRACEN 8 -, PLL3VCOSEL 9 -, PLL3RGE 11:10 -,
                DIVP1EN 16 -, DIVQ1EN 17 -, DIVR1EN 18 -, DIVP2EN 19 -, DIVQ2EN 20 -, DIVR2EN 21 -,
                DIVP3EN 22 -, DIVQ3EN 23 -, DIVR3EN 24 -
        0x030  PLL1DIVR               : DIVN1 8:0 -, DIVP1 15:9 -, DIVQ1 22:16 -, DIVR1 30:24 -
        0x034  PLL1FRACR              : FRACN1 15:3
        0x038  PLL2DIVR               : DIVN1 8:0 -, DIVP1 15:9 -, DIVQ1 22:16 -, DIVR1 30:24 -
        0x03C  PLL2FRACR              : FRACN2 15:3
        0x040  PLL3DIVR               : DIVN3 8:0 -, DIVP3 15:9 -, DIVQ3 22:16 -, DIVR3 30:24 -
        0x044  PLL3FRACR              : FRACN3 15:3
        0x070  BDCR                   : LSEON 0, LSERDY 1 r, LSEBYP 2, LSEDRV 4:3 -, LSECSSON 5,
                LSECSSD 6 -, RTCSRC 9:8, RTCEN 15, VSWRST 16
        0x074  CSR                    : LSION 0, LSIRDY 1 r
        0x0E0  AHB4ENR                : GPIOAEN 0, GPIOBEN 1, GPIOCEN 2, GPIODEN 3, GPIOEEN 4, GPIOFEN 5,
                GPIOGEN 6, GPIOHEN 7, GPIOIEN 8, GPIOJEN 9, GPIOKEN 10, CRCEN 19, BDMAEN 21, ADC3EN 24,
                HSEMEN 25, BKPRAMEN 28
    """

    def __init__(self, env: Environment, systick: Peripheral | None = None) -> None:
        super().__init__(env)

    @written("CR", "BDCR", "CSR")
    def _oscillators(self) -> None:
        for register, names in OSCILLATORS.items():
            bits = self.named[register]
            for name in names:
                bits[f"{name}RDY"] = bits[f"{name}ON"]

    @written("CFGR")
    def _switch(self) -> None:
        self.named["CFGR"]["SWS"] = self.named["CFGR"]["SW"]
