"""Sound.EOSS3_Voice: registers (EOS S3 technical reference manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Sound.EOSS3_Voice")
class EOSS3_Voice(RegisterFile):
    """Output IRQ."""

    IRQ: GPIO
    table = """
        0x000  R000
        0x004  R004
        0x008  R008
        0x00C  R00C : rw
        0x010  R010
        0x014  R014 : rw
        0x018  R018
        0x01C  R01C
        0x020  R020
        0x024  R024
        0x028  R028
        0x02C  R02C
        0x030  R030
    """
