"""IRQControllers.MSCM: registers (Vybrid reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("IRQControllers.MSCM")
class MSCM(RegisterFile):
    """Numbered outputs."""

    line_count = 232
    table = """
        0x800  R800
        0x804  R804
        0x820  R820
    """
