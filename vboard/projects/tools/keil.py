"""µVision projects for the Arm Compiler 6: the STM32F746G Discovery, and Cortex-M0+, M3, M4, M7 of no maker.

Elements and their order are those of projects that µVision 5 writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from vboard.inference.closure import FIRMWARE
from vboard.projects.application import Application
from vboard.projects.bundle import Bundle, Target, make_bundle
from vboard.projects.readme import readme
from vboard.projects.templates import fill
from vboard.projects.tools.tool import Files, Request, Tool

CHECKED = (
    "Elements and their order were checked, and the sources compiled with clang for the same core by the "
    "project's tests; µVision did not open the project here, and the Arm Compiler did not build it."
)
_KIB = 1024
_STACK = 8 * _KIB
_ARM_PACK = ("ARM", "ARM.CMSIS.5.9.0", "https://www.keil.com/pack/")
_ST_PACK = ("STMicroelectronics", "Keil.STM32F7xx_DFP.2.15.1", "https://www.keil.com/pack/")


@dataclass(frozen=True)
class Device:
    """A device of µVision's database: its name, pack, core and memories (bytes)."""

    name: str
    pack: tuple[str, str, str]
    cpu: str
    flags: tuple[str, ...]
    cpu_type: str
    fpu: str
    flash: int
    flash_bytes: int
    ram: int
    ram_bytes: int


_SOFT = ("-mthumb", "-mfloat-abi=soft")
_HARD = ("-mthumb", "-mfloat-abi=hard")


def _generic(name: str, cpu: str, flags: tuple[str, ...], cpu_type: str, fpu: str) -> Device:
    return Device(name, _ARM_PACK, cpu, flags, cpu_type, fpu, 0, 256 * _KIB, 0x2000_0000, 128 * _KIB)


DEVICES = {
    "stm32f746g_disco": Device(
        *("STM32F746NGHx", _ST_PACK, "cortex-m7", (*_HARD, "-mfpu=fpv5-sp-d16"), "Cortex-M7", " FPU3(SFPU)"),
        *(0x0800_0000, 1024 * _KIB, 0x2000_0000, 320 * _KIB),
    ),
    "m0plus": _generic("ARMCM0P", "cortex-m0plus", _SOFT, "Cortex-M0+", ""),
    "m3": _generic("ARMCM3", "cortex-m3", _SOFT, "Cortex-M3", ""),
    "m4": _generic("ARMCM4_FP", "cortex-m4", (*_HARD, "-mfpu=fpv4-sp-d16"), "Cortex-M4", " FPU2"),
    "m7": _generic("ARMCM7_SP", "cortex-m7", (*_HARD, "-mfpu=fpv5-sp-d16"), "Cortex-M7", " FPU3(SFPU)"),
}
"""Board -> device."""
_TYPES = {".c": 1, ".h": 5, ".cc": 8, ".cpp": 8}
_GNU_ONLY = ("boards/common/startup.cc", "boards/common/memory.cc")
"""Start-up by the symbols of a GNU linker script; functions that the Arm Compiler's library has."""


def bundle_for(application: Application, board: str) -> Bundle:
    """Sources for the Arm Compiler: its own start-up, no linker script of GNU's."""
    device = DEVICES[board]
    on_board = board == "stm32f746g_disco"
    folder = f"boards/{board}" if on_board else "ports/keil_generic"
    bundle = make_bundle(application, Target(board, folder, device.cpu, device.flags, startup=on_board))
    startup = "ports/keil/startup.cc"
    files = {
        name: content
        for name, content in bundle.files.items()
        if name not in _GNU_ONLY and name[-3:] != ".ld"
    }
    files[startup] = (FIRMWARE / startup).read_bytes()
    early = "boards/common/early_init.h"
    files[early] = (FIRMWARE / early).read_bytes()
    if not on_board:
        name = "boards/common/cxx_support.cc"
        files[name] = (FIRMWARE / name).read_bytes()
    sources = [name for name in bundle.sources if name not in _GNU_ONLY]
    sources += [startup, *([] if on_board else ["boards/common/cxx_support.cc"])]
    return Bundle(application, bundle.target, dict(sorted(files.items())), tuple(sources), bundle.includes)


