"""IRQControllers.STM32H7_EXTI: external interrupts (RM0433)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("IRQControllers.STM32H7_EXTI")
class STM32H7_EXTI(RegisterFile):
    """Numbered outputs."""

    size = 0x400
    line_count = 87
    table = """
        0x000  RTSR1                 : TR0 0, TR1 1, TR2 2, TR3 3, TR4 4, TR5 5, TR6 6, TR7 7, TR8 8, TR9 9,
                TR10 10, TR11 11, TR12 12, TR13 13, TR14 14, TR15 15, TR16 16, TR17 17, TR18 18, TR19 19,
                TR20 20, TR21 21, RESERVED22 24:22, RESERVED26 26, RESERVED29 29
        0x004  FTSR1                 : TR[22] 0
        0x008  SWIER1                : SWIER[22] 0 -
        0x00C  D3PMR1                : MR0 0 -, MR1 1 -, MR2 2 -, MR3 3 -, MR4 4 -, MR5 5 -, MR6 6 -,
                MR7 7 -, MR8 8 -, MR9 9 -, MR10 10 -, MR11 11 -, MR12 12 -, MR13 13 -, MR14 14 -, MR15 15 -,
                MR19 19 -, MR20 20 -, MR21 21 -, MR25 25 -
        0x010  D3PCR1L               : PCS0 1:0 -, PCS1 3:2 -, PCS2 5:4 -, PCS3 7:6 -, PCS4 9:8 -,
                PCS5 11:10 -, PCS6 13:12 -, PCS7 15:14 -, PCS8 17:16 -, PCS9 19:18 -, PCS10 21:20 -,
                PCS11 23:22 -, PCS12 25:24 -, PCS13 27:26 -, PCS14 29:28 -, PCS15 31:30 -
        0x014  D3PCR1H               : PCS19 7:6, PCS20 9:8, PCS21 11:10, PCS25 19:18
        0x020  RTSR2                 : TR49 17, TR51 19, RESERVED0 16:0, RESERVED18 18, RESERVED20 31:20
        0x024  FTSR2                 : TR49 17, TR51 19, RESERVED0 16:0, RESERVED18 18, RESERVED20 31:20
        0x028  SWIER2                : SWIER49 17, SWIER51 19
        0x02C  D3PMR2                : MR34 2, MR35 3, MR41 9, MR48 16, MR49 17, MR50 18, MR51 19, MR52 20,
                MR53 21
        0x030  D3PCR2L               : PCS34 5:4 -, PCS35 7:6 -, PCS41 19:18 -
        0x034  D3PCR2H               : PCS48 1:0, PCS49 3:2, PCS50 5:4, PCS51 7:6, PCS52 9:8, PCS53 11:10
        0x040  RTSR3                 : TR82 18, TR84 20, TR85 21, TR86 22
        0x044  FTSR3                 : TR82 18, TR84 20, TR85 21, TR86 22, RESERVED1 1, RESERVED3 4:3,
                RESERVED6 6, RESERVED9 9, RESERVED11 12:11, RESERVED14 14, RESERVED17 17, RESERVED19 19,
                RESERVED25 25, RESERVED27 28:27, RESERVED30 30
        0x048  SWIER3                : SWIER82 18 -, SWIER84 20 -, SWIER85 21 -, SWIER86 22 -
        0x04C  D3PMR3                : MR88 24 -
        0x050  R050
        0x054  D3PCR3H               : PCS88 19:18
        0x080  CPUIMR1  = 0xFFC00000 : MR[32] 0
        0x084  CPUEMR1               : MR[32] 0 -
        0x088  CPUPR1                : PR[22] 0
        0x090  CPUIMR2  = 0xFFF5FFFF : MR0 0, MR1 1, MR2 2, MR3 3, MR4 4, MR5 5, MR6 6, MR7 7, MR8 8, MR9 9,
                MR10 10, MR11 11, MR12 12, MR14 14, MR15 15, MR16 16, MR17 17, MR18 18, MR19 19, MR20 20,
                MR21 21, MR22 22, MR23 23, MR24 24, MR25 25, MR26 26, MR27 27, MR28 28, MR29 29, MR30 30,
                MR31 31, RESERVED13 13
        0x094  CPUEMR2               : MR32 0, MR33 1, MR34 2, MR35 3, MR36 4, MR37 5, MR38 6, MR39 7,
                MR40 8, MR41 9, MR42 10, MR43 11, MR44 12, MR46 14, MR47 15, MR48 16, MR49 17, MR50 18,
                MR51 19, MR52 20, MR53 21, MR54 22, MR55 23, MR56 24, MR57 25, MR58 26, MR59 27, MR60 28,
                MR61 29, MR62 30, MR63 31
        0x098  CPUPR2                : PR49 17 r, PR51 19 r
        0x0A0  CPUIMR3  = 0xFF8BFFFF : MR64 0 r, MR65 1, MR66 2, MR67 3, MR68 4, MR69 5, MR70 6, MR71 7,
                MR72 8, MR73 9, MR74 10, MR75 11, MR76 12, MR77 13, MR78 14, MR79 15, MR80 16, MR82 18 r,
                MR84 20 r, MR85 21 r, MR86 22 r, MR87 23, MR88 24, RESERVED17 17, RESERVED19 19,
                RESERVED25 31:25
        0x0A4  CPUEMR3               : MR64 0 r, MR65 1 r, MR66 2 r, MR67 3 r, MR68 4 r, MR69 5 r, MR70 6 r,
                MR71 7 r, MR72 8 r, MR73 9 r, MR74 10 r, MR75 11 r, MR76 12 r, MR77 13 r, MR78 14 r,
                MR79 15 r, MR80 16 r, MR82 18 r, MR84 20 r, MR85 21 r, MR86 22 r, MR87 23 r, MR88 24 r
        0x0A8  CPUPR3                : PR82 18 r, PR84 20 r, PR85 21 r, PR86 22 r
    """
