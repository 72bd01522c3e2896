"""Miscellaneous.DWT: data watchpoint and trace unit (ARM DDI 0403E, section C1.8), as a cycle counter.

As Renode 1.16.1 models it: CYCCNT counts virtual time at `frequency`, whatever the core does, as soon as
CTRL.CYCCNTENA is set (DEMCR.TRCENA plays no part); all other counters and the comparators are tags.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import (
    Field,
    Register,
    RegisterMap,
    RegisterPeripheral,
    Tag,
    reserved,
    tags,
)
from vboard.builtin.peripherals.timing import Direction, LimitTimer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt

IDENTIFICATION = (0x04, 0, 0, 0, 0x02, 0xB0, 0x1B, 0x00, 0x0D, 0xE0, 0x05, 0xB1)
"""PID4-7, PID0-3 and CID0-3 at 0xFD0."""

COUNTERS = ("CPICNT", "EXCCNT", "SLEEPCNT", "LSUCNT", "FOLDCNT")
"""8-bit event counters from 0x08 on."""


@renode_type("Miscellaneous.DWT")
class DWT(RegisterPeripheral):
    """Usually at 0xE0001000; the platform has to add it."""

    size = 0x1000

    def __init__(self, env: Environment, frequency: UInt) -> None:
        """Create the unit.

        Args:
            frequency: cycles a second of virtual time.
        """
        super().__init__(env)
        self._cycles = LimitTimer(env.clock, frequency, 1 << 64, lambda: None, Direction.ASCENDING)
        control = Register(
            0x000,
            "CTRL",
            [
                Field("CYCCNTENA", 0, status=lambda: int(self._cycles.enabled), write=self._enable),
                Tag("POSTPRESET", 1, 4),
                Tag("POSTCNT", 5, 4),
                Tag("CYCTAP", 9),
                Tag("SYNCTAP", 10, 2),
                Tag("PCSAMPLEENA", 12),
                reserved(13, 3),
                *tags(16, "EXCTRCENA CPIEVTENA EXCEVTENA SLEEPEVTENA LSUEVTENA FOLDEVTENA CYCEVTEN"),
                reserved(23, 5),
                Tag("NUMCOMP", 28, 4),
            ],
        )
        count = Field("CYCCNT", 0, 32, count=self._cycles.count, write=self._set_count)
        events = [
            Register(0x008 + 4 * i, name, [Tag(name, 0, 8), reserved(8, 24)])
            for i, name in enumerate(COUNTERS)
        ]
        comparators = [
            Register(0x020 + 0x10 * i + 4 * j, f"{name}{i}", [Tag(name, 0, 32)])
            for i in range(4)
            for j, name in enumerate(("COMP", "MASK", "FUNCTION"))
        ]
        identification = [
            Register(0xFD0 + 4 * i, f"ID{i}", [Tag("ID", 0, 32)], reset=value)
            for i, value in enumerate(IDENTIFICATION)
        ]
        self.registers = RegisterMap(
            self,
            [
                control,
                Register(0x004, "CYCCNT", [count]),
                *events,
                Register(0x01C, "PCSR", [Tag("EIASAMPLE", 0, 32)]),
                *comparators,
                *identification,
            ],
        )

    def Reset(self) -> None:
        super().Reset()
        self._cycles.reset()

    def _enable(self, value: int) -> None:
        self._cycles.enabled = bool(value)

    def _set_count(self, value: int) -> None:
        self._cycles.value = value
