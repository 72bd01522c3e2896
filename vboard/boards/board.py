"""What the suite knows of a board."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from vboard import paths

KIB = 1024


class Region(NamedTuple):
    """A memory of a board: where it starts and how many bytes it has."""

    name: str
    start: int
    size: int

    @property
    def end(self) -> int:
        """First address behind the region."""
        return self.start + self.size


@dataclass(frozen=True)
class Microphone:
    """A board's own microphone.

    Attributes:
        device: monitor path of the peripheral whose `SetInputFile` takes samples.
        platform: a `.repl` that adds it to the board; None: the board's own has it.
    """

    device: str
    platform: Path | None = None

    def loading(self) -> list[str]:
        """The monitor's lines that add it to a loaded board."""
        if self.platform is None:
            return []
        return [f"machine LoadPlatformDescription @{escape(str(self.platform))}"]


class Current(NamedTuple):
    """Supply current of the microcontroller at `volts`, running and asleep in WFI, and where that stands."""

    run_ma: float
    sleep_ma: float
    volts: float
    source: str


@dataclass(frozen=True)
class Board:
    """One row of the table.

    Attributes:
        name: what a user types, and the name of its files and folders.
        core: the processor as its data sheet calls it.
        mips: million instructions per virtual second, `PerformanceInMips` of its `.repl`.
        console, audio: monitor paths of the console and the audio UART; empty: it has none.
        flash, ram: where images go; `ram` lists every memory that data may use, the main one first.
        boot_loader: flash that a boot loader of the board owns; an image may lie there in its place.
        script: the `.resc` that creates the machine and loads `$bin`; None: `platform` is enough.
        platform: the `.repl` that describes the machine; None where the script alone knows.
        leds, buttons: label -> monitor path.
        roles: what the hotword application shows -> label of the LED; empty: all on the only one.
        current: for estimates of energy; None: not known.
        note: what a reader should know about its LEDs and buttons.
        bench: for measuring only: `vboard infer` and `vboard bench` know it, `vboard run` does not.
        microphone: where sound goes if not into the audio UART.
        own: a user's file, not a row of the table.
        short: other names that a user may type.
        extras: platform files that the built-in engine loads behind the board's own.
        also: platform files that are loaded behind it in this run.
        known_warnings: how warnings begin that a driver cannot avoid on this machine, on any engine.
    """

    name: str
    title: str
    mcu: str
    core: str
    mips: int
    console: str
    audio: str
    flash: Region
    ram: tuple[Region, ...]
    script: Path | None = None
    platform: Path | None = None
    leds: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    current: Current | None = None
    note: str = ""
    bench: bool = False
    own: bool = False
    short: tuple[str, ...] = ()
    boot_loader: Region | None = None
    extras: tuple[Path, ...] = ()
    also: tuple[Path, ...] = ()
    microphone: Microphone | None = None
    known_warnings: tuple[str, ...] = ()

    @property
    def architectures(self) -> tuple[str, ...]:
        """Architectures that the core executes, as `vboard.images.image` names them; empty: not known."""
        return _ARCHITECTURES.get(self.core.lower().removesuffix("f"), ())

    @property
    def flashes(self) -> tuple[Region, ...]:
        """All of the flash: what applications have, and the boot loader's."""
        return (self.flash,) if self.boot_loader is None else (self.flash, self.boot_loader)

    @property
    def what(self) -> str:
        """Title and part, without what is not known or is the name again."""
        return ", ".join(each for each in (self.title, self.mcu) if each and each != self.name)

    def image(self, app: str) -> Path:
        """The ELF of an application: where the build puts it, or what the wheel brings."""
        folders = self._image_folders()
        return next(
            (path for folder in folders if (path := folder / f"{app}.elf").is_file()),
            folders[0] / f"{app}.elf",
        )

    def built(self) -> dict[str, Path]:
        """Applications that are there for the board, by name."""
        found: dict[str, Path] = {}
        for folder in self._image_folders():
            for path in sorted(folder.glob("*.elf")):
                found.setdefault(path.stem, path)
        return found

    def _image_folders(self) -> tuple[Path, ...]:
        return tuple(folder / self.name for folder in paths.image_folders())

    def commands(self, image: Path) -> list[str]:
        """The monitor's lines that create the machine and load an image."""
        return [f"$bin=@{escape(str(image.resolve()))}", *self.loading()]

    def loading(self) -> list[str]:
        """The same without the line that names the image."""
        macro = [] if self.script is not None else ['macro reset "sysbus LoadELF $bin"', "runMacro $reset"]
        return [*self.creating(), *macro]

    def creating(self) -> list[str]:
        """The lines that create the machine; a script loads an image as well, if it knows one."""
        if self.script is not None:
            return [f"include @{escape(str(self.script))}", *self.adding()]
        return [f'mach create "{self.name}"', _load(self.platform), *self.adding()]

    def adding(self) -> list[str]:
        """The lines that add what `also` names."""
        return [_load(path) for path in self.also]

    def wired(self, console: str = "", audio: str = "") -> Board:
        """The board with other UARTs, where one is named: `usart1` or `sysbus.usart1`."""
        return replace(
            self,
            console=device_path(console) if console else self.console,
            audio=device_path(audio) if audio else self.audio,
        )


def _load(platform: Path | None) -> str:
    return f"machine LoadPlatformDescription @{escape(str(platform))}"


def device_path(name: str) -> str:
    """The monitor's full path of a device: `usart1` -> `sysbus.usart1`."""
    return name if name.startswith("sysbus.") else f"sysbus.{name}"


def escape(path: str) -> str:
    """A path as the monitor's `@path` token takes it: spaces and semicolons behind backslashes."""
    return path.replace(" ", "\\ ").replace(";", "\\;")


_V6M = ("ARMv6-M", "ARMv6S-M")
_V7M = (*_V6M, "ARMv7-M")
_V7EM = (*_V7M, "ARMv7E-M")
_ARCHITECTURES = {
    "cortex-m0": _V6M,
    "cortex-m0+": _V6M,
    "cortex-m1": _V6M,
    "cortex-m3": _V7M,
    "cortex-m4": _V7EM,
    "cortex-m7": _V7EM,
    "cortex-m23": (*_V6M, "ARMv8-M.base"),
    "cortex-m33": (*_V7EM, "ARMv8-M.base", "ARMv8-M.main"),
}
"""What each core executes; the last is its own architecture."""
