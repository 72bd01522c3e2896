"""Steps of register traces whose answers differ, with the reason.

A reason that no longer applies fails the test.
"""

from __future__ import annotations

_NO_CHANNEL = "Renode's converter is broken by its exception; here the conversion of a reserved channel ends"
_MAPR2 = "Renode stores bit 0 and throws; here MAPR2 keeps what is written until the next reset"
_PART_OF_ITEM = "Renode throws before the transfer; here it is done by items, as the manual says"
_PWM = "level of PWM outputs while the auto-reload value is 0: Renode keeps them high"
_TRANSMIT_IRQ = "a random write pulses TransmitIRQ in Renode; which one is not known"
_GLOBAL = "after a random write and a reset Renode shows the software reset bit of GLOBAL as set"
_WBA_EXTI = (
    "Renode keeps what is written to the pending registers and masks nothing; here both are as in the manual"
)
_SCI_BAUD = "baud rate with the reset values: Renode's formula is not the manual's"
_ALL_PINS = "set, clear and toggle change all outputs in Renode; here those that are named, with a warning"
_NO_CORE = "without a processor in reach Renode throws; here the access does what it says"
_DPLL = "a write of IF stops the loop in Renode"
_REGISTERS_ALONE = "registers alone are modelled; in Renode the device itself changes this one"

_OUT_EN = "Renode keeps the enables of OUT_EN and of its set and clear registers apart"
_COUNTS_DOWN = "1.16.1 counts down and takes no count; newer Renodes count as the manual says"
_LIFETIME = "1.16.1 shows no low half of the lifetime, and its upper half throws"
_SEQUENCE = "random numbers: another sequence"
_LPIT_MODE = "an unknown mode throws in Renode before the rest of the write is done"

KNOWN: dict[tuple[str, int], str] = {
    **{("Analog.STM32_ADC", step): _NO_CHANNEL for step in (100, 101, 115)},
    **{("GPIOPort.STM32F1AFIO", step): _MAPR2 for step in (42, 54, 63)},
    **{("DMA.STM32G0DMA", step): _PART_OF_ITEM for step in (57, 59, 60, 61, 62, 109, 112, 127)},
    ("Timers.STM32_Timer", 138): _PWM,
    **{("UART.EFM32_UART", step): _TRANSMIT_IRQ for step in (77, 80, 92)},
    ("UART.NXP_LPUART", 86): _GLOBAL,
    **{
        ("Timers.S32K3XX_SystemTimerModule", step): _COUNTS_DOWN
        for step in (5, 8, 11, 14, 17, 23, 44, 57, 69, 90, 121, 137, 140)
    },
    **{("Timers.S32K3XX_PeriodicInterruptTimer", step): _LIFETIME for step in (55, 68, 81, 147)},
    ("Timers.S32K3XX_PeriodicInterruptTimer", 154): "a chained channel misses some periods of one step",
    ("DMA.NXP_eDMA_Channels", 48): "a controller that lacks channels does not start in Renode; here it does",
    ("Timers.AmbiqApollo4_Timer", 186): "a count survives a reset in Renode",
    ("Analog.AmbiqApollo4_ADC", 104): "a reset leaves the interrupt line up in Renode",
    **{("Miscellaneous.IMX_TRNG", step): _SEQUENCE for step in (20, 60, 93)},
    **{("SPI.SAM_SPI", step): "the interrupt mask is writable in Renode" for step in (45, 83)},
    ("SPI.SAM_SPI", 82): "RXBUFF looks at RCR alone in Renode",
    **{("DMA.UDMA", step): "Renode shows PERIPHID4 for PERIPHID1" for step in (25, 69, 91)},
    ("Timers.MAX32650_Timer", 56): "a write of 1 to INTR clears the flag and leaves the line up in Renode",
    **{("GPIOPort.MAX32650_GPIO", step): _OUT_EN for step in (8, 9, 48, 49, 59, 60, 115, 159, 176)},
    **{("Timers.S32K_LPIT", step): _LPIT_MODE for step in (111, 117, 123, 129, 141, 143, 145)},
    ("MTD.STM32H7_FlashController", 93): "a write to BER2 shows as BER1 in Renode",
    ("GPIOPort.EFR32_GPIOPort", 109): "DOUT of the second port reads 0 in Renode, whatever its modes",
    **{("GPIOPort.IMXRT_GPIO", step): _ALL_PINS for step in (23, 25, 28, 71)},
    ("Timers.IMX_GPTimer", 78): "compare values survive a reset in Renode",
    ("SCI.RenesasRA6M5_SCI", 32): _SCI_BAUD,
    **{
        ("IRQControllers.STM32WBA_EXTI", step): _WBA_EXTI for step in (27, 29, 45, 48, 49, 51, 52, 56, 57, 66)
    },
    **{("Miscellaneous.SiLabs.EFR32xG2_HFRCO_2", step): _NO_CORE for step in (7, 8, 26)},
    **{
        ("Miscellaneous.SiLabs.EFR32xG2_HFXO_3", step): _NO_CORE
        for step in (24, 28, 30, 34, 36, 38, 42, 44, 46, 48, 50, 52)
    },
    ("Miscellaneous.SiLabs.EFR32xG2_DPLL_1", 28): _NO_CORE,
    **{("Miscellaneous.SiLabs.EFR32xG2_DPLL_1", step): _DPLL for step in (35, 64)},
    **{
        (trace, step): _REGISTERS_ALONE
        for trace, steps in {
            "Analog.MAX32650_ADC": (21, 38),
            "MTD.CC2538FlashController": (29,),
            "Miscellaneous.AmbiqApollo4_PowerController": (59,),
            "Miscellaneous.MAX32650_TPU": (51,),
            "Miscellaneous.RenesasDA14_ClockGenerationController": (72, 84),
            "Miscellaneous.S32K3XX_SystemIntegrationUnitLite2": (74, 100),
            "SPI.AmbiqApollo4_IOMaster": (95, 101),
            "SPI.DesignWare_SPI": (87,),
            "SPI.NPCX_FIU": (56, 98),
            "SPI.STM32H7_QuadSPI": (52,),
            "Sound.IMXRT700_MICFIL": (38, 82),
            "Timers.MAX32650_WDT": (45,),
            "Timers.S32K3XX_RealTimeClock": (86, 89),
            "Wireless.CC2538RF": (67, 95),
            "Miscellaneous.SiLabs.EFR32xG2_SEMAILBOX_1": (62, 85),
            # registers alone
        }.items()
        for step in steps
    },
}
