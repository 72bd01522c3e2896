"""What `vboard run` and `vboard compare` play where: their arguments as jobs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vboard.boards.board import Board
from vboard.boards.table import BOARDS
from vboard.engine.events import SECOND
from vboard.errors import VBoardError
from vboard.player.audio import Clip, load_clip
from vboard.player.host_microphone import NAME, is_microphone, open_microphone
from vboard.player.playback import Job
from vboard.player.sounds import Sound, Tape
from vboard.targets.applications import Listener, find_listener
from vboard.targets.target import DEFAULT_APP, Target

LONGEST = 24 * 3600
"""Seconds of virtual time that a run may be given."""
FIRST_LINE = 2.0
"""Seconds of virtual time within which a firmware must print something, where nothing else is said."""


def plan(
    targets: Sequence[Target],
    app: str,
    audio: Sequence[Path],
    no_audio: bool,
    seconds: float | None,
    first_line: float | None,
    endless: bool = False,
    microphone: bool = False,
) -> list[Job]:
    """A job for each target.

    Args:
        app: what the user called the application.
        audio: recordings; none: what our own applications bring, unless `no_audio`.
        seconds: virtual time of the run; None: until the recordings end, or with `endless` until the user
            ends it.
        microphone: play into the boards' microphones; our own applications say so themselves.
        first_line: bound for the first line; None: the usual one, or none where the run is endless.

    Raises:
        VBoardError: a mistake in them.
    """
    if audio and no_audio:
        raise VBoardError("--audio and --no-audio exclude each other")
    for option, value in (("--for", seconds), ("--first-line", first_line)):
        if value is not None and not 0 < value <= LONGEST:
            raise VBoardError(f"{option} {value:g}: expected more than 0 and at most {LONGEST} seconds")
    listeners = [find_listener(each.image.path) for each in targets]
    by_microphone = [microphone or (found is not None and found.microphone) for found in listeners]
    for each, by_it in zip(targets, by_microphone, strict=True):
        _check_input(each.board, by_it, microphone, audio)
    live = hears_microphone(audio)
    if live and any(by_microphone):
        raise VBoardError(f"--audio {NAME}: a board's own microphone takes recordings, not this machine's")
    given = () if live else tuple(load_clip(path) for path in audio)
    duration = None if seconds is None else max(1, round(seconds * SECOND))
    endless = endless and seconds is None
    if first_line is None and not endless:
        first_line = FIRST_LINE
    return [
        Job(
            each.board,
            app or DEFAULT_APP,
            each.image,
            given if given or no_audio or live else _own_clips(each.board, found),
            duration,
            None if first_line is None else round(first_line * SECOND),
            endless,
            by_it,
            open_microphone() if live else None,
        )
        for each, found, by_it in zip(targets, listeners, by_microphone, strict=True)
    ]


def hears_microphone(audio: Sequence[Path]) -> bool:
    """Whether `--audio` names the microphone.

    Raises:
        VBoardError: and recordings as well.
    """
    if not any(is_microphone(path) for path in audio):
        return False
    if len(audio) > 1:
        raise VBoardError(f"--audio {NAME}: the microphone and recordings exclude each other")
    return True


def open_sound(audio: Sequence[Path], board: Board) -> Sound | None:
    """What a board hears that a person drives: recordings one after another, or the microphone.

    Raises:
        VBoardError: a file is no recording, there is no microphone, or the board has no audio UART.
    """
    if not audio:
        return None
    if not board.audio:
        raise VBoardError(f"--audio {audio[0]}: {board.name} has no audio UART; name one: --audio-uart UART")
    if hears_microphone(audio):
        return open_microphone()
    return Tape([load_clip(path) for path in audio])


def _check_input(board: Board, by_microphone: bool, wanted: bool, audio: Sequence[Path]) -> None:
    """Refuse sound for a board that has no way in for it."""
    if by_microphone and board.microphone is None:
        option = "--microphone" if wanted else "the application"
        raise VBoardError(f"{option}: {board.name} has no microphone (boards with one: {_with_microphone()})")
    if audio and not by_microphone and not board.audio:
        raise VBoardError(f"--audio {audio[0]}: {board.name} has no audio UART; name one: --audio-uart UART")


def _with_microphone() -> str:
    return ", ".join(board.name for board in BOARDS.values() if board.microphone is not None)


def _own_clips(board: Board, listener: Listener | None) -> tuple[Clip, ...]:
    if listener is None or not (board.audio or listener.microphone):
        return ()
    return (load_clip(listener.clip),)
