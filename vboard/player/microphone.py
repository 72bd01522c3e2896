"""Brings sound to a board's own microphone: a file of samples, which the microphone reads as it records."""

from __future__ import annotations

from pathlib import Path

from vboard.boards.board import Microphone, escape
from vboard.engine.events import SECOND
from vboard.engine.protocol import Session
from vboard.player.audio import RATE, SAMPLE_BYTES
from vboard.player.feed import Lines


class MicrophoneFeed:
    """One sound for one microphone, given before time passes: a model of Renode starts with a file or never.

    Attributes:
        start: virtual time (ns) at which the microphone was seen to record; None before.
    """

    def __init__(self, session: Session, microphone: Microphone, pcm: bytes) -> None:
        """Add the microphone to the board and give it the samples: s16, little-endian, mono, 16 kHz.

        Raises:
            VBoardError: its platform file does not load, or the device takes no file.
        """
        import tempfile

        self._session = session
        self._device = microphone.device
        self._duration = len(pcm) * SECOND // (RATE * SAMPLE_BYTES)
        self.start: int | None = None
        for line in microphone.loading():
            session.execute(line)
        with tempfile.TemporaryDirectory(prefix="vboard-microphone-") as folder:
            file = Path(folder, "sound.pcm")
            file.write_bytes(pcm)
            session.execute(f"{microphone.device} SetInputFile @{escape(str(file))}")

    @property
    def what(self) -> str:
        """What the sound waits for, for messages."""
        return f"the microphone ({self._device.rpartition('.')[2]})"

    @property
    def end(self) -> int | None:
        """Virtual time (ns) at which the sound ends; None before its start."""
        return None if self.start is None else self.start + self._duration

    def step(self, lines: Lines) -> None:
        """Look whether the firmware has switched the microphone on."""
        if self.start is None and self._session.is_receiving(self._device):
            self.start = self._session.now
