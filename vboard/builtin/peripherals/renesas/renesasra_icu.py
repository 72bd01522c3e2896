"""IRQControllers.RenesasRA_ICU: interrupt controller unit (RA6M5 user manual, section 13).

Input n is event n; IELSR links events to lines of the NVIC. The groups of events of the RA2 series are not
known here: on those an event number is compared with its low five bits.
"""

from __future__ import annotations

import enum

from vboard.builtin.machine.gpio import GPIOReceiver
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, writes
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt

LINES = 96


class EventToInterruptLinkType(enum.Enum):
    """How IELSR names events."""

    RA2 = 2
    RA4 = 4
    RA6 = 6
    RA8 = 8


@renode_type("IRQControllers.RenesasRA_ICU")
class RenesasRA_ICU(TablePeripheral):
    """Inputs are events; the lines of the NVIC are driven directly."""

    missing = "external interrupts, NMI, groups of events of the RA2 series"

    def __init__(
        self,
        env: Environment,
        nvic: GPIOReceiver | None = None,
        eventToInterruptLink: EventToInterruptLinkType = EventToInterruptLinkType.RA6,
        numberOfExternalInterrupts: UInt = 16,
        highestEventNumber: UInt = 0x1FF,
        numberOfNVICOutputs: UInt = LINES,
    ) -> None:
        """Create the unit.

        Args:
            nvic: the interrupt controller.
            numberOfNVICOutputs: registers IELSR.
        """
        self._lines = numberOfNVICOutputs
        self._event_bits = 5 if eventToInterruptLink is EventToInterruptLinkType.RA2 else 9
        self._external = numberOfExternalInterrupts
        self._nvic = nvic
        super().__init__(env)

    def register_table(self) -> str:
        return f"""
            0x000+4  IRQCR[{max(self._external // 4, 1)}] : IRQMD 1:0, FCLKSEL 5:4 -, FLTEN 7 -
            0x100    NMICR    : NMICR 7:0 -
            0x120    NMIER    : NMIER 15:0 -
            0x130    NMICLR   : NMICLR 15:0 -
            0x140    NMISR    : NMISR 15:0 -
            0x1A0    WUPEN0   : WUPEN 31:0 -
            0x1A4    WUPEN1   : WUPEN 31:0 -
            0x200    SELSR0   : SELS 8:0 -
            0x280    DELSR0   : DELS 8:0 -
            0x300+4  IELSR[{self._lines}] : IELS {self._event_bits - 1}:0, IR 16 r, DTCE 24 -
        """

    def OnGPIO(self, number: int, value: bool) -> None:
        """Event `number` begins or ends."""
        event = number & (1 << self._event_bits) - 1
        for line in range(self._lines):
            link = self.named[f"IELSR{line}"]
            if event and link["IELS"] == event and value:
                link["IR"] = 1
                self._drive(line, True)

    @writes("IELSR.IR")
    def _acknowledge(self, line: int, value: int) -> None:
        link = self.named[f"IELSR{line}"]
        if not value and link["IR"]:
            link["IR"] = 0
            self._drive(line, False)

    def _drive(self, line: int, level: bool) -> None:
        if self._nvic is not None:
            self._nvic.OnGPIO(line, level)
