"""STM32L_RTC: real-time clock (RM0038)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("STM32L_RTC")
class STM32L_RTC(RegisterFile):
    """Output IRQ."""

    size = 0x400
    IRQ: GPIO
    table = """
        0x008  CR          : WCKSEL 2:0, TSEDGE 3, REFCKON 4, BYPSHAD 5, FMT 6, DCE 7 -, ALRAE 8, ALRBE 9,
                WUTE 10, TSE 11 -, ALRAIE 12 -, ALRBIE 13 -, WUTIE 14, TSIE 15, ADD1H 16, SUB1H 17,
                BKP 18 -, COSEL 19, POL 20, OSEL 22:21 -, COE 23 -
        0x00C  ISR   = 0x7 : ALRAWF 0 r, ALRBWF 1 r, WUTWF 2 r, SHPF 3 -, INITS 4 r, RSF 5 -, INITF 6 -,
                INIT 7 -, ALRAF 8 -, ALRBF 9 -, WUTF 10 -, TSF 11 -, TSOVF 12 -, TAMP1F 13 -, TAMP2F 14 -,
                TAMP3F 15 -, RECALPF 16 r
        0x014  WUTR        : WUT 15:0
    """
