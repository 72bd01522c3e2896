"""UART.PL011: Arm PrimeCell UART (DDI 0183, section 3.3).

As Renode 1.16.1 models it: a byte written to DR is on the wire at once and the transmitter is never full;
there is no receive timeout, error or modem line; loopback discards; RIS.TXRIS is set from reset on; a
reset clears IMSC but keeps the mask in force; BaudRate ignores FBRD; CR resets to 0x300.
"""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.device_register import ByteQueue, DeviceRegister
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.interrupt_logic import InterruptLogic, Pending
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import UART, Bits, Environment, Parity
from vboard.builtin.peripherals.register_map import (
    Field,
    Mode,
    Register,
    RegisterMap,
    RegisterPeripheral,
    Tag,
    repeated,
    reserved,
    tags,
)
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte, UInt

DR, FR = 0x000, 0x018
RXFE, RXFF, TXFE = 1 << 4, 1 << 6, 1 << 7  # FR
UARTEN, LBE, TXE, RXE = 1 << 0, 1 << 7, 1 << 8, 1 << 9  # CR
RXRIS, TXRIS = 1 << 4, 1 << 5  # RIS
INTERRUPTS = 11
FIVE_BITS, SIX_BITS = 0, 1  # LCRH.WLEN

LEVELS = ((1, 8), (1, 4), (1, 2), (3, 4), (7, 8))
"""IFLS.RXIFLSEL: part of the FIFO that raises the receive interrupt."""

IDENTIFICATION = (0x11, 0x10, 0x34, 0x00, 0x0D, 0xF0, 0x05, 0xB1)
"""UARTPeriphID0-3 and UARTPCellID0-3 at 0xFE0."""


