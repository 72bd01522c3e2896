"""Properties of every model made of a table: any access is survived, widths agree, a reset restores."""

from __future__ import annotations

import enum
import inspect
import types
import typing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.peripherals.register_table import RegisterFile, TablePeripheral
from vboard.builtin.registry import find_type, type_names

KEPT_OVER_RESET = {
    "CAN.STMCAN",
    "DMA.STM32LDMA",
    "UART.CMSDK_APB_UART",
    "UART.EFR32_USART",
    "UART.EFR32xG2_EUSART_2",
    "UART.EFR32xG2_USART_0",
    "UART.GaislerAPBUART",
    "UART.ImxUart",
    "UART.K6xF_UART",
    "Timers.EFR32xG2_TIMER_1",
    "UART.LEUART",
    "UART.NXP_LPUART",
    "UART.STM32W_UART",
    "Network.SynopsysEthernetMAC",
    *(
        f"Miscellaneous.SiLabs.EFR32xG2_{block}"
        for block in (
            "CMU_3",
            "DPLL_1",
            "EMU_3",
            "HFRCO_2",
            "HFXO_2",
            "HFXO_3",
            "LFRCO_2",
            "LFXO_1",
            "MSC_3",
            "PRS_3",
            "SYSCFG_3",
            "SYSRTC_1",
        )
    ),
}
"""Types whose registers survive a reset in Renode too, at least in part."""

ARGUMENTS = {"commonRegistersOffset": 0xFF0}
"""Parameters that not any number fits."""


def classes(base: type[RegisterFile] | type[TablePeripheral]) -> list[typing.Any]:
    """All registered models derived from `base`."""
    return [cls for cls in map(find_type, type_names()) if inspect.isclass(cls) and issubclass(cls, base)]


def argument(annotation: typing.Any, env: FakeEnvironment) -> typing.Any:
    """Some valid value of a constructor's parameter."""
    if typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    if isinstance(annotation, types.UnionType):
        return None
    if annotation is MappedMemory:
        return MappedMemory(env, 0x10000)
    if issubclass(annotation, enum.Enum):
        return next(iter(annotation))
    if issubclass(annotation, Peripheral):
        return create(annotation, env)
    return {int: 4, bool: False, str: "", float: 1.0}[annotation]


def create(cls: typing.Any, env: FakeEnvironment) -> TablePeripheral:
    """A model with some valid parameters; those that have a default keep it."""
    hints = typing.get_type_hints(cls.__init__, include_extras=True)
    parameters = list(inspect.signature(cls.__init__).parameters.values())[2:]
    required = {p.name: argument(hints[p.name], env) for p in parameters if p.default is p.empty}
    required.update((name, value) for name, value in ARGUMENTS.items() if name in required)
    model: TablePeripheral = cls(env, **required)
    return model


def snapshot(model: TablePeripheral) -> dict[str, int]:
    return {name: register.value for name, register in model.named.items()}


steps = st.lists(
    st.tuples(st.booleans(), st.integers(0, 400), st.sampled_from([1, 2, 4]), st.integers(0, 0xFFFF_FFFF)),
    max_size=25,
)


@pytest.mark.parametrize("cls", classes(TablePeripheral), ids=lambda cls: cls.renode_type_name)
@given(steps=steps)
@settings(max_examples=12, deadline=None)
def test_any_access_is_survived_and_a_reset_restores(
    cls: type[TablePeripheral], steps: list[tuple[bool, int, int, int]]
) -> None:
    env = FakeEnvironment()
    model = create(cls, env)
    model.registered_at(0x4000_0000)
    model.Reset()
    fresh = snapshot(model)
    offsets = [register.offset for register in model.named.values()]
    for is_write, index, width, value in steps:
        offset = offsets[index % len(offsets)] if index % 7 else index
        if width not in model.widths:
            continue
        if is_write:
            model.write(offset, width, value & (1 << 8 * width) - 1)
        else:
            assert 0 <= model.read(offset, width) < 1 << 8 * width
        env.pass_time(1000)
    model.Reset()
    if cls.renode_type_name not in KEPT_OVER_RESET:
        assert snapshot(model) == fresh


@pytest.mark.parametrize("cls", classes(RegisterFile), ids=lambda cls: cls.renode_type_name)
@given(value=st.integers(0, 0xFFFF_FFFF))
@settings(max_examples=5, deadline=None)
def test_bytes_of_a_register_make_its_word(cls: type[RegisterFile], value: int) -> None:
    model = create(cls, FakeEnvironment())
    for register in list(model.named.values())[:20]:
        if register.offset % 4 or cls.register_width != 4:
            continue
        model.write(register.offset, 4, value)
        parts = [model.read(register.offset + i, 1) for i in range(4)]
        assert int.from_bytes(bytes(parts), "little") == model.read(register.offset, 4)
