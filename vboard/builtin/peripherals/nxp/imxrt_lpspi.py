"""SPI.IMXRT_LPSPI: low-power SPI as master (i.MX RT1064 reference manual, chapter LPSPI).

A word takes no time. As in Renode 1.16.1 its low byte goes first, and TCR.PCS says which device it is for.
"""

from __future__ import annotations

from collections import deque

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, reads, status, writes, written
from vboard.builtin.peripherals.serial_slaves import SPISlave
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt

WORD_BITS = 32


@renode_type("SPI.IMXRT_LPSPI")
class IMXRT_LPSPI(TablePeripheral):
    """Output IRQ; devices are registered at the numbers of their chip selects."""

    IRQ: GPIO
    missing = "slave mode, data match, circular FIFO, word and frame complete flags, clock, DMA"
    table = """
        0x000  VERID
        0x004  PARAM = 0x202 : TXFIFO 7:0 r, RXFIFO 15:8 r, PCSNUM 23:16 r
        0x010  CR            : MEN 0, RST 1, DOZEN 2 -, DBGEN 3 -, RTF 8 w, RRF 9 w
        0x014  SR = 0x1      : TDF 0 r, RDF 1 r, WCF 8 rw1c, FCF 9 rw1c, TCF 10 rw1c, TEF 11 rw1c,
                REF 12 rw1c,
                DMF 13 rw1c, MBF 24 -
        0x018  IER           : TDIE 0, RDIE 1, WCIE 8 -, FCIE 9 -, TCIE 10, TEIE 11, REIE 12, DMIE 13
        0x01C  DER           : TDDE 0 -, RDDE 1 -
        0x020  CFGR0         : HREN 0 -, HRPOL 1 -, HRSEL 2 -, HRDIR 3 -, CIRFIFO 8, RDMO 9
        0x024  CFGR1         : MASTER 0, SAMPLE 1, AUTOPCS 2 -, NOSTALL 3 -, PCSPOL 11:8 -, MATCFG 18:16,
                PINCFG 25:24 -, OUTCFG 26 -, PCSCFG 28:27 -
        0x030  DMR0          : rw
        0x034  DMR1          : rw
        0x040  CCR           : rw
        0x058  FCR           : TXWATER 1:0 -, RXWATER 17:16
        0x05C  FSR           : TXCOUNT 4:0 r, RXCOUNT 20:16 r
        0x060  TCR           : FRAMESZ 11:0, WIDTH 17:16 -, TXMSK 18, RXMSK 19, CONTC 20, CONT 21, BYSW 22 -,
                LSBF 23 -, PCS 25:24, PRESCALE 29:27 -, CPHA 30, CPOL 31 -
        0x064  TDR           : w
        0x070  RSR           : SOF 0 -, RXEMPTY 1 -
        0x074  RDR           : r
    """

    def __init__(self, env: Environment, fifoSize: UInt = 4) -> None:
        """Create the controller.

        Args:
            fifoSize: words of a FIFO; what is received waits without limit.
        """
        super().__init__(env)
        self.slaves: dict[int, SPISlave] = {}
        self._received: deque[int] = deque()
        self._bits_left = 0
        """Of the frame in progress."""

    def Reset(self) -> None:
        super().Reset()
        self._received.clear()
        self._bits_left = 0

    @changes("CR.RST")
    def _software_reset(self, on: int) -> None:
        if on:
            control = self.named["CR"].value
            self.Reset()
            self.named["CR"].value = control

    @writes("CR.RRF")
    def _reset_receiver(self, on: int) -> None:
        if on:
            self._received.clear()

    @written("TCR")
    def _command(self) -> None:
        command = self.named["TCR"]
        if not command["CONTC"]:
            self._bits_left = 0
        if command["TXMSK"] and self.named["CR"]["MEN"]:
            self._exchange(0)
            while self._bits_left:
                self._exchange(0)
            command["TXMSK"] = command["CONT"]

    @writes("TDR.TDR")
    def _send(self, value: int) -> None:
        if self.named["CR"]["MEN"]:
            self._exchange(value)
        else:
            self.log(LogLevel.WARNING, "TDR is written while CR.MEN is 0; the word is lost")

    def _exchange(self, value: int) -> None:
        command, status = self.named["TCR"], self.named["SR"]
        slave = self.slaves.get(command["PCS"])
        if not self._bits_left:
            self._bits_left = command["FRAMESZ"] + 1
        bits = min(self._bits_left, WORD_BITS)
        self._bits_left -= bits
        if slave is None:
            self.log(LogLevel.WARNING, f"No device at chip select {command['PCS']}")
        else:
            count = (bits + 7) // 8
            answer = bytes(slave.Transmit(byte) for byte in value.to_bytes(4, "little")[:count])
            if not command["RXMSK"]:
                self._received.append(int.from_bytes(answer, "little"))
        if not command["CONTC"]:
            status["TCF"] = 1
        self._update()

    @reads("RDR.RDR")
    def _receive(self) -> int:
        data = self._received.popleft() if self._received else 0
        self._update()
        return data

    @status("FSR.RXCOUNT")
    def _receive_count(self) -> int:
        return min(len(self._received), 0x1F)

    @written("SR", "IER", "FCR", "CR")
    def _update(self) -> None:
        status = self.named["SR"]
        status["RDF"] = int(len(self._received) > self.named["FCR"]["RXWATER"])
        self.IRQ.Set(bool(status.value & self.named["IER"].value))
