"""Miscellaneous.NRF_CLOCK: clock and power control (nRF52840 PS, sections 5.3 and 5.4).

Both oscillators run as soon as they are started; USB power is always there.
"""

from __future__ import annotations

from vboard.builtin.peripherals.nrf.events import EventPeripheral
from vboard.builtin.peripherals.register_table import writes
from vboard.builtin.registry import renode_type

STATE_RUNNING = 1 << 16


@renode_type("Miscellaneous.NRF_CLOCK")
class NRF_CLOCK(EventPeripheral):
    """Output IRQ."""

    table = """
        0x000  TASKS_HFCLKSTART           : START 0 w
        0x004  TASKS_HFCLKSTOP            : STOP 0 w
        0x008  TASKS_LFCLKSTART           : START 0 w
        0x00C  TASKS_LFCLKSTOP            : STOP 0 w
        0x010  TASKS_CAL                  : CAL 0 w
        0x014  TASKS_CTSTART              : CTSTART 0 w
        0x018  TASKS_CTSTOP               : CTSTOP 0 w
        0x100  EVENTS_HFCLKSTARTED        : HFCLKSTARTED 0
        0x104  EVENTS_LFCLKSTARTED        : LFCLKSTARTED 0
        0x10C  EVENTS_DONE                : DONE 0
        0x110  EVENTS_CTTO                : CTTO 0 -
        0x11C  EVENTS_USBDETECTED   = 0x1 : USBDETECTED 0 r
        0x120  EVENTS_USBREMOVED          : USBREMOVED 0 r
        0x124  EVENTS_USBPWRRDY     = 0x1 : USBPWRRDY 0 r
        0x128  EVENTS_CTSTARTED           : CTSTARTED 0 -
        0x12C  EVENTS_CTSTOPPED           : CTSTOPPED 0 -
        0x304  INTENSET                   : HFCLKSTARTED 0, LFCLKSTARTED 1, DONE 3, CTTO 4
        0x308  INTENCLR                   : HFCLKSTARTED 0, LFCLKSTARTED 1, DONE 3, CTTO 4
        0x408  HFCLKRUN                   : STATUS 0 -
        0x40C  HFCLKSTAT                  : SRC 0 r, STATE 16 r
        0x414  LFCLKRUN                   : STATUS 0 -
        0x418  LFCLKSTAT                  : SRC 1:0 r, STATE 16 r
        0x41C  LFCLKSRCCOPY               : SRC 1:0 -
        0x438  USBREGSTATUS         = 0x3 : VBUSDETECT 0 r, OUTPUTRDY 1 r
        0x518  LFCLKSRC                   : SRC 1:0, BYPASS 16, EXTERNAL 17
        0x528  HFXODEBOUNCE               : HFXODEBOUNCE 7:0 -
        0x538  CTIV                       : CTIV 6:0 -
        0x55C  TRACECONFIG                : TRACEPORTSPEED 1:0 -, TRACEMUX 17:16 -
        0x5B4  LFRCMODE                   : MODE 0 -, STATUS 16 -
        0x640  MAINREGSTATUS        = 0x1 : MAINREGSTATUS 0 r
    """

    @writes("TASKS_HFCLKSTART.START")
    def _start_high(self, _: int) -> None:
        self.named["HFCLKSTAT"].value = STATE_RUNNING | 1
        self.trigger("HFCLKSTARTED")

    @writes("TASKS_HFCLKSTOP.STOP")
    def _stop_high(self, _: int) -> None:
        self.named["HFCLKSTAT"].value = 0

    @writes("TASKS_LFCLKSTART.START")
    def _start_low(self, _: int) -> None:
        self.named["LFCLKSTAT"].value = STATE_RUNNING | self.named["LFCLKSRC"]["SRC"]
        self.trigger("LFCLKSTARTED")

    @writes("TASKS_LFCLKSTOP.STOP")
    def _stop_low(self, _: int) -> None:
        self.named["LFCLKSTAT"].value = 0

    @writes("TASKS_CAL.CAL")
    def _calibrate(self, _: int) -> None:
        self.trigger("DONE")
