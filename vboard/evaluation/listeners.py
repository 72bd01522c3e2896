"""Who hears a stream: the application on a virtual board, or the same application built for this machine."""

from __future__ import annotations

import functools
import hashlib
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from vboard.engine.events import MILLISECOND, SECOND
from vboard.engine.selection import open_session
from vboard.errors import RunFailedError
from vboard.evaluation.chain import Application, build_library
from vboard.evaluation.clips import Samples
from vboard.evaluation.scoring import Line
from vboard.player.audio import Clip
from vboard.player.playback import Job, Run, play
from vboard.targets.probe import Wiring
from vboard.targets.target import Target, find_target

HEARD = re.compile(r"^Heard (?P<word>.+) \((?P<score>\d+)\) @(?P<time>\d+)ms\b")
LOST = re.compile(r"\b(?P<lost>\d+) samples lost\b")
OVERRUN = re.compile(r"^WARNING: audio overrun\b")


@dataclass(frozen=True)
class Cost:
    """What hearing took on a board.

    Attributes:
        virtual_ns: time from reset.
        audio_ns: time of the sound.
        lost: samples that found no room.
        overruns: how often samples were lost.
    """

    virtual_ns: int
    audio_ns: int
    instructions: int
    lost: int
    overruns: int


@dataclass(frozen=True)
class Heard:
    """Lines of a stream; `cost` is None where nobody counts."""

    lines: list[Line] = field(default_factory=list)
    cost: Cost | None = None


class Listener(Protocol):
    """Hears streams, each from reset on; may be sent to another process or machine."""

    def hear(self, samples: Samples) -> Heard:
        """Raises RunFailedError when the application fails, VBoardError when it cannot start."""

    def identity(self) -> str:
        """A digest: equal for listeners that hear alike."""


@dataclass(frozen=True)
class BoardListener:
    """An image on a board.

    Attributes:
        board: as `find_target` takes it: a name, or the path of a file.
        image: content of the ELF file.
    """

    board: str
    image: bytes
    wiring: Wiring
    engine: str = "builtin"

    def identity(self) -> str:
        row = _target(self).board
        return hashlib.sha256(repr((self, row)).encode()).hexdigest()

    def hear(self, samples: Samples) -> Heard:
        target = _target(self)
        clip = Clip("stream", samples.astype("<i2").tobytes(), "")
        session = open_session(self.engine, Path.cwd())
        try:
            job = Job(target.board, "hotword", target.image, (clip,))
            run = play(session, job, lambda *_: None)
        finally:
            session.close()
        if run.failure is not None:
            raise RunFailedError(f"{target.board.name}: {run.failure}")
        return Heard(_lines(run), _cost(run, len(samples)))


@dataclass(frozen=True)
class HostListener:
    """The application's sources, built for this machine, with a model."""

    model: bytes

    def identity(self) -> str:
        library = _library().read_bytes()
        return hashlib.sha256(library + self.model).hexdigest()

    def hear(self, samples: Samples) -> Heard:
        return Heard(_application(self.model).hear(samples).lines)


def _lines(run: Run) -> list[Line]:
    start = run.audio_start or 0
    found = [(event, HEARD.match(event.text.strip())) for event in run.lines]
    return [
        Line(
            match["word"],
            int(match["score"]),
            int(match["time"]),
            round((event.time - start) / MILLISECOND, 3),
        )
        for event, match in found
        if match
    ]


def _cost(run: Run, samples: int) -> Cost:
    texts = [event.text for event in run.lines]
    lost = max((int(found["lost"]) for text in texts if (found := LOST.search(text))), default=0)
    overruns = sum(OVERRUN.match(text) is not None for text in texts)
    return Cost(run.end, samples * SECOND // 16_000, run.instructions, lost, overruns)


@functools.cache
def _folder() -> Any:
    """Files of this process, gone when it ends."""
    return tempfile.TemporaryDirectory(prefix="vboard-evaluate-")


def _file(content: bytes, suffix: str) -> Path:
    path = Path(_folder().name) / (hashlib.sha256(content).hexdigest()[:16] + suffix)
    if not path.exists():
        path.write_bytes(content)
    return path


@functools.lru_cache(maxsize=4)
def _target(listener: BoardListener) -> Target:
    return find_target(listener.board, str(_file(listener.image, ".elf")), listener.wiring)


@functools.lru_cache(maxsize=4)
def _application(model: bytes) -> Application:
    return Application(_library(), _file(model, ".tflite"))


@functools.cache
def _library() -> Path:
    """Built once."""
    return build_library()
