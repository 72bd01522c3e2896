"""ELF files of plain bytes, read back by pyelftools."""

from __future__ import annotations

import io

from elftools.elf.elffile import ELFFile
from hypothesis import given
from hypothesis import strategies as st

from vboard.formats.elf_writer import write_elf


@given(st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=5))
def test_segments_and_sections_hold_the_bytes_at_their_addresses(pieces: list[bytes]) -> None:
    chunks = [(0x0800_0000 + 0x1000 * number, data) for number, data in enumerate(pieces)]
    elf = ELFFile(io.BytesIO(write_elf(chunks, 0x0800_0101)))
    assert (elf.get_machine_arch(), elf.elfclass, elf.little_endian, elf["e_type"]) == (
        "ARM",
        32,
        True,
        "ET_EXEC",
    )
    assert elf["e_entry"] == 0x0800_0101
    assert [(s["p_paddr"], s.data()) for s in elf.iter_segments()] == chunks
    loaded = [(s["sh_addr"], s.data()) for s in elf.iter_sections() if s.name == ".flash"]
    assert loaded == chunks