def defines(device: Device) -> tuple[str, ...]:
    """What the compiler defines: the linker's name of the stack's top, sizes of the memories."""
    return (
        "NDEBUG",
        "__stack_top=Image$$ARM_LIB_STACK$$ZI$$Limit",
        f"FLASH_BYTES={device.flash_bytes}",
        f"RAM_BYTES={device.ram_bytes}",
    )


def _groups(bundle: Bundle) -> str:
    """Groups by folder, sources first, then headers."""
    groups: dict[str, list[str]] = {}
    headers = [name for name in bundle.files if name.endswith(".h")]
    for name in [*bundle.sources, *headers]:
        groups.setdefault(name.rpartition("/")[0] or bundle.application.name, []).append(name)
    text = []
    for group, names in groups.items():
        text += ["        <Group>", f"          <GroupName>{escape(group)}</GroupName>", "          <Files>"]
        for name in names:
            path = escape(".\\" + name.replace("/", "\\"))
            suffix = name[name.rindex(".") :]
            text += [
                "            <File>",
                f"              <FileName>{escape(name.rpartition('/')[2])}</FileName>",
                f"              <FileType>{_TYPES[suffix]}</FileType>",
                f"              <FilePath>{path}</FilePath>",
                "            </File>",
            ]
        text += ["          </Files>", "        </Group>"]
    return "\n".join(text)


def make(request: Request) -> Files:
    application, board = request.application, request.board
    app, device = application.name, DEVICES[board]
    bundle = bundle_for(application, board)
    vendor, pack, url = device.pack
    simulated = vendor == "ARM"
    small = device.cpu == "cortex-m0plus"
    places = {
        "app": app,
        "flash": f"0x{device.flash:08X}",
        "flash_bytes": f"0x{device.flash_bytes:X}",
        "ram": f"0x{device.ram:08X}",
        "ram_bytes": f"0x{device.ram_bytes:X}",
        "stack_bytes": f"0x{_STACK:X}",
    }
    files = dict(bundle.files)
    files[f"{app}.uvprojx"] = fill(
        "keil/project.uvprojx",
        **places,
        device=device.name,
        vendor=vendor,
        pack=pack,
        pack_url=url,
        cpu_type=device.cpu_type,
        fpu=device.fpu,
        dll="SARMCM0.DLL" if small else "SARMCM3.DLL",
        dialog="DARMCM1.DLL" if small else "DCM.DLL",
        target_dialog="TARMCM1.DLL" if small else "TCM.DLL",
        dialog_argument=f"-pCM{device.cpu_type.removeprefix('Cortex-M')}",
        defines=" ".join(defines(device)),
        includes=";".join(
            ".\\" + each.replace("/", "\\") if each != "." else "." for each in bundle.includes
        ),
        groups=_groups(bundle),
    )
    files[f"{app}.uvoptx"] = fill(
        "keil/project.uvoptx", app=app, simulator=str(int(simulated)), hardware=str(int(not simulated))
    )
    files[f"{app}.sct"] = fill("keil/scatter.sct", **places)
    where = "in µVision's simulator (console: Debug (printf) Viewer)" if simulated else "on the board"
    hint = (
        "`ports/keil_generic/board.cc` ends with what a part has to say: its UART, audio, LEDs." * simulated
    )
    steps = f"""\
1. Install the pack `{pack}` (Pack Installer) and the Arm Compiler 6.
2. Open `{app}.uvprojx`, build (F7), start the debugger {where}.

{hint}
"""
    files["README.md"] = readme(application, f"{board}, Keil µVision", steps, files, CHECKED)
    return files


TOOL = Tool("keil", "Keil µVision", tuple(DEVICES), make, CHECKED)
