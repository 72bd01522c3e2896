"""UART.NRF52840_UART: UART and UARTE (nRF52840 PS, sections 6.33 and 6.34).

Bytes take no time. With `easyDMA` the buffers in memory are used and RXD and TXD are gone. As in Renode
1.16.1 an interrupt that a received byte raises is seen as soon as time passes.
"""

from __future__ import annotations

from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.machine.device_register import BufferReceiver, ByteQueue, DirectRegister
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import UART, Environment, Parity
from vboard.builtin.peripherals.nrf.events import EventPeripheral
from vboard.builtin.peripherals.register_table import reads, writes
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte, UInt

FREQUENCY = 16_000_000
INTERRUPTS = (
    "CTS 0, NCTS 1, RXDRDY 2, ENDRX 4, TXDRDY 7, ENDTX 8, ERROR 9, RXTO 17, RXSTARTED 19, TXSTARTED 20, "
    "TXSTOPPED 22"
)
COMMON = f"""
    0x000  TASKS_STARTRX               : START 0 w
    0x004  TASKS_STOPRX                : STOP 0 w
    0x008  TASKS_STARTTX               : START 0 w
    0x00C  TASKS_STOPTX                : STOP 0 w
    0x100  EVENTS_CTS                  : CTS 0 -
    0x104  EVENTS_NCTS                 : NCTS 0 -
    0x108  EVENTS_RXDRDY               : RXDRDY 0
    0x11C  EVENTS_TXDRDY               : TXDRDY 0
    0x124  EVENTS_ERROR                : ERROR 0
    0x144  EVENTS_RXTO                 : RXTO 0
    0x304  INTENSET                    : {INTERRUPTS}
    0x308  INTENCLR                    : {INTERRUPTS}
    0x480  ERRORSRC                    : OVERRUN 0 -, PARITY 1 -, FRAMING 2 -, BREAK 3 -
    0x500  ENABLE                      : ENABLE 7:0
    0x508  PSELRTS        = 0xFFFFFFFF : rw
    0x50C  PSELTXD        = 0xFFFFFFFF : rw
    0x510  PSELCTS        = 0xFFFFFFFF : PIN 4:0, PORT 5, CONNECT 31
    0x514  PSELRXD        = 0xFFFFFFFF : PIN 4:0 -, PORT 5 -, CONNECT 31 -
    0x524  BAUDRATE       = 0x4000000  : rw
    0x56C  CONFIG                      : HWFC 0, PARITY 3:1, STOP 4
"""
WITHOUT_DMA = """
    0x01C  TASKS_SUSPEND : SUSPEND 0 w
    0x200  SHORTS        : CTS_STARTRX 3 -, NCTS_STOPRX 4 -
    0x518  RXD           : RXD 7:0 r
    0x51C  TXD           : TXD 7:0 w
"""
WITH_DMA = f"""
    0x02C  TASKS_FLUSHRX    : FLUSH 0 w
    0x110  EVENTS_ENDRX     : ENDRX 0
    0x120  EVENTS_ENDTX     : ENDTX 0
    0x14C  EVENTS_RXSTARTED : RXSTARTED 0
    0x150  EVENTS_TXSTARTED : TXSTARTED 0
    0x158  EVENTS_TXSTOPPED : TXSTOPPED 0
    0x200  SHORTS           : ENDRX_STARTRX 5, ENDRX_STOPRX 6
    0x300  INTEN            : {INTERRUPTS}
    0x534  RXD_PTR          : rw
    0x538  RXD_MAXCNT       : MAXCNT 15:0
    0x53C  RXD_AMOUNT       : AMOUNT 15:0 r
    0x544  TXD_PTR          : rw
    0x548  TXD_MAXCNT       : MAXCNT 15:0
    0x54C  TXD_AMOUNT       : AMOUNT 15:0 r
"""
STARTRX, ENDRX = 0x000, 0x110
ENDRX_STARTRX = 1 << 5  # SHORTS
RXSTARTED = 1 << 19  # INTEN
PARITY_EVEN = 7

BITS = 10
"""Of a byte on the line."""
RATES = (
    *(1200, 2400, 4800, 9600, 14400, 19200, 28800, 31250, 38400, 56000, 57600, 76800),
    *(115200, 230400, 250000, 460800, 921600, 1000000),
)


