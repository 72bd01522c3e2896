"""UART.NXP_FLEXCOMM: a serial block that is a UART or an I2C controller (MIMXRT798S reference manual).

PSELID.PERSEL chooses; the registers of the chosen block are those of NXP_LPUART, or of LPI2C from 0x800 on.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import UART, Bits, Environment, Parity
from vboard.builtin.peripherals.nxp.nxp_lpuart import NXP_LPUART
from vboard.builtin.peripherals.nxp.s32k3xx_low_power_inter_integrated_circuit import (
    S32K3XX_LowPowerInterIntegratedCircuit,
)
from vboard.builtin.peripherals.register_table import TablePeripheral, status, writes, written
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte, UInt

NONE, AS_UART, AS_SPI, AS_I2C, AS_UART_AND_I2C = 0, 1, 2, 3, 7
INTSTAT, PSELID = 0xFF4, 0xFF8
I2C_BLOCK = 0x800


@renode_type("UART.NXP_FLEXCOMM")
class NXP_FLEXCOMM(UART, TablePeripheral):
    """Output IRQ; devices of the I2C are registered at their addresses."""

    IRQ: GPIO
    missing = "SPI, UART and I2C at the same time"
    table = """
        0xFF4  INTSTAT           : UARTTX 0 r, UARTRX 1 r, SPI 2 -, I2CM 4 r, I2CS 5 -
        0xFF8  PSELID = 0x103000 : PERSEL 2:0, LOCK 3, UARTPRESENT 4 r, SPIPRESENT 5 r, I2CPRESENT 6 r,
                ID 31:12 -
    """
    special_reads = special_writes = frozenset(range(0, INTSTAT, 4))

    def __init__(
        self,
        env: Environment,
        uartFifoSize: UInt = 256,
        uartPresent: bool = True,
        i2cPresent: bool = True,
        spiPresent: bool = True,
    ) -> None:
        """Create the block.

        Args:
            uartFifoSize: entries of the UART's FIFOs.
            uartPresent, i2cPresent, spiPresent: what it can be.

        Raises:
            ValueError: it can be nothing.
        """
        if not (uartPresent or i2cPresent or spiPresent):
            raise ValueError("At least one communication mode (UART, SPI, or I2C) must be present!")
        super().__init__(env)
        self._selected = NONE
        self._locked = False
        self._present = (uartPresent, spiPresent, i2cPresent)
        modes = zip((AS_UART, AS_SPI, AS_I2C), self._present, strict=True)
        self._modes = {NONE, *(mode for mode, present in modes if present)}
        if uartPresent and i2cPresent:
            self._modes.add(AS_UART_AND_I2C)
        self._uart = NXP_LPUART(env, fifoSize=uartFifoSize)
        self._uart.observe(self.transmit)
        self._i2c = S32K3XX_LowPowerInterIntegratedCircuit(env)
        self.slaves = self._i2c.slaves
        for line in (self._uart.IRQ, self._i2c.IRQ):
            line.observe(self._update)
        self._show_present()

    def _show_present(self) -> None:
        names = ("UARTPRESENT", "SPIPRESENT", "I2CPRESENT")
        for name, present in zip(names, self._present, strict=True):
            self.named["PSELID"][name] = int(present)

    def Reset(self) -> None:
        super().Reset()
        self._locked = False
        self._uart.Reset()
        self._i2c.Reset()
        self._show_present()

    def read32(self, offset: int) -> int:
        if offset in (INTSTAT, PSELID):
            return super().read32(offset)
        if self._selected == AS_UART:
            return self._uart.read32(offset)
        if self._selected == AS_I2C:
            return self._i2c.read32(offset - I2C_BLOCK)
        self._not_modelled(f"Read of offset 0x{offset:X}")
        return 0

    def write32(self, offset: int, value: int) -> None:
        if offset in (INTSTAT, PSELID):
            super().write32(offset, value)
        elif self._selected == AS_UART:
            self._uart.write32(offset, value)
        elif self._selected == AS_I2C:
            self._i2c.write32(offset - I2C_BLOCK, value)
        else:
            self._not_modelled(f"Write of offset 0x{offset:X}")

    def _not_modelled(self, what: str) -> None:
        self.log(LogLevel.WARNING, f"{what} in mode {self._selected}, which is not modelled")

    @status("PSELID.PERSEL")
    def _mode(self) -> int:
        return self._selected

    @writes("PSELID.PERSEL")
    def _select(self, mode: int) -> None:
        if self._locked or mode not in self._modes:
            self.log(LogLevel.WARNING, f"Mode {mode} is locked or not there; the mode stays {self._selected}")
        else:
            self._selected = mode

    @written("PSELID")
    def _lock(self) -> None:
        self._locked = bool(self.named["PSELID"]["LOCK"])

    @status("INTSTAT.UARTRX")
    def _receives(self) -> int:
        stat, control = self._uart.named["STAT"], self._uart.named["CTRL"]
        return int(bool(control["RIE"] and stat["RDRF"]))

    @status("INTSTAT.UARTTX")
    def _sends(self) -> int:
        stat, control = self._uart.named["STAT"], self._uart.named["CTRL"]
        return int(bool((control["TIE"] and stat["TDRE"]) or (control["TCIE"] and stat["TC"])))

    @status("INTSTAT.I2CM")
    def _controls(self) -> int:
        return int(self._i2c.IRQ.IsSet)

    def _update(self, _: bool) -> None:
        self.IRQ.Set(self._uart.IRQ.IsSet or self._i2c.IRQ.IsSet)

    def WriteChar(self, value: Byte) -> None:
        self._uart.WriteChar(value)

    @property
    def BaudRate(self) -> UInt:
        return self._uart.BaudRate

    @property
    def StopBits(self) -> Bits:
        return self._uart.StopBits

    @property
    def ParityBit(self) -> Parity:
        return self._uart.ParityBit
