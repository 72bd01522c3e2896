"""PlatformIO: an environment for the board, and one for this computer with a test."""

from __future__ import annotations

from vboard.boards.table import BOARDS
from vboard.projects.bundle import board_target, make_bundle, port_target
from vboard.projects.readme import readme
from vboard.projects.tools.make import deployment
from vboard.projects.tools.tool import Files, Request, Tool

_BOARDS = {
    "bluepill": ("ststm32", "bluepill_f103c8"),
    "stm32f746g_disco": ("ststm32", "disco_f746ng"),
    "nano33ble": ("nordicnrf52", "nano33ble"),
}
"""Board -> platform and board of PlatformIO's registry."""
CHECKED = (
    "`platformio.ini` was parsed by PlatformIO's own package; the sources of `env:native` and its test were "
    "compiled and run with g++ by the project's tests; `pio` itself needs its registry and did not run here."
)
_SCRIPT = """\
# The linker's options that `build_flags` would give to the compiler only.
Import("env")

env.Append(LINKFLAGS=[{flags}])
env.Replace(LDSCRIPT_PATH="{script}")
"""
_TEST = """\
// The application's parts on this computer: `pio test -e native`.
#include <unity.h>

#include "boards/board.h"
{includes}
void setUp() {{}}
void tearDown() {{}}

static void TestTimeAdvances() {{
  const uint32_t before = board::Milliseconds();
  board::WaitForInterrupt();
  TEST_ASSERT_EQUAL_UINT32(before + 1, board::Milliseconds());
}}
{tests}
int main() {{
  UNITY_BEGIN();
  RUN_TEST(TestTimeAdvances);
{runs}  return UNITY_END();
}}
"""
_MODEL_TEST = """
static void TestModelIsWhole() {
  TEST_ASSERT_EQUAL_INT(kTfLiteOk, tflite::VerifyModel(g_model, g_model_size));
}
"""


def _filter(sources: tuple[str, ...]) -> str:
    return "\n    ".join(["-<*>", *(f"+<{name}>" for name in sources)])


def make(request: Request) -> Files:
    application, board = request.application, request.board
    app = application.name
    target, host = (
        make_bundle(application, board_target(board)),
        make_bundle(application, port_target("host")),
    )
    files = {**host.files, **target.files}
    platform, name = _BOARDS[board]
    flags = ["-std=gnu++17", "-Os", "-DNDEBUG", *target.target.flags, "-fno-exceptions", "-fno-rtti"]
    flags += ["-fno-threadsafe-statics", "-ffunction-sections", "-fdata-sections", "-ffp-contract=off"]
    flags += [f"-I{each}" for each in target.includes]
    host_flags = ["-std=gnu++17", "-O2", "-ffp-contract=off", *(f"-I{each}" for each in host.includes)]
    without_main = tuple(each for each in host.sources if not each.endswith("/main.cc"))
    files["platformio.ini"] = f"""\
; {app}: `pio run -e {board}`, `pio test -e native`
[platformio]
src_dir = .
default_envs = {board}

[env:{board}]
platform = {platform}
board = {name}
build_unflags = -std=gnu++11 -std=gnu++14
build_flags =
    {chr(10).join(f"    {flag}" for flag in flags).lstrip()}
build_src_filter =
    {_filter(target.sources)}
extra_scripts = post:platformio_link.py

[env:native]
platform = native
build_flags =
    {chr(10).join(f"    {flag}" for flag in host_flags).lstrip()}
build_src_filter =
    {_filter(without_main)}
test_build_src = yes
""".encode()
    link = [
        *target.target.flags,
        "-nostartfiles",
        "--specs=nano.specs",
        "-Wl,--gc-sections",
        "-Lboards/common",
    ]
    files["platformio_link.py"] = _SCRIPT.format(
        flags=", ".join(f'"{flag}"' for flag in link), script=f"{target.target.folder}/memory.ld"
    ).encode()
    tested = "model.cc" in host.sources
    files["test/test_application/test_main.cc"] = _TEST.format(
        includes=(
            '#include "apps/hotword/model.h"\n#include "tensorflow/lite/schema/schema_generated.h"\n'
            if tested
            else ""
        ),
        tests=_MODEL_TEST if tested else "",
        runs="  RUN_TEST(TestModelIsWhole);\n" if tested else "",
    ).encode()
    steps = f"""\
    pio run -e {board}
    pio run -e {board} -t upload
    pio test -e native

`env:{board}` uses no framework: the board's start-up code and drivers are in `boards/`.

{deployment(board, "firmware", f".pio/build/{board}")}"""
    files["README.md"] = readme(application, f"{board}, PlatformIO", steps, files, CHECKED)
    return files


TOOL = Tool("platformio", "PlatformIO", tuple(each for each in _BOARDS if each in BOARDS), make, CHECKED)
