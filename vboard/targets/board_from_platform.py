"""A board from a platform of Renode: its machine is loaded once and looked at (`vboard new-board`)."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from vboard.boards.board import KIB, Board, Region, escape
from vboard.engine.capabilities import MachineContents
from vboard.engine.selection import open_local
from vboard.errors import VBoardError, nearest
from vboard.paths import shown
from vboard.targets.new_board import Files, Layout, firmware_like, read, todo
from vboard.targets.probe import facts_of

_USING = re.compile(r'^(\s*using\s+)"([^"]+)"', re.MULTILINE)
_CPU = {
    "Cortex-M0": ("cortex-m0", ""),
    "Cortex-M0+": ("cortex-m0plus", ""),
    "Cortex-M3": ("cortex-m3", ""),
    "Cortex-M4": ("cortex-m4", "-mfpu=fpv4-sp-d16 -mfloat-abi=hard"),
    "Cortex-M4F": ("cortex-m4", "-mfpu=fpv4-sp-d16 -mfloat-abi=hard"),
    "Cortex-M7": ("cortex-m7", "-mfpu=fpv5-sp-d16 -mfloat-abi=hard"),
}
"""Compiler's processor and further flags."""


def from_platform(root: Path, name: str, file: Path, model: Board | None) -> Layout:
    """A row, a script and a copy of a platform of Renode with what it uses; firmware like `model`'s, if any.

    Raises:
        VBoardError: the platform does not load, or has no processor, memory or UART.
    """
    files, sources = _platform_files(name, file)
    found = replace(_look_at(files, name, sources), name=shown(file))
    facts = facts_of(found, None)
    if not found.uarts:
        raise VBoardError(f"{shown(file)}: the platform has no UART for a console")
    files[Path("renode", "boards", f"{name}.toml")] = _row(name, facts, found)
    files[Path("renode", "scripts", f"{name}.resc")] = _script(name, found.uarts[0])
    if model is not None:
        files |= firmware_like(root, name, model)
        folder = Path("firmware", "boards", name)
        files[folder / "memory.ld"] = _memory_script(name, facts["flash"], facts["ram"])
        files[folder / "board.mk"] = _compiler_flags(str(facts["core"]))
    return Layout(files, found.gaps, todo(files, name))


def _look_at(platforms: Files, name: str, sources: Mapping[str, Path]) -> MachineContents:
    """What the machine of the copied files holds: `using` finds them beside each other.

    A fault is told of the file that was copied; its lines are the same.
    """
    session = open_local(Path.cwd())
    try:
        with tempfile.TemporaryDirectory(prefix="vboard-platform-") as folder:
            for path, text in platforms.items():
                Path(folder, path.name).write_text(text, encoding="utf-8")
            session.execute("mach create")
            try:
                session.execute(f"machine LoadPlatformDescription @{escape(folder)}/{name}.repl")
            except VBoardError as error:
                text = str(error)
                for target, source in sources.items():
                    text = text.replace(f"{folder}/{target}", shown(source))
                raise VBoardError(text) from error
            found = session.contents()
    finally:
        session.close()
    assert found is not None  # a machine was created
    return found


def _platform_files(name: str, file: Path) -> tuple[Files, dict[str, Path]]:
    """The platform as NAME.repl, each file that it uses as NAME_that.repl beside it, and the files copied."""
    files: Files = {}
    places: dict[Path, str] = {}

    def take(source: Path, target: str) -> None:
        places[source] = target

        def replaced(match: re.Match[str]) -> str:
            used = _used_file(source, match[2])
            if used not in places:
                take(used, f"{name}_{used.name}")
            return f'{match[1]}"{places[used]}"'

        files[Path("renode", "platforms", target)] = _USING.sub(replaced, read(source))

    take(file.resolve(), f"{name}.repl")
    return files, {target: source for source, target in places.items()}


def _used_file(source: Path, used: str) -> Path:
    """A file of a `using`: beside the file that names it, or below a folder around it, as Renode's are."""
    for folder in source.parents:
        if (folder / used).is_file():
            return (folder / used).resolve()
    raise VBoardError(f"{shown(source)}: uses {used}, which lies neither beside it nor above it")


def _row(name: str, facts: Mapping[str, object], found: MachineContents) -> str:
    flash, ram = facts["flash"], facts["ram"]
    assert isinstance(flash, Region)
    assert isinstance(ram, tuple)
    uarts = [path.removeprefix("sysbus.") for path in found.uarts]
    lines = [
        f'title = "{name}"',
        f'core = "{facts["core"]}"',
        f"mips = {facts['mips']}",
        f'platform = "../platforms/{name}.repl"',
        f'script = "../scripts/{name}.resc"',
        f'console = "{uarts[0]}"',
        *([f'audio = "{uarts[1]}"'] if len(uarts) > 1 else []),
        f"flash = {_region(flash)}",
        f"ram = [{', '.join(_region(each, each.name) for each in ram)}]",
        f"leds = {_devices(facts['leds'])}",
        f"buttons = {_devices(facts['buttons'])}",
    ]
    return "\n".join(lines) + "\n"


def _region(region: Region, name: str = "") -> str:
    size = f"{region.size} B" if region.size % KIB else f"{region.size // KIB} KiB"
    first = f'name = "{name}", ' if name else ""
    return f'{{ {first}address = 0x{region.start:08X}, size = "{size}" }}'


def _devices(devices: object) -> str:
    assert isinstance(devices, Mapping)
    pairs = [f'"{label}" = "{path.removeprefix("sysbus.")}"' for label, path in devices.items()]
    return f"{{ {', '.join(pairs)} }}" if pairs else "{}"


def _script(name: str, console: str) -> str:
    return f"""\
:name: {name}
:description: Runs a firmware image. Set $bin (and $name) before including this script to choose.

using sysbus
$name?="{name}"
mach create $name
$bin?=$ORIGIN/../../build/firmware/{name}/hotword.elf

machine LoadPlatformDescription $ORIGIN/../platforms/{name}.repl
showAnalyzer {console.removeprefix("sysbus.")}

macro reset
\"\"\"
    sysbus LoadELF $bin
\"\"\"
runMacro $reset
"""


def _memory_script(name: str, flash: Region, ram: tuple[Region, ...]) -> str:
    if not ram:
        raise VBoardError(f"{name}: the platform has no RAM beside its flash")
    return f"""\
/* As the platform has them: check them against the part's data sheet. */
MEMORY
{{
  FLASH (rx) : ORIGIN = 0x{flash.start:08X}, LENGTH = {flash.size}
  RAM (rwx) : ORIGIN = 0x{ram[0].start:08X}, LENGTH = {ram[0].size}
}}
__stack_size = 2560;
INCLUDE sections.ld
"""


def _compiler_flags(core: str) -> str:
    if core not in _CPU:
        raise VBoardError(f"{core}: our firmware is built for {', '.join(_CPU)}{nearest(core, _CPU)}")
    cpu, flags = _CPU[core]
    return f"CPU := {cpu}\nCPU_FLAGS := -mcpu=$(CPU) -mthumb{' ' + flags if flags else ''}\n"
