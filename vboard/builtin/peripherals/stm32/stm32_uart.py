"""UART.STM32_UART: USART of STM32F1, F2, F4 (RM0008 rev 21, section 27.6).

As Renode 1.16.1 models it: a byte written to DR is on the wire at once and TXE is always 1; received
bytes wait in a queue without end, so there is no overrun. UE or the direction's own enable suffices
(silicon: both). GTPR (0x18) is unhandled; DMAT, M and error interrupts have no effect.
"""

from __future__ import annotations

from vboard.builtin.machine.device_register import ByteQueue
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.interrupt_logic import InterruptLogic, Pending
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import UART, Environment
from vboard.builtin.peripherals.register_map import (
    Field,
    Mode,
    Register,
    RegisterMap,
    RegisterPeripheral,
    Tag,
    reserved,
    tags,
)
from vboard.builtin.peripherals.stm32.usart_frame import UsartFrame
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte, UInt

SR, DR = 0x00, 0x04
IDLE, RXNE, TC, TXE = 1 << 4, 1 << 5, 1 << 6, 1 << 7  # SR; CR1 has the enables at the same bits
RE, TE, UE = 1 << 2, 1 << 3, 1 << 13  # CR1
DMAR = 1 << 6  # CR3


@renode_type("UART.STM32_UART")
class STM32_UART(UsartFrame, UART, RegisterPeripheral):
    """Registers SR DR BRR CR1 CR2 CR3; outputs IRQ and DMARequest (a pulse per received byte)."""

    widths = frozenset({1, 2, 4})
    default_gpio = "IRQ"

    def __init__(self, env: Environment, frequency: UInt = 8_000_000) -> None:
        """Create the USART.

        Args:
            frequency: kernel clock in Hz, used for BaudRate and the idle time only.
        """
        super().__init__(env)
        self._frequency = frequency
        self._received = ByteQueue()
        self._idle_cancelled = False
        self._idle_at = -1
        self._idle_delay: int | None = None  # ns of 8 bit times; None without a baud rate
        self.IRQ = GPIO()
        self.DMARequest = GPIO()
        self._sr = Register(
            SR,
            "SR",
            [
                *tags(0, "PE FE NF"),
                Field("ORE", 3, mode=Mode.R),
                Field("IDLE", 4, mode=Mode.R),
                Field("RXNE", 5, mode=Mode.RW0C),
                Field("TC", 6, mode=Mode.RW0C),
                Field("TXE", 7, mode=Mode.R),
                *tags(8, "LBD CTS"),
                reserved(10, 22),
            ],
            reset=0xC0,
        )
        self._dr = Register(DR, "DR", [Field("DR", 0, 9, read=self._receive, write=self._send)])
        self._brr = Register(
            0x08,
            "BRR",
            [Field("DIV_Fraction", 0, 4), Field("DIV_Mantissa", 4, 12)],
            written=self._rate_changed,
        )
        self._cr1 = Register(
            0x0C,
            "CR1",
            [
                *tags(0, "SBK RWU"),
                Field("RE", 2),
                Field("TE", 3),
                Field("IDLEIE", 4),
                Field("RXNEIE", 5),
                Field("TCIE", 6),
                Field("TXEIE", 7),
                Tag("PEIE", 8),
                Field("PS", 9),
                Field("PCE", 10),
                *tags(11, "WAKE M"),
                Field("UE", 13),
                reserved(14, 1),
                Field("OVER8", 15),
                reserved(16, 16),
            ],
            written=self._control_written,
        )
        self._cr2 = Register(
            0x10,
            "CR2",
            [
                Tag("ADD", 0, 4),
                reserved(5, 1),
                Tag("LBDIE", 6),
                reserved(7, 1),
                *tags(8, "LBCL CPHA CPOL CLKEN"),
                Field("STOP", 12, 2),
                Tag("LINEN", 14),
                reserved(15, 17),
            ],
        )
        self._cr3 = Register(
            0x14,
            "CR3",
            [
                *tags(0, "EIE IREN IRLP HDSEL NACK SCEN"),
                Field("DMAR", 6),
                *tags(7, "DMAT RTSE CTSE CTSIE"),
                reserved(11, 21),
            ],
        )
        self._received.add_flag(self._sr, RXNE, 1, False)
        self._received.cleared_by_take(self._sr, IDLE)
        self._dr.takes("DR", self._received)
        self._interrupts = InterruptLogic({self.IRQ: [Pending(self._sr, self._cr1, IDLE | RXNE | TC | TXE)]})
        for register in (self._sr, self._dr, self._cr1):
            register.raises(self._interrupts)
        self.registers = RegisterMap(self, [self._sr, self._dr, self._brr, self._cr1, self._cr2, self._cr3])

    def Reset(self) -> None:
        super().Reset()
        self._rate_changed()
        self._idle_cancelled = True
        self._received.clear()
        self.IRQ.Set(False)

    @property
    def BaudRate(self) -> UInt:
        """frequency / (8 (2 - OVER8) (DIV_Mantissa + DIV_Fraction / 16)); 0 when BRR is 0."""
        brr, over8 = self._brr.value, self._cr1["OVER8"]
        if over8:
            brr &= ~8  # the fraction has three bits in this mode
        return 2 * self._frequency // ((2 - over8) * brr) if brr else 0

    special_writes = frozenset({DR})

    def write(self, offset: int, width: int, value: int) -> None:
        if offset == DR and width == 4 and value < 0x200:
            self._send(value)
        else:
            super().write(offset, width, value)

    def WriteChar(self, value: Byte) -> None:
        if not self._cr1.value & (UE | RE):
            self.log(LogLevel.WARNING, "Received a character, but the receiver is not enabled, dropping.")
            return
        self._received.append(value)
        self._plan_idle()
        if self._cr3.value & DMAR:
            self.DMARequest.Blink()
        self._interrupts.update()

    def receive(self, data: bytes) -> None:
        reported = self._idle_delay is None or not self._cr1.value & (UE | RE)
        if reported or self._cr3.value & DMAR:
            super().receive(data)  # each is a request to a DMA controller, or reported
            return
        self._received.extend(data)
        self._plan_idle()
        self._interrupts.update()

    def _receive(self) -> int:
        return self._received.take()

    def _send(self, value: int) -> None:
        if not self._cr1.value & (UE | TE):
            self.log(
                LogLevel.WARNING,
                "Trying to transmit a character, but the transmitter is not enabled. dropping.",
            )
            return
        self.transmit(value & 0xFF)
        self._sr.value |= TC
        self._interrupts.update()

    def _plan_idle(self) -> None:
        """Report an idle line 8 bit times from now.

        As in Renode a byte in between does not call the report off; only clearing UE or RE does,
        until the next byte.
        """
        if self._idle_delay is None:
            self.log(LogLevel.WARNING, "Unknown baud rate, couldn't trigger the idle line interrupt")
            return
        self._idle_cancelled = False
        at = self.env.clock.now + self._idle_delay
        if at != self._idle_at:
            self._idle_at = at
            self.env.clock.schedule(at, self._line_idle)

    def _rate_changed(self) -> None:
        baud_rate = self.BaudRate
        self._idle_delay = 8_000_000 // baud_rate * 1000 if baud_rate else None  # whole microseconds

    def _line_idle(self) -> None:
        if not self._idle_cancelled:
            self._sr.value |= IDLE
            self._interrupts.update()

    def _control_written(self) -> None:
        if not self._cr1["RE"] or not self._cr1["UE"]:
            self._idle_cancelled = True
        self._rate_changed()
