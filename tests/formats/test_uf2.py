"""UF2 blocks: what goes to the flash, and what is damaged."""

from __future__ import annotations

import pytest

from tests.support.image_files import as_uf2, uf2_block
from vboard.formats.records import RecordFile
from vboard.formats.uf2 import Uf2Error, parse_uf2


def test_blocks_join_to_the_image() -> None:
    content = bytes(range(256)) * 3 + b"end"
    assert RecordFile(parse_uf2(as_uf2(0x0800_0000, content))).joined() == [(0x0800_0000, content)]


@pytest.mark.parametrize("flag", [0x0001, 0x1000])
def test_comments_and_files_are_not_flash(flag: int) -> None:
    assert parse_uf2(uf2_block(0, 0, b"note", flag) + uf2_block(1, 16, b"code")) == [(16, b"code")]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda block: block[:-1], "block 1 has 511 of 512 bytes"),
        (lambda block: block[:-4] + bytes(4), "block 1 has no magic numbers"),
        (lambda block: b"X" + block[1:], "block 1 has no magic numbers"),
        (lambda block: block[:16] + b"\xff\xff\0\0" + block[20:], "block 1 claims 65535 bytes"),
    ],
)
def test_a_damaged_block_is_named(damage, words: str) -> None:  # type: ignore[no-untyped-def]
    whole = uf2_block(0, 0, b"x")
    with pytest.raises(Uf2Error, match=words):
        parse_uf2(whole + damage(uf2_block(1, 256, b"y")))
