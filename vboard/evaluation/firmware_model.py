"""The model inside a firmware image, and the words that it hears."""

from __future__ import annotations

from pathlib import Path

from vboard.formats.elf_reader import CONTENTS, ElfFile
from vboard.inference.flatbuffer import DamagedError, Table

MICRO_SPEECH = ("silence", "unknown", "yes", "no")
"""Labels of a model that names none (apps/hotword/labels.cc)."""
MODEL, SIZE = "g_model", "g_model_size"


def embedded_model(image: Path) -> bytes | None:
    """The .tflite file that an ELF file holds as `g_model`; None where there is no such symbol."""
    elf = ElfFile(image.read_bytes())
    found = elf.find_symbols(MODEL, SIZE)
    if len(found) < 2:
        return None

    def read(address: int, size: int) -> bytes:
        for section in elf.sections:
            offset = address - section.address
            if section.kind == CONTENTS and 0 <= offset <= section.size - size:
                return elf.data(section)[offset : offset + size]
        return b""

    size = int.from_bytes(read(found[SIZE].value, 4), "little")
    content = read(found[MODEL].value, size)
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
