"""`sysbus Load…`: images and symbols."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vboard.builtin.machine import images
from vboard.builtin.machine.bus import BusCommandError, SystemBus
from vboard.builtin.machine.elf import ImageError
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.monitor.members import Facet, members_of
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.types import Long, ReadFilePath, ULong


@members_of(SystemBus)
class BusImages(Facet[SystemBus]):
    """Loaders."""

    def LoadELF(
        self,
        fileName: ReadFilePath,
        useVirtualAddress: bool = False,
        cpu: Peripheral | None = None,
    ) -> None:
        """Load an ELF image at its physical addresses.

        Raises:
            BusCommandError: the emulation is running, or the file is no usable ELF image.
        """
        machine: Any = self.target.env
        if not machine.IsPaused:
            raise BusCommandError("Cannot load ELF on an unpaused machine.")
        try:
            images.load_elf(self.target, Path(fileName), useVirtualAddress, cpu)
        except ImageError as error:
            raise _load_error(fileName, error) from error

    def ApplySVD(self, path: str) -> None:
        """Names of registers for Renode's log. They change no behaviour: the file is not read."""
        self.target.log(LogLevel.DEBUG, f"register names from {path} are not used")

    def LoadSymbolsFrom(
        self,
        fileName: ReadFilePath,
        useVirtualAddress: bool = False,
        textAddress: ULong | None = None,
        context: Peripheral | None = None,
    ) -> None:
        """Take the symbols of an ELF image and nothing else."""
        try:
            images.load_symbols(self.target, Path(fileName), useVirtualAddress, textAddress, context)
        except ImageError as error:
            raise _load_error(fileName, error) from error

    def LoadBinary(
        self,
        fileName: ReadFilePath,
        loadPoint: ULong,
        cpu: Peripheral | None = None,
        offset: Long = 0,
        size: ULong | None = None,
    ) -> None:
        """Load a file as it is, or `size` bytes of it from `offset` on, where a core sees `loadPoint`."""
        images.load_binary(self.target, Path(fileName), loadPoint, cpu, offset, size)

    def LoadHEX(self, fileName: ReadFilePath, cpu: Peripheral | None = None) -> None:
        """Load an Intel HEX file; the start address that it names becomes the PC of `cpu`, if given."""
        start = images.load_hex(self.target, Path(fileName), cpu)
        if start is not None and cpu is not None:
            _set_pc(cpu, start)

    def LoadSRecord(self, fileName: ReadFilePath, cpu: Peripheral | None = None) -> None:
        """Load S-records; the start address becomes the PC of `cpu`, or of all cores."""
        start = images.load_srecord(self.target, Path(fileName), cpu)
        if start is None:
            return
        machine: Any = self.target.env
        source = "" if cpu is None else machine.name_of(cpu)
        for core in [cpu] if cpu is not None else machine.cores:
            machine.log_as(source, LogLevel.INFO, f"Setting PC value to 0x{start:X}")
            _set_pc(core, start)

    def LoadUImage(self, fileName: ReadFilePath, cpu: Peripheral | None = None) -> None:
        """Fail: images of the boot loader U-Boot are for other processors than a Cortex-M.

        Raises:
            BusCommandError: always.
        """
        if Path(fileName).read_bytes()[:4] != _UIMAGE_MAGIC:
            raise BusCommandError(f"Given file '{fileName}' is not a U-Boot image.")
        raise BusCommandError(f"{fileName}: the built-in engine loads ELF, HEX, S-record and binary files")


_UIMAGE_MAGIC = bytes.fromhex("27051956")


def _load_error(file_name: str, cause: Exception) -> BusCommandError:
    """Renode says it twice, outer and inner exception; the reason goes between."""
    text = f"Could not load ELF from path: {file_name}"
    return BusCommandError(f"Error while loading ELF: {text}{text}")


def _set_pc(core: Any, address: int) -> None:
    core.PC = address
