"""From description to machine: merging, construction, properties, wiring, registration, sections."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builtin.platform.models import Colour, Device, Friend, Receiver, Unsized
from vboard.builtin.machine.machine import Machine
from vboard.builtin.platform.loader import load_platform, load_platform_string
from vboard.builtin.platform.platform_errors import Code, PlatformError

DEVICE = "dev: Test.Device @ sysbus 0x1000\n    count: 1\n"


def load(machine: Machine, text: str) -> None:
    load_platform_string(machine, text)


def device(machine: Machine, name: str = "sysbus.dev") -> Device:
    found = machine.find(name)
    assert isinstance(found, Device)
    return found


def receiver(machine: Machine, name: str) -> Receiver:
    found = machine.find(f"sysbus.{name}")
    assert isinstance(found, Receiver)
    return found


class RecordingHost:
    """Stands for the monitor."""

    def __init__(self, *files: Path) -> None:
        self.lines: list[str] = []
        self.macros: dict[str, str] = {}
        self.files = {file.name: file for file in files}

    def run_line(self, line: str) -> None:
        self.lines.append(line)

    def define_macro(self, name: str, text: str) -> None:
        self.macros[name] = text

    def find_file(self, name: str) -> Path | None:
        return self.files.get(name)


# -- construction ---------------------------------------------------------------------------------


def test_parameters_of_every_kind(machine: Machine) -> None:
    load(
        machine,
        DEVICE + '    ratio: 2\n    enabled: true\n    label: "x"\n    colour: .Green\n    small: 0xFF\n'
        "    other: r\n    others: [r, r]\n    limit: -3\nr: Test.Receiver @ sysbus",
    )
    found = device(machine)
    assert (found.count, found.ratio, found.enabled, found.label) == (1, 2.0, True, "x")
    assert (found.colour, found.small, found.limit) == (Colour.Green, 0xFF, -3)
    assert found.other is receiver(machine, "r")
    assert found.others == [found.other, found.other]


def test_none_means_not_given_and_empty_means_the_types_default(machine: Machine) -> None:
    load(machine, DEVICE + "    small: none\n    colour: empty\n    ratio: empty\n    label: empty")
    found = device(machine)
    assert (found.small, found.colour, found.ratio, found.label) == (7, Colour.Red, 0.0, None)


def test_enum_by_type_and_member_and_by_number(machine: Machine) -> None:
    load(
        machine,
        DEVICE + "    colour: Colour.Green\ntwo: Test.Device @ sysbus 0x2000\n    count: 1\n    colour: 1",
    )
    assert device(machine).colour is device(machine, "sysbus.two").colour is Colour.Green


def test_properties(machine: Machine) -> None:
    load(machine, DEVICE + "    Speed: 5\n    Shade: .Green")
    assert device(machine).Speed == 5
    assert device(machine).Shade is Colour.Green


def test_new_object_as_a_value(machine: Machine) -> None:
    load(machine, DEVICE + "    other: new Test.Receiver { }")
    assert isinstance(device(machine).other, Receiver)


def test_references_do_not_depend_on_the_order_of_entries(machine: Machine) -> None:
    load(machine, DEVICE + "    other: later\nlater: Test.Receiver @ none")
    assert device(machine).other is not None


# -- merging --------------------------------------------------------------------------------------


def test_later_entries_update_earlier_ones(machine: Machine) -> None:
    load(
        machine,
        DEVICE + '    label: "old"\ndev:\n    label: "new"\n    Speed: 2\ndev: @ sysbus 0x3000 as "moved"',
    )
    found = device(machine, "sysbus.moved")
    assert (found.label, found.Speed) == ("new", 2)
    assert [r.start for r in machine.bus.registrations] == [0x3000]


def test_a_second_load_sees_the_first(machine: Machine) -> None:
    load(machine, DEVICE)
    load(machine, "r: Test.Receiver @ sysbus\ndev:\n    IRQ -> r@3\n    Speed: 9")
    device(machine).IRQ.Set()
    assert receiver(machine, "r").levels == {3: True}
    assert device(machine).Speed == 9


def test_sections_replace_or_append_and_run_with_the_full_name(machine: Machine) -> None:
    host = RecordingHost()
    text = (
        DEVICE
        + "    init:\n        One\ndev:\n    init add:\n        Two\ndev:\n    reset:\n        Three 3\n"
    )
    load_platform_string(machine, text + "sysbus:\n    preinit:\n        echo 1", host)
    assert host.lines == ["echo 1", "sysbus.dev One", "sysbus.dev Two"]
    assert host.macros == {"dev.reset": "sysbus.dev Three 3"}


def test_init_without_add_replaces(machine: Machine) -> None:
    host = RecordingHost()
    load_platform_string(machine, DEVICE + "    init: { One }\ndev:\n    init:\n        Two", host)
    assert host.lines == ["sysbus.dev Two"]


# -- using ----------------------------------------------------------------------------------------


def test_using_relative_on_the_path_and_prefixed(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.repl").write_text("a: Test.Receiver @ none\n")
    (tmp_path / "b.repl").write_text(
        'using "./sub/a.repl"\nb: Test.Device @ none\n    count: 1\n    other: a'
    )
    main = tmp_path / "main.repl"
    main.write_text(
        'using "./b.repl"\nusing "c.repl" prefixed "p_"\n'
        "user: Test.Device @ sysbus 0x0\n    count: 2\n    other: a\n    others: [p_a]"
    )
    elsewhere = tmp_path / "c.repl"
    elsewhere.write_text("a: Test.Receiver @ none")
    load_platform(machine, main, RecordingHost(elsewhere))
    user = device(machine, "sysbus.user")
    assert user.others is not None
    assert user.other is not user.others[0]


def test_local_names_do_not_leave_their_file(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "part.repl").write_text(
        "local r: Test.Receiver @ sysbus\nx: Test.Device @ none { count: 1; other: r }"
    )
    main = tmp_path / "main.repl"
    main.write_text('using "./part.repl"\ny: Test.Device @ none\n    count: 1\n    other: r')
    with pytest.raises(PlatformError, match="Error E20: Undefined reference 'r'"):
        load_platform(machine, main)


def test_using_errors(machine: Machine, tmp_path: Path) -> None:
    main = tmp_path / "main.repl"
    for text, code, message in (
        (
            'using "./no.repl"',
            Code.NO_USING,
            f"Using './no.repl' resolved as '{tmp_path}/no.repl' does not exist.",
        ),
        ('using "no.repl"', Code.NO_USING, "Using 'no.repl' does not exist."),
        ('using "./main.repl"', Code.USING_CYCLE, "There is a cycle in using file dependency."),
        (
            'using "./x.repl"\nusing "./x.repl"',
            Code.REPEATED_USING,
            "Duplicate using entry.",
        ),
    ):
        (tmp_path / "x.repl").write_text("")
        main.write_text(text)
        with pytest.raises(PlatformError) as caught:
            load_platform(machine, main)
        assert caught.value.code is code
        assert caught.value.message.startswith(message)


def test_missing_file(machine: Machine, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"Could not find file '.*/no\.repl'\."):
        load_platform(machine, tmp_path / "no.repl")


# -- wiring ---------------------------------------------------------------------------------------


def test_named_default_and_numbered_outputs(machine: Machine) -> None:
    load(machine, DEVICE + "    -> r@7\n    [0-1] -> r@[10-11]\nr: Test.Receiver @ sysbus")
    found, target = device(machine), receiver(machine, "r")
    found.IRQ.Set()
    found.pins[1].Set()
    assert target.levels == {7: True, 10: False, 11: True}


def test_one_output_to_two_inputs_and_local_receivers(machine: Machine) -> None:
    load(machine, DEVICE + "    IRQ -> r@1 | r#1@5\nr: Test.Receiver @ sysbus")
    device(machine).IRQ.Set()
    assert receiver(machine, "r").levels == {1: True}
    assert receiver(machine, "r").local[1].levels == {5: True}


def test_two_outputs_on_one_input_are_ored(machine: Machine) -> None:
    load(machine, DEVICE + "    [0, 1] -> r@[4, 4]\nr: Test.Receiver @ sysbus")
    found, levels = device(machine), receiver(machine, "r").levels
    found.pins[0].Set()
    found.pins[1].Set()
    found.pins[0].Unset()
    assert levels[4] is True
    found.pins[1].Unset()
    assert levels[4] is False


def test_later_wire_replaces_the_earlier_and_none_disconnects(machine: Machine) -> None:
    load(
        machine,
        DEVICE + "    IRQ -> r@1\n    0 -> r@2\nr: Test.Receiver @ sysbus\ndev:\n    -> r@3\n    0 -> none",
    )
    device(machine).IRQ.Set()
    device(machine).pins[0].Set()
    assert receiver(machine, "r").levels == {3: True}


# -- registration ---------------------------------------------------------------------------------


def test_points_ranges_objects_and_several_places(machine: Machine) -> None:
    load(
        machine,
        "a: Test.Device @ { sysbus 0x1000; sysbus 0x2000 } { count: 1 }\n"
        "b: Test.Unsized @ sysbus <0x3000, +0x10>\n"
        "c: Test.Unsized @ sysbus new Bus.BusRangeRegistration { address: 0x4000; size: 0x20; offset: 4 }\n"
        "d: Test.Receiver @ a 13\n",
    )
    places = [(r.start, r.size, r.offset) for r in machine.bus.registrations]
    assert places == [(0x1000, 0x100, 0), (0x2000, 0x100, 0), (0x3000, 0x10, 0), (0x4000, 0x20, 4)]
    points = {entry.name: entry.point for entry in machine.entries}
    assert points["sysbus.a"] == "<0x00001000, 0x000010FF>\n<0x00002000, 0x000020FF>"
    assert points["sysbus.a.d"] == "Address: 13"
    assert isinstance(machine.find("sysbus.c"), Unsized)


def test_unregistered_objects_have_no_name(machine: Machine) -> None:
    load(machine, "r: Test.Receiver @ none")
    assert [entry.name for entry in machine.entries] == ["sysbus"]


def test_nested_new_and_empty_class_reference(machine: Machine) -> None:
    load(
        machine,
        "f: Test.Friend @ sysbus\n    friend: g\n"
        "g: Test.Friend @ none\n    friend: new Test.Friend { friend: empty }",
    )
    assert isinstance(machine.find("sysbus.f"), Friend)
