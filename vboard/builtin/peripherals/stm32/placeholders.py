"""Types that upstream's STM32 platform files name and that have no model here.

They take their place on the bus and in the wiring, so that such a file loads; every access is reported as
unhandled and reads 0, and no line ever rises.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_map import RegisterMap, RegisterPeripheral
from vboard.builtin.registry import renode_type


class Placeholder(RegisterPeripheral):
    """A peripheral without registers."""

    size: int | None = 0x400

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.registers = RegisterMap(self, [])


@renode_type("CAN.STMCAN")
class STMCAN(Placeholder):
    """Outputs 0-3: transmit, FIFO 0, FIFO 1, status change. Registered with a range."""

    size = None

    def __init__(self, env: Environment, master: STMCAN | None = None) -> None:
        super().__init__(env)
        self._lines = {i: GPIO() for i in range(4)}

    def numbered_outputs(self) -> dict[int, GPIO]:
        return self._lines


@renode_type("Network.SynopsysEthernetMAC")
class SynopsysEthernetMAC(Placeholder):
    """Output IRQ."""

    size = 0x1400

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.IRQ = GPIO()


@renode_type("DMA.STM32DMA2D")
class STM32DMA2D(Placeholder):
    """Output IRQ."""

    size = 0xC00

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.IRQ = GPIO()


@renode_type("Video.STM32LTDC")
class STM32LTDC(Placeholder):
    """Outputs IRQ (default) and ErrorIRQ."""

    size = 0xC00
    default_gpio = "IRQ"

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.IRQ = GPIO()
        self.ErrorIRQ = GPIO()
        self.FramesPerVirtualSecond = 25


@renode_type("SD.STM32FSDMMC")
class STM32FSDMMC(Placeholder):
    """Outputs IRQ and DMAReceive."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.IRQ = GPIO()
        self.DMAReceive = GPIO()


@renode_type("Network.EthernetPhysicalLayer")
class EthernetPhysicalLayer(Peripheral):
    """Registered at an Ethernet controller; its registers are only stored."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.BasicControl = 0
        self.BasicStatus = 1 << 2 | 1 << 5
        """Link up, auto-negotiation complete."""
        self.Id1 = self.Id2 = 0
        self.AutoNegotiationAdvertisement = 0
        self.AutoNegotiationLinkPartnerBasePageAbility = 0
        self.VendorSpecific0 = self.VendorSpecific15 = 0


@renode_type("Input.FT5336")
class FT5336(Peripheral):
    """Touch screen at an I2C controller: nobody touches it. Output IRQ."""

    def __init__(self, env: Environment, isRotated: bool = False) -> None:
        super().__init__(env)
        self.IRQ = GPIO()
        self.MaxX = self.MaxY = 0

    def Write(self, data: bytes) -> None:
        """The number of a register; none is modelled."""

    def Read(self, count: int) -> bytes:
        """Zeros: no touch point."""
        return bytes(count)

    def FinishTransmission(self) -> None:
        """Nothing to finish."""
