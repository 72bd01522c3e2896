"""PlatformIO: its own reader of platformio.ini, and the native test."""

from __future__ import annotations

import configparser
import re
import subprocess
from pathlib import Path

import pytest

from tests.projects.conftest import needs_compiler
from tests.projects.test_project import write
from tests.support.command_line import Cli
from vboard.boards.table import BOARDS


def ini(folder: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(folder / "platformio.ini")
    return parser


@pytest.mark.parametrize("board", list(BOARDS))
def test_platformio_lists_files_that_are_there(cli: Cli, tmp_path: Path, board: str) -> None:
    folder = write(cli, tmp_path / "a", "hotword", "--board", board, "--for", "platformio")
    parser = ini(folder)
    assert set(parser.sections()) == {"platformio", f"env:{board}", "env:native"}
    for section in (f"env:{board}", "env:native"):
        names = re.findall(r"\+<(\S+)>", parser[section]["build_src_filter"])
        assert names
        assert all((folder / name).is_file() for name in names)
    compile(  # the script is Python
        (folder / "platformio_link.py").read_text(), "platformio_link.py", "exec"
    )


@pytest.mark.parametrize("board", list(BOARDS))
def test_platformio_reads_the_configuration(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, board: str
) -> None:
    pytest.importorskip("platformio", reason="platformio is not installed: requirements/tools.lock")
    from platformio.platform.board import PlatformBoardConfig
    from platformio.project.config import ProjectConfig

    folder = write(cli, tmp_path / "a", "hello", "--board", board, "--for", "platformio")
    monkeypatch.chdir(folder)
    config = ProjectConfig(str(folder / "platformio.ini"))
    config.validate()
    assert config.envs() == [board, "native"]
    assert config.default_envs() == [board]
    assert config.get(f"env:{board}", "platform_packages") == [
        "platformio/toolchain-gccarmnoneeabi@~1.120301.0"
    ]
    manifest = Path(config.get("platformio", "boards_dir")) / f"{config.get(f'env:{board}', 'board')}.json"
    assert manifest.is_file() == (board in ("apollo3_evb", "ecm3531_evb"))
    if manifest.is_file():
        described = PlatformBoardConfig(str(manifest))
        assert described.get("upload.maximum_size") == BOARDS[board].flash.size
        assert f"-mcpu={described.get('build.cpu')}" in config.get(f"env:{board}", "build_flags")


UNITY = """\
#pragma once
#include <cstdio>
extern int g_failures;
void setUp();
void tearDown();
#define UNITY_BEGIN() (g_failures = 0)
#define UNITY_END() g_failures
#define RUN_TEST(test) (setUp(), test(), tearDown())
#define TEST_ASSERT_EQUAL_INT(expected, actual) \\
  do if ((expected) != (actual)) std::printf("FAIL %d\\n", ++g_failures); while (0)
#define TEST_ASSERT_EQUAL_UINT32 TEST_ASSERT_EQUAL_INT
"""


@needs_compiler
def test_platformio_native_test_runs(cli: Cli, tmp_path: Path) -> None:
    """What `pio test -e native` compiles, with a stand-in of its Unity."""
    folder = write(cli, tmp_path / "a", "hello", "--board", "bluepill", "--for", "platformio")
    section = ini(folder)["env:native"]
    (folder / "unity.h").write_text(UNITY)
    (folder / "unity.cc").write_text('#include "unity.h"\nint g_failures;\n')
    sources = re.findall(r"\+<(\S+)>", section["build_src_filter"])
    sources += ["unity.cc", "test/test_application/test_main.cc"]
    flags = [flag for flag in section["build_flags"].split() if flag != "-O2"]
    subprocess.run(["g++", *flags, "-I.", "-o", "tests", *sources], cwd=folder, check=True)
    assert subprocess.run([folder / "tests"], check=False).returncode == 0
