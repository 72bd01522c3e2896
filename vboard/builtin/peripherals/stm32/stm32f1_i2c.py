"""I2C.STM32F1_I2C: the name that Renodes newer than 1.16.1 give the I2C block of STM32F1, F2 and F4."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.stm32.stm32f4_i2c import STM32F4_I2C
from vboard.builtin.registry import renode_type


@renode_type("I2C.STM32F1_I2C")
class STM32F1_I2C(STM32F4_I2C):
    """As `STM32F4_I2C`, with lines to a DMA controller that stay low."""

    missing = "requests to a DMA controller"

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.RxDMARequest = GPIO()
        self.TxDMARequest = GPIO()
