"""Whether a UART's receiver is on: the register bits that say so, by Renode's type of the UART."""

from __future__ import annotations

RECEIVER_BITS = {
    "STM32_UART": (0x0C, 1 << 13 | 1 << 2),
    "STM32F7_USART": (0x00, 1 << 0 | 1 << 2),
    "PL011": (0x30, 1 << 0 | 1 << 9),
    "NRF52840_PDM": (0x500, 1 << 0),
    "AmbiqApollo3_PDM": (0x04, 1 << 26 | 1 << 31),
}
"""Type -> offset of a register that reads without side effect, and the bits that are all set in it:
UE and RE of CR1 (RM0008 section 27.6.4, RM0385 section 31.8.1), UARTEN and RXE of UARTCR (DDI 0183 section
3.3.8); of microphones ENABLE, and the clocks of VCFG."""
