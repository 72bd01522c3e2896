"""Recordings, or this machine's microphone, streamed into a board's audio port at their true rate.

The port is a serial device (a USB-serial adapter of a real board, a pseudo terminal of a virtual one) or a
URL of pyserial such as `socket://127.0.0.1:3456`.
"""

from __future__ import annotations

import errno
import os
import queue
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from vboard.errors import RunFailedError, VBoardError
from vboard.player.audio import RATE, SAMPLE_BYTES, Clip, load_clip

STEP = 0.02
"""Seconds of audio that are written together: what the board takes as one slice of features."""
STEP_BYTES = round(STEP * RATE) * SAMPLE_BYTES
GAP = 1.0
"""Seconds of silence between recordings."""
AUDIO_BAUD, CONSOLE_BAUD = 921_600, 115_200


class Line:
    """Prints finished lines of what a port sends.

    Attributes:
        seen: whether a line held the awaited text.
    """

    def __init__(self, port: Any, awaited: str | None) -> None:
        self._port = port
        self._rest = b""
        self._awaited = awaited
        self.seen = False

    def print_new(self) -> None:
        """Print what came since the last call."""
        *lines, self._rest = (self._rest + self._port.read(4096)).split(b"\n")
        for line in lines:
            text = line.decode("utf-8", errors="backslashreplace").rstrip("\r")
            print(text, flush=True)
            self.seen |= self._awaited is not None and self._awaited in text


def open_port(name: str, baud: int) -> Any:
    """Open a serial port or a URL, for reads that do not wait.

    Raises:
        VBoardError: the port cannot be opened.
    """
    import serial  # only this asks for it

    try:
        return serial.serial_for_url(name, baudrate=baud, timeout=0)
    except (serial.SerialException, ValueError, OSError) as error:
        raise VBoardError(f"{name}: cannot open the port: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    """What the system said, out of pyserial's nested texts."""
    found = re.findall(r"\[Errno (\d+)\]", str(error))
    if not found:
        return str(error)
    number = int(found[-1])
    hint = " (is your user in the group dialout?)" if number == errno.EACCES else ""
    return f"{os.strerror(number).lower()}{hint}"


def recordings(paths: Sequence[Path], tail: float) -> Iterator[bytes]:
    """Steps of audio: each recording with silence behind it, `tail` seconds behind the last.

    Raises:
        VBoardError: a file is missing or holds no audio; before anything plays.
    """
    return _steps([load_clip(path) for path in paths], tail)


def _steps(clips: Sequence[Clip], tail: float) -> Iterator[bytes]:
    for number, clip in enumerate(clips, 1):
        silence = tail if number == len(clips) else GAP
        pcm = clip.pcm + bytes(round(silence * RATE) * SAMPLE_BYTES)
        pcm += bytes(-len(pcm) % STEP_BYTES)
        for position in range(0, len(pcm), STEP_BYTES):
            yield pcm[position : position + STEP_BYTES]


def microphone() -> Iterator[bytes]:
    """Steps of audio as the microphone delivers them.

    Raises:
        VBoardError: there is no microphone, or no package to read it with.
    """
    try:
        import sounddevice  # type: ignore[import-not-found, unused-ignore]
    except (ImportError, OSError) as error:  # OSError: PortAudio itself is missing
        raise VBoardError(
            "the microphone needs the package sounddevice: pip install sounddevice "
            "(on Debian also: apt-get install libportaudio2)"
        ) from error
    blocks: queue.Queue[bytes] = queue.Queue()
    try:
        stream = sounddevice.RawInputStream(
            samplerate=RATE,
            channels=1,
            dtype="int16",
            blocksize=STEP_BYTES // SAMPLE_BYTES,
            callback=lambda data, _frames, _time, _status: blocks.put(bytes(data)),
        )
    except sounddevice.PortAudioError as error:
        raise VBoardError(f"cannot open the microphone: {error}") from error
    return _blocks(stream, blocks)


def _blocks(stream: Any, blocks: queue.Queue[bytes]) -> Iterator[bytes]:
    with stream:
        while True:
            yield blocks.get()


def stream_to_ports(
    steps: Iterator[bytes], port: str, baud: int, console: str | None, awaited: str | None, paced: bool
) -> None:
    """Stream steps of audio into a port and print the lines that the board sends there or to a console port.

    Args:
        port: takes the audio, at `baud`.
        console: a further port whose lines are printed.
        awaited: text that ends the stream.
        paced: keep the true rate; a microphone does so by itself.

    Raises:
        VBoardError: a port cannot be opened.
        RunFailedError: a port has gone, or the board never printed what was awaited.
    """
    audio = open_port(port, baud)
    lines = [Line(audio, awaited)]
    if console is not None:
        lines.append(Line(open_port(console, CONSOLE_BAUD), awaited))
    try:
        stream(steps, audio, lines, paced)
    except OSError as error:  # SerialException is one
        raise RunFailedError(f"{port}: {_reason(error)}") from error
    if awaited is not None and not any(line.seen for line in lines):
        raise RunFailedError(f"the board never printed '{awaited}'")


def stream(steps: Iterator[bytes], audio: Any, lines: list[Line], paced: bool) -> None:
    """Write steps at the true rate; a port that takes less holds the stream back, nothing is lost.

    Ends early when the awaited text was seen.
    """
    due = time.monotonic()
    for step in steps:
        if any(line.seen for line in lines):
            return
        audio.write(step)
        for line in lines:
            line.print_new()
        if paced:
            due = max(due + STEP, time.monotonic() - GAP)  # after a long stop do not hurry for ever
            time.sleep(max(0.0, due - time.monotonic()))
