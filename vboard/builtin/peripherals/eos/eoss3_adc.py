"""Analog.EOSS3_ADC: analog-to-digital converter (EOS S3 technical reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Analog.EOSS3_ADC")
class EOSS3_ADC(RegisterFile):
    """No outputs."""

    size = 0x10
    table = """
        0x000  R000
        0x004  R004  = 0x1
        0x008  R008        : F0 1:0
    """
