"""The user's wish to end, noted instead of obeyed at once, so that what happened can be kept."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType

ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)  # a system may lack SIGHUP


class Interruption:
    """Notes the first signal that would end the program while the context lasts; a second ends it at once.

    A signal that the program was started to ignore (`nohup`, a shell's background job) stays ignored.
    Outside the main thread, which alone gets signals, nothing is noted.

    Attributes:
        actions: called when it is noted, so that what runs ends soon.
    """

    def __init__(self) -> None:
        self.actions: list[Callable[[], None]] = []
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
        for action in self.actions:
            action()

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
        if not (wanted and self._signal == signal.SIGINT):
            end_as_signalled(self._signal)


def end_as_signalled(number: int | None) -> None:
    """End the program as a signal would have done that was noted; None: there was none.

    Raises:
        KeyboardInterrupt: it was Ctrl-C.
        SystemExit: it was another.
    """
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    if number is not None:
        raise SystemExit(128 + number)


@contextmanager
def restored_handlers() -> Iterator[None]:
    """Give the signals back to whoever had them, after something that takes them."""
    before = {number: signal.getsignal(number) for number in ENDING}
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            for number, handler in before.items():
                signal.signal(number, handler)


def ignore_signals() -> None:
    """From now on nothing interrupts: for the moments between the last word and the end of the process."""
    if threading.current_thread() is threading.main_thread():
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)
