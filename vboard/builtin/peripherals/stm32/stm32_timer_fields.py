"""Fields of STM32_Timer's registers that nothing but a read or a write of them touches.

RM0008 rev 21, sections 15.4.2, 15.4.3, 15.4.5 and 14.4.18.
"""

from __future__ import annotations

from vboard.builtin.peripherals.register_map import Field, Mode, Tag, reserved, tags


def control_2_fields() -> list[Field | Tag]:
    """CR2."""
    return [
        Tag("CCPC", 0),
        reserved(1, 1),
        *tags(2, "CCUS CCDS"),
        Tag("MMS", 4, 2),
        *tags(7, "TI1S OIS1 OIS1N OIS2 OIS2N OIS3 OIS3N OIS4"),
        reserved(15, 17),
    ]


def slave_mode_fields() -> list[Field | Tag]:
    """SMCR."""
    return [
        Tag("SMS", 0, 3),
        Tag("OCCS", 3),
        Tag("TS", 4, 2),
        Tag("MSM", 7),
        Tag("ETF", 8, 3),
        Tag("ETPS", 12, 2),
        *tags(14, "ECE ETP"),
        reserved(16, 16),
    ]


def status_fields(channels: int) -> list[Field | Tag]:
    """SR. Renode stores what is written to its reserved bits, so that the usual SR = ~UIF is silent."""
    return [
        Field("UIF", 0, mode=Mode.RW0C),
        *(Field(f"CC{i + 1}IF", 1 + i, mode=Mode.RW0C) for i in range(channels)),
        Field("bit 5", 5),
        Field("TIF", 6, mode=Mode.W0C),
        Field("bits 8-7", 7, 2),
        Field("CCxOF", 9, 4, mode=Mode.W0C),
        Field("bits 31-13", 13, 19),
    ]


def break_fields() -> list[Field | Tag]:
    """BDTR."""
    return [
        Tag("DTG", 0, 8),
        Tag("LOCK", 8, 2),
        *tags(10, "OSSI OSSR BKE BKP AOE MOE"),
        reserved(16, 16),
    ]
