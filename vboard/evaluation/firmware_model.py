"""The model inside a firmware image, and the words that it hears."""

from __future__ import annotations

from pathlib import Path

from vboard.inference.flatbuffer import DamagedError, Table

MICRO_SPEECH = ("silence", "unknown", "yes", "no")
"""Labels of a model that names none (apps/hotword/labels.cc)."""
MODEL, SIZE = "g_model", "g_model_size"


def embedded_model(image: Path) -> bytes | None:
    """The .tflite file that an ELF file holds as `g_model`; None where there is no such symbol."""
    from elftools.elf.elffile import ELFFile
    from elftools.elf.sections import SymbolTableSection

    with image.open("rb") as stream:
        elf = ELFFile(stream)
        table = elf.get_section_by_name(".symtab")
        if not isinstance(table, SymbolTableSection):
            return None
        found = {name: table.get_symbol_by_name(name) for name in (MODEL, SIZE)}
        places = {name: int(symbols[0]["st_value"]) for name, symbols in found.items() if symbols}
        if len(places) < 2:
            return None

        def read(address: int, size: int) -> bytes:
            for section in elf.iter_sections():
                offset = address - section["sh_addr"]
                if section["sh_type"] == "SHT_PROGBITS" and 0 <= offset <= section["sh_size"] - size:
                    return bytes(section.data()[offset : offset + size])
            return b""

        size = int.from_bytes(read(places[SIZE], 4), "little")
        content = read(places[MODEL], size)
        return content if content[4:8] == b"TFL3" else None


def labels(model: bytes) -> tuple[str, ...]:
    """The labels of a .tflite file: its metadata `labels`, a line each."""
    try:
        root = Table(model, int.from_bytes(model[:4], "little"))
        buffers = root.tables(4, lambda table: bytes(table.vector(0, "B")))
        for name, number in root.tables(6, lambda table: (table.text(0), table.scalar(1, "<I"))):
            if name == "labels" and number < len(buffers) and buffers[number]:
                return tuple(line for line in buffers[number].decode().split("\n") if line)
    except (DamagedError, UnicodeDecodeError):
        pass
    return MICRO_SPEECH
