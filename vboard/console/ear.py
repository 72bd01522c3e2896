"""What the board of a console hears: recordings that are played to it, one after another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from vboard.engine.interaction import Interaction, UartDevice
from vboard.errors import VBoardError
from vboard.paths import FILES
from vboard.player.audio import load_clip
from vboard.player.clocked import ClockedFeed
from vboard.player.sounds import Sound, Tape

DEMO = Path("robot_tests", "audio", "demo.wav")


class Ear:
    """The audio UART of the console's board.

    Args:
        monitor: whose board hears.
        uart: the UART's monitor path; empty where nobody knows it.
        sound: what it hears from the beginning.
        last: the recording that `again` plays before another was played.
    """

    def __init__(
        self, monitor: Interaction, uart: str = "", sound: Sound | None = None, last: Path | None = None
    ) -> None:
        self._monitor = monitor
        self._uart = uart
        self._sound = sound
        self._last = last or FILES / DEMO
        self._feed: ClockedFeed | None = None
        if sound is not None:
            self._begin(sound)

    # What `ClockedFeed` listens with.

    @property
    def now(self) -> int:
        return self._monitor.now

    def _device(self) -> UartDevice | None:
        return next((each for each in self._monitor.devices().uarts if each.path == self._uart), None)

    def is_receiving(self, path: str) -> bool:
        device = self._device()
        return device is not None and device.is_receiving

    def feed(self, path: str, data: bytes) -> None:
        device = self._device()
        for byte in data if device is not None else b"":
            device.receive(byte)  # type: ignore[union-attr]

    def schedule_in(self, duration: int, action: Callable[[], None]) -> None:
        self._monitor.schedule_in(duration, action)

    # What a person does.

    def play(self, path: Path) -> str:
        """Play a recording, behind what is playing; returns what to tell.

        Raises:
            VBoardError: no recording, or a board without an audio UART.
        """
        if self._device() is None:
            what = f"no UART '{self._uart}'" if self._uart else "no audio UART is known; --audio-uart NAME"
            raise VBoardError(f"play {path.name}: {what}")
        if self._sound is not None and not isinstance(self._sound, Tape):
            raise VBoardError(f"play {path.name}: the board hears the microphone")
        clip = load_clip(path)
        if self._sound is None:
            self._sound = Tape()
        self._sound.add(clip)
        self._last = path
        if self._feed is None:
            self._begin(self._sound)
        return f"{clip.name}, {clip.seconds:.2f} s"

    def again(self) -> str:
        """Play the last recording once more; errors as `play`."""
        return self.play(self._last)

    def new_emulation(self) -> None:
        """Another emulation has taken the place of the one that heard."""
        if self._feed is not None:
            self._feed.end()
            self._feed = None
            if self._sound is not None:
                self._begin(self._sound)

    def _begin(self, sound: Sound) -> None:
        self._feed = ClockedFeed(self, self._uart, sound)
