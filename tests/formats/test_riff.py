"""A wav that ends in the middle of a frame is told from one that is whole."""

from __future__ import annotations

import struct
import wave
from pathlib import Path

import pytest

from vboard.formats.riff import is_cut


def _wav(path: Path, channels: int, width: int) -> Path:
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(width)
        writer.setframerate(16_000)
        writer.writeframes(bytes(100 * channels * width))
    return path


@pytest.mark.parametrize(("channels", "width"), [(1, 1), (1, 2), (2, 2), (6, 3)])
def test_whole_frames_are_whole(tmp_path: Path, channels: int, width: int) -> None:
    path = _wav(tmp_path / "a.wav", channels, width)
    assert not is_cut(path)
    path.write_bytes(path.read_bytes()[: -channels * width])
    assert not is_cut(path), "a frame less is a shorter recording"


@pytest.mark.parametrize(("channels", "width", "missing"), [(1, 2, 1), (2, 2, 2), (2, 2, 3), (6, 3, 17)])
def test_part_of_a_frame_is_cut(tmp_path: Path, channels: int, width: int, missing: int) -> None:
    path = _wav(tmp_path / "a.wav", channels, width)
    path.write_bytes(path.read_bytes()[:-missing])
    assert is_cut(path)


def test_the_length_in_the_header_counts(tmp_path: Path) -> None:
    path = _wav(tmp_path / "a.wav", 1, 2)
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, 40, 199)
    path.write_bytes(content)
    assert is_cut(path)


def test_chunks_before_the_samples_are_passed_over(tmp_path: Path) -> None:
    content = _wav(tmp_path / "a.wav", 1, 2).read_bytes()
    listed = content[:12] + b"LIST" + struct.pack("<I", 3) + b"abc\0" + content[12:]
    (tmp_path / "b.wav").write_bytes(listed)
    assert not is_cut(tmp_path / "b.wav")
    (tmp_path / "b.wav").write_bytes(listed[:-1])
    assert is_cut(tmp_path / "b.wav")


@pytest.mark.parametrize("content", [b"", b"RIFF", b"RIFF\0\0\0\0WAVE", b"RIFF\0\0\0\0WAVEdata", b"fLaC" * 9])
def test_what_is_no_wav_is_not_cut(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.wav").write_bytes(content)
    assert not is_cut(tmp_path / "a.wav")
