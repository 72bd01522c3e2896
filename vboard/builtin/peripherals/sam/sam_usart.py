"""UART.SAM_USART: USART (SAM4S datasheet, section 36.7)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import reads, writes
from vboard.builtin.registry import renode_type

RSTRX, RXEN, RXDIS, TXEN, TXDIS = 1 << 2, 1 << 4, 1 << 5, 1 << 6, 1 << 7
RXTEN, TXTEN = 1 << 0, 1 << 8
IDLE = 1 << 9  # TXEMPTY
BUFFERS_EMPTY = 1 << 11 | 1 << 12
INTERRUPTS = 0x1A1B


@renode_type("UART.SAM_USART")
class SAM_USART(QueuedUART):
    """Output IRQ."""

    size = 0x128
    IRQ: GPIO
    missing = "synchronous and SPI modes, next buffers of the peripheral DMA, baud rate"
    table = """
        0x000  CR             : COMMAND 19:0 w
        0x004  MR             : MODE 31:0
        0x008  IER            : ENABLE 31:0 w
        0x00C  IDR            : DISABLE 31:0 w
        0x010  IMR            : MASK 19:0 r
        0x014  CSR   = 0x1A00 : RXRDY 0 r, TXRDY 1 r, ENDRX 3 r, ENDTX 4 r, TXEMPTY 9 r, TXBUFE 11 r,
                RXBUFF 12 r
        0x018  RHR            : RXCHR 8:0 r, RXSYNH 15 r
        0x01C  THR            : TXCHR 8:0 w, TXSYNH 15 w
        0x020  BRGR           : CD 15:0, FP 18:16
        0x024  RTOR           : TO 15:0 -
        0x028  TTGR           : TG 7:0 -
        0x040  FIDI           : FI_DI_RATIO 10:0 -
        0x044  NER            : NB_ERRORS 7:0 r
        0x04C  IF             : IRDA_FILTER 7:0 -
        0x050  MAN            : MAN 31:0 -
        0x0E4  WPMR           : WPEN 0, WPKEY 31:8
        0x0E8  WPSR           : WPVS 0 r, WPVSRC 23:8 r
        0x100  RPR            : rw
        0x104  RCR            : RXCTR 15:0
        0x108  TPR            : rw
        0x10C  TCR            : TXCTR 15:0
        0x110  RNPR           : rw
        0x114  RNCR           : RXNCTR 15:0
        0x118  TNPR           : rw
        0x11C  TNCR           : TXNCTR 15:0
        0x120  PTCR           : w
        0x124  PTSR           : RXTEN 0 r, TXTEN 8 r
    """

    def __init__(self, env: Environment, enablePdc: bool = False, uartOnlyMode: bool = False) -> None:
        """Create the port.

        Args:
            enablePdc: whether it has a peripheral DMA controller.
            uartOnlyMode: whether it is the simpler UART.
        """
        self._pdc = enablePdc
        self._transfer = 0
        self._receiver = self._sender = False
        super().__init__(env)
        self._set_idle()

    @reads("RHR.RXCHR")
    def _receive(self) -> int:
        return self.take()

    @writes("THR.TXCHR")
    def _send(self, value: int) -> None:
        self.transmit(value)

    def Reset(self) -> None:
        self._receiver = self._sender = False
        super().Reset()
        self._set_idle()

    def _set_idle(self) -> None:
        self.named["CSR"].value = IDLE | BUFFERS_EMPTY if self._pdc else IDLE

    def accepts(self, byte: int) -> bool:
        if not self._receiver:
            return False
        csr, count = self.named["CSR"], self.named["RCR"]
        if self._pdc and self._transfer & RXTEN and count.value:
            self.env.bus.write(self.named["RPR"].value, 1, byte)
            self.named["RPR"].value += 1
            count.value -= 1
            csr["ENDRX"] = int(count.value == 0)
            self.update()
            return False
        csr["ENDRX"] = int(self._pdc)
        return True

    @writes("CR.COMMAND")
    def _command(self, value: int) -> None:
        self._receiver = bool(value & RXEN or (self._receiver and not value & RXDIS))
        self._sender = bool(value & TXEN or (self._sender and not value & TXDIS))
        if value & RSTRX:
            self.received.clear()
        self.update()

    @writes("PTCR.PTCR?")
    def _control_transfer(self, value: int) -> None:
        self._transfer = (self._transfer | value & (RXTEN | TXTEN)) & ~(value >> 1 & (RXTEN | TXTEN))
        if self._transfer & TXTEN and self._sender:
            start, count = self.named["TPR"].value, self.named["TCR"].value
            for i in range(count):
                self.transmit(self.env.bus.read(start + i, 1))
            self.named["TPR"].value, self.named["TCR"].value = start + count, 0
            self.named["CSR"]["ENDTX"] = int(count > 0)
            self.update()

    @writes("IER.ENABLE")
    def _enable(self, value: int) -> None:
        self.named["IMR"]["MASK"] |= value & INTERRUPTS
        self.update()

    @writes("IDR.DISABLE")
    def _disable(self, value: int) -> None:
        self.named["IMR"]["MASK"] &= ~value
        self.update()

    def update(self) -> None:
        csr = self.named["CSR"]
        csr["RXRDY"] = int(bool(self.received))
        csr["TXRDY"] = int(self._sender)
        self.IRQ.Set(bool(csr.value & self.named["IMR"].value))
