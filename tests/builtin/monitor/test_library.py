"""The names of Renode's own files, without a Renode."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vboard.builtin.monitor import library
from vboard.builtin.monitor.monitor import Monitor, MonitorError

PLATFORMS = sorted(library.LIBRARY.glob("platforms/**/*.repl"))
ADD_ONS = {"stm32f4_discovery-additional_gpios.repl", "stm32f4_discovery-bb.repl"}
"""They describe what is plugged on a board that another file describes."""
WHOLE = [path for path in PLATFORMS if path.parent.name != "parts" and path.name not in ADD_ONS]
SCRIPTS = sorted(library.LIBRARY.glob("scripts/**/*.resc"))


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder on a machine without a Renode."""
    for name in ("RENODE_ROOT", "RENODE_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def name_of(path: Path) -> str:
    """The name by which scripts know a file."""
    return path.relative_to(library.LIBRARY).as_posix()


def test_every_platform_loads_from_an_empty_folder(empty: Path) -> None:
    failed = {}
    for path in WHOLE:
        monitor = Monitor(empty)
        try:
            monitor.execute("mach create")
            monitor.execute(f"machine LoadPlatformDescription @{name_of(path)}")
        except MonitorError as error:
            failed[name_of(path)] = str(error)
        finally:
            monitor.close()
    assert failed == {}


@pytest.mark.parametrize("name", [name_of(path) for path in SCRIPTS])
def test_every_script_asks_for_nothing_but_the_image(empty: Path, name: str) -> None:
    monitor = Monitor(empty)
    with pytest.raises(MonitorError, match=r"No such variable: \$bin"):
        monitor.execute(f"include @{name}")
    monitor.close()


PERIPHERAL_SCRIPTS = sorted(library.LIBRARY.glob("scripts/pydev/*.py"))


@pytest.mark.parametrize("name", [name_of(path) for path in PERIPHERAL_SCRIPTS])
def test_a_script_of_a_peripheral_makes_a_device_from_the_monitor(empty: Path, name: str) -> None:
    monitor = Monitor(empty)
    monitor.execute("mach create")
    monitor.execute(f'machine PyDevFromFile @{name} 0xF0000004 0x4 True "made"')
    description = f'{{ size: 4; initable: true; filename: \\"{name}\\" }}'
    monitor.execute(
        'machine LoadPlatformDescriptionFromString "'
        f'described: Python.PythonPeripheral @ sysbus 0xF0000008 {description}"'
    )
    for _ in range(3):
        made = monitor.execute("sysbus ReadDoubleWord 0xF0000004")
        assert made == monitor.execute("sysbus ReadDoubleWord 0xF0000008")
    monitor.close()


def test_a_counter_counts_its_reads(empty: Path) -> None:
    monitor = Monitor(empty)
    monitor.execute("mach create")
    monitor.execute('machine PyDevFromFile @scripts/pydev/counter.py 0xF0000004 0x4 True "ctr"')
    answers = [monitor.execute("sysbus ReadDoubleWord 0xF0000004").strip() for _ in range(3)]
    assert answers == ["0x00000000", "0x00000001", "0x00000002"]
    monitor.close()


def test_a_part_is_used_by_several_files(empty: Path) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in PLATFORMS)
    unused = [path.name for path in PLATFORMS if path.parent.name == "parts" and path.name not in text]
    assert unused == []


def test_what_is_on_the_path_comes_first_then_an_installed_renode(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "platforms/cpus/stm32f103.repl"
    monitor = Monitor(empty)
    assert monitor.files.resolve(name) == str(library.LIBRARY / name)
    installed = empty.parent / "renode"
    (installed / "platforms" / "cpus").mkdir(parents=True)
    shutil.copy(library.LIBRARY / name, installed / name)
    monkeypatch.setenv("RENODE_ROOT", str(installed))
    assert monitor.files.resolve(name) == str(installed / name)
    (empty / "platforms" / "cpus").mkdir(parents=True)
    shutil.copy(library.LIBRARY / name, empty / name)
    assert monitor.files.resolve(name) == str(empty / name)


def test_a_renode_on_the_search_path_is_found_behind_links(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed, programs = empty.parent / "renode", empty.parent / "bin"
    (installed / "platforms").mkdir(parents=True)
    programs.mkdir()
    (installed / "renode").write_text("#!/bin/sh\n")
    (installed / "renode").chmod(0o755)
    (programs / "renode").symlink_to(installed / "renode")
    assert library.folders() == (installed, library.LIBRARY)


def test_a_program_of_that_name_without_platforms_is_no_renode(empty: Path) -> None:
    programs = empty.parent / "bin"
    programs.mkdir()
    (programs / "renode").write_text("#!/bin/sh\n")
    (programs / "renode").chmod(0o755)
    assert library.folders() == (library.LIBRARY,)


def test_an_address_is_asked_for_when_it_is_used(empty: Path) -> None:
    monitor = Monitor(empty)
    (empty / "own.elf").write_bytes(b"")
    monitor.execute("$bin=@own.elf")
    monitor.execute("$bin?=@https://example.com/other.elf")
    assert monitor.execute("echo $bin").strip().endswith("own.elf")
    monitor.execute("$other?=@https://example.com/other.elf")
    monitor.execute("mach create")
    with pytest.raises(MonitorError, match=r"^Failed to download https://example\.com/other\.elf: "):
        monitor.execute("sysbus LoadELF $other")
