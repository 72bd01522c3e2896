"""A Zephyr module with the runtime, and an application that uses it."""

from __future__ import annotations

from vboard.projects.bundle import Target, make_bundle
from vboard.projects.readme import readme
from vboard.projects.templates import fill
from vboard.projects.tools.tool import Files, Request, Tool, lines

_BOARDS = {
    "bluepill": "stm32_min_dev@blue",
    "stm32f746g_disco": "stm32f746g_disco",
    "nano33ble": "arduino_nano_33_ble/nrf52840/sense",
    "apollo3_evb": "apollo3_evb",
}
"""Board -> what `west build -b` takes."""
_SINCE = {"apollo3_evb": "4.0"}
"""The first release with the board; the names of the others are those since 3.7."""
_MODULE, _SYMBOL = "micro_runtime", "MICRO_RUNTIME"
_MODULE_YML = """\
name: micro_runtime
build:
  cmake: .
  kconfig: Kconfig
"""
_OVERLAYS = {
    "bluepill": "usart2",
    "stm32f746g_disco": "usart6",
    "nano33ble": "uart0",
    "apollo3_evb": "uart1",
}
"""Board -> node of the UART that audio comes on."""
CHECKED = (
    "The module's YAML and Kconfig were parsed, and the sources compiled with arm-none-eabi-g++ against a "
    "stand-in of Zephyr's headers by the project's tests; no Zephyr built it here."
)


def make(request: Request) -> Files:
    application, board = request.application, request.board
    bundle = make_bundle(application, Target("zephyr", "ports/zephyr", "", ()))
    shared = [name for name in bundle.sources if name.startswith(("runtime/", "frontend/"))]
    own = [f"../{name}" for name in bundle.sources if name not in shared]
    files = dict(bundle.files)
    files["zephyr/module.yml"] = _MODULE_YML.encode()
    includes = " ".join(each for each in bundle.includes if each in (".", "runtime"))
    files["CMakeLists.txt"] = fill(
        "zephyr/CMakeLists.txt",
        symbol=_SYMBOL,
        module=_MODULE,
        sources=lines(shared, "    ", ""),
        includes=includes,
    )
    files["Kconfig"] = fill("zephyr/Kconfig", symbol=_SYMBOL, app=application.name)
    files["app/CMakeLists.txt"] = fill(
        "zephyr/app_CMakeLists.txt",
        app=application.name,
        sources=lines(own, "  ", ""),
        includes=" ".join(["..", *(f"../{each}" for each in bundle.includes if each != ".")]),
    )
    files["app/prj.conf"] = fill("zephyr/prj.conf", symbol=_SYMBOL)
    zephyr_board = _BOARDS[board]
    overlay = f"/ {{\n\taliases {{\n\t\taudio-uart = &{_OVERLAYS[board]};\n\t}};\n}};\n\n"
    overlay += f'&{_OVERLAYS[board]} {{\n\tstatus = "okay";\n\tcurrent-speed = <921600>;\n}};\n'
    files["app/audio.overlay"] = overlay.encode()
    steps = f"""\
`app/` is an application, the folder above it a module with the runtime. In a workspace of Zephyr \
{_SINCE.get(board, "3.7")} or newer:

    west build -b {zephyr_board} PATH/app -- -DEXTRA_DTC_OVERLAY_FILE=audio.overlay
    west flash

The console is the board's own; audio (s16, 16 kHz, 921600 baud) comes on the UART of `app/audio.overlay`.
"""
    files["README.md"] = readme(application, f"{board}, Zephyr", steps, files, CHECKED)
    return files


TOOL = Tool("zephyr", "Zephyr", tuple(_BOARDS), make, CHECKED)
