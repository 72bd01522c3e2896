"""The user's wish to end, noted instead of obeyed at once, so that what happened can be kept."""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType, TracebackType

ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)  # a system may lack SIGHUP


class Interruption:
    """Notes the first signal that would end the program while the context lasts; a second ends it at once.

    A signal that the program was started to ignore (`nohup`, a shell's background job) stays ignored.
    Outside the main thread, which alone gets signals, nothing is noted.
    """

    def __init__(self) -> None:
        self._signal: int | None = None
        self._before: dict[int, object] = {}

    def __enter__(self) -> Interruption:
        if threading.current_thread() is threading.main_thread():
            for number in ENDING:
                if signal.getsignal(number) != signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self._signal is not None:
            raise KeyboardInterrupt
        self._signal = number

    def __bool__(self) -> bool:
        """Whether the user wants to end."""
        return self._signal is not None

    def __call__(self) -> bool:
        """The same, for those who ask again and again."""
        return self._signal is not None

    def exit(self, wanted: bool = False) -> None:
        """End the program as the signal would have done, if there was one.

        Args:
            wanted: nothing but Ctrl-C ends this program, so it is no interruption.

        Raises:
            KeyboardInterrupt: it was Ctrl-C.
            SystemExit: it was another.
        """
        if self._signal == signal.SIGINT:
            if wanted:
                return
            raise KeyboardInterrupt
        if self._signal is not None:
            raise SystemExit(128 + self._signal)


def ignore_signals() -> None:
    """From now on nothing interrupts: for the moments between the last word and the end of the process."""
    if threading.current_thread() is threading.main_thread():
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)


def die_of_a_broken_pipe() -> None:
    """End the process as programs do whose reader is gone (`vboard boards | head -1`): by SIGPIPE.

    Python ignores that signal. What is still buffered has nobody to read it.
    """
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGPIPE)
