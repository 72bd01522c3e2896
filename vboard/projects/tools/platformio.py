"""PlatformIO: an environment for the board, and one for this computer with a test."""

from __future__ import annotations

import json
from typing import Any

from vboard.boards.table import BOARDS
from vboard.projects.bundle import board_target, make_bundle, port_target
from vboard.projects.readme import readme
from vboard.projects.tools.make import deployment
from vboard.projects.tools.tool import Files, Request, Tool

_BOARDS = {
    "bluepill": ("ststm32", "bluepill_f103c8"),
    "stm32f746g_disco": ("ststm32", "disco_f746ng"),
    "nano33ble": ("nordicnrf52", "nano33ble"),
    "apollo3_evb": ("ststm32", "apollo3_evb"),
    "ecm3531_evb": ("ststm32", "ecm3531_evb"),
}
"""Board -> platform and board of PlatformIO's registry, or of `_MANIFESTS`."""
_MANIFESTS: dict[str, dict[str, Any]] = {
    "apollo3_evb": {
        "name": "Apollo3 Blue EVB",
        "vendor": "Ambiq Micro",
        "url": "https://ambiq.com/apollo3-blue/",
        "build": {"cpu": "cortex-m4", "mcu": "apollo3", "f_cpu": "48000000L"},
        "debug": {"jlink_device": "AMA3B1KK-KBR"},
        "upload": {"protocol": "jlink", "protocols": ["jlink"], "offset_address": "0xC000"},
    },
    "ecm3531_evb": {
        "name": "ECM3531 EVB",
        "vendor": "Eta Compute",
        "url": "https://etacompute.com/",
        "build": {"cpu": "cortex-m3", "mcu": "ecm3531", "f_cpu": "60000000L"},
        "upload": {"protocol": "custom", "protocols": ["custom"]},
    },
}
"""Boards that no platform of the registry has: the project brings their description, and borrows a platform
whose builder, without a framework, is a compiler and the board's `cpu`."""
_MANIFEST_FOLDER = "platformio"
_COMPILER = "toolchain-gccarmnoneeabi@~1.120301.0"
"""GCC 12, as in the tests: what the platforms bring by themselves is 7."""
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


_BORROWED = """\
PlatformIO's registry has no platform for this chip: `{file}` describes the board, and the platform
`{platform}` lends its builder.
"""


def _manifest(board: str) -> bytes:
    row = BOARDS[board]
    found = {**_MANIFESTS[board], "frameworks": []}
    found["upload"] = {
        **found["upload"],
        "maximum_size": row.flash.size,
        "maximum_ram_size": row.ram[0].size,
    }
    return (json.dumps(found, indent=2) + "\n").encode()


def _upload(board: str) -> str:
    """The line that flashes; empty where PlatformIO has no program for it."""
    known = _MANIFESTS.get(board, {}).get("upload", {}).get("protocol") != "custom"
    return f"    pio run -e {board} -t upload\n" if known else ""


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
{f"boards_dir = {_MANIFEST_FOLDER}{chr(10)}" if board in _MANIFESTS else ""}default_envs = {board}

[env:{board}]
platform = {platform}
board = {name}
platform_packages = platformio/{_COMPILER}
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
    if board in _MANIFESTS:
        files[f"{_MANIFEST_FOLDER}/{name}.json"] = _manifest(board)
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
{_upload(board)}    pio test -e native

`env:{board}` uses no framework: the board's start-up code and drivers are in `boards/`.
{_BORROWED.format(platform=platform, file=f"{_MANIFEST_FOLDER}/{name}.json") if board in _MANIFESTS else ""}\

{deployment(board, "firmware", f".pio/build/{board}")}"""
    files["README.md"] = readme(application, f"{board}, PlatformIO", steps, files, CHECKED)
    return files


TOOL = Tool("platformio", "PlatformIO", tuple(_BOARDS), make, CHECKED)
