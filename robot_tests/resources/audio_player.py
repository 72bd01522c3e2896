"""Robot keywords that play recordings into a board's audio UART or microphone, in virtual time.

Standard library only, for Robot Framework 6.1 and newer: a real Renode runs it in its own Python.
Bytes go in through `Execute Python`, a step at a time; each step is followed by a `RunFor` of the
step's length, so what the firmware hears depends on virtual time alone.
"""

from __future__ import annotations

import os
import tempfile
import wave

from robot.api.deco import keyword, library
from robot.libraries.BuiltIn import BuiltIn

RATE = 16000
SAMPLE_BYTES = 2
STEP_MS = 20
STEP = "0.02"
MOMENT = "0.00001"
"""Seconds of virtual time, as the monitor reads them."""
STEP_BYTES = RATE * STEP_MS // 1000 * SAMPLE_BYTES


@library(scope="SUITE")
class audio_player:
    """Plays into the UART that `Use Audio Uart` names."""

    def __init__(self) -> None:
        self._uart = ""
        self._microphone = ""

    @keyword
    def use_audio_uart(self, uart: str) -> None:
        """Choose the UART, with its full name: `sysbus.usart2`."""
        self._uart = uart

    @keyword
    def use_microphone(self, microphone: str, platform: str = "") -> None:
        """Choose the microphone, with its full name; `platform` is a file that adds it to the machine.

        Skips the test on an engine that does not take the file: what it adds need not be a model of Renode.
        """
        self._microphone = microphone
        load = f"machine LoadPlatformDescription @{escape(platform)}"
        if platform and not BuiltIn().run_keyword_and_return_status("Execute Command", load):
            BuiltIn().skip(f"This engine has no model of {microphone}")

    @keyword
    def speak_into_microphone(self, path: str) -> None:
        """Give the microphone a wav file (16 kHz, mono, 16 bit), which it hears from its start on."""
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "speech.pcm")
            with open(file, "wb") as samples:
                samples.write(read_pcm(path))
            self._command(f"{self._microphone} SetInputFile @{escape(file)}")

    @keyword
    def play_clip(self, path: str) -> None:
        """Play a wav file (16 kHz, mono, 16 bit) to its end."""
        self._play(read_pcm(path))

    @keyword
    def play_silence(self, milliseconds: int) -> None:
        """Play digital silence."""
        self._play(bytes(RATE * int(milliseconds) // 1000 * SAMPLE_BYTES))

    @keyword
    def push_silence(self, milliseconds: int) -> None:
        """Put silence into the UART at once, and let a moment pass."""
        self._push(bytes(RATE * int(milliseconds) // 1000 * SAMPLE_BYTES))
        # Behind a step, however short, a sleeping core has taken notice.
        self._run(MOMENT)

    def _play(self, pcm: bytes) -> None:
        for start in range(0, len(pcm), STEP_BYTES):
            self._push(pcm[start : start + STEP_BYTES].ljust(STEP_BYTES, b"\0"))
            self._run(STEP)
        # Bytes that arrive in a paused machine may reach a sleeping core at the end of a step only:
        # one more step lets the firmware deal with the last of them.
        self._run(STEP)

    def _push(self, pcm: bytes) -> None:
        # Statements that IronPython 2.7 and Python 3 read alike, of a length that it compiles quickly.
        # No "=" at the beginning: Renode would take what is before it for the name of an argument.
        for start in range(0, len(pcm), STEP_BYTES):
            data = ",".join(str(byte) for byte in pcm[start : start + STEP_BYTES])
            BuiltIn().run_keyword(
                "Execute Python",
                f'for uart in [self.Machine["{self._uart}"]]: [uart.WriteChar(byte) for byte in [{data}]]',
            )

    def _run(self, seconds: str) -> None:
        self._command(f'emulation RunFor "{seconds}"')

    def _command(self, text: str) -> None:
        BuiltIn().run_keyword("Execute Command", text)


def escape(path: str) -> str:
    """A path as the monitor's `@path` token takes it."""
    return path.replace("\\", "/").replace(" ", "\\ ").replace(";", "\\;")


def read_pcm(path: str) -> bytes:
    """Return the samples of a wav file: s16, little-endian, mono, 16 kHz.

    Raises:
        ValueError: the file has another format.
    """
    with wave.open(path, "rb") as clip:
        form = (clip.getframerate(), clip.getnchannels(), clip.getsampwidth())
        if form != (RATE, 1, SAMPLE_BYTES):
            raise ValueError(f"{path}: rate, channels, bytes per sample are {form}, expected {(RATE, 1, 2)}")
        return clip.readframes(clip.getnframes())
