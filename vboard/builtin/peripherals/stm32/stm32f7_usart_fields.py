"""Fields of STM32F7_USART's registers that nothing but a read or a write of them touches.

RM0385 rev 8, sections 31.8.2, 31.8.3 and 31.8.8. `full`: a USART; else an LPUART, which lacks some.
"""

from __future__ import annotations

from vboard.builtin.peripherals.register_map import Field, Mode, Tag, reserved, tags


def control_2_fields(full: bool) -> list[Field | Tag]:
    """CR2."""
    return [
        reserved(0, 4),
        Tag("ADDM7", 4),
        Field("STOP", 12, 2),
        *tags(15, "SWAP RXINV TXINV DATAINV MSBFIRST"),
        Tag("ADD", 24, 8),
        reserved(7, 1),
        *(
            [
                *tags(5, "LBDL LBDIE"),
                *tags(8, "LBCL CPHA CPOL CLKEN"),
                Tag("LINEN", 14),
                Tag("ABREN", 20),
                Tag("ABRMOD", 21, 2),
                Tag("RTOEN", 23),
            ]
            if full
            else [reserved(5, 2), reserved(8, 4), reserved(14, 1), reserved(20, 4)]
        ),
    ]


def control_3_fields(full: bool) -> list[Field | Tag]:
    """CR3."""
    return [
        Tag("EIE", 0),
        Tag("HDSEL", 3),
        Field("DMAR", 6),
        Field("DMAT", 7),
        *tags(8, "RTSE CTSE CTSIE"),
        *tags(12, "OVRDIS DDRE DEM DEP"),
        reserved(16, 1),
        Tag("WUS", 20, 2),
        *tags(22, "WUFIE UCESM"),
        reserved(25, 7),
        *(
            [
                *tags(1, "IREN IRLP"),
                *tags(4, "NACK SCEN"),
                Tag("ONEBIT", 11),
                Tag("SCARCNT", 17, 3),
                Tag("TCBGTIE", 24),
            ]
            if full
            else [reserved(1, 2), reserved(4, 2), reserved(11, 1), reserved(17, 3), reserved(24, 1)]
        ),
    ]


def status_fields(full: bool) -> list[Field | Tag]:
    """ISR."""
    return [
        *tags(0, "PE FE NF ORE IDLE"),
        Field("RXNE", 5, mode=Mode.R),
        Field("TC", 6, mode=Mode.R),
        Field("TXE", 7, mode=Mode.R),
        *tags(9, "CTSIF CTS"),
        reserved(13, 1),
        *tags(16, "BUSY CMF SBKF RWU WUF"),
        Field("TEACK", 21, mode=Mode.R),
        Field("REACK", 22, mode=Mode.R),
        reserved(23, 2),
        reserved(26, 6),
        *(
            [
                Tag("LBDF", 8),
                Field("RTOF", 11, mode=Mode.R),
                Tag("EOBF", 12),
                *tags(14, "ABRE ABRF"),
                Tag("TCBGT", 25),
            ]
            if full
            else [reserved(8, 1), reserved(11, 2), reserved(14, 2), reserved(25, 1)]
        ),
    ]
