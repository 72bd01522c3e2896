"""Network.SynopsysEthernetMAC: Ethernet MAC with dedicated DMA (RM0090 rev 19, section 33.8).

Registers alone: no frame is sent or received; a transmit poll demand finds no buffer. As in Renode 1.16.1
bits 0 and 2 of DMAIER are set by each write, and a reset leaves the interrupt line.
"""

from __future__ import annotations

import enum

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_map import RegisterPeripheral
from vboard.builtin.peripherals.register_table import TablePeripheral, writes, written
from vboard.builtin.registry import renode_type

TRANSMIT_BUFFER_UNAVAILABLE = 1 << 2
NORMAL_SUMMARY = 1 << 16
ALWAYS_ENABLED = 1 << 0 | 1 << 2


class SynopsysEthernetVersion(enum.Enum):
    """Register layout."""

    Default = 0
    BeagleV = 1


@renode_type("Network.SynopsysEthernetMAC")
class SynopsysEthernetMAC(TablePeripheral):
    """Output IRQ; a PHY may be registered at it."""

    size = 0x1400
    IRQ: GPIO
    table = """
        0x0000  MACCR     = 0x8000  : rw
        0x0004  MACFFR              : MACFFR 31:0 -
        0x0010  MACMIIAR            : MB 0 w, MW 1, CR 4:2, MR 10:6, PA 15:11, REST 31:16, RESERVED 5
        0x0014  MACMIIDR            : rw
        0x0018  MACFCR              : rw
        0x0040  MACA0HR   = 0x200   : MACA0H 15:0
        0x0044  MACA0LR             : rw
        0x1000  DMABMR    = 0x20100 : SR 0 w, REST 31:1
        0x1004  DMATPDR             : w
        0x1008  DMARPDR             : w
        0x100C  DMARDLAR            : rw
        0x1010  DMATDLAR            : STL 31:2
        0x1014  DMASR               : FLAGS 16:0 rw1c, STATE 31:17 r
        0x1018  DMAOMR              : rw
        0x101C  DMAIER              : rw
    """

    def __init__(
        self, env: Environment, version: SynopsysEthernetVersion = SynopsysEthernetVersion.Default
    ) -> None:
        super().__init__(env)

    def Reset(self) -> None:
        RegisterPeripheral.Reset(self)

    @writes("DMATPDR.DMATPDR")
    def _poll(self, _: int) -> None:
        self.named["DMASR"].value |= NORMAL_SUMMARY | TRANSMIT_BUFFER_UNAVAILABLE
        self._update()

    @writes("DMAIER.DMAIER")
    def _enable(self, value: int) -> None:
        self.named["DMAIER"].value = value | ALWAYS_ENABLED

    @written("DMASR", "DMAIER")
    def _update(self) -> None:
        self.IRQ.Set(bool(self.named["DMASR"].value & self.named["DMAIER"].value))


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
