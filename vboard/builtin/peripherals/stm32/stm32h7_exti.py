"""IRQControllers.STM32H7_EXTI: external interrupts and events (RM0433 rev 7, section 20.6).

As Renode 1.16.1 models it there are no events and no pending register of the D3 domain.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import InputMask
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, writes
from vboard.builtin.peripherals.stm32.exti_bank import ExtiBank
from vboard.builtin.registry import renode_type

LINES = 89
CONFIGURABLE = (0x003F_FFFF, 0x000A_0000, 0x0074_0000)
"""Lines with edges and a pending bit: 0-21, 49 and 51, 82 and 84-86."""


@renode_type("IRQControllers.STM32H7_EXTI")
class STM32H7_EXTI(TablePeripheral):
    """Inputs and outputs are numbered by EXTI line."""

    size = 0x400
    line_count = LINES
    missing = "events, the D3 domain"
    table = """
        0x000  RTSR1                 : rw
        0x004  FTSR1                 : rw
        0x008  SWIER1                : w
        0x00C  D3PMR1                : MR 31:0 -
        0x010  D3PCR1L               : PCS 31:0 -
        0x014  D3PCR1H               : PCS19 7:6, PCS20 9:8, PCS21 11:10, PCS25 19:18
        0x020  RTSR2                 : rw
        0x024  FTSR2                 : rw
        0x028  SWIER2                : w
        0x02C  D3PMR2                : MR 31:0 -
        0x030  D3PCR2L               : PCS34 5:4 -, PCS35 7:6 -, PCS41 19:18 -
        0x034  D3PCR2H               : PCS48 1:0, PCS49 3:2, PCS50 5:4, PCS51 7:6, PCS52 9:8, PCS53 11:10
        0x040  RTSR3                 : rw
        0x044  FTSR3                 : rw
        0x048  SWIER3                : w
        0x04C  D3PMR3                : MR88 24 -
        0x050  D3PCR3L
        0x054  D3PCR3H               : PCS88 19:18
        0x080  CPUIMR1  = 0xFFC00000 : rw
        0x084  CPUEMR1               : MR 31:0 -
        0x088  CPUPR1                : PR 31:0 rw1c
        0x090  CPUIMR2  = 0xFFF5FFFF : rw
        0x094  CPUEMR2               : MR 31:0 -
        0x098  CPUPR2                : PR 31:0 rw1c
        0x0A0  CPUIMR3  = 0xFF8BFFFF : rw
        0x0A4  CPUEMR3               : MR 31:0 -
        0x0A8  CPUPR3                : PR 31:0 rw1c
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._banks = [
            ExtiBank(
                first=32 * i,
                configurable=configurable,
                mask=self.named[f"CPUIMR{i + 1}"],
                rising_edges=self.named[f"RTSR{i + 1}"],
                falling_edges=self.named[f"FTSR{i + 1}"],
                rising=self.named[f"CPUPR{i + 1}"],
                falling=self.named[f"CPUPR{i + 1}"],
                drive=self._drive,
            )
            for i, configurable in enumerate(CONFIGURABLE)
        ]

    def _drive(self, line: int, value: bool) -> None:
        if line < LINES:
            self.lines[line].Set(value)

    def input_mask(self, number: int) -> InputMask | None:
        """What masks an input."""
        return self._banks[number // 32].input_mask(number) if 0 <= number < LINES else None

    def OnGPIO(self, number: int, value: bool) -> None:
        """The input of line `number` changed."""
        if not 0 <= number < LINES:
            self.log(LogLevel.ERROR, f"GPIO number {number} is out of range [0; {LINES})")
            return
        self._banks[number // 32].level(number, value)

    @writes("SWIER1.SWIER1")
    def _trigger1(self, bits: int) -> None:
        self._banks[0].trigger(bits)

    @writes("SWIER2.SWIER2")
    def _trigger2(self, bits: int) -> None:
        self._banks[1].trigger(bits)

    @writes("SWIER3.SWIER3")
    def _trigger3(self, bits: int) -> None:
        self._banks[2].trigger(bits)

    @writes("CPUPR1.PR")
    def _acknowledge1(self, bits: int) -> None:
        self._banks[0].acknowledge(self.named["CPUPR1"], bits)

    @writes("CPUPR2.PR")
    def _acknowledge2(self, bits: int) -> None:
        self._banks[1].acknowledge(self.named["CPUPR2"], bits)

    @writes("CPUPR3.PR")
    def _acknowledge3(self, bits: int) -> None:
        self._banks[2].acknowledge(self.named["CPUPR3"], bits)
