"""The table of types: a type is found without importing all of them, and none is missed."""

import subprocess
import sys

from vboard.builtin import registry
from vboard.builtin.registry import find_type, type_names


def test_each_registered_type_is_found_by_its_source() -> None:
    own = {name for name in type_names() if registry.find_type(name).__module__.startswith(registry.PACKAGES)}
    assert own == set(registry._modules())
    assert all(find_type(name).__module__ == registry._modules()[name] for name in own)


def test_a_type_is_found_without_the_others() -> None:
    program = (
        "import sys; from vboard.builtin.registry import find_type;"
        "assert find_type('UART.STM32_UART') and find_type('Antmicro.Renode.Peripherals.Timers.STM32_Timer');"
        "assert find_type('UART.None') is None;"
        "print('vboard.builtin.peripherals.nrf.nrf52840_uart' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
