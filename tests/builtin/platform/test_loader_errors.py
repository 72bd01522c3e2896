"""What the loader says of faulty descriptions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vboard.builtin.platform.platform_errors import Code, PlatformError

Failing = Callable[[str], PlatformError]
DEVICE = "dev: Test.Device @ sysbus 0x1000\n    count: 1\n"


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("a: { x: 1 }", Code.NEVER_DECLARED, "Variable 'a' is never declared - type is unknown."),
        (
            "r: Test.Receiver @ none\nr: Test.Receiver",
            Code.ALREADY_DECLARED,
            "Variable 'r' was already declared, previous declaration was at :1:1.",
        ),
        ("sysbus: Test.Receiver", Code.ALREADY_DECLARED, "Variable 'sysbus' was already declared"),
        ("a:", Code.EMPTY_ENTRY, "Entry cannot be empty."),
        ("a: Test.Devise", Code.UNKNOWN_TYPE, "Could not resolve type: 'Test.Devise'."),
        (DEVICE + "    Speed: true", Code.TYPE_MISMATCH, "Type mismatch. Expected System.UInt32."),
        (DEVICE + "    Fixed: 2", Code.NOT_WRITABLE, "Property Fixed does not have a public setter."),
        (
            DEVICE + "    [0-1] -> dev@[1-3]",
            Code.IRQ_ARITY,
            "Irq arity does not match. It is 2 on the left side and 3 on the right side.",
        ),
        (
            DEVICE + "    count: 2",
            Code.REPEATED_ATTRIBUTE,
            "Constructor argument 'count' is used more than once.",
        ),
        (DEVICE + "    Sped: 1", Code.NO_PROPERTY, "Property 'Sped' does not exist in type 'Antmicro"),
        (
            DEVICE + "    IRK -> r@1\nr: Test.Receiver @ none",
            Code.NO_IRQ_SOURCE,
            "Property 'IRK' does not exist in 'Antmicro.Renode.Peripherals.Test.Device' or is not",
        ),
        (DEVICE + "    IRQ -> nobody@1", Code.NO_IRQ_DESTINATION, "Irq destination 'nobody' does not exist."),
        (
            DEVICE + "    IRQ -> dev@1",
            Code.NOT_A_RECEIVER,
            "Type 'Antmicro.Renode.Peripherals.Test.Device' does not implement IGPIOReceiver",
        ),
        (
            DEVICE + "    IRQ -> r#2@1\nr: Test.Receiver @ none",
            Code.NO_LOCAL_RECEIVER,
            "'r' does not have a local receiver 2.",
        ),
        (
            "r: Test.Receiver @ none { -> r@0 }",
            Code.NO_IRQ_SOURCE,
            "Type 'Antmicro.Renode.Peripherals.Test.Receiver' does not contain any property of type GPIO.",
        ),
        (
            "r: Test.Receiver @ none { 0 -> r@0 }",
            Code.NO_NUMBERED_SOURCE,
            "Type 'Antmicro.Renode.Peripherals.Test.Receiver' is not a numbered gpio output",
        ),
        (
            DEVICE + "    IRQ -> r@1\n    IRQ -> r@2\nr: Test.Receiver @ none",
            Code.REPEATED_IRQ_SOURCE,
            "Interrupt 'IRQ' has already been used as a source in this entry.",
        ),
        (
            "sysbus: { init: { A }; init: { B } }",
            Code.REPEATED_INIT,
            "Entry can contain only one init attribute.",
        ),
        (DEVICE + "    other: nobody", Code.UNDEFINED_REFERENCE, "Undefined reference 'nobody'."),
        (
            "r: Test.Receiver @ nowhere 0",
            Code.UNDEFINED_REFERENCE,
            "Undefined register '[ReferenceValue: nowhere]'.",
        ),
        (
            "u: Test.Unsized @ sysbus 0x0",
            Code.NO_REGISTRATION_POINT,
            "Could not find any suitable constructor for this registration point.",
        ),
        (
            "r: Test.Receiver @ sysbus 0x0",
            Code.NO_REGISTRATION_POINT,
            "Could not find any suitable constructor",
        ),
        (
            DEVICE + "    Shade: .Gren",
            Code.WRONG_ENUM,
            "Unexpected enum value 'Gren'.\n\n    Valid values:\n       Colour.Red,\n       Colour.Green,\n",
        ),
        (
            "a: Test.Friend @ none { friend: b }\nb: Test.Friend @ none { friend: a }",
            Code.CREATION_CYCLE,
            "Dependency cycle has been found. The path is as follows:\nEntry 'a' at 1:4 references 'b'",
        ),
        (
            "a: Test.Receiver @ b 0\nb: Test.Receiver @ a 0",
            Code.REGISTRATION_CYCLE,
            "Dependency cycle has been found. The path is as follows:\nEntry 'a' at 1:4 references 'b' at",
        ),
        (
            "m: Memory.MappedMemory @ sysbus 0x0 { size: 0 }",
            Code.CONSTRUCTION,
            "Exception was thrown during construction of 'm':\nMemory size cannot be 0\n",
        ),
        (
            DEVICE + 'other: Test.Receiver @ sysbus as "dev"',
            Code.NAME_SETTING,
            "Exception was thrown during setting a name: \n",
        ),
        (
            DEVICE + "    9 -> r@0\nr: Test.Receiver @ none",
            Code.NO_IRQ_NUMBER,
            "Antmicro.Renode.Peripherals.Test.Device doesn't have IRQ 9.\nAvailable IRQs: [0, 1, 2, 3].",
        ),
    ],
)
def test_errors(failing: Failing, text: str, code: Code, message: str) -> None:
    found = failing(text)
    assert found.code is code
    assert found.message.startswith(message)


CORE = 'nvic: IRQControllers.NVIC @ none\ncpu: CPU.CortexM @ sysbus { cpuType: "cortex-m3"; nvic: nvic }\n'


@pytest.mark.parametrize(
    ("text", "name", "what"),
    [
        (CORE + "m: Memory.MappedMemory @ sysbus 0x0 { size: 0x500 }", "m", "size"),
        ("m: Memory.MappedMemory @ sysbus 0x10 { size: 0x400 }\n" + CORE, "cpu", "registration address"),
    ],
)
def test_memory_beside_a_core_consists_of_whole_pages(
    failing: Failing, text: str, name: str, what: str
) -> None:
    message = failing(text).message
    assert message.startswith(f"Exception was thrown during registration of '{name}' in 'sysbus':\n")
    assert message.endswith(f"the {what} has to be aligned to guest page size 0x400.")


def test_suggestions_stand_beside_the_text(failing: Failing) -> None:
    assert failing("a: Test.Devise").suggestion == "Did you mean 'Test.Device'?"
    assert failing(DEVICE + "    Sped: 1").suggestion == "Did you mean 'Speed'?"


def test_constructor_report(failing: Failing) -> None:
    lines = failing("d: Test.Device @ none\n    count: 1\n    label: 5").message.splitlines()
    found = "found attribute at 3:5 with value [NumericalValue: 5]"
    assert (
        lines[0] == "Could not find suitable constructor for type 'Antmicro.Renode.Peripherals.Test.Device'."
    )
    assert lines[1] == "Constructor selection report:"
    assert "[Antmicro.Renode.Core.IMachine, System.UInt32, System.Double (optional)," in lines[3]
    assert lines[-3:] == [
        f"  For parameter 'label' of type 'System.String' {found}",
        "    There was an error when converting the value:",
        "    Type mismatch. Expected System.String.",
    ]


@pytest.mark.parametrize("count", ["-1", "4294967296", "1.5", '"1"', "true", "[1]", "<0, 1>", "sysbus"])
def test_a_value_that_does_not_fit_rejects_the_constructor(failing: Failing, count: str) -> None:
    assert failing(f"d: Test.Device @ none {{ count: {count} }}").code is Code.NO_CONSTRUCTOR


def test_an_attribute_that_no_parameter_takes_is_named_with_the_nearest(failing: Failing) -> None:
    found = failing(DEVICE + '    lable: "x"')
    assert found.code is Code.NO_CONSTRUCTOR
    assert "    'lable' with value '[StringValue: 'x']' at 3:5" in found.message
    assert found.suggestion == "Did you mean 'label'?"
