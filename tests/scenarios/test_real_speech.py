"""The hotword firmware hears people whom training never heard, on every board.

The recordings are Google's Speech Commands in the folder `shared/data` beside the repository
(`$VBOARD_SHARED` names another); they are not part of it.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import pytest

from tests.support.boards import FIRST_OF_CORE
from vboard.boards.table import BOARDS
from vboard.builtin.builtin_session import BuiltinSession
from vboard.engine.events import MILLISECOND, SECOND
from vboard.images.image import read_image
from vboard.paths import ROOT
from vboard.player.audio import RATE, SAMPLE_BYTES, load_clip
from vboard.player.playback import Job, Run, play
from vboard.player.sounds import GAP

SPEECH = Path(os.environ.get("VBOARD_SHARED", ROOT.parent / "shared")) / "data" / "speech_commands"
HEARD = re.compile(r"Heard (\w+) \((\d+)\) @(\d+)ms")
SPEAKERS = 5
DELAY = 1000 * MILLISECOND
"""A command comes at most so long after the end of its recording: the average runs over 1 s."""


def is_validation_speaker(speaker: str) -> bool:
    """The data set's own rule: SHA-1 of the speaker's id, the lowest tenth is never trained on."""
    return int(hashlib.sha1(speaker.encode()).hexdigest(), 16) % 2**27 * 100 / (2**27 - 1) < 10


def recordings(word: str, count: int) -> list[Path]:
    """One recording from each of `count` speakers, always the same ones."""
    by_speaker: dict[str, Path] = {}
    for path in sorted((SPEECH / word).glob("*.flac")):
        speaker = path.name.split("_nohash_")[0]
        if is_validation_speaker(speaker):
            by_speaker.setdefault(speaker, path)
    return list(by_speaker.values())[:count]


def run(board: str, paths: list[Path]) -> tuple[Run, list[tuple[int, int]]]:
    """Play recordings one after the other; also the times in which each may be answered."""
    if not paths:
        pytest.skip(f"no recordings in {SPEECH}")
    image = BOARDS[board].image("hotword")
    if not image.is_file():
        pytest.skip(f"hotword is not built for {board}: run 'make firmware'")
    pytest.importorskip("soundfile", reason="FLAC files need the audio extra")
    clips = tuple(load_clip(path) for path in paths)
    session = BuiltinSession(ROOT)
    try:
        result = play(session, Job(BOARDS[board], "hotword", read_image(image), clips), lambda *_: None)
    finally:
        session.close()
    assert result.failure is None
    assert result.audio_start is not None
    windows, at = [], result.audio_start
    for clip in clips:
        length = len(clip.pcm) * SECOND // (RATE * SAMPLE_BYTES)
        windows.append((at, at + length + DELAY))
        at += length + GAP
    return result, windows


def heard(result: Run) -> list[tuple[int, str]]:
    """(virtual time, label) of every command on the console."""
    matches = ((line.time, HEARD.fullmatch(line.text.strip())) for line in result.lines)
    return [(time, match[1]) for time, match in matches if match is not None]


@pytest.mark.parametrize("board", FIRST_OF_CORE)
@pytest.mark.parametrize("word", ["yes", "no"])
def test_a_keyword_is_heard_from_unseen_speakers(board: str, word: str) -> None:
    result, windows = run(board, recordings(word, SPEAKERS))
    commands = heard(result)
    assert [label for _, label in commands if label != word] == []
    answered = [any(start <= time <= end for time, _ in commands) for start, end in windows]
    # The model card's figure is 94 % and more: one miss in five is bad luck, two are a fault.
    assert sum(answered) >= SPEAKERS - 1
    assert len(commands) <= len(windows)


@pytest.mark.parametrize("board", FIRST_OF_CORE)
def test_other_words_are_not_commands(board: str) -> None:
    words = ("seven", "stop", "left", "house", "marvin")
    result, _ = run(board, [path for word in words for path in recordings(word, 1)])
    assert heard(result) == []
