"""UART.STM32F7_USART: USART of STM32F0, F3, F7, G0, L4 (RM0385 rev 8, section 31.8).

As Renode 1.16.1 models it: a byte written to TDR is on the wire at once, received bytes wait in a queue
without end. Both directions need UE and their own enable. There is no idle line, no error flag, no
transmit DMA; ISR resets to 0x200000C0 (manual: 0x020000C0).
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
from vboard.builtin.peripherals.stm32.stm32f7_usart_fields import (
    control_2_fields,
    control_3_fields,
    status_fields,
)
from vboard.builtin.peripherals.stm32.usart_frame import UsartFrame
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte, UInt

CR1, BRR, ISR, RDR, TDR = 0x00, 0x0C, 0x1C, 0x24, 0x28
UE, RE, TE = 1 << 0, 1 << 2, 1 << 3  # CR1
RTOIE = 1 << 26  # CR1
RXNE, TC, TXE = 1 << 5, 1 << 6, 1 << 7  # ISR; CR1 has the enables at the same bits
RTOF, TEACK, REACK = 1 << 11, 1 << 21, 1 << 22  # ISR
DMAR = 1 << 6  # CR3


@renode_type("UART.STM32F7_USART")
class STM32F7_USART(UsartFrame, UART, RegisterPeripheral):
    """Outputs IRQ and ReceiveDmaRequest (high while a byte waits and CR3.DMAR was set before)."""

    size = 0x400
    widths = frozenset({1, 2, 4})

    def __init__(self, env: Environment, frequency: UInt, lowPowerMode: bool = False) -> None:
        """Create the USART.

        Args:
            frequency: kernel clock in Hz, used for BaudRate and the receiver timeout only.
            lowPowerMode: model an LPUART: 20-bit BRR with factor 256, no timeout, ISR resets to 0xC0.
        """
        super().__init__(env)
        self._frequency = frequency
        self._low_power = lowPowerMode
        self._received = ByteQueue()
        self._timeout_occurred = False
        self._timeout_cancelled = False
        self.IRQ = GPIO()
        self.ReceiveDmaRequest = GPIO()
        full = not lowPowerMode
        self._cr1 = Register(
            CR1,
            "CR1",
            [
                Field("UE", 0),
                Tag("UESM", 1),
                Field("RE", 2),
                Field("TE", 3, write=self._transmitter_switched),
                Tag("IDLEIE", 4),
                Field("RXNEIE", 5),
                Field("TCIE", 6),
                Field("TXEIE", 7),
                Field("PEIE", 8),
                Field("PS", 9),
                Field("PCE", 10),
                *tags(11, "WAKE MO MME CMIE"),
                Field("OVER8", 15) if full else reserved(15, 1),
                Tag("DEDT", 16, 5),
                Tag("DEAT", 21, 5),
                *([Field("RTOIE", 26), Tag("EOBIE", 27)] if full else [reserved(26, 2)]),
                Tag("M1", 28),
                reserved(29, 3),
            ],
            written=self._control_written,
        )
        self._cr2 = Register(
            0x04,
            "CR2",
            control_2_fields(full),
        )
        self._cr3 = Register(
            0x08,
            "CR3",
            control_3_fields(full),
            written=self._choose_reader,
        )
        divider_bits = 20 if lowPowerMode else 16
        self._brr = Register(
            BRR, "BRR", [Field("BRR", 0, divider_bits), reserved(divider_bits, 32 - divider_bits)]
        )
        self._rtor = Register(0x14, "RTOR", [Field("RTO", 0, 24), Tag("BLEN", 24, 8)])
        rqr = Register(
            0x18,
            "RQR",
            [
                Tag("ABRRQ", 0) if full else reserved(0, 1),
                Field("SBKRQ", 1, mode=Mode.W),
                Field("MMRQ", 2, mode=Mode.W),
                Field("RXFRQ", 3, mode=Mode.W, write=self._flush_requested),
                Tag("TXFRQ", 5) if full else reserved(5, 1),
                reserved(6, 26),
            ],
        )
        self._isr = Register(
            ISR,
            "ISR",
            status_fields(full),
            reset=0xC0 if lowPowerMode else 0x2000_00C0,
        )
        icr = Register(
            0x20,
            "ICR",
            [
                *tags(0, "PECF FECF NCF ORECF IDLECF"),
                reserved(5, 1),
                Field("TCCF", 6, mode=Mode.RW1C, write=self._clear_complete),
                Tag("CTSCF", 9),
                reserved(10, 1),
                reserved(13, 4),
                Tag("CMCF", 17),
                reserved(18, 2),
                Tag("WUCF", 20),
                reserved(21, 11),
                *(
                    [
                        *tags(7, "TCBGTCF LBDCF"),
                        Tag("EOBCF", 12),
                        Field("RTOCF", 11, mode=Mode.W1C, write=self._clear_timeout),
                    ]
                    if full
                    else [reserved(7, 2), reserved(11, 2)]
                ),
            ],
            written=self._update,
        )
        self._rdr = Register(RDR, "RDR", [Field("RDR", 0, 8, Mode.R, read=self._receive), reserved(8, 24)])
        self._tdr = Register(TDR, "TDR", [Field("TDR", 0, 8, write=self._send), reserved(8, 24)])
        table = [self._cr1, self._cr2, self._cr3, self._brr, rqr, self._isr, icr, self._rdr, self._tdr]
        self._received.add_flag(self._isr, RXNE, 1, False)
        self._rdr.takes("RDR", self._received, empty_is_host=True)
        terms = [Pending(self._isr, self._cr1, RXNE | TC | TXE), Pending(self._isr, None, RTOF)]
        self._interrupts = InterruptLogic({self.IRQ: terms})
        self._rdr.raises(self._interrupts)
        self.registers = RegisterMap(self, [*table, self._rtor] if full else table)

    def Reset(self) -> None:
        self._flush()
        super().Reset()
        self._timeout_occurred = False
        self._timeout_cancelled = True
        self.IRQ.Unset()
        self.ReceiveDmaRequest.Unset()

    @property
    def BaudRate(self) -> UInt:
        """frequency / BRR, times 2 with OVER8, times 256 in low power mode.

        Raises:
            ZeroDivisionError: BRR is 0.
        """
        divisor = self._brr["BRR"]
        if divisor == 0:
            raise ZeroDivisionError("Attempted to divide by zero.")
        factor = 256 if self._low_power else 1 + self._cr1["OVER8"]
        return (factor * self._frequency & 0xFFFF_FFFF) // divisor

    special_writes = frozenset({TDR})

    def write(self, offset: int, width: int, value: int) -> None:
        if offset == TDR and width == 4 and value < 0x100:
            self._tdr.value = value
            self._send(value)
        else:
            super().write(offset, width, value)

    def WriteChar(self, value: Byte) -> None:
        if self._cr1.value & (UE | RE) != UE | RE:
            self.log(
                LogLevel.DEBUG,
                f"UART or receive disabled; dropping the character written: '{chr(value)}'",
            )
            return
        first = not self._received
        self._received.append(value)
        if first:
            self._update()
            self.ReceiveDmaRequest.Set(bool(self._cr3.value & DMAR))
            self._choose_reader()
        if self._cr1.value & RTOIE:
            self._plan_timeout()

    def receive(self, data: bytes) -> None:
        self.WriteChar(data[0])
        if self._received and self._cr1.value & (UE | RE) == UE | RE:
            self._received.extend(data[1:])  # what the first one does holds for all
        else:
            super().receive(data[1:])  # each is a request to a DMA controller, or reported

    def _receive(self) -> int:
        received = self._received
        if not received:
            self.log(LogLevel.WARNING, "No characters in queue.")
            return 0
        value = received.take()
        if not received:
            self._emptied()
        return value

    def _emptied(self) -> None:
        self._update()
        self.ReceiveDmaRequest.Set(False)
        self._choose_reader()

    def _choose_reader(self) -> None:
        """The core reads RDR itself while no request to a DMA controller hangs on it."""
        self._rdr.define_access(host_reads=bool(self._cr3.value & DMAR) or self.ReceiveDmaRequest.IsSet)

    def _flush(self) -> None:
        if self._received:
            self._received.clear()
            self._emptied()

    def _flush_requested(self, value: int) -> None:
        if value:
            self._flush()

    def _send(self, value: int) -> None:
        if self._cr1.value & (UE | TE) != UE | TE:
            self.log(
                LogLevel.WARNING,
                "Char was to be sent, but the transmitter (or the whole USART) is not enabled. Ignoring.",
            )
            return
        self.transmit(value)
        self._isr.value |= TC
        self._update()

    def _transmitter_switched(self, on: int) -> None:
        if not on:
            self._isr.value |= TC

    def _control_written(self) -> None:
        cr1 = self._cr1.value
        if not (cr1 & UE and cr1 & RE and cr1 & RTOIE):
            self._timeout_cancelled = True
        self._update()

    def _clear_complete(self, value: int) -> None:
        if value:
            self._isr.value &= ~TC

    def _clear_timeout(self, value: int) -> None:
        if value:
            self._timeout_occurred = False

    def _plan_timeout(self) -> None:
        """Report a receiver timeout RTO byte times after each byte (silicon: RTO bit times)."""
        if not self._brr["BRR"]:
            return
        self._timeout_cancelled = False
        delay = self._rtor["RTO"] * 8_000_000 // self.BaudRate * 1000  # whole microseconds
        self.env.clock.schedule_in(delay, self._timed_out)

    def _timed_out(self) -> None:
        if not self._timeout_cancelled:
            self._timeout_occurred = True
            self._update()

    def _update(self) -> None:
        cr1 = self._cr1.value
        timeout = self._timeout_occurred and bool(cr1 & RTOIE)
        isr = self._isr.value & ~(RTOF | TEACK | REACK)
        if timeout:
            isr |= RTOF
        if cr1 & TE:
            isr |= TEACK
        if cr1 & RE:
            isr |= REACK
        self._isr.value = isr
        self._interrupts.update()
