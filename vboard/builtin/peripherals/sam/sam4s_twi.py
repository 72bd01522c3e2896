"""I2C.SAM4S_TWI: two-wire interface as master (SAM4S datasheet, section 34)."""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import reads, status, writes, written
from vboard.builtin.peripherals.sam.peripheral_dma import PDC_REGISTERS, PeripheralDma
from vboard.builtin.peripherals.serial_slaves import I2CSlave
from vboard.builtin.registry import renode_type

TEN_BITS = 0b11110
FLAGS = "TXCOMP 0 {m}, RXRDY 1 {m}, TXRDY 2 {m}, SLAVE 6:4 {m}, ERRORS 15:8 {m}"


@renode_type("I2C.SAM4S_TWI")
class SAM4S_TWI(PeripheralDma):
    """Output IRQ; devices are registered at their addresses. A byte takes no time."""

    size = 0x128
    IRQ: GPIO
    effects = ("IER sets IMR", "IDR clears IMR")
    interrupts: ClassVar = {"IRQ": "SR & IMR"}
    missing = "slave mode, arbitration, clock"
    table = f"""
        0x000  CR   : START 0 w, STOP 1 w, MSEN 2 w, MSDIS 3 w, SVEN 4 w, SVDIS 5 w, SWRST 7 w
        0x004  MMR  : IADRSZ 9:8, MREAD 12, DADR 22:16
        0x008  SMR  : SADR 22:16 -
        0x00C  IADR : IADR 23:0
        0x010  CWGR : CLDIV 7:0 -, CHDIV 15:8 -, CKDIV 18:16 -
        0x020  SR = 0xC000 : TXCOMP 0 r, RXRDY 1 r, TXRDY 2 r, SVREAD 3 r, SVACC 4 -, GACC 5 -, OVRE 6 -,
                NACK 8 r,
                ARBLST 9 -, SCLWS 10 -, EOSACC 11 -, ENDRX 12 r, ENDTX 13 r, RXBUFF 14 r, TXBUFE 15 r
        0x024  IER  : {FLAGS.format(m="w")}
        0x028  IDR  : {FLAGS.format(m="w")}
        0x02C  IMR  : {FLAGS.format(m="r")}
        0x030  RHR  : RXDATA 7:0 r
        0x034  THR  : TXDATA 7:0 w
        {PDC_REGISTERS}
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.slaves: dict[int, I2CSlave] = {}
        self._set_idle()

    def _set_idle(self) -> None:
        self._enabled = False
        self._reading = False
        self._last = False
        """The byte in progress is followed by a stop condition."""
        self._sending = bytearray()

    def Reset(self) -> None:
        super().Reset()
        self._set_idle()

    @property
    def _slave(self) -> I2CSlave | None:
        mode = self.named["MMR"]
        address = mode["DADR"]
        if address >> 2 == TEN_BITS:
            address = (address & 3) << 8 | self.named["IADR"].value & 0xFF
        return self.slaves.get(address)

    def _internal_address(self) -> bytes:
        return self.named["IADR"].value.to_bytes(3, "big")[3 - self.named["MMR"]["IADRSZ"] :]

    @written("CR")
    def _command(self) -> None:
        command = self.named["CR"]
        if command["SWRST"]:
            self.Reset()
            return
        self._enabled = self._enabled or bool(command["MSEN"])
        if command["MSDIS"] or command["SVEN"]:
            self.log(LogLevel.ERROR, "The interface is a master only; MSDIS and SVEN are ignored")
        self.named["SR"]["TXRDY"] = int(self._enabled)
        if command["START"]:
            self._start()
        if command["STOP"]:
            self._stop_asked()
        self.interrupt_lines.update()

    @written("MMR")
    def _configured(self) -> None:
        self._deliver()
        self._reading = self._last = False

    def _start(self) -> None:
        if not self.named["MMR"]["MREAD"]:
            return
        self._deliver()
        state = self.named["SR"]
        state["TXCOMP"] = state["NACK"] = 0
        slave = self._slave
        if slave is None:
            self._not_acknowledged()
            return
        address = self._internal_address()
        if address:
            slave.Write(address)
        self._reading = True
        state["RXRDY"] = 1
        self.receive()

    def _stop_asked(self) -> None:
        if self._reading or not self._sending:
            self._last = True
        else:
            self._finish()

    def _finish(self) -> None:
        self._deliver()
        slave = self._slave
        if slave is not None:
            slave.FinishTransmission()
        self._reading = self._last = False
        state = self.named["SR"]
        state["TXCOMP"], state["RXRDY"] = 1, 0
        self.interrupt_lines.update()

    def _not_acknowledged(self) -> None:
        self.log(LogLevel.WARNING, f"No device at address 0x{self.named['MMR']['DADR']:X}")
        self.named["SR"]["NACK"] = self.named["SR"]["TXCOMP"] = 1
        self._last = False
        self.interrupt_lines.update()

    def _deliver(self) -> None:
        slave = self._slave
        if self._sending and slave is not None:
            slave.Write(bytes(self._sending))
        self._sending.clear()

    @writes("THR.TXDATA")
    def _send(self, value: int) -> None:
        state = self.named["SR"]
        if self._slave is None:
            self._not_acknowledged()
            return
        state["TXCOMP"] = state["NACK"] = 0
        if not self._sending:
            self._sending += self._internal_address()
        self._sending.append(value)
        if self._last:
            self._finish()
        self.interrupt_lines.update()

    @reads("RHR.RXDATA")
    def _receive(self) -> int:
        slave = self._slave
        if not self._reading or slave is None:
            self.log(LogLevel.WARNING, "RHR is read while nothing is received")
            return 0
        data = slave.Read(1)
        if self._last:
            self._finish()
        return data[0] if data else 0

    @status("SR.SVREAD")
    def _slave_reads(self) -> int:
        return 0

    def take_item(self) -> int | None:
        return self._receive() if self._reading else None

    def give_item(self, item: int) -> None:
        self._send(item)

    def dma_changed(self) -> None:
        self.interrupt_lines.update()
