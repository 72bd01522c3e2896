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

KNOWN: dict[tuple[str, int], str] = {
    **{("Analog.STM32_ADC", step): _NO_CHANNEL for step in (100, 101, 115)},
    **{("GPIOPort.STM32F1AFIO", step): _MAPR2 for step in (42, 54, 63)},
    **{("DMA.STM32G0DMA", step): _PART_OF_ITEM for step in (57, 59, 60, 61, 62, 109, 112, 127)},
    ("Timers.STM32_Timer", 138): _PWM,
    **{("UART.EFM32_UART", step): _TRANSMIT_IRQ for step in (77, 80, 92)},
    ("UART.NXP_LPUART", 86): _GLOBAL,
}
