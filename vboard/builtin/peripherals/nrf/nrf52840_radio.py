"""Wireless.NRF52840_Radio: 2.4 GHz radio (nRF52840 PS, section 6.19).

States and events without a medium: a packet that is sent reaches nobody and takes no time, nothing is
received, no signal is measured. CRCSTATUS always tells of a right checksum, as in Renode 1.16.1.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.nrf.events import EventPeripheral
from vboard.builtin.peripherals.register_table import status, writes
from vboard.builtin.registry import renode_type

DISABLED, RX_IDLE, RX, TX_IDLE, TX = 0, 2, 3, 10, 11
INTERRUPTS = (
    "READY 0, ADDRESS 1, PAYLOAD 2, END 3, DISABLED 4, DEVMATCH 5 -, DEVMISS 6 -, RSSIEND 7, BCMATCH 10, "
    "CRCOK 12, CRCERROR 13, FRAMESTART 14, EDEND 15, EDSTOPPED 16 -, CCAIDLE 17 -, CCABUSY 18, "
    "CCASTOPPED 19 -, RATEBOOST 20, TXREADY 21, RXREADY 22, MHRMATCH 23 -, SYNC 26, PHYEND 27"
)


@renode_type("Wireless.NRF52840_Radio")
class NRF52840_Radio(EventPeripheral):
    """Output IRQ."""

    table = f"""
        0x000    TASKS_TXEN                     : TXEN 0 w
        0x004    TASKS_RXEN                     : RXEN 0 w
        0x008    TASKS_START                    : START 0 w
        0x00C    TASKS_STOP                     : STOP 0 w
        0x010    TASKS_DISABLE                  : DISABLE 0 w
        0x014    TASKS_RSSISTART                : RSSISTART 0 w
        0x018    TASKS_RSSISTOP                 : RSSISTOP 0 w
        0x01C    TASKS_BCSTART                  : BCSTART 0 w
        0x020    TASKS_BCSTOP                   : BCSTOP 0 w
        0x024    TASKS_EDSTART                  : EDSTART 0 w
        0x028    TASKS_EDSTOP                   : EDSTOP 0 w
        0x02C    TASKS_CCASTART                 : CCASTART 0 w
        0x030    TASKS_CCASTOP                  : CCASTOP 0 w
        0x100    EVENTS_READY                   : READY 0
        0x104    EVENTS_ADDRESS                 : ADDRESS 0
        0x108    EVENTS_PAYLOAD                 : PAYLOAD 0
        0x10C    EVENTS_END                     : END 0
        0x110    EVENTS_DISABLED                : DISABLED 0
        0x114    EVENTS_DEVMATCH                : DEVMATCH 0 -
        0x118    EVENTS_DEVMISS                 : DEVMISS 0 -
        0x11C    EVENTS_RSSIEND                 : RSSIEND 0
        0x128    EVENTS_BCMATCH                 : BCMATCH 0
        0x130    EVENTS_CRCOK                   : CRCOK 0
        0x134    EVENTS_CRCERROR                : CRCERROR 0
        0x138    EVENTS_FRAMESTART              : FRAMESTART 0
        0x13C    EVENTS_EDEND                   : EDEND 0
        0x140    EVENTS_EDSTOPPED               : EDSTOPPED 0 -
        0x144    EVENTS_CCAIDLE                 : CCAIDLE 0 -
        0x148    EVENTS_CCABUSY                 : CCABUSY 0
        0x14C    EVENTS_CCASTOPPED              : CCASTOPPED 0 -
        0x150    EVENTS_RATEBOOST               : RATEBOOST 0
        0x154    EVENTS_TXREADY                 : TXREADY 0 -
        0x158    EVENTS_RXREADY                 : RXREADY 0
        0x15C    EVENTS_MHRMATCH                : MHRMATCH 0 -
        0x168    EVENTS_SYNC                    : SYNC 0
        0x16C    EVENTS_PHYEND                  : PHYEND 0
        0x200    SHORTS                         : READY_START 0, END_DISABLE 1, DISABLED_TXEN 2,
                DISABLED_RXEN 3, ADDRESS_RSSISTART 4, END_START 5, ADDRESS_BCSTART 6, DISABLED_RSSISTOP 8,
                RXREADY_CCASTART 11, CCAIDLE_TXEN 12, CCABUSY_DISABLE 13, FRAMESTART_BCSTART 14,
                READY_EDSTART 15, EDEND_DISABLE 16, CCAIDLE_STOP 17, TXREADY_START 18, RXREADY_START 19,
                PHYEND_DISABLE 20, PHYEND_START 21
        0x304    INTENSET                       : {INTERRUPTS}
        0x308    INTENCLR                       : {INTERRUPTS}
        0x400    CRCSTATUS          = 0x1       : CRCSTATUS 0 r
        0x408    RXMATCH                        : RXMATCH 2:0 r
        0x40C    RXCRC                          : RXCRC 23:0 r
        0x410    DAI                            : DAI 2:0 r
        0x414    PDUSTAT                        : PDUSTAT 0 r, CISTAT 2:1 r
        0x504    PACKETPTR                      : rw
        0x508    FREQUENCY                      : FREQUENCY 6:0, MAP 8
        0x50C    TXPOWER                        : TXPOWER 7:0
        0x510    MODE                           : MODE 3:0
        0x514    PCNF0                          : LFLEN 3:0, S0LEN 8, S1LEN 19:16, S1INCL 20, CILEN 23:22,
                PLEN 25:24, CRCINC 26, TERMLEN 30:29
        0x518    PCNF1                          : MAXLEN 7:0, STATLEN 15:8, BALEN 18:16, ENDIAN 24,
                WHITEEN 25
        0x51C+4  BASE[2]                        : rw
        0x524+4  PREFIX[2]                      : rw
        0x52C    TXADDRESS                      : TXADDRESS 2:0
        0x530    RXADDRESSES                    : ADDR[8] 0
        0x534    CRCCNF                         : LEN 1:0, SKIPADDR 9:8
        0x538    CRCPOLY                        : CRCPOLY 23:0
        0x53C    CRCINIT                        : CRCINIT 23:0
        0x544    TIFS                           : TIFS 9:0
        0x548    RSSISAMPLE         = 0xA       : RSSISAMPLE 6:0 r
        0x550    STATE                          : STATE 3:0 r
        0x554    DATAWHITEIV                    : DATAWHITEIV 6:0
        0x560    BCC                            : rw
        0x600+4  DAB[8]                         : DAB 31:0 -
        0x620+4  DAP[8]                         : DAP 15:0 -
        0x640    DACNF                          : ENA 7:0 -, TXADD 15:8 -
        0x644    MHRMATCHCONF                   : MHRMATCHCONF 31:0 -
        0x648    MHRMATCHMAS                    : MHRMATCHMAS 31:0 -
        0x650    MODECNF0           = 0x200     : RU 0, DTX 9:8
        0x660    SFD                            : SFD 7:0
        0x664    EDCNT                          : EDCNT 20:0
        0x668    EDSAMPLE                       : EDLVL 7:0
        0x66C    CCACTRL            = 0x52D0000 : CCAMODE 2:0, CCAEDTHRES 15:8, CCACORRTHRES 23:16,
                CCACORRCNT 31:24
        0xFFC    POWER              = 0x1       : POWER 0
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._state = DISABLED

    def Reset(self) -> None:
        self._state = DISABLED
        super().Reset()

    @status("STATE.STATE")
    def _read_state(self) -> int:
        return self._state

    def _short(self, name: str) -> bool:
        return bool(self.named["SHORTS"][name])

    @writes("TASKS_TXEN.TXEN")
    def _enable_transmitter(self, value: int) -> None:
        if value:
            self._state = TX_IDLE
            self._ready("TXREADY")

    @writes("TASKS_RXEN.RXEN")
    def _enable_receiver(self, value: int) -> None:
        if value:
            self._state = RX_IDLE
            self._ready("RXREADY")

    def _ready(self, event: str) -> None:
        self.trigger(event)
        self.trigger("READY")
        if self._short("READY_START") or self._short(f"{event}_START"):
            self._start(1)

    @writes("TASKS_START.START")
    def _start(self, value: int) -> None:
        if not value:
            return
        if self._state == RX_IDLE:
            self._state = RX
        elif self._state == TX_IDLE:
            self._state = TX
            for event in ("ADDRESS", "PAYLOAD", "END", "PHYEND"):
                self.trigger(event)
            self._state = TX_IDLE
            if self._short("END_DISABLE") or self._short("PHYEND_DISABLE"):
                self._disable(1)

    @writes("TASKS_STOP.STOP")
    def _stop(self, value: int) -> None:
        if value and self._state == RX:
            self._state = RX_IDLE

    @writes("TASKS_DISABLE.DISABLE")
    def _disable(self, value: int) -> None:
        if not value:
            return
        self._state = DISABLED
        self.trigger("DISABLED")
        if self._short("DISABLED_TXEN"):
            self._enable_transmitter(1)
        elif self._short("DISABLED_RXEN"):
            self._enable_receiver(1)

    @writes("TASKS_RSSISTART.RSSISTART")
    def _measure(self, value: int) -> None:
        if value:
            self.trigger("RSSIEND")

    @writes("TASKS_EDSTART.EDSTART")
    def _detect_energy(self, value: int) -> None:
        if value:
            self.trigger("EDEND")

    @writes("TASKS_CCASTART.CCASTART")
    def _assess_channel(self, value: int) -> None:
        if value:
            self.trigger("CCAIDLE")
