"""The table of known types: what it says, and that it fits the models."""

from __future__ import annotations

import inspect

import pytest

from vboard.builtin.known.known_types import enum_members, known_names, known_type
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.platform.signature import constructors, newer_constructors, own_parameters
from vboard.builtin.registry import find_type, type_names


def test_both_spellings_of_a_name_mean_a_type() -> None:
    short, full = known_type("UART.STM32_UART"), known_type("Antmicro.Renode.Peripherals.UART.STM32_UART")
    assert short is not None
    assert short == full
    assert known_type("UART.STM32_UARTX") is None


def test_facts_of_a_type() -> None:
    found = known_type("Analog.CAES_ADC")
    assert found is not None
    assert {"bus", "sized"} <= found.kinds
    assert (found.outputs, found.size, found.newer) == (("IRQ",), 4096, False)
    frequency = found.parameters["frequency"]
    assert (frequency.type, frequency.default, frequency.is_machine) == ("System.UInt32", "50000000", False)
    assert found.parameters["machine"].is_machine


def test_an_abstract_type_names_what_can_be_created() -> None:
    found = known_type("UART.UARTBase")
    assert found is not None
    assert found.abstract
    assert all(each.startswith("Antmicro.Renode.Peripherals.") for each in found.concrete)
    assert "Antmicro.Renode.Peripherals.UART.PL011" in found.concrete


def test_enums_are_known_by_the_name_of_reflection() -> None:
    assert enum_members("Antmicro.Renode.Storage.CompressionType") is not None
    assert enum_members("Antmicro.Renode.Storage.CompressionTypes") is None


def test_the_table_is_large_and_sorted() -> None:
    names = known_names()
    assert names == sorted(names)
    assert len(names) > 800


MODELS = [
    name
    for name in type_names()
    if known_type(name) is not None
    and inspect.isclass(cls := find_type(name))
    and issubclass(cls, Peripheral)
    and cls.__module__.startswith("vboard.")
]


@pytest.mark.parametrize("name", MODELS)
def test_parameters_of_a_model_are_those_of_its_type(name: str) -> None:
    """A parameter that Renode's class lacks would make a platform that loads here and nowhere else."""
    cls = find_type(name)
    assert cls is not None
    facts = [*constructors(cls), *newer_constructors(cls)]
    own = {each.name for each in own_parameters(cls)}
    assert own <= {each.name for found in facts for each in found}


@pytest.mark.parametrize("name", MODELS)
def test_a_model_requires_no_more_than_each_renode(name: str) -> None:
    """A parameter that 1.16.1 or a newer Renode can do without is left out in platforms for it."""
    cls, known = find_type(name), known_type(name)
    assert cls is not None
    assert known is not None
    required = {each.name for each in own_parameters(cls) if each.default is None}
    for release in filter(None, (known.constructors, known.newer_constructors)):
        wanted = [{each.name for each in found if each.default is None} for found in release]
        assert any(required <= names for names in wanted)
