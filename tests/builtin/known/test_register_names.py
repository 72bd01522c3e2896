"""Names of offsets in log entries."""

from __future__ import annotations

from vboard.builtin.known.csharp_source import declarations
from vboard.builtin.known.generate_registers import offsets
from vboard.builtin.known.register_names import register_name

SOURCE = """
namespace N {
    public class Device {
        private const int Base = 0x40;
        [RegisterMapper.RegistersDescription]
        private enum Registers : long {
            Control = 0x0, // CR
            Status,
            Data = 0x10 + 4,
            Bank = Base,
            Alias = Data,
        }
    }
}
"""


def test_values_of_an_enum_are_numbers_sums_constants_or_the_next_one() -> None:
    device, enum = declarations(SOURCE)
    assert {name: value for value, name in offsets(enum, device.constants)} == {
        "Control": 0, "Status": 1, "Data": 0x14, "Bank": 0x40, "Alias": 0x14,
    }  # fmt: skip


def test_an_offset_between_registers_has_the_name_of_the_one_before() -> None:
    assert register_name("UART.STM32_UART", 0x18) == "GuardTimeAndPrescaler"
    assert register_name("UART.STM32_UART", 0x20) == "GuardTimeAndPrescaler+0x8"
    assert register_name("Miscellaneous.DWT", 0xFB0) == "Function3+0xf58"
    assert register_name("IRQControllers.NVIC", 0xD38) == "BusFaultAddress"


def test_types_whose_log_has_no_names() -> None:
    assert register_name("Timers.STM32_Timer", 0x18) is None
    assert register_name("Mine.Own", 0) is None
