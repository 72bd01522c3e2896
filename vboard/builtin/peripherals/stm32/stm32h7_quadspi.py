"""SPI.STM32H7_QuadSPI: Quad-SPI interface (RM0433 rev 7, section 23.5), which F4, F7, L4, G4 and WB have too.

A transfer takes no time. Without a device on the bus zeros are read. There is no memory-mapped mode, and as
in Renode 1.16.1 nothing happens while EN is clear.
"""

from __future__ import annotations

from collections import deque

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes, written
from vboard.builtin.peripherals.serial_slaves import SPISlave
from vboard.builtin.registry import renode_type

DATA = 0x20
FIFO = 32
WRITE, READ, POLL, MAPPED = range(4)
"""FMODE: indirect write, indirect read, automatic status polling, memory-mapped."""

FLAGS = (("TEF", "TEIE"), ("TCF", "TCIE"), ("FTF", "FTIE"), ("SMF", "SMIE"))
"""Flags and what lets them interrupt."""


@renode_type("SPI.STM32H7_QuadSPI")
class STM32H7_QuadSPI(TablePeripheral):
    """Output IRQ.

    Attributes:
        slave: the device on the bus.
    """

    IRQ: GPIO
    missing = "memory-mapped mode, dual flash, time-out, DMA"
    table = """
        0x000  CR    : EN 0, ABORT 1, DMAEN 2, TCEN 3 -, SSHIFT 4 -, DFM 6 -, FSEL 7, FTHRES 12:8, TEIE 16,
                TCIE 17, FTIE 18, SMIE 19, TOIE 20 -, APMS 22, PMM 23, PRESCALER 31:24 -
        0x004  DCR   : CKMODE 0 -, CSHT 10:8, FSIZE 20:16
        0x008  SR    : TEF 0 r, TCF 1 r, FTF 2, SMF 3 r, TOF 4 r, BUSY 5 r, FLEVEL 13:8 r
        0x00C  FCR   : CTEF 0 w, CTCF 1 w, CSMF 3 w, CTOF 4 w
        0x010  DLR   : rw
        0x014  CCR   : INSTRUCTION 7:0, IMODE 9:8, ADMODE 11:10, ADSIZE 13:12, ABMODE 15:14, ABSIZE 17:16,
                DCYC 22:18 -, DMODE 25:24, FMODE 27:26, SIOO 28 -, DHHC 30 -, DDRM 31
        0x018  AR    : rw
        0x01C  ABR   : rw
        0x020  DR
        0x024  PSMKR : rw
        0x028  PSMAR : rw
        0x02C  PIR   : INTERVAL 15:0
        0x030  LPTR  : TIMEOUT 15:0 -
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.slave: SPISlave | None = None
        self._received: deque[int] = deque()
        self._to_write = self._to_read = 0

    def Reset(self) -> None:
        self._received.clear()
        self._to_write = self._to_read = 0
        super().Reset()

    special_reads = frozenset({DATA})
    special_writes = frozenset({DATA})

    def read(self, offset: int, width: int) -> int:
        if offset != DATA:
            return super().read(offset, width)
        taken = [self._received.popleft() for _ in range(min(width, len(self._received)))]
        self._fetch()
        self._update()
        return int.from_bytes(bytes(taken), "little")

    def write(self, offset: int, width: int, value: int) -> None:
        if offset != DATA:
            super().write(offset, width, value)
            return
        if not self._enabled or self.named["CCR"]["FMODE"] != WRITE or not self.named["CCR"]["DMODE"]:
            return
        if not self._to_write:
            self._send_header()
            self._to_write = self._length
        for byte in value.to_bytes(width, "little")[: self._to_write]:
            self._exchange(byte)
            self._to_write -= 1
        if not self._to_write:
            self._end()
        self._update()

    @property
    def _enabled(self) -> bool:
        return bool(self.named["CR"]["EN"])

    @property
    def _length(self) -> int:
        """Bytes of data."""
        return (self.named["DLR"].value + 1) & 0xFFFF_FFFF or 1 << 32

    def _exchange(self, byte: int) -> int:
        return self.slave.Transmit(byte) if self.slave is not None else 0

    def _fetch(self) -> None:
        """Fill the FIFO with what is left to read."""
        while self._to_read and len(self._received) < FIFO:
            self._received.append(self._exchange(0))
            self._to_read -= 1
            if not self._to_read:
                self._end()

    def _send_header(self) -> None:
        """Instruction, address, alternate bytes and dummy bytes."""
        ccr = self.named["CCR"]
        if ccr["IMODE"]:
            self._exchange(ccr["INSTRUCTION"])
        for mode, size, register in (("ADMODE", "ADSIZE", "AR"), ("ABMODE", "ABSIZE", "ABR")):
            if ccr[mode]:
                count = ccr[size] + 1
                for byte in (self.named[register].value & (1 << 8 * count) - 1).to_bytes(count, "big"):
                    self._exchange(byte)

    def _end(self) -> None:
        finish = getattr(self.slave, "FinishTransmission", None)
        if finish is not None:
            finish()
        self.named["SR"]["TCF"] = 1

    @written("CCR")
    def _command(self) -> None:
        if not self.named["CCR"]["ADMODE"]:
            self._start()

    @written("AR")
    def _address(self) -> None:
        if self.named["CCR"]["ADMODE"]:
            self._start()

    def _start(self) -> None:
        """Begin what does not wait for data of the processor."""
        ccr = self.named["CCR"]
        if not self._enabled or not (ccr["IMODE"] or ccr["ADMODE"]):
            return
        self._received.clear()
        self._to_write = self._to_read = 0
        mode = ccr["FMODE"]
        if mode == MAPPED:
            self.log(LogLevel.WARNING, "Memory-mapped mode is not modelled")
        elif mode == POLL:
            self._poll()
        elif mode == READ:
            self._send_header()
            self._to_read = self._length
            self._fetch()
        elif not ccr["DMODE"]:
            self._send_header()
            self._end()
        self._update()

    def _poll(self) -> None:
        """Read the device's status until it matches; a device whose state stands still is read once."""
        self._send_header()
        value = int.from_bytes(bytes(self._exchange(0) for _ in range(min(4, self._length))), "little")
        self._end()
        self.named["SR"]["TCF"] = 0
        bits = (value ^ self.named["PSMAR"].value ^ 0xFFFF_FFFF) & self.named["PSMKR"].value
        matches = bits != 0 if self.named["CR"]["PMM"] else bits == self.named["PSMKR"].value
        self.named["SR"]["SMF"] = int(matches)

    @writes("FCR.CTEF")
    def _clear_error(self, value: int) -> None:
        self._clear("TEF", value)

    @writes("FCR.CTCF")
    def _clear_complete(self, value: int) -> None:
        self._clear("TCF", value)

    @writes("FCR.CSMF")
    def _clear_match(self, value: int) -> None:
        self._clear("SMF", value)

    def _clear(self, flag: str, value: int) -> None:
        if value:
            self.named["SR"][flag] = 0
            self._update()

    @status("SR.FLEVEL")
    def _level(self) -> int:
        return len(self._received)

    @written("CR")
    def _update(self) -> None:
        sr, cr = self.named["SR"], self.named["CR"]
        if self._enabled:
            writing = self.named["CCR"]["FMODE"] == WRITE
            enough = len(self._received) > cr["FTHRES"] or (sr["TCF"] and bool(self._received))
            sr["FTF"] = int(writing or enough)
        self.IRQ.Set(self._enabled and any(sr[flag] and cr[enable] for flag, enable in FLAGS))
