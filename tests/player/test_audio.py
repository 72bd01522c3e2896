"""The audio loader: what it passes through, converts and refuses."""

from __future__ import annotations

import builtins
import wave
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.recordings import write_wav
from vboard.errors import VBoardError
from vboard.player.audio import RATE, load_clip

np = pytest.importorskip("numpy")


def hide_module(monkeypatch: pytest.MonkeyPatch, hidden: str) -> None:
    """Let `import hidden` fail as if it were not installed."""
    real_import = builtins.__import__

    def fake_import(name: str, *arguments: Any, **keywords: Any) -> Any:
        if name.partition(".")[0] == hidden:
            raise ImportError(name)
        return real_import(name, *arguments, **keywords)

    monkeypatch.setattr(builtins, "__import__", fake_import)


def test_native_wav_passes_unchanged(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav")
    with wave.open(str(path)) as reader:
        expected = reader.readframes(reader.getnframes())

    assert load_clip(path).pcm == expected


def test_a_wav_that_is_cut_in_a_sample_says_so(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav")
    whole = load_clip(path)
    path.write_bytes(path.read_bytes()[:-1])
    cut = load_clip(path)
    assert cut.pcm == whole.pcm[:-2]
    assert (whole.source, cut.source) == (
        "16000 Hz, 1 channel, 16 bit",
        "16000 Hz, 1 channel, 16 bit, cut in the middle of a sample",
    )


def test_native_wav_needs_no_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hide_module(monkeypatch, "soundfile")
    assert load_clip(write_wav(tmp_path / "a.wav")).seconds == 0.5


def test_other_wav_without_the_extra_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hide_module(monkeypatch, "soundfile")
    with pytest.raises(VBoardError, match=r"pip install 'vboard\[audio\]'"):
        load_clip(write_wav(tmp_path / "a.wav", rate=44_100))


def test_stereo_44100_becomes_mono_16000(tmp_path: Path) -> None:
    """The same sine sampled at both rates agrees away from the ends, within 1 % of full scale."""
    pytest.importorskip("soundfile")
    converted = load_clip(write_wav(tmp_path / "a.wav", rate=44_100, channels=2))
    reference = load_clip(write_wav(tmp_path / "b.wav"))

    assert converted.source == "44100 Hz, 2 channels"
    assert abs(converted.seconds - 0.5) <= 1 / RATE
    left = np.frombuffer(converted.pcm, "<i2").astype(int)[800:7200]
    right = np.frombuffer(reference.pcm, "<i2").astype(int)[800:7200]
    assert np.abs(left - right).max() < 328


def test_stereo_at_the_right_rate_is_averaged(tmp_path: Path) -> None:
    soundfile = pytest.importorskip("soundfile")
    path = tmp_path / "a.wav"
    soundfile.write(str(path), np.array([[1000, 3000], [-1000, -3000]], dtype=np.int16), RATE)

    assert list(load_clip(path).samples()) == [2000, -2000]


def test_flac_is_read(tmp_path: Path) -> None:
    soundfile = pytest.importorskip("soundfile")
    path = tmp_path / "a.flac"
    soundfile.write(str(path), np.array([5, -7, 32767, -32768], dtype=np.int16), RATE)

    assert list(load_clip(path).samples()) == [5, -7, 32767, -32768]


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        (b"this is a text file, not a recording", "is no audio"),
        (b"", "is no audio"),
        (b"RIFF\x00\x00\x00\x00WAVE", "is no audio"),
    ],
)
def test_no_audio_is_refused(tmp_path: Path, contents: bytes, expected: str) -> None:
    pytest.importorskip("soundfile")
    path = tmp_path / "a.wav"
    path.write_bytes(contents)
    with pytest.raises(VBoardError, match=expected):
        load_clip(path)


def test_empty_recording_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VBoardError, match="has no samples"):
        load_clip(write_wav(tmp_path / "a.wav", seconds=0))


@pytest.mark.parametrize("rate", [10, 999, 800_000])
def test_impossible_rate_is_refused(tmp_path: Path, rate: int) -> None:
    pytest.importorskip("soundfile")
    with pytest.raises(VBoardError, match=f"sample rate {rate} Hz"):
        load_clip(write_wav(tmp_path / "a.wav", rate=rate, seconds=0.5))


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(VBoardError, match="no such file"):
        load_clip(tmp_path / "a.wav")
    with pytest.raises(VBoardError, match="is a folder"):
        load_clip(tmp_path)


def _wav_header(fields: bytes) -> bytes:
    return b"RIFF" + fields[:4] + b"WAVEfmt \x10\0\0\0" + fields[4:20] + b"data" + fields[20:]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(contents=st.one_of(st.binary(max_size=200), st.binary(min_size=24, max_size=80).map(_wav_header)))
def test_arbitrary_bytes_give_a_clip_or_a_designed_error(tmp_path: Path, contents: bytes) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(contents)
    message, pcm = "", b"\0\0"
    try:
        pcm = load_clip(path).pcm
    except VBoardError as error:
        message = str(error)
    assert "\n" not in message
    assert pcm
    assert len(pcm) % 2 == 0
