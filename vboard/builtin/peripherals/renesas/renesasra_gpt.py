"""Timers.RenesasRA_GPT: general PWM timer (RA6M5 user manual, section 22).

As Renode 1.16.1 models it, a channel counts saw waves at PCLKD, whatever its prescaler, and a period has
GTPR steps.
"""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, counts, status, writes
from vboard.builtin.peripherals.timing import Direction, LimitTimer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int, Long, ULong

LINES_OF_CHANNEL = 9
OVERFLOW, UNDERFLOW = 6, 7
SAW_WAVE = 0

CHANNEL = """
    0x00+0x100 GTWP[{n}]     : WP 0, STRWP 1, STPWP 2, CLRWP 3, CMNWP 4, PRKEY 15:8
    0x04+0x100 GTSTR[{n}]    : CSTRT {last}:0
    0x08+0x100 GTSTP[{n}]    : CSTOP {last}:0
    0x0C+0x100 GTCLR[{n}]    : CCLR 13:0
    0x10+0x100 GTSSR[{n}]    : SOURCES 23:0, SOFTWARE 31
    0x14+0x100 GTPSR[{n}]    : SOURCES 23:0, SOFTWARE 31
    0x18+0x100 GTCSR[{n}]    : SOURCES 23:0, SOFTWARE 31
    0x1C+0x100 GTUPSR[{n}]   : SOURCES 23:0
    0x20+0x100 GTDNSR[{n}]   : SOURCES 23:0
    0x24+0x100 GTICASR[{n}]  : SOURCES 23:0
    0x28+0x100 GTICBSR[{n}]  : SOURCES 23:0
    0x2C+0x100 GTCR[{n}]     : CST 0, MD 18:16, TPCS 26:23
    0x30+0x100 GTUDDTYC[{n}] : UD 0, UDF 1, OADTY 17:16, OADTYF 18, OADTYR 19, OBDTY 25:24, OBDTYF 26,
            OBDTYR 27
    0x34+0x100 GTIOR[{n}]    : GTIOA 4:0, OADFLT 6, OAHLD 7, OAE 8, OADF 10:9, NFAEN 13, NFCSA 15:14,
            GTIOB 20:16, OBDFLT 22, OBHLD 23, OBE 24, OBDF 26:25, NFBEN 29, NFCSB 31:30
    0x38+0x100 GTINTAD[{n}]  : ADTREN 19:16, GRP 25:24, GRPABH 29, GRPABL 30
    0x3C+0x100 GTST[{n}]     : TCF 5:0, TCFPO 6 rw0c, TCFPU 7 rw0c, TUCF 15, ADTRF 19:16, ODF 24, OABHF 29,
            OABLF 30,
            PCF 31
    0x40+0x100 GTBER[{n}]    : BD 2:0, CCRA 17:16, CCRB 19:18, PR 21:20, CCRSWT 22, ADTTA 25:24, ADTDA 26,
            ADTTB 29:28, ADTDB 30
    0x48+0x100 GTCNT[{n}]    : rw
    0x4C+0x100 GTCCRA[{n}]   : rw
    0x50+0x100 GTCCRB[{n}]   : rw
    0x54+0x100 GTCCRC[{n}]   : rw
    0x58+0x100 GTCCRE[{n}]   : rw
    0x5C+0x100 GTCCRD[{n}]   : rw
    0x60+0x100 GTCCRF[{n}]   : rw
    0x64+0x100 GTPR[{n}]     : rw
    0x68+0x100 GTPBR[{n}]    : rw
    0x70+0x100 GTADTRA[{n}]  : rw
    0x74+0x100 GTADTBRA[{n}] : rw
    0x78+0x100 GTADTDBRA[{n}] : rw
    0x7C+0x100 GTADTRB[{n}]  : rw
    0x80+0x100 GTADTBRB[{n}] : rw
    0x84+0x100 GTADTDBRB[{n}] : rw
    0x88+0x100 GTDTCR[{n}]   : TDE 0
    0x8C+0x100 GTDVU[{n}]    : rw
    0xA4+0x100 GTADSMR[{n}]  : ADSMS0 1:0, ADSMEN0 8, ADSMS1 17:16, ADSMEN1 24
    0xB8+0x100 GTICLF[{n}]   : ICLFA 2:0, ICLFSELC 9:4, ICLFB 18:16, ICLFSELD 25:20
    0xBC+0x100 GTPC[{n}]     : PCEN 0, ASTP 8, PCNT 27:16
    0xD0+0x100 GTSECSR[{n}]  : SECSEL 13:0
    0xD4+0x100 GTSECR[{n}]   : SBDCE 0, SBDPE 1, SBDAE 2, SBDCD 8, SBDPD 9, SBDAD 10
    0x{common:X} OPSCR : UF 2:0, UVW 6:4, EN 8, FB 16, P 17, N 18, INV 19, RV 20, ALIGN 21, GRP 25:24,
            GODF 26,
            NFEN 29, NFCS 31:30
"""


