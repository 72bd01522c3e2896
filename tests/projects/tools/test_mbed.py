"""Mbed OS: its own tools configure the project, a compiler takes the sources."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.projects.compiling import STANDINS, compile_all, own_sources
from tests.projects.conftest import needs_cross_compiler
from tests.projects.test_project import write
from tests.support.command_line import Cli


@needs_cross_compiler
def test_mbed_configuration_and_sources(cli: Cli, tmp_path: Path) -> None:
    folder = write(cli, tmp_path / "a", "hotword", "--board", "stm32f746g_disco", "--for", "mbed")
    settings = json.loads((folder / "mbed_app.json").read_text())
    assert set(settings) <= {"config", "macros", "requires", "target_overrides"}
    assert all(re.fullmatch(r"[\w-]+\.[\w-]+", key) for key in settings["target_overrides"]["*"])
    assert re.fullmatch(r"https://\S+/#\S+\n", (folder / "mbed-os.lib").read_text())
    text = (folder / "CMakeLists.txt").read_text()
    for name in re.findall(r"^  (\S+\.cc)$", text, re.MULTILINE):
        assert (folder / name).is_file(), name
    includes = re.search(r"PRIVATE (\..*)\)", text)
    assert includes
    flags = [f"-I{each}" for each in includes[1].split()]
    m7 = ["-mcpu=cortex-m7", "-mthumb", "-mfpu=fpv5-sp-d16", "-mfloat-abi=hard"]
    compiler = ["arm-none-eabi-g++", *m7, *flags, f"-I{STANDINS / 'mbed'}"]
    compile_all(compiler, folder, own_sources(folder))


MBED_OS = {
    "targets/targets.json": {
        "Target": {
            "core": None,
            "c_lib": "std",
            "printf_lib": "minimal-printf",
            "supported_c_libs": {"arm": ["std"], "gcc_arm": ["std", "small"]},
            "supported_application_profiles": ["full", "bare-metal"],
            "config": {"boot-stack-size": {"value": "0x1000"}},
        },
        "DISCO_F746NG": {"inherits": ["Target"], "core": "Cortex-M7F", "supported_form_factors": ["ARDUINO"]},
    },
    "platform/mbed_lib.json": {"name": "platform", "config": {"stdio-baud-rate": 9600}},
    "platform/bare_metal/mbed_lib.json": {"name": "bare-metal", "requires": ["platform"]},
    "rtos/mbed_lib.json": {"name": "rtos", "config": {"present": 1, "main-thread-stack-size": 4096}},
}
"""What mbed-tools reads of Mbed OS 6, as far as the project comes near it."""


@pytest.mark.parametrize("toolchain", ["GCC_ARM", "ARM"])
def test_mbed_tools_configure_the_project(
    cli: Cli, tmp_path: Path, caplog: pytest.LogCaptureFixture, toolchain: str
) -> None:
    """What `mbed-tools configure` does; a setting that nothing defines is a warning there."""
    pytest.importorskip("mbed_tools", reason="mbed-tools is not installed: requirements/tools.lock")
    from mbed_tools.build import generate_config
    from mbed_tools.project import MbedProgram

    folder = write(cli, tmp_path / "a", "hotword", "--board", "stm32f746g_disco", "--for", "mbed")
    for name, content in MBED_OS.items():
        (tmp_path / "os" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "os" / name).write_text(json.dumps(content))
    program = MbedProgram.from_existing(folder, Path("DISCO_F746NG", "develop"), tmp_path / "os")
    _, written = generate_config("DISCO_F746NG", toolchain, program)
    assert [record.getMessage() for record in caplog.records] == []
    text = written.read_text()
    for definition in (
        "MBED_CONF_PLATFORM_STDIO_BAUD_RATE=115200",
        "MBED_CONF_TARGET_BOOT_STACK_SIZE=0x2000",
        "TARGET_FF_ARDUINO",
    ):
        assert definition in text
    assert "MBED_CONF_RTOS" not in text
