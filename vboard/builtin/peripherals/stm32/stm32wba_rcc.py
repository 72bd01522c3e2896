"""Miscellaneous.STM32WBA_RCC: reset and clock control (RM0493 rev 2, section 12.8).

An oscillator is ready as soon as it is on, and the system clock switches at once; no clock changes.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import TablePeripheral, written
from vboard.builtin.registry import renode_type

OSCILLATORS = {"CR": ("HSI", "HSE", "PLL1"), "BDCR1": ("LSE", "LSESYS", "LSI1")}
"""Register, and what its ON (EN of LSESYS) and RDY bits belong to."""

PLL = 3  # CFGR1.SW
NO_FREQUENCY = 'a system clock from a PLL that is off throws "Frequency must be greater than 0"'


@renode_type("Miscellaneous.STM32WBA_RCC")
class STM32WBA_RCC(TablePeripheral):
    """No outputs."""

    size = 0x400
    missing = "frequencies, resets and gates of peripherals, interrupts, security"
    table = """
        0x000  CR        = 0x500      : HSION 8, HSIKERON 9, HSIRDY 10 r, HSEON 16, HSERDY 17 r,
                HSECSSON 19 -, HSEPRE 20, PLL1ON 24, PLL1RDY 25 r
        0x010  ICSCR3    = 0x100000   : HSICAL 11:0 r, HSITRIM 20:16 -
        0x01C  CFGR1                  : SW 1:0, SWS 3:2 r, MCOSEL 27:24, MCOPRE 30:28
        0x020  CFGR2                  : HPRE 2:0, PPRE1 6:4, PPRE2 10:8
        0x024  CFGR3                  : PPRE7 6:4
        0x028  PLL1CFGR  = 0x400000   : PLL1SRC 1:0, PLL1RGE 3:2, PLL1FRACEN 4, PLL1M 10:8, PLL1PEN 16,
                PLL1QEN 17, PLL1REN 18, PLL1RCLKPRE 20, PLL1RCLKPRESTEP 21, PLL1RCLKPRERDY 22 r
        0x034  PLL1DIVR  = 0x1010280  : PLL1N 8:0, PLL1P 15:9, PLL1Q 22:16, PLL1R 30:24
        0x038  PLL1FRACR              : PLL1FRACN 15:3
        0x050  CIER                   : CIE 6:0 -
        0x054  CIFR                   : CIF 10:0 -
        0x058  CICR                   : CIC 10:0 -
        0x060  AHB1RSTR               : RST 31:0 -
        0x064  AHB2RSTR               : RST 31:0 -
        0x06C  AHB4RSTR               : RST 31:0 -
        0x070  AHB5RSTR               : RST 31:0 -
        0x074  APB1RSTR1              : RST 31:0 -
        0x078  APB1RSTR2              : RST 31:0 -
        0x07C  APB2RSTR               : RST 31:0 -
        0x080  APB7RSTR               : RST 31:0 -
        0x088  AHB1ENR   = 0x80000100 : GPDMA1EN 0, FLASHEN 8, CRCEN 12, TSCEN 16, RAMCFGEN 17, GTZC1EN 24,
                SRAM1EN 31
        0x08C  AHB2ENR   = 0x40000000 : GPIOAEN 0, GPIOBEN 1, GPIOCEN 2, GPIOHEN 7, AESEN 16, HASHEN 17,
                RNGEN 18, SAESEN 20, HSEMEN 21, PKAEN 23, SRAM2EN 30
        0x094  AHB4ENR                : PWREN 2, ADC4EN 5
        0x098  AHB5ENR                : RADIOEN 0, PTACONVEN 1
        0x09C  APB1ENR1               : TIM2EN 0, TIM3EN 1, WWDGEN 11, USART2EN 17, I2C1EN 21
        0x0A0  APB1ENR2               : LPTIM2EN 5
        0x0A4  APB2ENR                : TIM1EN 11, SPI1EN 12, USART1EN 14, TIM16EN 17 -, TIM17EN 18 -
        0x0A8  APB7ENR                : SYSCFGEN 1, SPI3EN 5, LPUART1EN 6, I2C3EN 7, LPTIM1EN 11, COMPEN 15,
                VREFEN 20, RTCAPBEN 21
        0x0B0  AHB1SMENR = 0xFFFFFFFF : GPDMA1SMEN 0, FLASHSMEN 8, CRCSMEN 12, TSCSMEN 16, RAMCFGSMEN 17,
                GTZC1SMEN 24, ICACHESMEN 29, SRAM1SMEN 31
        0x0B4  AHB2SMENR = 0xFFFFFFFF : GPIOASMEN 0, GPIOBSMEN 1, GPIOCSMEN 2, GPIOHSMEN 7, AESSMEN 16,
                HASHSMEN 17, RNGSMEN 18, SAESSMEN 20, PKASMEN 23, SRAM2SMEN 30
        0x0BC  AHB4SMENR = 0xFFFFFFFF : PWRSMEN 2, ADC4SMEN 5
        0x0C0  AHB5SMENR = 0xFFFFFFFF : RADIOSMEN 0 -, PTACONVSMEN 1 -
        0x0C4  APB1SMENR1             : TIM2SMEN 0, TIM3SMEN 1, WWDGSMEN 11, USART2SMEN 17, I2C1SMEN 21
        0x0C8  APB1SMENR2             : LPTIM2SMEN 5
        0x0CC  APB2SMENR = 0xFFFFFFFF : TIM1SMEN 11, SPI1SMEN 12, USART1SMEN 14, TIM16SMEN 17, TIM17SMEN 18
        0x0D0  APB7SMENR = 0xFFFFFFFF : SYSCFGSMEN 1, SPI3SMEN 5, LPUART1SMEN 6, I2C3SMEN 7, LPTIM1SMEN 11,
                COMPSMEN 15, VREFSMEN 20 -, RTCAPBSMEN 21
        0x0E0  CCIPR1                 : USART1SEL 1:0, USART2SEL 3:2, I2C1SEL 11:10, LPTIM2SEL 19:18,
                SPI1SEL 21:20, SYSTICKSEL 23:22, TIMICSEL 31
        0x0E4  CCIPR2                 : RNGSEL 13:12
        0x0E8  CCIPR3                 : LPUART1SEL 1:0, SPI3SEL 4:3, I2C3SEL 7:6, LPTIM1SEL 11:10,
                ADCSEL 14:12
        0x0F0  BDCR1     = 0x8        : LSEON 0, LSERDY 1 r, LSEBYP 2, LSEDRV 4:3, LSECSSON 5, LSECSSD 6 r,
                LSESYSEN 7, RTCSEL 9:8, LSESYSRDY 11 r, LSEGFON 12, LSETRIM 14:13, RTCEN 15, BDRST 16,
                RADIOSTSEL 19:18, LSCOEN 24, LSCOSEL 25, LSI1ON 26, LSI1RDY 27 r, LSI1PREDIV 28
        0x0F4  CSR       = 0xC000000  : RMVF 23 -, CAUSES 31:24 -
        0x0F8  BDCR2                  : LSI2MODE 2:0 -, LSI2CFG 7:4 -
        0x110  SECCFGR                : HSISEC 0, HSESEC 1, LSISEC 3, LSESEC 4, SYSCLKSEC 5, PRESCSEC 6,
                PLL1SEC 7, RMVFSEC 12
        0x114  PRIVCFGR               : SPRIV 0, NSPRIV 1
        0x200  CFGR4     = 0x10       : HPRE5 2:0, HDIV5 4
        0x208  RADIOENR               : BBCLKEN 1, STRADIOCLKON 16, RADIOCLKRDY 17 r
        0x210  ECSCR1    = 0x200000   : HSETRIM 21:16
    """

    def __init__(
        self,
        env: Environment,
        nvic: Peripheral | None = None,
        lptim1: Peripheral | None = None,
        lptim2: Peripheral | None = None,
    ) -> None:
        """Create the unit.

        Args:
            nvic, lptim1, lptim2: devices whose clocks it selects, which are not changed here.
        """
        super().__init__(env)

    @written("CR", "BDCR1")
    def _oscillators(self) -> None:
        for register, names in OSCILLATORS.items():
            bits = self.named[register]
            for name in names:
                bits[f"{name}RDY"] = bits["LSESYSEN" if name == "LSESYS" else f"{name}ON"]

    @written("CFGR1")
    def _switch(self) -> None:
        self.named["CFGR1"]["SWS"] = self.named["CFGR1"]["SW"]
        self._check_frequency()

    @written("PLL1DIVR", "CCIPR3")
    def _check_frequency(self) -> None:
        if self.named["CFGR1"]["SW"] == PLL and not self.named["CR"]["PLL1ON"]:
            self.warn_of_renode_fault(NO_FREQUENCY)
