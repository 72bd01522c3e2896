#!/usr/bin/env python3
"""Stream recordings, or this machine's microphone, into a board's audio port and print what it says.

The port is a serial device (a USB-serial adapter on a real board, a pseudo terminal of a virtual
one) or a URL of pyserial such as `socket://127.0.0.1:3456`:

    scripts/stream_audio.py /dev/ttyUSB0 yes.wav no.wav --console /dev/ttyUSB1
    vboard run bluepill --uart audio=pty:/tmp/audio --uart console=pty:/tmp/console
    scripts/stream_audio.py /tmp/audio yes.wav --console /tmp/console
    scripts/stream_audio.py /tmp/audio --microphone --console /tmp/console
"""

from __future__ import annotations

import argparse
import errno
import os
import queue
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vboard.errors import VBoardError
from vboard.player.audio import RATE, SAMPLE_BYTES, load_clip

STEP = 0.02
"""Seconds of audio that are written together: what the board takes as one slice of features."""
STEP_BYTES = round(STEP * RATE) * SAMPLE_BYTES
GAP = 1.0
"""Seconds of silence between recordings."""


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
        VBoardError: pyserial is missing, or the port cannot be opened.
    """
    try:
        import serial
    except ImportError as error:
        raise VBoardError("serial ports need the package pyserial: pip install pyserial") from error
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


def recordings(paths: list[Path], tail: float) -> Iterator[bytes]:
    """Steps of audio: each recording with silence behind it."""
    clips = [load_clip(path) for path in paths]  # a missing file shows before anything plays
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


def main(arguments: list[str] | None = None) -> int:
    """Run the program; exit status 2 for a mistake of the user."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("port", metavar="PORT", help="audio port: a device or a URL of pyserial")
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, help="wav, FLAC or Ogg")
    parser.add_argument("--microphone", action="store_true", help="stream the microphone until Ctrl-C")
    parser.add_argument("--console", metavar="PORT", help="port that the board prints on (115200 baud)")
    parser.add_argument("--baud", type=int, default=921_600, help="of the audio port (default: 921600)")
    parser.add_argument(
        "--tail", type=float, default=2.0, metavar="SECONDS", help="silence at the end (default: 2)"
    )
    parser.add_argument(
        "--until", metavar="TEXT", help="end when the board prints TEXT; status 1 if it never does"
    )
    parser.add_argument(
        "--patience", type=float, default=60.0, metavar="SECONDS", help="of silence for --until (default: 60)"
    )
    options = parser.parse_args(arguments)
    if options.microphone == bool(options.files):
        parser.error("give recordings, or --microphone")
    try:
        if options.microphone:
            steps = microphone()
        else:
            for path in options.files:
                load_clip(path)
            steps = recordings(options.files, options.tail if options.until is None else options.patience)
        audio = open_port(options.port, options.baud)
        lines = [Line(audio, options.until)]
        if options.console is not None:
            lines.append(Line(open_port(options.console, 115_200), options.until))
        stream(steps, audio, lines, paced=not options.microphone)
    except VBoardError as error:
        print(f"stream_audio: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    except OSError as error:  # SerialException is one: the port has gone
        print(f"stream_audio: {options.port}: {error}", file=sys.stderr)
        return 1
    if options.until is not None and not any(line.seen for line in lines):
        print(f"stream_audio: the board never printed '{options.until}'", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
