"""`vboard project`: what is written builds by itself, runs, and is the same each time."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.projects.conftest import HOTWORD, float_dense, needs_compiler, needs_cross_compiler, wide_speech
from tests.support.command_line import Cli
from vboard.boards.table import BOARDS
from vboard.paths import ROOT
from vboard.projects.project import TOOLS, boards_of

YES = ROOT / "robot_tests" / "audio" / "yes.wav"


def write(cli: Cli, out: Path, *arguments: object) -> Path:
    result = cli("project", *arguments, "--out", out)
    assert result.status == 0, result.err
    return out


def build(*command: str, folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" not in done.stderr


def hears_yes(cli: Cli, board: str, elf: Path) -> None:
    result = cli("run", board, elf, "--audio", YES)
    assert result.status == 0, result.err
    assert re.search(r"Heard yes \(\d+\) @\d+ms", result.out)


needs_cmake = pytest.mark.skipif(
    shutil.which("cmake") is None, reason="no cmake (Debian, Ubuntu: apt-get install cmake)"
)


def built_with_make(folder: Path, board: str, app: str) -> Path:
    build("make", "-j2", folder=folder)
    return folder / "build" / f"{app}.elf"


def built_with_cmake(folder: Path, board: str, app: str) -> Path:
    build("cmake", "--preset", board, folder=folder)
    build("cmake", "--build", "--preset", board, "-j2", folder=folder)
    return folder / "build" / board / f"{app}.elf"


TOOLCHAINS = [
    pytest.param("make", built_with_make, marks=needs_cross_compiler, id="make"),
    pytest.param("cmake", built_with_cmake, marks=[needs_cross_compiler, needs_cmake], id="cmake"),
]


@pytest.mark.parametrize("board", list(BOARDS))
@pytest.mark.parametrize(("tool", "built"), TOOLCHAINS)
def test_hello_of_every_board_builds_and_runs(
    cli: Cli, tmp_path: Path, tool: str, built: Callable[[Path, str, str], Path], board: str
) -> None:
    """In a folder that was moved."""
    write(cli, tmp_path / "a", "hello", "--board", board, "--for", tool)
    moved = (tmp_path / "a").rename(tmp_path / "moved")
    result = cli("run", board, built(moved, board, "hello"), "--for", "0.02")
    assert result.status == 0, result.err
    assert f"hello on {BOARDS[board].title}" in result.out


@needs_cross_compiler
def test_make_builds_and_hears(cli: Cli, tmp_path: Path) -> None:
    folder = write(cli, tmp_path / "a", "hotword", "--board", "bluepill", "--for", "make")
    hears_yes(cli, "bluepill", built_with_make(folder, "bluepill", "hotword"))


@pytest.mark.long
@pytest.mark.parametrize("board", list(BOARDS))
@pytest.mark.parametrize(("tool", "built"), TOOLCHAINS)
def test_every_board_builds_and_hears(
    cli: Cli, tmp_path: Path, tool: str, built: Callable[[Path, str, str], Path], board: str
) -> None:
    folder = write(cli, tmp_path / "a", "hotword", "--board", board, "--for", tool)
    hears_yes(cli, board, built(folder, board, "hotword"))


@pytest.mark.long
@pytest.mark.parametrize("board", list(BOARDS))
@pytest.mark.parametrize(("tool", "built"), TOOLCHAINS)
def test_every_board_builds_and_measures(
    cli: Cli, tmp_path: Path, tool: str, built: Callable[[Path, str, str], Path], board: str
) -> None:
    folder = write(cli, tmp_path / "a", "benchmark", "--board", board, "--for", tool)
    result = cli("run", board, built(folder, board, "benchmark"), "--for", "0.1")
    assert result.status == 0, result.err
    outputs = re.findall(r"inference \d: \d+ cycles, outputs (\d+)", result.out)
    assert len(outputs) == 3
    assert len(set(outputs)) == 1


@needs_cross_compiler
@needs_cmake
def test_cmake_builds_and_hears_on_board_and_host(cli: Cli, tmp_path: Path) -> None:
    folder = write(cli, tmp_path / "a", "hotword", "--board", "stm32f746g_disco", "--for", "cmake")
    hears_yes(cli, "stm32f746g_disco", built_with_cmake(folder, "stm32f746g_disco", "hotword"))
    program = built_with_cmake(folder, "host", "hotword").with_suffix("")
    heard = subprocess.run([program], stdin=YES.open("rb"), capture_output=True, text=True, check=True)
    assert re.findall(r"Heard (\w+)", heard.stdout) == ["yes"]


@pytest.mark.parametrize("name", ["a.tar.gz", "a.rar", "a.TGZ", "a.7z"])
def test_an_archive_of_another_kind_is_refused(cli: Cli, tmp_path: Path, name: str) -> None:
    result = cli("project", "hello", "--board", "bluepill", "--for", "make", "--out", tmp_path / name)
    result.assert_refused("expected a.zip")
    assert not list(tmp_path.iterdir())


@needs_compiler
def test_portable_project_builds_and_hears(cli: Cli, tmp_path: Path) -> None:
    folder = write(cli, tmp_path / "a", "hotword", "--for", "portable")
    build("make", "-j2", "CXXFLAGS=-O1 -Wall -Wextra -Werror", folder=folder)
    heard = subprocess.run(["make", "-s", "check"], cwd=folder, capture_output=True, text=True, check=True)
    assert re.findall(r"Heard (\w+)", heard.stdout) == ["yes"]


@needs_compiler
def test_own_folder_with_a_model_builds(cli: Cli, tmp_path: Path) -> None:
    """Console and time alone, and a runtime with one operator."""
    app = tmp_path / "blinker"
    app.mkdir()
    (app / "main.cc").write_text(
        '#include "apps/common/banner.h"\n#include "apps/common/console.h"\n#include "dense_model.h"\n'
        '#include "dense_model_operators.h"\n#include "tensorflow/lite/micro/debug_log.h"\n'
        '#include "tensorflow/lite/micro/micro_interpreter.h"\n'
        '#include "tensorflow/lite/schema/schema_generated.h"\n'
        'extern "C" void DebugLog(const char* text, va_list) { console::Put(text); }\n'
        "alignas(16) static uint8_t arena[4096];\n"
        "int main() {\n"
        '  StartBoard("blinker");\n'
        "  static dense_model_resolver resolver;\n"
        "  if (dense_model_register(&resolver) != kTfLiteOk) return 1;\n"
        "  const tflite::Model* model = tflite::GetModel(dense_model);\n"
        "  tflite::MicroInterpreter interpreter(model, resolver, arena, sizeof(arena));\n"
        "  if (interpreter.AllocateTensors() != kTfLiteOk) return 1;\n"
        "  for (int i = 0; i < 4; ++i) interpreter.input(0)->data.f[i] = static_cast<float>(i);\n"
        "  if (interpreter.Invoke() != kTfLiteOk) return 1;\n"
        '  console::Print("sum ", static_cast<int>(interpreter.output(0)->data.f[1]), "\\n");\n'
        "}\n"
    )
    model = float_dense(tmp_path / "dense.tflite")
    folder = write(cli, tmp_path / "out", f"{app}", "--for", "portable", "--model", model)
    names = {str(path.relative_to(folder)) for path in folder.rglob("*.cc")}
    assert "runtime/kernels/linear/fully_connected.cc" in names
    assert not any("softmax" in name or "pooling" in name or "frontend" in name for name in names)
    build("make", "-j2", "CXXFLAGS=-O0", folder=folder)
    done = subprocess.run([folder / "blinker"], capture_output=True, text=True, check=False)
    assert "sum 38\n" in done.stdout  # 0*4 + 1*5 + 2*6 + 3*7


def cases() -> list[tuple[str, str]]:
    """A board of each tool that has few of its own, else the first of the table."""
    return [(name, next(iter(boards_of(tool)), "")) for name, tool in TOOLS.items()]


@pytest.mark.parametrize(("tool", "board"), cases())
def test_archives_are_equal_to_the_byte_and_hold_relative_paths_only(
    cli: Cli, tmp_path: Path, tool: str, board: str
) -> None:
    where = ["--board", board] if board else []
    made = [write(cli, tmp_path / f"{n}.zip", "hotword", *where, "--for", tool) for n in "ab"]
    assert made[0].read_bytes() == made[1].read_bytes()
    with zipfile.ZipFile(made[0]) as archive:
        names = archive.namelist()
        assert len(set(names)) == len(names)
        for name in names:
            assert not name.startswith(("/", ".."))
            assert "/../" not in name
            text = archive.read(name).decode("utf-8", errors="replace")
            assert str(ROOT) not in text, name
            for include in re.findall(r'#include "([^"]+)"', text):
                assert not include.startswith("/"), name
    assert any(name.rpartition("/")[2] == "LICENSE" for name in names)
    assert any(name.endswith("README.md") for name in names)


@pytest.mark.parametrize(("tool", "board"), cases())
def test_a_folder_holds_what_the_archive_holds(cli: Cli, tmp_path: Path, tool: str, board: str) -> None:
    where = ["--board", board] if board else []
    folder = write(cli, tmp_path / "folder", "hello", *where, "--for", tool)
    with zipfile.ZipFile(write(cli, tmp_path / "a.zip", "hello", *where, "--for", tool)) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert found == packed


def test_every_board_has_a_project(cli: Cli, tmp_path: Path) -> None:
    for board in BOARDS:
        folder = write(cli, tmp_path / board, "hello", "--board", board, "--for", "make")
        assert (folder / "boards" / board / "board.cc").is_file()
        assert f"vboard run {board}" in (folder / "README.md").read_text()


def test_a_short_name_is_the_boards(cli: Cli, tmp_path: Path) -> None:
    made = [
        write(cli, tmp_path / f"{name}.zip", "hello", "-b", name, "--for", "mbed")
        for name in ("disco", "stm32f746g_disco")
    ]
    assert made[0].read_bytes() == made[1].read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["hotwrod", "--board", "bluepill", "--for", "make"], "did you mean 'hotword'"),
        (["./absent", "--board", "bluepill", "--for", "make"], "no such folder"),
        (["hotword", "--board", "blupill", "--for", "make"], "did you mean 'bluepill'"),
        (["hotword", "--for", "make"], "which board? --board NAME"),
        (["hotword", "--board", "bluepill", "--for", "portable"], "portable takes no board"),
        (["hotword", "--board", "bluepill", "--for", "cmaek"], "did you mean 'cmake'"),
        (["hello", "--board", "bluepill", "--for", "make", "--model", HOTWORD], "hello has no model"),
        (["hotword", "--board", "bluepill", "--for", "make", "--model", "absent.tflite"], "No such file"),
    ],
)
def test_mistakes_are_one_line_and_leave_nothing(
    cli: Cli, tmp_path: Path, arguments: list[object], message: str
) -> None:
    result = cli("project", *arguments, "--out", tmp_path / "out")
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert message in result.err
    assert list(tmp_path.iterdir()) == []


@needs_cross_compiler
def test_a_model_that_does_not_fit_is_refused(cli: Cli, tmp_path: Path) -> None:
    model = wide_speech(tmp_path / "large.tflite")
    result = cli("project", "hotword", "-b", "bluepill", "--for", "make", "-m", model, "-o", tmp_path / "out")
    assert result.status == 2
    assert re.search(r"does not fit bluepill: flash: [\d,]+ bytes too many", result.err)
    assert not (tmp_path / "out").exists()


def test_a_model_with_other_operators_is_refused(cli: Cli, tmp_path: Path) -> None:
    from tests.projects.conftest import custom

    model = custom(tmp_path / "m.tflite", "CIRCULAR_BUFFER")
    result = cli("project", "hotword", "--for", "portable", "-m", model, "-o", tmp_path / "out")
    assert result.status == 2
    assert "needs CIRCULAR_BUFFER, which the application hotword does not register" in result.err


def test_a_file_is_no_board_of_a_project(cli: Cli, tmp_path: Path) -> None:
    result = cli("project", "hello", "-b", "my.repl", "--for", "make", "-o", tmp_path / "out")
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert "--board my.repl: expected the name of a board with firmware (apollo3_evb, " in result.err
    assert "vboard new-board adds one" in result.err


def test_a_model_that_is_none_of_speech_is_refused(cli: Cli, tmp_path: Path) -> None:
    """The application would say so on the board; whoever opens the project would build it first."""
    model = float_dense(tmp_path / "m.tflite")
    result = cli("project", "hotword", "--for", "portable", "-m", model, "-o", tmp_path / "out")
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert "has an input of 1 x 4 float32; the application hotword needs one input of 49 x 40" in result.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_nothing_is_overwritten(cli: Cli, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    if name == "out":
        out.mkdir()
        (out / "letter.txt").write_text("mine")
    else:
        out.write_text("mine")
    result = cli("project", "hello", "-b", "bluepill", "--for", "make", "-o", out)
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert (out / "letter.txt" if name == "out" else out).read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 1