@renode_type("Timers.RenesasRA_GPT")
class RenesasRA_GPT(TablePeripheral):
    """Nine lines a channel: compare matches A to F, overflow, underflow, count stop. They pulse."""

    missing = "prescaler, compare match, capture, buffers, output pins, triangle waves, write protection"

    def __init__(
        self,
        env: Environment,
        numberOf32BitChannels: Int,
        numberOf16BitChannels: Int,
        commonRegistersOffset: Long,
        peripheralClockDFrequency: ULong,
    ) -> None:
        """Create the timer.

        Args:
            numberOf32BitChannels: channels of 32 bits, which come first.
            numberOf16BitChannels: channels of 16 bits behind them.
            commonRegistersOffset: where the registers of all channels are.
            peripheralClockDFrequency: Hz of PCLKD.
        """
        self._channels = numberOf32BitChannels + numberOf16BitChannels
        self._common = commonRegistersOffset
        super().__init__(env)
        self.size = commonRegistersOffset + 0x100
        self.lines = [GPIO() for _ in range(LINES_OF_CHANNEL * self._channels)]
        self._most = [
            (1 << (32 if channel < numberOf32BitChannels else 16)) - 1 for channel in range(self._channels)
        ]
        self._timers = [
            LimitTimer(env.clock, peripheralClockDFrequency, most, self._end_of_period(channel))
            for channel, most in enumerate(self._most)
        ]

    def register_table(self) -> str:
        return CHANNEL.format(n=self._channels, last=self._channels - 1, common=self._common)

    def Reset(self) -> None:
        """Reset the registers; counters go on, as in Renode 1.16.1."""
        self.registers.reset()

    @status("GTSTR.CSTRT")
    def _running(self, _: int = 0) -> int:
        return sum(timer.enabled << n for n, timer in enumerate(self._timers))

    @status("GTSTP.CSTOP")
    def _stopped(self, _: int) -> int:
        return ~self._running() & (1 << self._channels) - 1

    @writes("GTSTR.CSTRT")
    def _start(self, _: int, channels: int) -> None:
        self._enable(channels, True)

    @writes("GTSTP.CSTOP")
    def _stop(self, _: int, channels: int) -> None:
        self._enable(channels, False)

    def _enable(self, channels: int, on: bool) -> None:
        for n, timer in enumerate(self._timers):
            if channels >> n & 1:
                timer.enabled = on

    @writes("GTCR.MD")
    def _mode(self, channel: int, mode: int) -> None:
        if mode != SAW_WAVE:
            self.log(LogLevel.WARNING, f"GPT{channel} counts saw waves only; mode {mode} is ignored")
            self.named[f"GTCR{channel}"]["MD"] = SAW_WAVE

    @writes("GTUDDTYC.UD")
    def _direction(self, channel: int, up: int) -> None:
        self._timers[channel].direction = Direction.ASCENDING if up else Direction.DESCENDING

    @counts("GTCNT.GTCNT")
    def _count(self, channel: int) -> Count:
        return self._timers[channel].count()

    @writes("GTCNT.GTCNT")
    def _set_count(self, channel: int, value: int) -> None:
        timer = self._timers[channel]
        if timer.enabled:
            self.log(LogLevel.WARNING, f"GTCNT of GPT{channel} is written while it counts, which is ignored")
            return
        value &= self._most[channel]
        self.named[f"GTST{channel}"]["TCFPO"] = int(value >= timer.limit)
        if value < timer.limit:
            timer.value = value
        else:
            self.lines[LINES_OF_CHANNEL * channel + OVERFLOW].Blink()
            timer.reset()

    @status("GTPR.GTPR")
    def _period(self, channel: int) -> int:
        return self._timers[channel].limit

    @writes("GTPR.GTPR")
    def _set_period(self, channel: int, value: int) -> None:
        self._timers[channel].limit = value & self._most[channel] or 1

    def _end_of_period(self, channel: int) -> Callable[[], None]:
        def reached() -> None:
            up = self._timers[channel].direction is Direction.ASCENDING
            self.named[f"GTST{channel}"]["TCFPO" if up else "TCFPU"] = 1
            self.lines[LINES_OF_CHANNEL * channel + (OVERFLOW if up else UNDERFLOW)].Blink()

        return reached
