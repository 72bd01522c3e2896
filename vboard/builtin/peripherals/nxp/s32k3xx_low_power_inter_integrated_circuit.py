"""I2C.S32K3XX_LowPowerInterIntegratedCircuit: LPI2C as controller (S32K3xx reference manual, chapter LPI2C).

A command of MTDR takes no time; data wait for the command behind them, as in Renode 1.16.1.
"""

from __future__ import annotations

from collections import deque
from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, reads, status, writes
from vboard.builtin.peripherals.serial_slaves import I2CSlave
from vboard.builtin.registry import renode_type

TRANSMIT, RECEIVE, STOP, DISCARD, START, START_NACK, FAST_START, FAST_START_NACK = range(8)
EMPTY = 1 << 14


@renode_type("I2C.S32K3XX_LowPowerInterIntegratedCircuit")
class S32K3XX_LowPowerInterIntegratedCircuit(TablePeripheral):
    """Output IRQ; devices are registered at their addresses."""

    IRQ: GPIO
    interrupts: ClassVar = {"IRQ": "MSR & MIER"}
    missing = "data match, target mode, FIFO sizes, time-outs, DMA, software reset"
    table = """
        0x000  VERID = 0x1203
        0x004  PARAM = 0x22
        0x010  MCR         : MEN 0, RST 1 -, DOZEN 2 -, DBGEN 3 -, RTF 8 w, RRF 9 w
        0x014  MSR = 0x1   : TDF 0 r, RDF 1 r, EPF 8 rw1c, SDF 9 rw1c, NDF 10 rw1c, ALF 11 -, FEF 12 -,
                PLTF 13 -,
                DMF 14 rw1c, MBF 24 -, BBF 25 -
        0x018  MIER        : TDIE 0, RDIE 1, EPIE 8, SDIE 9, NDIE 10, ALIE 11 -, FEIE 12 -, PLTIE 13 -,
                DMIE 14
        0x01C  MDER        : TDDE 0 -, RDDE 1 -
        0x020  MCFGR0      : HREN 0 -, HRPOL 1 -, HRSEL 2 -, CIRFIFO 8 -, RDMO 9
        0x024  MCFGR1      : PRESCALE 2:0 -, AUTOSTOP 8, IGNACK 9 -, TIMECFG 10 -, MATCFG 18:16,
                PINCFG 26:24 -
        0x028  MCFGR2      : BUSIDLE 11:0 -, FILTSCL 19:16 -, FILTSDA 27:24 -
        0x02C  MCFGR3      : PINLOW 19:8 -
        0x040  MDMR        : MATCH0 7:0, MATCH1 23:16
        0x048  MCCR0       : CLOCK 31:0 -
        0x050  MCCR1       : CLOCK 31:0 -
        0x058  MFCR        : TXWATER 1:0, RXWATER 17:16
        0x05C  MFSR        : TXCOUNT 1:0 r, RXCOUNT 17:16 r
        0x060  MTDR        : DATA 7:0, CMD 10:8
        0x070  MRDR        : DATA 14:0 r
        0x110  SCR         : SCR 9:0 -
        0x114  SSR         : SSR 25:0 -
        0x118  SIER        : SIER 15:0 -
        0x11C  SDER        : SDER 2:0 -
        0x124  SCFGR1      : SCFGR1 18:0 -
        0x128  SCFGR2      : SCFGR2 27:0 -
        0x140  SAMR        : SAMR 26:0 -
        0x150  SASR        : SASR 14:0 -
        0x154  STAR        : TXNACK 0 -
        0x160  STDR        : DATA 7:0 -
        0x170  SRDR        : DATA 15:0 -
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.slaves: dict[int, I2CSlave] = {}
        self._slave: I2CSlave | None = None
        self._to_send = bytearray()
        self._received: deque[int] = deque()

    def Reset(self) -> None:
        super().Reset()
        self._slave = None
        self._to_send.clear()
        self._received.clear()

    def _flag(self, *names: str) -> None:
        for name in names:
            self.named["MSR"][name] = 1
        self._update()

    def _deliver(self) -> None:
        if self._to_send and self._slave is not None and self.named["MCR"]["MEN"]:
            self._slave.Write(bytes(self._to_send))
        self._to_send.clear()

    @changes("MCR.MEN")
    def _enable(self, on: int) -> None:
        if on:
            self._deliver()

    @writes("MCR.RTF")
    def _reset_transmitter(self, on: int) -> None:
        if on:
            self._deliver()

    @writes("MCR.RRF")
    def _reset_receiver(self, on: int) -> None:
        if on:
            self._received.clear()
            self._update()

    @writes("MTDR.CMD")
    def _command(self, command: int) -> None:
        data = self.named["MTDR"]["DATA"]
        if command == TRANSMIT:
            if self._selected("send"):
                self._to_send.append(data)
            return
        self._deliver()
        if command in (RECEIVE, DISCARD):
            self._fetch(data + 1, command == RECEIVE)
        elif command == STOP:
            self._stop()
        elif command in (START, FAST_START):
            self._start(data >> 1)
        else:
            self._start_without_acknowledge(data >> 1)

    def _selected(self, what: str) -> I2CSlave | None:
        if self._slave is None:
            self.log(LogLevel.WARNING, f"Nothing to {what}: no device is addressed")
        return self._slave

    def _fetch(self, count: int, keep: bool) -> None:
        slave = self._selected("receive")
        if slave is None:
            return
        data = slave.Read(count)
        if keep:
            self._received.extend(data)
        self._update()

    def _stop(self) -> None:
        if self._slave is not None:
            self._slave.FinishTransmission()
        self._slave = None
        self._flag("SDF", "EPF")

    def _start(self, address: int) -> None:
        if self._slave is not None:
            self._flag("EPF")
        if self.named["MCFGR1"]["AUTOSTOP"]:
            self._stop()
        self._slave = self.slaves.get(address)
        if self._slave is None:
            self.log(LogLevel.WARNING, f"No device at address 0x{address:X}")
            self._flag("NDF")

    def _start_without_acknowledge(self, address: int) -> None:
        if self._slave is not None:
            self._flag("EPF")
        if address in self.slaves:
            self._flag("NDF")

    @reads("MRDR.DATA")
    def _receive(self) -> int:
        if not self._received:
            return EMPTY
        data = self._received.popleft()
        self._update()
        return data

    @status("MFSR.TXCOUNT")
    def _send_count(self) -> int:
        return len(self._to_send) & 3

    @status("MFSR.RXCOUNT")
    def _receive_count(self) -> int:
        return len(self._received) & 3

    @changes("MFCR.RXWATER")
    def _watermark(self, _: int) -> None:
        self._update()

    def _update(self) -> None:
        self.named["MSR"]["RDF"] = int(len(self._received) > self.named["MFCR"]["RXWATER"])
        self.interrupt_lines.update()