@renode_type("UART.PL011")
class PL011(UART, RegisterPeripheral):
    """Output IRQ: any of the eleven interrupts that IMSC enables."""

    size = 0x1000
    widths = frozenset({1, 2, 4})

    def __init__(self, env: Environment, fifoSize: UInt = 1, frequency: UInt = 24_000_000) -> None:
        """Create the UART.

        Args:
            fifoSize: bytes of the receive FIFO when LCRH.FEN is set; it fills without end all the same.
            frequency: UARTCLK in Hz, used for BaudRate only.
        """
        super().__init__(env)
        self._hardware_fifo = fifoSize
        self._frequency = frequency
        self._received = ByteQueue()
        self._mask = DeviceRegister()
        self._fifo_size = 1
        self._short_words = False
        self._level = LEVELS[2]
        self.IRQ = GPIO()
        self._lcrh = Register(
            0x02C,
            "LCRH",
            [
                Tag("BRK", 0),
                Field("PEN", 1),
                Field("EPS", 2),
                Field("STP2", 3),
                Field("FEN", 4, change=lambda _: self._fifo_switched()),
                Field("WLEN", 5, 2, change=lambda _: self._choose_reader()),
                Field("SPS", 7),
                reserved(8, 8),
            ],
        )
        self._cr = Register(
            0x030,
            "CR",
            [
                Field("UARTEN", 0, change=self._enabled),
                *tags(1, "SIREN SIRLP"),
                Field("vendor specific", 3, 4),
                Field("LBE", 7),
                Field("TXE", 8),
                Field("RXE", 9),
                Field("DTR", 10),
                Field("RTS", 11),
                *tags(12, "Out1 Out2 RTSEn CTSEn"),
            ],
            reset=0x300,
        )
        self._ibrd = Register(0x024, "IBRD", [Field("BAUD DIVINT", 0, 16)])
        self._ifls = Register(
            0x034,
            "IFLS",
            [
                Field("TXIFLSEL", 0, 3),
                Field("RXIFLSEL", 3, 3, change=lambda _: self._level_selected()),
                reserved(6, 10),
            ],
            reset=0b010_010,
        )
        self._ris = Register(0x03C, "RIS", [Field("RIS", 0, 11, Mode.R), reserved(11, 5)])
        self._fr = Register(
            FR,
            "FR",
            [
                *tags(0, "CTS DSR DCD BUSY"),
                Field("RXFE", 4, 1, Mode.R),
                Tag("TXFF", 5),
                Field("RXFF", 6, 1, Mode.R),
                Field("TXFE", 7, 1, Mode.R),
                Tag("RI", 8),
                reserved(9, 7),
            ],
            reset=TXFE | RXFE,
        )
        self._dr = Register(
            DR,
            "DR",
            [
                Field("DATA", 0, 8, read=self._receive, write=self._send),
                *tags(8, "FE PE BE OE"),
                reserved(12, 4),
            ],
        )
        table = [
            self._dr,
            Register(
                0x004,
                "RSR/ECR",
                [*repeated("error", 0, 1, 4, status=lambda _: 0), Field("clear", 4, 4, Mode.W)],
            ),
            self._fr,
            Register(0x020, "ILPR", [Tag("ILPDVSR", 0, 8), reserved(8, 24)]),
            self._ibrd,
            Register(0x028, "FBRD", [Field("BAUD DIVFRAC", 0, 6), reserved(6, 10)]),
            self._lcrh,
            self._cr,
            self._ifls,
            Register(
                0x038,
                "IMSC",
                [
                    *(Field(f"mask {i}", i, change=self._mask_writer(i)) for i in range(INTERRUPTS)),
                    reserved(11, 5),
                ],
            ),
            self._ris,
            Register(
                0x040,
                "MIS",
                [Field("MIS", 0, 11, Mode.R, status=self._masked), reserved(11, 5)],
            ),
            Register(0x044, "ICR", [Field("ICR", 0, 11, Mode.W, write=self._clear), reserved(11, 5)]),
            Register(0x048, "DMACR", [*tags(0, "RXDMAE TXDMAE DMAONERR"), reserved(3, 13)]),
        ]
        identification = [
            Register(
                0xFE0 + 4 * i,
                f"ID{i}",
                [Field("ID", 0, 8, Mode.R), reserved(8, 8)],
                reset=value,
            )
            for i, value in enumerate(IDENTIFICATION)
        ]
        self._received.add_flag(self._fr, RXFE, 1, True)
        self._full = self._received.add_flag(self._fr, RXFF, 1, False)
        self._trigger = self._received.add_flag(self._ris, RXRIS, 1, False)
        self._dr.takes("DATA", self._received)
        self._interrupts = InterruptLogic({self.IRQ: [Pending(self._ris, self._mask)]})
        self._dr.raises(self._interrupts)
        self.registers = RegisterMap(self, [*table, *identification])
        self.Reset()

    def Reset(self) -> None:
        self._received.clear()
        raw = self._ris.value
        super().Reset()
        self._ris.value = raw
        self._choose_reader()
        self._fifo_switched()
        self._update()

    @property
    def BaudRate(self) -> UInt:
        """UARTCLK / (16 IBRD), 0 when IBRD is 0."""
        divisor = 16 * self._ibrd.value
        return self._frequency // divisor if divisor else 0

    @property
    def StopBits(self) -> Bits:
        return Bits.Two if self._lcrh["STP2"] else Bits.One

    @property
    def ParityBit(self) -> Parity:
        lcrh = self._lcrh
        if not lcrh["PEN"]:
            return Parity["None"]
        if lcrh["SPS"]:
            return Parity.Forced0 if lcrh["EPS"] else Parity.Forced1
        return Parity.Even if lcrh["EPS"] else Parity.Odd

    def WriteChar(self, value: Byte) -> None:
        for bit, name in ((UARTEN, "UARTEN"), (RXE, "RXE")):
            if not self._cr.value & bit:
                self.log(LogLevel.ERROR, f"Character cannot be received by UART; {name} is disabled!")
                self.log(
                    LogLevel.DEBUG,
                    f"UART or receive disabled; dropping the character written: '{chr(value)}'",
                )
                return
        self._received.append(value)
        self._update()

    def receive(self, data: bytes) -> None:
        if self._cr.value & (UARTEN | RXE) == UARTEN | RXE:
            self._received.extend(data)
            self._update()
        else:
            super().receive(data)  # each is reported

    def _receive(self) -> int:
        if not self._received:
            return 0
        if self._short_words:
            self._warn_about_word_length()
        return self._received.take()

    def _choose_reader(self) -> None:
        """The core reads DR itself while there is nothing to warn of."""
        self._short_words = self._lcrh["WLEN"] in (FIVE_BITS, SIX_BITS)
        self._dr.define_access(host_reads=self._short_words)

    def _send(self, value: int) -> None:
        for bit, name in ((UARTEN, "UARTEN"), (TXE, "TXE")):
            if not self._cr.value & bit:
                self.log(LogLevel.ERROR, f"DATA register cannot be written to; {name} is disabled!")
                return
        if self._short_words:
            self._warn_about_word_length()
        if not self._cr.value & LBE:
            self.transmit(value)
        self._ris.value |= TXRIS
        self._update()

    def _warn_about_word_length(self) -> None:
        length = self._lcrh["WLEN"]
        self.log(
            LogLevel.WARNING,
            f"DATA read or written while {5 + length}-bit word length is set (WLEN={length}). "
            "Only 7-bit and 8-bit words are fully supported.",
        )

    def _masked(self) -> int:
        return self._ris.value & self._mask.value

    def _enabled(self, value: int) -> None:
        # software waits for a first transmit interrupt, which silicon gives when the FIFO drains
        if value:
            self._ris.value |= TXRIS
            self._update()

    def _fifo_switched(self) -> None:
        if self._lcrh["FEN"]:
            self._fifo_size = self._hardware_fifo
        else:
            self._fifo_size = 1
            self._ris.value |= TXRIS
        self._received.set_least(self._full, self._fifo_size)
        self._level_selected()

    def _level_selected(self) -> None:
        selected = self._ifls["RXIFLSEL"]
        if selected >= len(LEVELS):
            self.log(
                LogLevel.WARNING,
                f"Receive interrupt FIFO level select written with invalid value: {selected}",
            )
            return
        self._level = LEVELS[selected]
        part, whole = self._level
        self._received.set_least(self._trigger, -(-part * self._fifo_size // whole))
        self._update()

    def _mask_writer(self, interrupt: int) -> Callable[[int], None]:
        def change(value: int) -> None:
            self._mask.value = self._mask.value & ~(1 << interrupt) | value << interrupt
            self._update()

        return change

    def _clear(self, mask: int) -> None:
        self._ris.value &= ~mask
        self._update()

    def _update(self) -> None:
        self._received.show()
        self._interrupts.update()
