"""I2C.EFM32GGI2CController: I2C master (EFM32HG reference manual, section 15.5)."""

from __future__ import annotations

from vboard.builtin.peripherals.silabs.i2c_master import I2CMaster
from vboard.builtin.registry import renode_type


@renode_type("I2C.EFM32GGI2CController")
class EFM32GGI2CController(I2CMaster):
    """Output IRQ; devices are registered at their addresses."""

    table = """
        0x000  CTRL      : EN 0, SLAVE 1, AUTOACK 2, AUTOSE 3, AUTOSN 4, ARBDIS 5, GCAMEN 6, CLHR 9:8,
                BITO 13:12, GIBITO 15, CLTO 18:16
        0x004  CMD       : START 0 w, STOP 1 w, ACK 2 w, NACK 3 w, CONT 4 w, ABORT 5 w, CLEARTX 6 w,
                CLEARPC 7 w
        0x008  STATE     : BUSY 0 r, MASTER 1 r, TRANSMITTER 2 r, NACKED 3 r, BUSHOLD 4 r, STATE 7:5 r
        0x00C  STATUS    : PSTART 0 r, PSTOP 1 r, PACK 2 r, PNACK 3 r, PCONT 4 r, PABORT 5 r, TXC 6 r,
                TXBL 7 r, RXDATAV 8 r
        0x010  CLKDIV    : DIV 8:0
        0x014  SADDR     : rw
        0x018  SADDRMASK : MASK 7:1 -
        0x01C  RXDATA    : RXDATA 7:0 r
        0x020  RXDATAP   : RXDATAP 7:0 r
        0x024  TXDATA    : TXDATA 7:0 w
        0x028  IF        : START 0 r, RSTART 1 r, ADDR 2 r, TXC 3 r, TXBL 4 r, RXDATAV 5 r, ACK 6 r,
                NACK 7 r, MSTOP 8 r, ARBLOST 9 r, BUSERR 10 r, BUSHOLD 11 r, TXOF 12 r, RXUF 13 r,
                BITO 14 r, CLTO 15 r, SSTOP 16 r
        0x02C  IFS       : START 0 w, RSTART 1 w, ADDR 2 w, TXC 3 w, ACK 6 w, NACK 7 w, MSTOP 8 w,
                ARBLOST 9 w, BUSERR 10 w, BUSHOLD 11 w, TXOF 12 w, RXUF 13 w, BITO 14 w, CLTO 15 w,
                SSTOP 16 w
        0x030  IFC       : START 0 w, RSTART 1 w, ADDR 2 w, TXC 3 w, ACK 6 w, NACK 7 w, MSTOP 8 w,
                ARBLOST 9 w, BUSERR 10 w, BUSHOLD 11 w, TXOF 12 w, RXUF 13 w, BITO 14 w, CLTO 15 w,
                SSTOP 16 w
        0x034  IEN       : START 0, RSTART 1, ADDR 2, TXC 3, TXBL 4, RXDATAV 5, ACK 6, NACK 7, MSTOP 8,
                ARBLOST 9, BUSERR 10, BUSHOLD 11, TXOF 12, RXUF 13, BITO 14, CLTO 15, SSTOP 16
        0x038  ROUTE     : rw
    """