@renode_type("UART.NRF52840_UART")
class NRF52840_UART(UART, EventPeripheral):
    """Output IRQ."""

    def __init__(self, env: Environment, easyDMA: bool = False) -> None:
        """Create the UART.

        Args:
            easyDMA: whether it is a UARTE, which has buffers in memory.
        """
        self._dma = easyDMA
        self._received = ByteQueue()
        self._reception = BufferReceiver()
        self._transmitting = False
        self._is_update_due = False
        super().__init__(env)
        self._ready = self.named["EVENTS_RXDRDY"]
        self._shorts = self.named["SHORTS"]
        if easyDMA:
            self._buffer, self._size, self._amount = (
                self.named[f"RXD_{name}"] for name in ("PTR", "MAXCNT", "AMOUNT")
            )
            self._reception.connect(
                self._received,
                self._buffer,
                self._size,
                self._amount,
                self.named["EVENTS_RXSTARTED"],
                self.named["EVENTS_ENDRX"],
            )
            # The core does what the two writes do that drivers with a buffer of one byte make for each.
            start = self.named["TASKS_STARTRX"]
            start.starts(self._reception)
            start.raises(self._event_lines)
            self.named["EVENTS_ENDRX"].resumes(self._reception)

    def register_table(self) -> str:
        return COMMON + (WITH_DMA if self._dma else WITHOUT_DMA)

    def Reset(self) -> None:
        self._received.clear()
        self._reception.receiving = self._transmitting = False
        self._reception.filled = 0
        super().Reset()

    @property
    def BaudRate(self) -> UInt:
        """Bits per second: BAUDRATE is a fraction of 16 MHz in units of 2**-32, near a standard rate."""
        exact = self.named["BAUDRATE"].value * FREQUENCY >> 32
        near = min(RATES, key=lambda rate: abs(rate - exact))
        return near if abs(near - exact) * 100 < near else exact

    @property
    def ParityBit(self) -> Parity:
        """Parity as the guest configured it."""
        return Parity["Even" if self.named["CONFIG"]["PARITY"] == PARITY_EVEN else "None"]

    def WriteChar(self, value: Byte) -> None:
        self._received.append(value)
        self._byte_received()

    def receive(self, data: bytes) -> None:
        self._received.extend(data)
        self._byte_received()

    def _byte_received(self) -> None:
        self._ready.value = 1
        if self._dma and self._reception.receiving:
            self._fill_buffer()
        clock = self.env.clock
        if clock.running or not self._is_update_due:  # one is enough for all bytes that come while paused
            self._is_update_due = True
            clock.when_running(self._update_when_running)

    def _update_when_running(self) -> None:
        self._is_update_due = False
        self.update_interrupt()

    special_writes = frozenset({STARTRX, ENDRX})

    def direct_registers(self) -> list[DirectRegister]:
        found = super().direct_registers()
        if not self._dma:
            return found
        # What listens to events has to know of each; what a SHORT does is done below.
        self._reception.set_gates([self._shorts, *self.event_gates()])
        return [r._replace(writes=True) if r.offset in (STARTRX, ENDRX) else r for r in found]

    def write(self, offset: int, width: int, value: int) -> None:
        if offset == STARTRX and value == 1 and width == 4:  # once for each byte in many drivers
            self._start_receiving(1)
            if not self.IRQ.level:
                self.update_interrupt()
        else:
            super().write(offset, width, value)
            if offset == ENDRX and self._dma and self._reception.receiving and self._received:
                clock = self.env.clock
                clock.schedule(clock.now + BITS * NANOSECONDS // max(self.BaudRate, RATES[0]), self._go_on)

    def _go_on(self) -> None:
        """The handler has taken a byte, and the line brings the next one."""
        if self._dma and self._reception.receiving:
            self._fill_buffer()
            self.update_interrupt()

    # -- reception ----------------------------------------------------------------------------

    @writes("TASKS_STARTRX.START")
    def _start_receiving(self, value: int) -> None:
        if not value:
            return
        self._reception.receiving = True
        if self._dma:
            self._reception.filled = self._amount.value = 0
            self.trigger("RXSTARTED", bool(self._enable.value & RXSTARTED))
            self._fill_buffer()

    @writes("TASKS_STOPRX.STOP")
    def _stop_receiving(self, value: int) -> None:
        if not value:
            return
        if self._dma and self._reception.filled < self._size.value:
            self.trigger("ENDRX")  # an unfinished buffer ends before the receiver does
        self.trigger("RXTO")
        self._reception.receiving = False

    def _fill_buffer(self) -> None:
        amount, size, received = self._amount, self._size.value, self._received
        if not size:
            received.clear()
        while received and self._reception.filled < size and not self._waits_for_handler():
            self.env.bus.write(self._buffer.value + self._reception.filled, 1, received.take())
            self._reception.filled += 1
            amount.value = self._reception.filled
            if self._reception.filled == size:
                self._buffer_full()

    def _waits_for_handler(self) -> bool:
        """Bytes that come faster than a line brings them stay until the last buffer was taken."""
        return bool(self._shorts.value & ENDRX_STARTRX and self.named["EVENTS_ENDRX"].value)

    def _buffer_full(self) -> None:
        self.trigger("ENDRX")
        self._reception.receiving = False
        if self._shorts.value & ENDRX_STARTRX:
            # AMOUNT tells of the buffer that ended, until the next one has a byte.
            self._reception.receiving = True
            self._reception.filled = 0
            self.trigger("RXSTARTED", bool(self._enable.value & RXSTARTED))

    @reads("RXD.RXD?")
    def _read_data(self) -> int:
        data = self._received.take()
        if self._received:
            self.trigger("RXDRDY")
        return data

    # -- transmission -------------------------------------------------------------------------

    @writes("TASKS_STARTTX.START")
    def _start_transmitting(self, value: int) -> None:
        if not value:
            return
        self._transmitting = True
        if self._dma:
            self._send_buffer()

    @writes("TASKS_STOPTX.STOP")
    def _stop_transmitting(self, value: int) -> None:
        if value:
            self._transmitting = False
            if self._dma:
                self.trigger("TXSTOPPED")

    def _send_buffer(self) -> None:
        start, count = self.named["TXD_PTR"].value, self.named["TXD_MAXCNT"].value
        self.trigger("TXSTARTED")
        for i in range(count):
            self.transmit(self.env.bus.read(start + i, 1))
            self.trigger("TXDRDY")
        self.named["TXD_AMOUNT"].value = count
        self.trigger("ENDTX")

    @writes("TXD.TXD?")
    def _write_data(self, value: int) -> None:
        if not self._transmitting:
            self.log(LogLevel.WARNING, "A byte was written to TXD before TASKS_STARTTX; it is lost")
            return
        self.transmit(value)
        self.trigger("TXDRDY")
