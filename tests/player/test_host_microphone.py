"""The microphone as sound: an injected stream in place of the device."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command_line import Cli
from vboard.errors import RunFailedError
from vboard.player import host_microphone as microphone
from vboard.player import streaming
from vboard.player.audio import Clip, load_clip
from vboard.player.host_microphone import Microphone
from vboard.player.sounds import Tape

ROOT = Path(__file__).resolve().parents[2]


def test_samples_come_as_they_were_heard_then_silence() -> None:
    heard = Microphone(iter([b"\1\2", b"\3\4\5\6"]))
    assert heard.read(4) == b"\1\2\3\4"
    assert heard.read(4) == b"\5\6\0\0"
    assert heard.duration is None


def test_a_stream_that_breaks_is_silence() -> None:
    def blocks() -> Iterator[bytes]:
        yield b"\1\2"
        raise OSError("unplugged")

    assert Microphone(blocks()).read(4) == b"\1\2\0\0"


def test_a_device_that_delivers_nothing_fails_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    never = threading.Event()

    def blocks() -> Iterator[bytes]:
        never.wait()
        yield b""

    monkeypatch.setattr(microphone, "PATIENCE", 0.01)
    with pytest.raises(RunFailedError, match="the microphone delivered nothing"):
        Microphone(blocks()).read(4)
    never.set()


def test_a_tape_plays_what_is_added_behind_what_plays() -> None:
    tape = Tape()
    assert tape.read(2) == bytes(2)
    tape.add(Clip("a", b"\1\2", ""))
    assert tape.read(4) == b"\1\2\0\0"
    tape.add(Clip("a", b"\3\4", ""))
    tape.add(Clip("b", b"\5\6", ""))
    played = tape.read(2 + 64_000 + 2)
    assert (played[:2], set(played[2:-2]), played[-2:]) == (b"\3\4", {0}, b"\5\6")


@pytest.fixture
def saying_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A microphone beside which somebody says "yes"."""
    pcm = load_clip(ROOT / "robot_tests/audio/yes.wav").pcm
    blocks = [pcm[at : at + streaming.STEP_BYTES] for at in range(0, len(pcm), streaming.STEP_BYTES)]
    # All at once, as no device does: the board must not lose the beginning.
    monkeypatch.setattr(streaming, "microphone", lambda: iter(blocks))
    monkeypatch.setattr(microphone, "KEPT", len(pcm))


@pytest.mark.usefixtures("saying_yes")
def test_run_hears_the_microphone(cli: Cli) -> None:
    result = cli("run", "disco", "hotword", "--audio", "mic", "--for", "3", "--no-realtime")
    if "not built yet" in result.err:
        pytest.skip("hotword is not built: run 'make firmware'")
    assert result.status == 0, result.err
    assert "Heard yes" in result.out
    assert "the microphone" in result.out


def test_without_a_device_it_is_told(cli: Cli, firmware: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sounddevice", None)
    cli("run", "bluepill", firmware, "--audio", "mic").assert_refused("the microphone needs the package")


def test_the_microphone_goes_with_no_recording(cli: Cli, firmware: Path, speech: Path) -> None:
    result = cli("run", "bluepill", firmware, "--audio", "mic", "--audio", speech)
    result.assert_refused("the microphone and recordings exclude each other")
