"""Zephyr: module, Kconfig by kconfiglib, sources against stand-ins of its headers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.projects.compiling import M4, STANDINS, compile_all, own_sources
from tests.projects.conftest import needs_cross_compiler
from tests.projects.test_project import write
from tests.support.command_line import Cli


@needs_cross_compiler
def test_zephyr_module_and_application(cli: Cli, tmp_path: Path) -> None:
    folder = write(cli, tmp_path / "a", "hotword", "--board", "bluepill", "--for", "zephyr")
    module = yaml.safe_load((folder / "zephyr" / "module.yml").read_text())
    assert module["build"] == {"cmake": ".", "kconfig": "Kconfig"}
    for name in ("CMakeLists.txt", "app/CMakeLists.txt"):
        text = (folder / name).read_text()
        listed = re.findall(r"^ +(\S+\.cc)$", text, re.MULTILINE)
        assert listed
        assert all(((folder / name).parent / each).is_file() for each in listed)
    compiler = ["arm-none-eabi-g++", *M4, "-I.", "-Iports/zephyr", "-Iapps/hotword", "-Iruntime"]
    compile_all([*compiler, f"-I{STANDINS / 'zephyr'}"], folder, own_sources(folder))


def test_zephyr_symbols_are_those_of_the_kconfig(cli: Cli, tmp_path: Path) -> None:
    kconfiglib = pytest.importorskip(
        "kconfiglib", reason="kconfiglib is not installed: requirements/tools.lock"
    )
    folder = write(cli, tmp_path / "a", "hotword", "--board", "bluepill", "--for", "zephyr")
    # What Zephyr's own Kconfig has.
    settings = (folder / "app" / "prj.conf").read_text()
    symbols = re.findall(r"^CONFIG_(\w+)=", settings, re.MULTILINE)
    known = "".join(
        f'config {each}\n\t{"int" if each.endswith("SIZE") else "bool"} "{each}"\n'
        for each in [*symbols, "REQUIRES_FULL_LIBCPP"]
        if each != "MICRO_RUNTIME"
    )
    (folder / "Kconfig.all").write_text(f'{known}rsource "Kconfig"\n')
    kconfig = kconfiglib.Kconfig(str(folder / "Kconfig.all"), warn_to_stderr=False)
    kconfig.load_config(str(folder / "app" / "prj.conf"))
    assert not kconfig.warnings
    assert kconfig.syms["MICRO_RUNTIME"].str_value == "y"
    assert kconfig.syms["REQUIRES_FULL_LIBCPP"].str_value == "y"
